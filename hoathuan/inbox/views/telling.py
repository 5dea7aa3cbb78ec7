"""How one is told outside: ways, kinds, digest, machines."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoathuan.accounts.models import User
from hoathuan.core.access import SIGNED_IN, access
from hoathuan.core.errors import DomainError
from hoathuan.inbox import channels
from hoathuan.inbox.channels import push
from hoathuan.inbox.choices import Channel
from hoathuan.inbox.forms_telling import DeviceForm, TellingForm
from hoathuan.inbox.models import Device
from hoathuan.inbox.services import wishes


@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def telling(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    wish = wishes.preference_of(user)
    form = TellingForm(request.POST or None, user, wish)
    if form.is_valid():
        wishes.set_preference(user=user, **form.wishes(wish))
        messages.success(request, _("Đã lưu cách nhận tin báo."))
        return redirect("inbox:telling")
    context = {
        "form": form,
        "user": user,
        "devices": Device.objects.filter(user=user).order_by("-id"),
        "push_key": push.public_key(),
        "mail_on": channels.is_on(Channel.EMAIL),
        "nav_key": "home",
    }
    return render(request, "inbox/telling.html", context)


@require_POST
@access(SIGNED_IN)
def device_add(request: HttpRequest) -> HttpResponse:
    """The page's script asks the browser for a subscription and sends it as a plain form."""
    form = DeviceForm(request.POST)
    try:
        if not form.is_valid():
            raise DomainError(
                _("Trình duyệt chưa cho biết địa chỉ nhận thông báo. Thử lại, hoặc dùng máy khác.")
            )
        wishes.add_device(user=cast(User, request.user), **form.cleaned_data)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Máy này sẽ hiện thông báo khi có tin báo mới."))
    return redirect("inbox:telling")


@require_POST
@access(SIGNED_IN)
def device_remove(request: HttpRequest) -> HttpResponse:
    try:
        wishes.remove_device(user=cast(User, request.user), uuid=request.POST.get("may", ""))
    except (ValueError, ValidationError):
        messages.error(request, _("Không thấy máy này. Tải lại trang."))
    else:
        messages.success(request, _("Đã bỏ máy. Máy đó không hiện thông báo nữa."))
    return redirect("inbox:telling")
