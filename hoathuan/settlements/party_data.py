"""What agreements hold about one person of a dispute: for the paper that this person may ask for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from hoathuan.cases.api import Asked, PartySection, register_party_data
from hoathuan.core.ui.numbers import dong

from . import selectors
from .models import Agreement, CourtRequest, FailureNote, Signature, VersionText

Rows = list[tuple[str, str]]


def held(asked: Asked) -> PartySection:
    """The written agreement, what this person promised or was promised, the court, notes of failure."""
    agreement = selectors.agreement_of(asked.case)
    rows: Rows = []
    if agreement is not None and agreement.erased_on is None:
        rows = [*_written(asked, agreement), *_promises(asked, agreement), *_court(asked, agreement)]
    return PartySection(_("Thỏa thuận và việc thực hiện:"), rows + _failures(asked))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _written(asked: Asked, agreement: Agreement) -> Rows:
    version = selectors.newest_of(agreement)
    if version is None:
        return []
    words = _("lập ngày %(day)s, bản thứ %(n)s") % {"day": _day(version.recorded_on), "n": version.number}
    rows = [(_("Văn bản hòa giải thành"), words)]
    rows += [
        (_("Chữ ký"), f"{one.get_hand_display()} {_day(one.on_date)}".strip())
        for one in Signature.objects.filter(recorded=version)
        if asked.names(one.full_name)
    ]
    text = VersionText.objects.filter(recorded=version).first()
    if text and asked.is_party:
        said = [(_("Giải pháp"), text.solution), (_("Việc mỗi bên làm"), text.duties),
                (_("Cách làm, thời hạn"), text.performance)]  # fmt: skip
        rows += [(label, asked.without_others(words)) for label, words in said if words]
    return rows


def _promises(asked: Asked, agreement: Agreement) -> Rows:
    rows: Rows = []
    for one in selectors.promises_of(agreement):
        text = one.text
        if not (asked.names(text.debtor) or asked.names(text.creditor)):
            continue
        due = _("hạn cuối %(day)s") % {"day": _day(one.due_on)} if one.due_on else ""
        amount = dong(text.amount) if text.amount is not None else text.quantity
        label = _("Việc đã hứa") if asked.names(text.debtor) else _("Việc được hứa")
        words = [asked.without_others(text.deed), amount, due, str(one.get_standing_display())]
        rows.append((label, "; ".join(word for word in words if word)))
    return rows


def _court(asked: Asked, agreement: Agreement) -> Rows:
    if not asked.is_party:
        return []
    requests = CourtRequest.objects.filter(agreement=agreement).select_related("text")
    return [row for one in requests.order_by("id") for row in _asked_for(asked, one)]


def _asked_for(asked: Asked, request: CourtRequest) -> Rows:
    days = [request.wished_on, request.filed_on, request.decided_on]
    words = "; ".join([str(request.get_state_display()), *(_day(day) for day in days if day)])
    rows = [(_("Yêu cầu Tòa án công nhận"), words)]
    text = getattr(request, "text", None)
    if text is not None and asked.names(text.applicant):
        wishes = asked.without_others(f"{text.requests} {text.reasons}".strip())
        said = [
            (_("Nơi ở ghi trong đơn"), text.address),
            (_("Điện thoại, thư điện tử ghi trong đơn"), text.contact),
            (_("Yêu cầu, lý do ghi trong đơn"), wishes),
        ]
        rows += [(label, words) for label, words in said if words]
    return rows


def _failures(asked: Asked) -> Rows:
    if not asked.is_party:
        return []
    label = _("Văn bản hòa giải không thành, lập ngày %(day)s")
    return [
        (label % {"day": _day(one.made_on)}, asked.without_others(f"{one.summary} {one.reason}".strip()))
        for one in FailureNote.objects.filter(case=asked.case).order_by("id")
    ]


def register_all() -> None:
    """Add it to the paper of the person."""
    register_party_data("settlements", held)
