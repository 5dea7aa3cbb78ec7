"""Promises: written down, followed, kept or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, trace
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean, legal_text
from hoathuan.core.ui.numbers import number
from hoathuan.settlements import rules
from hoathuan.settlements.choices import Deed, Span, Standing
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Agreement, Promise, PromiseEvent, PromiseText

from .drafting import open_agreement, protected, require_force, require_words
from .turns import hold_agreement


@dataclass(frozen=True)
class NewPromise:
    """What somebody promised. `parts`: instalments, each with its day and money; then `due_on` and `amount` follow.

    `key` makes a repeated sending harmless: the first instalment gets it as its outside name.
    """

    debtor: str
    deed: str
    span: str = Span.DAY
    due_on: date | None = None
    creditor: str = ""
    amount: int | None = None
    quantity: str = ""
    parts: Sequence[rules.Part] = field(default_factory=tuple)
    key: UUID | None = None

    def spread(self) -> list[tuple[date | None, int | None]]:
        """Day and money of each instalment."""
        if self.parts:
            return [(part.due_on, part.amount) for part in self.parts]
        return [(self.due_on if self.span == Span.DAY else None, self.amount)]


@transaction.atomic
def promise(*, actor: Actor, case: Case, new: NewPromise) -> list[Promise]:
    """Write down a promise; of instalments each is followed by itself. Needs no written agreement."""
    agreement = open_agreement(actor=actor, case=case)
    require_force(agreement)
    if known := _already_made(agreement, new.key):
        return known
    if not clean(new.debtor) or not clean(new.deed):
        raise SettlementRefused(
            _("Ghi ai phải làm và việc phải làm."), "deed" if clean(new.debtor) else "debtor"
        )
    span = Span.DAY if new.parts else new.span
    rows = new.spread()
    for due_on, _amount in rows:
        rules.check_span(span, due_on, agreement.agreed_on)
    made = [_made(agreement, new, span, at, len(rows), row, actor) for at, row in enumerate(rows, start=1)]
    Agreement.objects.filter(pk=agreement.pk).update(followed_until=None, version=F("version") + 1)
    trace(case, actor, "prm_added", agreement.agreed_on, {"count": len(made)})
    return made


def _already_made(agreement: Agreement, key: UUID | None) -> list[Promise]:
    """What an earlier sending wrote, all its instalments; the agreement is held, so they stand one after the other."""
    first = agreement.promises.filter(uuid=key).first() if key else None
    if first is None:
        return []
    return list(agreement.promises.filter(pk__gte=first.pk).order_by("pk")[: first.parts])


def _made(
    agreement: Agreement, new: NewPromise, span: str, part: int, parts: int, row: tuple[date | None, int | None],
    actor: Actor,
) -> Promise:  # fmt: skip
    due_on, amount = row
    one = Promise.objects.create(
        agreement=agreement, span=span, due_on=due_on, part=part, parts=parts,
        uuid=new.key if new.key and part == 1 else uuid4(),
        ask_on=rules.ask_on(span, Standing.OPEN, agreement.agreed_on),
    )  # fmt: skip
    PromiseText.objects.create(
        promise=one, debtor=clean(new.debtor)[:200], creditor=clean(new.creditor)[:200], deed=clean(new.deed),
        amount=amount, quantity=clean(new.quantity)[:200], **protected(agreement.case),
    )  # fmt: skip
    _log(one, agreement.case, Deed.MADE, agreement.agreed_on, "", actor)
    return one


def _log(one: Promise, case: Case, deed: str, on: date, words: str, actor: Actor) -> None:
    PromiseEvent.objects.create(
        promise=one, on_date=on, deed=deed, words=words, seat_id=actor.seat_id, seat_label=actor.label[:300],
        **protected(case),
    )  # fmt: skip


@dataclass(frozen=True)
class Changed:
    """What the parties agreed on anew."""

    due_on: date | None
    amount: int | None = None
    quantity: str = ""


@transaction.atomic
def follow(
    *, actor: Actor, one: Promise, deed: str, version: int, on_date: date, words: str = "",
    changed: Changed | None = None,
) -> Promise:  # fmt: skip
    """Write down what became of a promise (Law 35/2013/QH13 Art. 25, 26). The last one kept closes the follow-up.

    `version` is what the writer saw: a newer one raises StaleRecord, so that two people do not both say it.
    """
    agreement = hold_agreement(actor, one.agreement.case)
    require_words(agreement)
    require_force(agreement)
    held = Promise.objects.select_for_update(of=("self",)).select_related("text").get(pk=one.pk)
    if held.version != version:
        raise StaleRecord
    _check(held, agreement, deed, on_date, clean(words), changed)
    told = clean(words)
    if deed == Deed.CHANGED and changed is not None:
        told = " ".join(part for part in (_before(held), told) if part)
        _change(held, agreement, changed)
    held.standing = rules.standing_after(deed, held.due_on, on_date)
    held.settled_on = None if held.standing in rules.OPEN else on_date
    held.ask_on = rules.ask_on(held.span, held.standing, on_date)
    held.version += 1
    held.save()
    _log(held, agreement.case, deed, on_date, told, actor)
    _close(agreement)
    trace(agreement.case, actor, f"prm_{deed}", on_date)
    return held


def _check(
    held: Promise, agreement: Agreement, deed: str, on: date, words: str, changed: Changed | None
) -> None:
    if deed not in rules.steps_of(held.standing, held.span):
        raise SettlementRefused(
            _("Bước này không còn làm được: việc này đã sang trạng thái khác. Tải lại trang.")
        )
    if not agreement.agreed_on <= on <= today():
        text = _("Ngày phải từ ngày thỏa thuận %(day)s đến hôm nay.")
        raise SettlementRefused(text % {"day": f"{agreement.agreed_on:%d/%m/%Y}"}, "on_date")
    if deed == Deed.LATE and (held.due_on is None or on <= held.due_on):
        raise SettlementRefused(_("Việc này chưa quá hạn vào ngày đó."), "on_date")
    if deed in (Deed.FORCE, Deed.DROPPED, Deed.REVERTED) and not words:
        raise SettlementRefused(_("Ghi vài chữ: chuyện gì, các bên nói gì."), "words")
    if deed == Deed.CHANGED and changed is not None and held.span == Span.DAY:
        rules.check_span(held.span, changed.due_on, agreement.agreed_on)


def _before(held: Promise) -> str:
    """What it was, for the log."""
    day = f"{held.due_on:%d/%m/%Y}" if held.due_on else ""
    money = legal_text("{} đồng").format(number(held.text.amount)) if held.text.amount else ""
    shown = ", ".join(part for part in (day, money, held.text.quantity) if part)
    return legal_text("Trước đó: {}.").format(shown) if shown else ""


def _change(held: Promise, agreement: Agreement, changed: Changed) -> None:
    if held.span == Span.DAY:
        held.due_on = changed.due_on
    PromiseText.objects.filter(promise=held).update(
        amount=changed.amount, quantity=clean(changed.quantity)[:200]
    )


def _close(agreement: Agreement) -> None:
    """Follow-up ends on the day of the last promise that was kept, and is open again when one is open again."""
    rows = agreement.promises.values_list("standing", "settled_on")
    days = [day for standing, day in rows if day and standing != Standing.DROPPED]
    until = max(days, default=None) if rules.all_kept(standing for standing, _day in rows) else None
    Agreement.objects.filter(pk=agreement.pk).update(followed_until=until, version=F("version") + 1)
