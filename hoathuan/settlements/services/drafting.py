"""The words of an agreement while they are being written."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean
from hoathuan.settlements import prefill, rules
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Agreement, Draft, VersionText
from hoathuan.settlements.selectors import agreement_of, draft_of, in_force

from .turns import hold_agreement, take_turn


def protected(case: Case) -> dict[str, Any]:
    """The columns by which row security lets the dispute's own people in."""
    return {"team_id": case.team_id, "now_commune_id": case.now_commune_id}


def require_words(agreement: Agreement) -> None:
    """Refuse to fill again what was erased: nothing would erase it a second time."""
    if agreement.erased_on:
        words = _("Lời văn của thỏa thuận này đã xóa ngày %(day)s vì hết thời hạn lưu, không ghi thêm được.")
        raise SettlementRefused(words % {"day": f"{agreement.erased_on:%d/%m/%Y}"})


def require_force(agreement: Agreement) -> None:
    """Refuse to go on with an agreement that no longer holds."""
    if not agreement.in_force:
        words = _(
            "Thỏa thuận không còn hiệu lực từ ngày %(day)s. Vụ việc hòa giải thành trở lại thì lập bản mới của văn bản "
            "rồi ghi tiếp."
        )
        raise SettlementRefused(words % {"day": f"{agreement.ended_on:%d/%m/%Y}"})


@transaction.atomic
def open_agreement(*, actor: Actor, case: Case) -> Agreement:
    """The one agreement of a dispute that ended well, made when it is first needed; held until the end."""
    take_turn(actor, case)
    if not in_force(case):
        raise SettlementRefused(
            _("Chỉ vụ việc hòa giải thành mới có văn bản và việc đã hứa. Ghi kết thúc vụ việc trước.")
        )
    Agreement.objects.bulk_create(
        [Agreement(case=case, agreed_on=case.ended_on or today())], ignore_conflicts=True
    )
    held = Agreement.objects.select_for_update().filter(case=case).get()
    require_words(held)
    held.case = case
    return held


def draft_shown(*, actor: Actor, case: Case) -> Draft:
    """What a page shows: the draft, or what its first words would be. Looking writes nothing."""
    agreement = agreement_of(case) or Agreement(case=case, agreed_on=case.ended_on or today())
    agreement.case = case
    return _filled(actor, agreement)


@transaction.atomic
def open_draft(*, actor: Actor, case: Case) -> Draft:
    """What is being written: of the newest version if there is one, else of what the dispute says."""
    draft = _filled(actor, open_agreement(actor=actor, case=case))
    draft.save()
    return draft


def _filled(actor: Actor, agreement: Agreement) -> Draft:
    found = Draft.objects.filter(agreement=agreement).first() if agreement.pk else None
    draft = found or Draft(agreement=agreement, **protected(agreement.case))
    draft.agreement = agreement
    if draft.is_empty:
        for name, words in _first_words(actor, agreement).items():
            setattr(draft, name, words)
    return draft


def _first_words(actor: Actor, agreement: Agreement) -> dict[str, str]:
    former = None
    if agreement.newest:
        rows = VersionText.objects.filter(recorded__agreement=agreement, recorded__number=agreement.newest)
        former = rows.first()
    if former is not None:
        return {name: getattr(former, name) for name in rules.TEXTS}
    commune = agreement.case.now_commune
    promises = prefill.standing_promises(agreement) if agreement.pk else []
    words = prefill.words_of(actor, agreement.case, promises)
    return {"place": commune.name if commune else "", **words}


@transaction.atomic
def write_group(*, actor: Actor, case: Case, name: str, text: str, version: int) -> Draft:
    """Keep one group as it is now. `version` is what the writer saw: a newer draft raises StaleRecord."""
    draft = open_draft(actor=actor, case=case)
    if rules.group_named(name) not in rules.WRITTEN:
        raise SettlementRefused(_("Phần này không tự ghi được."))
    words = "\n".join(clean(line) for line in text.splitlines()).strip()
    written = Draft.objects.filter(pk=draft.pk, version=version)
    if not written.update(**{name: words}, version=F("version") + 1):
        raise StaleRecord
    draft.refresh_from_db()
    return draft


def empty(draft: Draft) -> None:
    """Nothing is being written any more; whoever still has it on the page is told so by its version."""
    Draft.objects.filter(pk=draft.pk).update(**dict.fromkeys(rules.TEXTS, ""), version=F("version") + 1)


@transaction.atomic
def drop(*, actor: Actor, case: Case, version: int) -> None:
    """Leave what was typed: the newest version stays as it is. Again changes nothing.

    `version` is what the writer saw: words that somebody typed since are not dropped unread.
    """
    agreement = hold_agreement(actor, case)
    draft = draft_of(agreement)
    if draft is None:
        return
    if draft.version != version:
        raise StaleRecord
    empty(draft)
    audit.record(actor=actor, action="settlements.dropped", subject=agreement, data={"version": version})


@transaction.atomic
def take_anew(*, actor: Actor, case: Case, version: int) -> Draft:
    """Drop what was typed and begin again from the newest version or from what the dispute says now."""
    open_agreement(actor=actor, case=case)
    drop(actor=actor, case=case, version=version)
    return open_draft(actor=actor, case=case)
