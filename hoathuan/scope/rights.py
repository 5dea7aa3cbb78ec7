"""Who writes questions: whoever decides for the whole installation, as for periods of keeping and national norms."""

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.privacy.api import keeps_periods

from .errors import ScopeRefused


def keeps_questions(actor: Actor) -> bool:
    """The country's administrator; where one province works alone, that province's."""
    return keeps_periods(actor)


def require(actor: Actor) -> None:
    """Asked again in every service."""
    if not keeps_questions(actor):
        raise ScopeRefused(_("Chỉ người quản trị của cả hệ thống soạn và đưa bộ câu hỏi vào áp dụng."))
