"""Recording a version for good ("chốt"), with its digests, its code and the file that is printed."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, people_of, trace
from hoathuan.core import audit
from hoathuan.core.attachments.api import store_bytes
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean, legal_text
from hoathuan.documents.api import add_file, check_url, issue_check
from hoathuan.settlements import digests, papers, prefill, rules, selectors
from hoathuan.settlements.choices import CourtState, SignerRole
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Agreement, Draft, Signature, Version, VersionText

from .court import follow_day
from .drafting import empty, open_agreement, open_draft, protected

KIND = legal_text("Văn bản hòa giải thành")
_LEAST = 5


@transaction.atomic
def record(
    *,
    actor: Actor,
    case: Case,
    seen: int,
    read: str,
    agreed_on: date,
    place: str = "",
    reason: str = "",
    tell_court: bool = False,
) -> Version:
    """Make the draft the newest version; from now on nobody changes it.

    `seen` and `read`: the newest version, and the mark of the words that the writer read (`mark_of`). When a word or
    a signer changed since, StaleRecord: nothing is recorded that nobody has read. Of two who record at once the second
    finds the first one's version. A correction needs a reason, which stands beside it.
    `tell_court`: the writer knows that the version before lies at the court and will bring the new one there.
    """
    agreement = open_agreement(actor=actor, case=case)
    if agreement.newest != seen:
        raise StaleRecord
    draft = open_draft(actor=actor, case=case)  # the agreement is held: nobody else writes it meanwhile
    if mark_of(draft, actor) != read:
        raise StaleRecord
    _check(case, draft, agreed_on, reason=clean(reason), again=bool(seen))
    _check_court(agreement, tell_court=tell_court)
    draft.place = clean(place)[:200] or draft.place
    version = _recorded(agreement, draft, agreed_on, actor)
    text = _words(version, draft, clean(reason)[:300], actor)
    _count(agreement, version, len(_sign_lines(version, actor)))
    follow_day(agreement)
    empty(draft)
    _print(version, text, actor)
    verb = "agr_corrected" if seen else "agr_recorded"
    trace(case, actor, verb, agreed_on, {"version": version.number})
    return version


def _check(case: Case, draft: Draft, agreed_on: date, *, reason: str, again: bool) -> None:
    empty = rules.lacking(draft)
    if empty:
        names = "; ".join(str(group.label) for group in empty)
        raise SettlementRefused(_("Còn phần chưa ghi: %(names)s.") % {"names": names})
    if agreed_on > today() or agreed_on < case.received_on:
        words = _("Ngày thỏa thuận phải từ ngày tiếp nhận %(day)s đến hôm nay.")
        raise SettlementRefused(words % {"day": f"{case.received_on:%d/%m/%Y}"}, "agreed_on")
    if again and len(reason) < _LEAST:
        raise SettlementRefused(
            _("Ghi lý do sửa, ví dụ: ghi nhầm số thửa đất. Lý do đứng cạnh bản mới."), "reason"
        )


def _check_court(agreement: Agreement, *, tell_court: bool) -> None:
    """What the court has recognised is carried out by law (CPC Art. 419); what lies there is not changed unseen."""
    asked = selectors.court_of(agreement)
    state = asked.state if asked else None
    if state == CourtState.RECOGNISED:
        raise SettlementRefused(
            _(
                "Tòa án đã công nhận thỏa thuận này, không thay bằng bản mới được. Các bên muốn khác thì hỏi Tòa án."
            )
        )
    if state in rules.AT_COURT and not tell_court:
        raise SettlementRefused(
            _("Văn bản đang ở Tòa án. Đánh dấu là sẽ nộp bản mới cho Tòa án rồi ghi tiếp."), "tell_court"
        )


def _texts(draft: Draft, signing: str) -> dict[str, str]:
    """Letter → words of that group."""
    return {group.letter: getattr(draft, group.name, signing) for group in rules.GROUPS}


def _signing(case: Case, actor: Actor) -> list[tuple[str, str]]:
    people = people_of(actor, case)
    parties = [(name, SignerRole.PARTY) for name in prefill.parties_of(people)]
    return [*parties, *((name, SignerRole.MEDIATOR) for name in prefill.mediators_of(case))]


def signing_words(case: Case, actor: Actor) -> str:
    """Group h as it stands on the paper: who is to sign, and as what."""
    named = {SignerRole.PARTY: legal_text("một bên"), SignerRole.MEDIATOR: legal_text("hòa giải viên")}
    return "\n".join(f"{name}, {named[SignerRole(role)]}." for name, role in _signing(case, actor))


def mark_of(draft: Draft, actor: Actor) -> str:
    """The eight groups as they would be recorded now, in one mark that changes with any sign of them."""
    texts = _texts(draft, signing_words(draft.agreement.case, actor))
    return hashlib.sha256("\x1f".join(texts.values()).encode()).hexdigest()


def _recorded(agreement: Agreement, draft: Draft, agreed_on: date, actor: Actor) -> Version:
    nonce = digests.new_nonce()
    parts = digests.digests_of(nonce, _texts(draft, signing_words(agreement.case, actor)))
    agreement.versions.filter(number=agreement.newest).update(replaced_on=today())
    return Version.objects.create(
        agreement=agreement, number=agreement.newest + 1, agreed_on=agreed_on, recorded_on=today(),
        seat_id=actor.seat_id, seat_label=actor.label[:300], nonce=nonce, parts=parts,
        whole=digests.whole_of(nonce, parts),
    )  # fmt: skip


def _words(version: Version, draft: Draft, reason: str, actor: Actor) -> VersionText:
    case = version.agreement.case
    return VersionText.objects.create(
        recorded=version, signing=signing_words(case, actor), reason=reason, **protected(case),
        **{name: getattr(draft, name) for name in rules.TEXTS},
    )  # fmt: skip


def _sign_lines(version: Version, actor: Actor) -> list[Signature]:
    case = version.agreement.case
    return Signature.objects.bulk_create(
        Signature(recorded=version, position=at, full_name=name, role=role, **protected(case))
        for at, (name, role) in enumerate(_signing(case, actor))
    )


def _count(agreement: Agreement, version: Version, signers: int) -> None:
    """The numbers in the open. A dispute that ended well again gets its agreement back with the new version."""
    agreement.newest, agreement.agreed_on = version.number, version.agreed_on
    agreement.written_on = agreement.written_on or version.recorded_on
    agreement.signers, agreement.signed, agreement.signed_on = signers, 0, None
    agreement.ended_on, agreement.ended_why, agreement.changed_on = None, "", None
    agreement.version += 1
    agreement.save()


def _print(version: Version, text: VersionText, actor: Actor) -> None:
    """The code first, since it stands on the paper; then the file, then its hash beside the code."""
    case = version.agreement.case
    check = issue_check(
        version, kind=KIND, number=legal_text("Bản số {}").format(version.number), issued_on=version.recorded_on,
        issuer=papers.issuer_of(case), actor=actor,
    )  # fmt: skip
    made = papers.agreement_pdf(version, text, code=check.spoken, address=check_url(check))
    version.file = store_bytes(made, papers.file_name(case, KIND), actor)
    version.save(update_fields=["file"])
    add_file(version, hashlib.sha256(made).hexdigest(), role="issued", actor=actor)
    audit.record(actor=actor, action="settlements.recorded", subject=version, data={"number": version.number})
