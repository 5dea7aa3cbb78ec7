"""Opening an account with a printed slip: code, password, signed in."""

from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.errors import SlipProblem
from hoathuan.accounts.forms.signing import PasswordForm, SlipForm
from hoathuan.accounts.services import activation
from hoathuan.core.access import PUBLIC, access

IN_HAND = "slip"
_TRIES = "activation"


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@access(PUBLIC)
def activate(request: HttpRequest) -> HttpResponse:
    """Username and code of the slip; the square code of the slip leads here with the code alone."""
    linked = request.GET.get("ma", "")
    if request.method == "GET" and not linked:
        return _page(request, SlipForm())
    form = SlipForm(request.POST or None, initial={"code": linked})
    if request.method == "POST" and not form.is_valid():
        return _page(request, form)
    if not _may_try(request):
        return _page(request, form, _("Đã thử quá nhiều lần. Hãy đợi 5 phút rồi thử lại."), status=429)
    try:
        slip = activation.find_slip(**form.cleaned_data) if form.is_bound else activation.find_slip(linked)
    except SlipProblem as problem:
        return _page(request, form, str(problem))
    request.session[IN_HAND] = str(slip.uuid)
    return redirect("accounts:activate-password")


def _may_try(request: HttpRequest) -> bool:
    # a link is counted as a form is: guessing by address must not be free
    rates = ratelimit.consume(request, app="allauth.account", action=_TRIES, limit_get=True)
    return bool(rates)


def _page(request: HttpRequest, form: SlipForm, problem: str = "", status: int = 200) -> HttpResponse:
    if problem and form.is_bound:
        form.add_error(None, problem)
    context = {"form": form, "problem": "" if form.is_bound else problem}
    return render(request, "accounts/activate.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@access(PUBLIC)
def set_password(request: HttpRequest) -> HttpResponse:
    """The slip is in hand: choose a password, which uses it up, and go on signed in."""
    try:
        slip = activation.slip_in_hand(request.session.get(IN_HAND) or _NO_SLIP)
        form = PasswordForm(request.POST or None, user=slip.user)
        if form.is_valid():
            user = activation.activate(slip=slip, password=form.cleaned_data["password"])
            return perform_login(request, user, email_verification="none", redirect_url="/")
    except SlipProblem as problem:
        request.session.pop(IN_HAND, None)
        return _page(request, SlipForm(), str(problem))
    person = getattr(slip.user, "person", None)
    context = {"form": form, "name": str(person or slip.user), "username": slip.user.username}
    return render(request, "accounts/activate_password.html", context)


_NO_SLIP = "00000000-0000-0000-0000-000000000000"
