"""Activation slips: printed once, kept as a keyed hash, used once."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Activation, Person, PersonContact, User
from hoathuan.core import audit
from hoathuan.core.dates import today

from .guards import check_may_issue
from .recovery import open_anew
from .usernames import open_accounts

# no 0 and O, no 1 and I: they look alike in print
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUP = 4
RUNS = timedelta(days=30)
MOST = 400
"""Slips of one sheet: a commune's mediators, and a printing that a request can wait for."""


@dataclass(frozen=True)
class IssuedSlip:
    """What is printed on a slip. The code exists in clear only here."""

    person: Person
    username: str
    code: str
    expires_on: date


def new_code() -> str:
    """Eight letters and digits by chance (40 bits), in two groups: "K7MQ-29FX"."""
    letters = "".join(secrets.choice(ALPHABET) for _place in range(2 * GROUP))
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def hash_of(code: str) -> str:
    """What is stored of a code; spaces, dashes and small letters do not matter."""
    bare = re.sub(r"[^0-9A-Z]", "", code.upper())
    return salted_hmac("hoathuan.accounts.activation", bare, algorithm="sha256").hexdigest()


@transaction.atomic
def issue_slips(*, people: Sequence[Person], actor: Actor) -> list[IssuedSlip]:
    """A new slip for each person; accounts are opened where there are none, former slips lose their force.

    For an account in use this is a recovery: its password, its second factor and all its sign-ins end, and
    content of disputes stays closed to it as `accounts.proving` says.
    Raises AccountsError where the actor may not open one of these accounts.
    """
    if len(people) > MOST:
        raise AccountsError(_too_many(len(people)))
    locked = _locked(people)
    check_may_issue(actor, locked)
    _check_active(locked)
    open_accounts(locked, _phones(locked))
    _close_former(locked)
    open_anew(locked, actor)
    issued = [_slip(person, today() + RUNS) for person in _in_order(people, locked)]
    Activation.objects.bulk_create(
        Activation(
            user=_account(slip.person),
            code_hash=hash_of(slip.code),
            created_by_id=actor.seat_id,
            expires_on=slip.expires_on,
        )
        for slip in issued
    )
    for slip in issued:
        audit.record(actor=actor, action="accounts.slip_issued", subject=slip.person)
    return issued


def _too_many(count: int) -> str:
    words = _("Một lần in không quá %(most)s phiếu (đang chọn %(count)s): chọn ít tổ hơn.")
    return words % {"most": MOST, "count": count}


def _locked(people: Sequence[Person]) -> list[Person]:
    """The same people, nobody else's to change until this is over."""
    keys = [person.pk for person in people]
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.select_related("user").order_by("pk"))


def _check_active(people: list[Person]) -> None:
    for person in people:
        if person.user and not person.user.is_active:
            words = _("Tài khoản của %(name)s đang khóa: mở khóa trước khi cấp phiếu.")
            raise AccountsError(words % {"name": person.full_name})


def _phones(people: list[Person]) -> dict[int, str]:
    contacts = PersonContact.objects.filter(person__in=people).exclude(phone="")
    return dict(contacts.values_list("person_id", "phone"))


def _close_former(people: list[Person]) -> None:
    """Former slips of these accounts lose their force."""
    users = [_account(person) for person in people]
    Activation.objects.filter(user__in=users, used_at=None, voided_at=None).update(voided_at=timezone.now())


def _account(person: Person) -> User:
    return cast(User, person.user)


def _in_order(people: Sequence[Person], locked: list[Person]) -> list[Person]:
    by_key = {person.pk: person for person in locked}
    return [by_key[person.pk] for person in people if person.pk in by_key]


def _slip(person: Person, expires_on: date) -> IssuedSlip:
    return IssuedSlip(person, _account(person).username, new_code(), expires_on)
