"""Who writes questions, and who answers where they leave it open.

Questions are written by whoever decides for the whole installation, as for periods of keeping and national norms.
"""

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import seats
from hoathuan.privacy.api import keeps_periods

from .choices import Kind
from .errors import ScopeRefused
from .judging import Verdict

_ASKED = seats(SeatKind.COMMUNE_OFFICER)


def keeps_questions(actor: Actor) -> bool:
    """The country's administrator; where one province works alone, that province's."""
    return keeps_periods(actor)


def require(actor: Actor) -> None:
    """Asked again in every service."""
    if not keeps_questions(actor):
        raise ScopeRefused(_("Chỉ người quản trị của cả hệ thống soạn và đưa bộ câu hỏi vào áp dụng."))


def asked_here(actor: Actor, verdict: Verdict) -> bool:
    """Whether teams are sent to this very seat: the commune's justice officer."""
    return verdict.kind == Kind.ASK and _ASKED(actor)
