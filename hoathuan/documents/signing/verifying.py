"""What is found of the signatures in a PDF, in words."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import apart

log = logging.getLogger(__name__)


class SignatureState(models.TextChoices):
    VALID = "valid", gettext_lazy("Hợp lệ")
    CHANGED = "changed", gettext_lazy("Tệp bị sửa sau khi ký")
    EXPIRED = "expired", gettext_lazy("Chứng thư hết hạn hoặc chưa có hiệu lực lúc ký")
    REVOKED = "revoked", gettext_lazy("Chứng thư đã bị thu hồi")
    UNKNOWN = "unknown", gettext_lazy("Không rõ nơi cấp chứng thư")
    BROKEN = "broken", gettext_lazy("Không đọc được chữ ký")


@dataclass(frozen=True)
class SignatureReport:
    """One signature: `state` of SignatureState, who, when (ISO, as the signer's own clock said), issuer."""

    state: str
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    signed_at: str = ""
    not_after: str = ""
    stamped: bool = False

    @property
    def good(self) -> bool:
        return self.state == SignatureState.VALID

    @property
    def label(self) -> str:
        return str(SignatureState(self.state).label)

    @property
    def words(self) -> str:
        """The whole finding in one or two sentences, with what to do."""
        return " ".join(filter(None, (_who(self), _finding(self))))

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def verify_pdf(content: bytes) -> list[SignatureReport]:
    """Every signature in the file, oldest first; none where it has none, or where it cannot be opened."""
    try:
        return [_report(facts) for facts in apart.signatures_of(content)]
    except apart.Unreadable as problem:
        log.info("signatures of a file cannot be read: %s", problem)
        return []


def _report(facts: dict[str, Any]) -> SignatureReport:
    told = {
        name: facts.get(name, "") for name in ("signer", "organisation", "issuer", "signed_at", "not_after")
    }
    return SignatureReport(state=_state(facts), stamped=bool(facts.get("stamped")), **told)


def _state(facts: dict[str, Any]) -> SignatureState:
    """The worst that was found."""
    if "broken" in facts:
        return SignatureState.BROKEN
    if facts["changed"]:
        return SignatureState.CHANGED
    if not facts["intact"]:
        return SignatureState.BROKEN
    if facts["revoked"]:
        return SignatureState.REVOKED
    if facts["expired"]:
        return SignatureState.EXPIRED
    return SignatureState.VALID if facts["trusted"] else SignatureState.UNKNOWN


def _who(report: SignatureReport) -> str:
    if not report.signer:
        return ""
    name = (
        f"{report.signer} ({report.organisation})"
        if report.organisation not in ("", report.signer)
        else report.signer
    )
    when = shown(report.signed_at)
    if not when:
        return _("Chữ ký của %(name)s.") % {"name": name}
    return _("Chữ ký của %(name)s, ký lúc %(when)s.") % {"name": name, "when": when}


def _finding(report: SignatureReport) -> str:
    findings = {
        SignatureState.VALID: _("Chữ ký hợp lệ, tệp không bị sửa từ khi ký."),
        SignatureState.CHANGED: _(
            "Tệp đã bị sửa sau khi ký: không dùng bản này, hãy xin lại bản gốc từ người ký."
        ),
        SignatureState.EXPIRED: _(
            "Lúc ký, chứng thư đã hết hạn hoặc chưa có hiệu lực (hạn đến %(day)s): đề nghị ký lại."
        )
        % {"day": shown(report.not_after)[:10]},
        SignatureState.REVOKED: _("Chứng thư đã bị thu hồi: đề nghị ký lại bằng chứng thư còn hiệu lực."),
        SignatureState.UNKNOWN: _(
            "Tệp không bị sửa từ khi ký, nhưng nơi cấp chứng thư (%(issuer)s) không nằm trong danh sách tin cậy của hệ "
            "thống. Nếu đây là nơi cấp hợp pháp, báo người quản trị thêm vào."
        )
        % {"issuer": report.issuer or "?"},
        SignatureState.BROKEN: _("Không đọc được chữ ký này. Hãy mở tệp bằng phần mềm ký để kiểm tra."),
    }
    return findings[SignatureState(report.state)]


def shown(moment: str) -> str:
    """An ISO moment as dd/mm/yyyy hh:mm, in our time; "" for none."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return (
        f"{timezone.localtime(read):%d/%m/%Y %H:%M}" if timezone.is_aware(read) else f"{read:%d/%m/%Y %H:%M}"
    )
