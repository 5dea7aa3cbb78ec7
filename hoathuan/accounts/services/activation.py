"""Opening an account with a slip: found by its code, used once."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.errors import SlipProblem
from hoathuan.accounts.models import Activation, User
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean

from .slips import hash_of


def find_slip(code: str, username: str | None = None) -> Activation:
    """The slip of this code that can be used now; a typed code goes with the username on the slip."""
    slip = Activation.objects.select_related("user").filter(code_hash=hash_of(code)).first()
    if slip is None or (username is not None and slip.user.username != clean(username).lower()):
        raise SlipProblem(
            _(
                "Không thấy phiếu nào có tên đăng nhập và mã này. Xem lại từng chữ trên phiếu: "
                "trong mã không có số 0, số 1, chữ O và chữ I."
            )
        )
    check_usable(slip)
    return slip


def check_usable(slip: Activation) -> None:
    """Raises SlipProblem, with what to do, for a slip that was used, replaced, or is too old."""
    if slip.used_at:
        raise SlipProblem(
            _(
                "Phiếu này đã dùng rồi. Nếu chính ông/bà đã dùng: hãy đăng nhập bằng mật khẩu đã đặt. "
                "Nếu không phải: báo ngay công chức tư pháp xã."
            )
        )
    if slip.voided_at:
        raise SlipProblem(_("Phiếu này đã được thay bằng phiếu khác in sau. Hãy dùng phiếu mới nhất."))
    if slip.expires_on < today():
        words = _("Phiếu này đã hết hạn từ sau ngày %(day)s. Hãy xin công chức tư pháp xã phiếu mới.")
        raise SlipProblem(words % {"day": f"{slip.expires_on:%d/%m/%Y}"})
    if not slip.user.is_active:
        raise SlipProblem(_("Tài khoản này đang khóa. Hãy hỏi công chức tư pháp xã."))


def slip_in_hand(uuid: str | UUID) -> Activation:
    """The slip that this browser has shown, if it can still be used."""
    slip = Activation.objects.select_related("user__person").filter(uuid=uuid).first()
    if slip is None:
        raise SlipProblem(_("Hãy gõ lại tên đăng nhập và mã trên phiếu."))
    check_usable(slip)
    return slip


@transaction.atomic
def activate(*, slip: Activation, password: str) -> User:
    """Use the slip up and set the password. Of two browsers with one slip the second is refused."""
    held = Activation.objects.select_for_update().get(pk=slip.pk)
    user = User.objects.select_for_update().get(pk=held.user_id)
    held.user = user
    check_usable(held)
    held.used_at = timezone.now()
    held.save(update_fields=["used_at"])
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(actor=Actor(user=user), action="accounts.activated", subject=user)
    return user
