"""Writing numbers down, opening them, letting them go. No value ever reaches the trail, a log or an export."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.accounts.models import Person
from hoathuan.core import audit
from hoathuan.core.text import clean
from hoathuan.privacy import registry
from hoathuan.privacy.choices import NUMBER_KINDS, PaperKind
from hoathuan.privacy.errors import PrivacyRefused
from hoathuan.privacy.models import BankAccount, IdentityPaper

from . import keys, shapes
from .wall import numbers_open

Kept = TypeVar("Kept", IdentityPaper, BankAccount)
SHORTEST_REASON = 5


@dataclass(frozen=True)
class Shown:
    """The numbers of one person as a page shows them: masked, or open after a reason was given."""

    identity: IdentityPaper | None = None
    identity_text: str = ""
    bank: BankAccount | None = None
    bank_text: str = ""
    holder: str = ""


def people_of(actor: Actor) -> QuerySet[Person]:
    """The people whose numbers this seat keeps: what contexts told, and nobody for other kinds of seats."""
    if actor.kind not in NUMBER_KINDS or actor.commune_id is None or actor.unproven:
        return Person.objects.none()
    found = Person.objects.none()
    for provider in registry.providers():
        found = found | provider(actor)
    return found.order_by("sort", "id")


def check_keeper(actor: Actor, person: Person) -> None:
    """Asked again by every service, whatever the page allowed."""
    if not people_of(actor).filter(pk=person.pk).exists():
        raise PrivacyRefused(_("Chỉ công chức tư pháp xã và kế toán của xã người này làm được việc này."))


def masked_of(actor: Actor, people: list[Person]) -> dict[int, Shown]:
    """The numbers of these people, masked: two questions for any number of people."""
    with numbers_open(actor):
        here = {"person__in": people, "now_commune_id": actor.commune_id}
        papers = {paper.person_id: paper for paper in IdentityPaper.objects.filter(**here)}
        accounts = {account.person_id: account for account in BankAccount.objects.filter(**here)}
    return {
        person.pk: _shown(person, papers.get(person.pk), accounts.get(person.pk), opened=False)
        for person in people
    }


def _shown(
    person: Person, paper: IdentityPaper | None, account: BankAccount | None, *, opened: bool
) -> Shown:
    identity = _value(person, paper, "number")
    bank = _value(person, account, "number")
    return Shown(
        identity=paper,
        identity_text=identity if opened else keys.masked(identity) if identity else "",
        bank=account,
        bank_text=bank if opened else keys.masked(bank) if bank else "",
        holder=_value(person, account, "holder"),
    )


def _value(person: Person, row: IdentityPaper | BankAccount | None, name: str) -> str:
    return keys.decrypt(str(person.uuid), row.cipher).get(name, "") if row else ""


@transaction.atomic
def opened(*, person: Person, reason: str, actor: Actor) -> Shown:
    """The full numbers, after the reason has been written into the trail with the same transaction."""
    check_keeper(actor, person)
    if len(clean(reason)) < SHORTEST_REASON:
        raise PrivacyRefused(_("Ghi lý do xem số đầy đủ."))
    with numbers_open(actor):
        here = {"person": person, "now_commune_id": actor.commune_id}
        paper = IdentityPaper.objects.filter(**here).first()
        account = BankAccount.objects.filter(**here).first()
        shown = _shown(person, paper, account, opened=True)
    audit.record(
        actor=actor, action="privacy.numbers_opened", subject=person, data={"reason": _harmless(reason)}
    )
    return shown


def _harmless(reason: str) -> str:
    """The reason as it goes into the trail: a number typed into it by mistake does not."""
    return "".join("•" if sign.isdigit() else sign for sign in clean(reason))[:200]


@transaction.atomic
def write_identity(
    *, person: Person, kind: str, number: str, version: int | None, actor: Actor
) -> IdentityPaper:
    """Write down the number of the identity card; nobody else may have it."""
    hold_units(actor)
    check_keeper(actor, person)
    plain = shapes.identity_number(kind, number)
    marks = keys.digests("identity", plain)
    if _taken(marks, person):
        raise PrivacyRefused(
            _("Số này đã được ghi cho một người khác. Xem lại số trên thẻ; nếu đúng, báo người quản trị.")
        )
    fields = _fields(person, {"number": plain}, marks, actor) | {"kind": PaperKind(kind)}
    return _keep(IdentityPaper, person, fields, version, actor)


@transaction.atomic
def write_bank(
    *, person: Person, bank: str, number: str, holder: str, version: int | None, actor: Actor
) -> BankAccount:
    """Write down the account into which the person is paid. Several people may share one, as couples do."""
    hold_units(actor)
    check_keeper(actor, person)
    plain, owner = shapes.account_number(number), clean(holder) or person.full_name
    if not clean(bank):
        raise PrivacyRefused(_("Ghi tên ngân hàng."))
    marks = keys.digests("bank", f"{clean(bank).lower()}:{plain}")
    values = {"number": plain, "holder": owner}
    fields = _fields(person, values, marks, actor) | {"bank": clean(bank)}
    return _keep(BankAccount, person, fields, version, actor)


def _fields(person: Person, values: dict[str, str], marks: list[str], actor: Actor) -> dict[str, Any]:
    return {
        "cipher": keys.encrypt(str(person.uuid), values),
        "digest": marks[0],
        "key_mark": keys.mark(),
        "now_province_id": actor.province_id,
        "written_by_seat": actor.seat_id,
    }


def _keep(
    model: type[Kept], person: Person, fields: dict[str, Any], version: int | None, actor: Actor
) -> Kept:
    """One row for a person in a commune; who writes over somebody else's newer entry is told so."""
    with numbers_open(actor):
        here = {"person": person, "now_commune_id": actor.commune_id}
        rows: Any = model._default_manager.all()
        if version is None:
            made = rows.get_or_create(**here, defaults=fields)[1]
        else:
            made = rows.filter(**here, version=version).update(**fields, version=F("version") + 1)
        if not made:
            raise PrivacyRefused(_("Người khác vừa ghi số này. Hãy tải lại trang, xem rồi sửa tiếp."))
        row: Kept = rows.get(**here)
    audit.record(actor=actor, action=f"privacy.{model._meta.model_name}_written", subject=person)
    return row


def _taken(marks: list[str], person: Person) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT privacy_number_taken(%s, %s)", [marks, person.pk])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def forget(*, person: Person, what: str, actor: Actor) -> None:
    """Delete the identity number or the account that this commune wrote down."""
    check_keeper(actor, person)
    model: Any = {"can-cuoc": IdentityPaper, "ngan-hang": BankAccount}[what]
    with numbers_open(actor):
        rows = model.objects.filter(person=person, now_commune_id=actor.commune_id)
        gone, _by_model = rows.delete()
    if gone:
        audit.record(actor=actor, action=f"privacy.{model._meta.model_name}_erased", subject=person)


@transaction.atomic
def accounts_for_payment(actor: Actor, people: list[Person], *, opened: bool = False) -> dict[int, Shown]:
    """Accounts into which people are paid: person → account, masked, or open for a payment file (noted in the trail).

    Only for who keeps numbers; people whose numbers the seat does not keep are left out.
    """
    if actor.kind not in NUMBER_KINDS or actor.commune_id is None:
        return {}
    with numbers_open(actor):
        here = {"person__in": people, "now_commune_id": actor.commune_id}
        accounts = {account.person_id: account for account in BankAccount.objects.filter(**here)}
    found = {
        person.pk: _shown(person, None, accounts[person.pk], opened=opened)
        for person in people
        if person.pk in accounts
    }
    if opened and found:
        audit.record(actor=actor, action="privacy.numbers_for_payment", data={"count": len(found)})
    return found
