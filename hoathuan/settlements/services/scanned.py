"""Who signed on a photo of the paper: several people in one go."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.settlements.choices import Hand
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Signature

from .signing import sign


@transaction.atomic
def sign_together(*, actor: Actor, hands: Mapping[Signature, str], on_date: date) -> None:
    """Write down all of them or none. Of whom somebody else has written since the page was shown, StaleRecord."""
    if not hands:
        raise SettlementRefused(_("Đánh dấu người đã ký hoặc điểm chỉ trên ảnh; chưa ai ký thì quay lại."))
    for line, hand in hands.items():
        sign(actor=actor, signature=line, hand=hand, on_date=on_date, seen=Hand.WAITING)
