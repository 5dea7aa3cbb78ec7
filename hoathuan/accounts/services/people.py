"""People and their accounts as administrators keep them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Person, User
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean

from .guards import check_administrator, check_all_theirs
from .seats import Placing, give_seat
from .sessions import end_sessions
from .usernames import open_accounts


@dataclass(frozen=True)
class PersonDetails:
    """What is written about a person; e-mail and phone are names to sign in with, "" for none."""

    full_name: str
    sex: str = ""
    birth_year: int | None = None
    email: str = ""
    phone: str = ""


@transaction.atomic
def add_person(*, details: PersonDetails, placing: Placing, actor: Actor) -> Person:
    """Write down a person with the first seat: without one nobody would be answerable for the record."""
    check_administrator(actor)
    person = Person()
    write_person(person, details)
    give_seat(person=person, placing=placing, actor=actor)
    audit.record(actor=actor, action="accounts.person_added", subject=person, data={"name": person.full_name})
    if details.email or details.phone:
        open_accounts([person], {})
        _write_account(person, details)
    return person


@transaction.atomic
def amend_person(*, person: Person, version: int, details: PersonDetails, actor: Actor) -> Person:
    """Change what is written about a person who sits wholly within the administrator's reach.

    Raises StaleRecord when somebody else saved since `version` was shown.
    """
    check_administrator(actor)
    check_all_theirs(actor, [person])
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if person.version != version:
        raise StaleRecord
    before, person.version = person.full_name, version + 1
    write_person(person, details)
    if person.user:
        _write_account(person, details)
    data = {"name": person.full_name, "before": before}
    audit.record(actor=actor, action="accounts.person_amended", subject=person, data=data)
    return person


def write_person(person: Person, details: PersonDetails) -> None:
    """Name, sex and year of birth as typed, checked; the right is the caller's to check."""
    person.full_name = clean(details.full_name)
    if not person.full_name:
        raise AccountsError(_("Ghi họ và tên."))
    if details.birth_year and not 1900 <= details.birth_year <= today().year:
        raise AccountsError(_("Năm sinh không đúng: ghi bốn chữ số, ví dụ 1968."))
    person.sex, person.birth_year = details.sex, details.birth_year
    person.save()


def _write_account(person: Person, details: PersonDetails) -> None:
    user = person.user
    if user is None:
        return
    others = User.objects.exclude(pk=user.pk)
    email = details.email.lower()
    if email and others.filter(email=email).exists():
        raise AccountsError(_("Thư điện tử này đã thuộc tài khoản khác: dùng thư khác hoặc để trống."))
    if details.phone and others.filter(phone=details.phone).exists():
        raise AccountsError(_("Số điện thoại này đã thuộc tài khoản khác: dùng số khác hoặc để trống."))
    user.email, user.phone = email, details.phone or None
    user.save(update_fields=["email", "phone"])


@transaction.atomic
def close_account(*, person: Person, actor: Actor) -> None:
    """Nobody signs in with this account any more, and every running sign-in ends."""
    user = _account(person, actor)
    if user.pk == actor.user_id:
        raise AccountsError(_("Không tự khóa tài khoản của mình: nhờ người quản trị khác."))
    User.objects.filter(pk=user.pk).update(is_active=False)
    ended = end_sessions([user.pk])
    audit.record(actor=actor, action="accounts.account_closed", subject=person, data={"sessions": ended})


@transaction.atomic
def reopen_account(*, person: Person, actor: Actor) -> None:
    """The account may be used again, with the former password or a new slip."""
    user = _account(person, actor)
    User.objects.filter(pk=user.pk).update(is_active=True)
    audit.record(actor=actor, action="accounts.account_reopened", subject=person)


def _account(person: Person, actor: Actor) -> User:
    check_administrator(actor)
    check_all_theirs(actor, [person])
    if person.user is None:
        raise AccountsError(_("Người này chưa có tài khoản: in phiếu kích hoạt trước."))
    return User.objects.select_for_update().get(pk=person.user.pk)
