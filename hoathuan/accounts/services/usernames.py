"""Names to sign in with that people can read, type and remember: "lothimau", "lothimau2"."""

import re
from collections.abc import Iterator, Sequence

from hoathuan.accounts.models import Person, User
from hoathuan.core.text import fold
from hoathuan.core.writing import write_changed

LONGEST = 40
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
# each round looks at more numbers behind the name, so that a common name costs few questions
_ROUNDS = ((0, 1), (2, 10), (10, 100), (100, 1000), (1000, 10_000), (10_000, 100_000))


def base_of(full_name: str) -> str:
    """The name's letters without marks and spaces; "nguoidung" where nothing is left."""
    return _NOT_LETTERS.sub("", fold(full_name))[:LONGEST] or "nguoidung"


def free_usernames(bases: Sequence[str]) -> list[str]:
    """A free username for each base, all different."""
    found: dict[int, str] = {}
    given: set[str] = set()
    for first, last in _ROUNDS:
        pending = [index for index in range(len(bases)) if index not in found]
        if not pending:
            break
        wanted = {name for index in pending for name in _candidates(bases[index], first, last)}
        taken = set(User.objects.filter(username__in=wanted).values_list("username", flat=True)) | given
        for index in pending:
            name = next((n for n in _candidates(bases[index], first, last) if n not in taken), None)
            if name:
                found[index] = name
                taken.add(name)
                given.add(name)
    return [found[index] for index in range(len(bases))]


def _candidates(base: str, first: int, last: int) -> Iterator[str]:
    return (f"{base}{number or ''}" for number in range(first, last))


def open_accounts(people: Sequence[Person], phones: dict[int, str]) -> None:
    """Give every person without an account one without a password; `phones` by person, taken ones left out."""
    pending = [person for person in people if person.user_id is None]
    while pending:
        pending = _open(pending, phones)


def _open(people: list[Person], phones: dict[int, str]) -> list[Person]:
    """One attempt; returns those whose name somebody else took in the same moment."""
    names = free_usernames([base_of(person.full_name) for person in people])
    free = _free_phones(people, phones)
    users = [
        User(username=name, phone=free.get(person.pk)) for person, name in zip(people, names, strict=True)
    ]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users, ignore_conflicts=True)
    made = {user.uuid: user for user in User.objects.filter(uuid__in=[user.uuid for user in users])}
    left = []
    for person, user in zip(people, users, strict=True):
        if user.uuid in made:
            person.user = made[user.uuid]
        else:
            left.append(person)
    write_changed([person for person in people if person not in left], ["user"])
    return left


def _free_phones(people: list[Person], phones: dict[int, str]) -> dict[int, str]:
    """Numbers that no account has and no two of these people share."""
    wanted = [phones[person.pk] for person in people if phones.get(person.pk)]
    taken = set(User.objects.filter(phone__in=wanted).values_list("phone", flat=True))
    taken |= {phone for phone in wanted if wanted.count(phone) > 1}
    return {key: phone for key, phone in phones.items() if phone and phone not in taken}
