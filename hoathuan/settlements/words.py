"""How agreements, promises and requests to the court are said in a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from hoathuan.core.dates import today
from hoathuan.core.ui.numbers import dong
from hoathuan.core.ui.rows import Row

from . import rules
from .choices import CourtState, Span, Standing
from .models import Agreement, CourtRequest, Promise, Report, Version
from .selectors import court_of, courts_of

_STATES = {
    Standing.LATE: "late", Standing.BROKEN: "late", Standing.FORCE: "risk", Standing.KEPT: "done",
    Standing.KEPT_LATE: "done", Standing.DROPPED: "idle",
}  # fmt: skip


def day(one: date | None) -> str:
    return f"{one:%d/%m/%Y}" if one else ""


def standing(one: Promise) -> tuple[str, str]:
    """The state of a promise as a sign and words; what is past its day is late, whoever has said so or not."""
    if one.standing == Standing.OPEN:
        if one.span == Span.LASTING and one.ask_on is not None and one.ask_on <= today():
            return "risk", _("Giữ lâu dài, đến kỳ hỏi lại từ %(day)s") % {"day": day(one.ask_on)}
        if one.span == Span.LASTING:
            return "go", _("Giữ lâu dài")
        if one.due_on is not None and one.due_on < today():
            return "late", _("Quá hạn %(day)s") % {"day": day(one.due_on)}
        return "go", _("Hạn %(day)s") % {"day": day(one.due_on)}
    return _STATES[Standing(one.standing)], str(one.get_standing_display())


def promise_title(one: Promise) -> str:
    part = _(" (đợt %(part)s/%(parts)s)") % {"part": one.part, "parts": one.parts} if one.parts > 1 else ""
    return f"{one.text.debtor}: {one.text.deed}{part}"


def promise_note(one: Promise) -> str:
    """To whom and how much."""
    whom = _("cho %(name)s") % {"name": one.text.creditor} if one.text.creditor else ""
    return " · ".join(part for part in (whom, how_much(one)) if part)


def how_much(one: Promise) -> str:
    money = dong(one.text.amount) if one.text.amount else ""
    return " · ".join(part for part in (money, one.text.quantity) if part)


def written_rows(agreement: Agreement | None, version: Version | None) -> list[Row]:
    """The written agreement in a few lines; none where nothing is written."""
    if agreement is None or version is None:
        return []
    if agreement.signed_on:
        signed = _("Đủ %(n)s chữ ký, ngày %(day)s") % {
            "n": agreement.signers,
            "day": day(agreement.signed_on),
        }
    else:
        signed = _("%(signed)s trên %(all)s người đã ký hoặc điểm chỉ") % {
            "signed": agreement.signed, "all": agreement.signers,
        }  # fmt: skip
    return [
        Row(
            _("Bản đang dùng"),
            _("Bản số %(number)s") % {"number": version.number},
            _("ghi ngày %(day)s") % {"day": day(version.recorded_on)},
        ),
        Row(_("Ngày thỏa thuận"), day(version.agreed_on)),
        Row(_("Chữ ký, điểm chỉ"), signed),
    ]  # fmt: skip


def unsigned(agreement: Agreement) -> str:
    """That the newest version lacks signatures (Law 35/2013/QH13 Art. 24(2)(h)): how many, and nobody's name."""
    said = _("Là bản mới nhất tổ đã ghi; mới có %(signed)s trên %(all)s người ký hoặc điểm chỉ")
    return said % {"signed": agreement.signed, "all": agreement.signers}


def followed(agreement: Agreement | None, promises: Sequence[Promise]) -> str:
    """How follow-up stands, in a sentence."""
    if agreement is None or not promises:
        return ""
    if agreement.followed_until:
        return _("Đã thực hiện xong ngày %(day)s. Không phải theo dõi nữa.") % {
            "day": day(agreement.followed_until)
        }
    left = sum(one.standing in rules.OPEN for one in promises)
    return _("Còn %(left)s trên %(all)s việc đã hứa chưa xong.") % {"left": left, "all": len(promises)}


def next_promise(promises: Sequence[Promise]) -> Promise | None:
    """The one that is due first."""
    waiting = [one for one in promises if one.standing in rules.OPEN and one.due_on]
    return min(waiting, key=lambda one: one.due_on or date.max, default=None)


def report_state(one: Report) -> str:
    if one.heard_on:
        return _("Trưởng ban công tác Mặt trận đã nhận ngày %(day)s") % {"day": day(one.heard_on)}
    if one.told_front_on is None:
        return _("Chờ tổ trưởng báo Trưởng ban công tác Mặt trận")
    if one.on_paper:
        return _("Chờ trao phiếu giấy cho Trưởng ban công tác Mặt trận")
    return _("Đã báo Trưởng ban công tác Mặt trận ngày %(day)s") % {"day": day(one.told_front_on)}


def is_recognised(agreement: Agreement | None) -> bool:
    """Whether the court has recognised it; then nothing takes its place."""
    court = court_of(agreement)
    return court is not None and court.state == CourtState.RECOGNISED


def court_rows(agreement: Agreement | None) -> list[Row]:
    """Where the request stands and its next last day; none where nobody wants it."""
    asked = courts_of(agreement)
    if not asked:
        return []
    court, *former = asked
    rows = [Row(_("Yêu cầu Tòa án công nhận"), court.get_state_display(), note=_since(court))]
    if court.state == CourtState.WISHED and court.apply_by:
        rows.append(Row(_("Hạn cuối nộp đơn"), day(court.apply_by), note=left_until(court.apply_by)))
    if court.state == CourtState.ASKED and court.answer_by:
        rows.append(Row(_("Hạn tổ trả lời Tòa án"), day(court.answer_by), note=left_until(court.answer_by)))
    return rows + [Row(_("Yêu cầu trước đó"), one.get_state_display(), note=_since(one)) for one in former]


def court_behind(court: CourtRequest, version: Version | None) -> str:
    """That the court may hold an older version than the one that counts; nothing where it cannot."""
    if court.state not in rules.AT_COURT or version is None or version.number == 1 or not court.filed_on:
        return ""
    if version.recorded_on < court.filed_on:
        return ""
    words = _(
        "Đơn nộp ngày %(filed)s, bản đang dùng (bản số %(number)s) ghi ngày %(day)s. Xem Tòa án có bản này chưa; "
        "chưa có thì nộp thêm."
    )
    return words % {
        "filed": day(court.filed_on), "number": version.number, "day": day(version.recorded_on),
    }  # fmt: skip


def _since(court: CourtRequest) -> str:
    days = {
        CourtState.FILED: court.filed_on, CourtState.ACCEPTED: court.answered_on or court.accepted_on,
        CourtState.ASKED: court.asked_on, CourtState.MEETING: court.met_on,
        CourtState.RECOGNISED: court.decided_on, CourtState.REFUSED: court.decided_on,
    }  # fmt: skip
    return day(days.get(CourtState(court.state)))


def left_until(last: date) -> str:
    """ "còn 12 ngày", "đã qua 3 ngày"."""
    left = (last - today()).days
    if left < 0:
        return _("đã qua %(n)s ngày") % {"n": -left}
    return _("còn %(n)s ngày") % {"n": left} if left else _("hôm nay là ngày cuối")
