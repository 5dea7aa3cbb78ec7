"""Identity and bank numbers after a reform: they follow their commune, and nobody else sees them."""

from typing import Any

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.models import Seat
from hoathuan.privacy.models import IdentityPaper
from hoathuan.privacy.numbers import keeping
from hoathuan.privacy.numbers.wall import numbers_open
from hoathuan.teams.models import Mediator

from .country import actor_of, great_reform


def mediator_of(commune: str) -> Any:
    return Mediator.objects.filter(now_commune__name=commune, ended_on=None).order_by("id").first().person


def write(made: Any, commune: str, person: Any, number: str) -> None:
    actor = actor_of(made.seats[commune])
    with as_actor(actor), numbers_open(actor):
        from hoathuan.privacy.numbers import keys

        IdentityPaper.objects.create(
            person=person, kind="cccd", cipher=keys.encrypt(str(person.uuid), {"number": number}),
            digest=keys.digests("identity", number)[0], key_mark=keys.mark(),
            now_province_id=actor.province_id, now_commune_id=actor.commune_id,
        )  # fmt: skip


def test_numbers_are_seen_by_the_officer_of_the_merged_commune_alone(made: Any) -> None:
    one, two = mediator_of("Xã An Mẫu"), mediator_of("Xã Bình Mẫu")
    write(made, "Xã An Mẫu", one, "0" * 11 + "1")
    write(made, "Xã Bình Mẫu", two, "0" * 11 + "2")
    write(made, "Xã Bình Mẫu", one, "0" * 11 + "1")  # she mediated in both
    great_reform(made).apply()
    merged = made.unit("Xã Hợp Mẫu")
    new = actor_of(Seat.objects.get(pk=made.seats["Xã An Mẫu"].pk).moved_to)
    with as_actor(new):
        shown = keeping.masked_of(new, [one, two])
    assert {shown[one.pk].identity_text, shown[two.pk].identity_text} == {"•••• 0001", "•••• 0002"}
    with as_actor(new), numbers_open(new):
        assert list(IdentityPaper.objects.values_list("now_commune_id", flat=True)) == [merged.pk] * 2
    other = actor_of(Seat.objects.get(pk=made.seats["Xã Phú Khác"].pk).moved_to)
    with as_actor(other), numbers_open(other):
        assert not IdentityPaper.objects.exists()
