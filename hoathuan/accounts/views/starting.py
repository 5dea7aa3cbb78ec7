"""The first administrator: this page exists only while nobody has an account."""

from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.forms.starting import StartForm
from hoathuan.accounts.services import starting
from hoathuan.core.access import PUBLIC, access


@never_cache
@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "POST"])
@access(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    if not starting.is_open():
        return _closed(request)
    if not ratelimit.consume(request, app="allauth.account", action="activation"):
        return ratelimit.respond_429(request)
    form = StartForm(request.POST or None)
    if form.is_valid():
        data = {name: form.cleaned_data[name] for name in starting.Start.__dataclass_fields__}
        try:
            user = starting.start(starting.Start(**data))
        except AccountsError:
            return _closed(request)
        return perform_login(request, user, email_verification="none", redirect_url="/")
    return render(request, "accounts/start.html", {"form": form})


def _closed(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Hệ thống đã có người dùng: hãy đăng nhập, hoặc hỏi người quản trị."))
    return redirect("/" if request.user.is_authenticated else "account_login")
