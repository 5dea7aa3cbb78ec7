"""How people go: contact, account, numbers, name. The seats and terms stay, as somebody's whose name is gone."""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Activation, Notice, Person, PersonContact, Seat, User
from hoathuan.accounts.services.sessions import end_sessions
from hoathuan.core.text import fold, person_sort_key
from hoathuan.privacy import registry
from hoathuan.privacy.choices import ERASED, Deed
from hoathuan.privacy.models import OwnFile
from hoathuan.privacy.registry import Eraser, Tie, register_eraser, register_tie

_GONE = "da-xoa-"
_LEFT = _("kể từ ngày người đó thôi mọi vai, nhiệm kỳ, nhiệm vụ")


def departed(before: date) -> QuerySet[Person]:
    """People who were tied to something once and to nothing on that day or later."""
    ever, still = Q(pk__in=[]), Q(pk__in=[])
    for tie in registry.ties():
        ever |= Q(pk__in=tie.ever())
        still |= Q(pk__in=tie.still(before))
    return Person.objects.filter(ever).exclude(still)


def ties_of(person: Person, day: date) -> list[Tie]:
    """What still needs a person on that day or later."""
    return [tie for tie in registry.ties() if person.pk in _keys(tie.still(day), person)]


def _keys(rows: QuerySet[Any], person: Person) -> set[int]:
    return set(rows.filter(person_id=person.pk).values_list("person_id", flat=True))


def of_people(
    name: str,
    key: str,
    label: Any,
    deed: Deed,
    what: Any,
    holding: Callable[[QuerySet[Person]], QuerySet[Person]],
    wipe: Callable[[list[int]], object],
) -> Eraser:
    """An eraser of what belongs to people: `holding` narrows to those who still have it, `wipe` takes it from them."""

    def erase(before: date, size: int) -> int:
        keys = list(holding(departed(before)).order_by("pk").values_list("pk", flat=True)[:size])
        if keys:
            wipe(keys)
        return len(keys)

    def erase_person(person: Person) -> int:
        here = holding(Person.objects.filter(pk=person.pk)).exists()
        if here:
            wipe([person.pk])
        return int(here)

    return Eraser(
        name=name,
        key=key,
        label=label,
        event=_LEFT,
        deed=deed,
        what=what,
        due=lambda before: holding(departed(before)).count(),
        erase=erase,
        of_person=lambda person: holding(Person.objects.filter(pk=person.pk)).count(),
        erase_person=erase_person,
    )


def _with_contact(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.filter(pk__in=PersonContact.objects.values("person_id"))


def _wipe_contacts(keys: list[int]) -> None:
    PersonContact.objects.filter(person__in=keys).delete()


def _with_account(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.filter(user__isnull=False).exclude(user__username__startswith=_GONE)


def _wipe_accounts(keys: list[int]) -> None:
    """The account stays as a row that lines of the trail point to; nobody can sign in with it or be known by it."""
    users = list(User.objects.filter(person__in=keys).values_list("pk", flat=True))
    end_sessions(users)
    for file in OwnFile.objects.filter(user__in=users):
        file.path.unlink(missing_ok=True)
    for model in (EmailAddress, Authenticator, Activation, Notice, OwnFile):
        model._default_manager.filter(user__in=users).delete()
    for user in users:
        User.objects.filter(pk=user).update(
            username=f"{_GONE}{user}",
            email="",
            phone=None,
            password=make_password(None),
            is_active=False,
            last_login=None,
        )


def _with_numbers(people: QuerySet[Person]) -> QuerySet[Person]:
    """Row security hides the numbers from here; a function tells whose there are, not what they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT privacy_people_with_numbers()")
        keys = [key for (key,) in cursor.fetchall()]
    return people.filter(pk__in=keys)


def _wipe_numbers(keys: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(privacy_forget_numbers(one)) FROM unnest(%s::bigint[]) AS one", [keys])


def _with_name(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.exclude(full_name=ERASED)


def _wipe_names(keys: list[int]) -> None:
    """Name, birth and people go; the lines of the trail by and about them lose the name in the same transaction."""
    people = list(Person.objects.filter(pk__in=keys).exclude(full_name=ERASED))
    for person in people:
        registry.forget_copies(person)
    Person.objects.filter(pk__in=keys).update(
        full_name=ERASED,
        sort=person_sort_key(ERASED),
        folded=fold(ERASED),
        sex="",
        birth_year=None,
        birth_date=None,
        ethnicity="",
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(privacy_blank_trail_of(one)) FROM unnest(%s::bigint[]) AS one", [keys])
        for person in people:
            places = registry.mentions_of(person)
            cursor.execute(
                "SELECT privacy_blank_trail_named(%s, %s, %s::text[], %s::text[])",
                [
                    person.pk,
                    person.full_name,
                    [kind for kind, _key in places],
                    [key for _kind, key in places],
                ],
            )


def _held_after(day: date) -> Q:
    """Seats that lasted beyond the day: a term that was cut short lasted until it was stopped."""
    lasts = Q(valid__upper_inf=True) | Q(valid__endswith__gt=day)
    return lasts & (Q(stopped_at=None) | Q(stopped_at__date__gt=day))


def register_all() -> None:
    register_tie(
        Tie(
            "accounts.seats",
            _("đang giữ vai, hoặc thôi vai chưa đủ lâu"),
            lambda day: Seat.objects.filter(_held_after(day)).values("person_id"),
            lambda: Seat.objects.values("person_id"),
        )
    )
    whole, part = Deed.ERASE, Deed.ANONYMISE
    for eraser in (
        of_people(
            *("privacy.numbers", "privacy.numbers", _("Số căn cước, tài khoản ngân hàng"), whole),
            *(_("Xóa cả dòng"), _with_numbers, _wipe_numbers),
        ),
        of_people(
            *("accounts.contacts", "accounts.contacts", _("Liên hệ"), whole),
            *(_("Xóa cả dòng"), _with_contact, _wipe_contacts),
        ),
        of_people(
            *("accounts.accounts", "accounts.accounts", _("Tài khoản"), part),
            *(
                _("Xóa tên đăng nhập, thư, số điện thoại, mật khẩu; khóa tài khoản"),
                _with_account,
                _wipe_accounts,
            ),
        ),
        of_people(
            *("accounts.people", "accounts.people", _("Người và tên trong nhật ký"), part),
            *(
                _(
                    "Xóa họ tên, năm sinh, dân tộc, dự thảo văn bản có tên; vai và nhiệm kỳ ở lại, không còn tên"
                ),
                *(_with_name, _wipe_names),
            ),
        ),
    ):
        register_eraser(eraser)
