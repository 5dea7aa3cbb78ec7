"""A name that repeats within a sentence or a list is told apart, the same way everywhere."""

from datetime import date
from typing import Any

import pytest

from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Unit
from hoathuan.units.naming import Called, Names, tell_apart, told_apart

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ([Called(1, "Xã A", "Huyện M"), Called(2, "Xã B", "Huyện M")], ["Xã A", "Xã B"]),
        (
            [Called(1, "Xã A", "Huyện M", end=DAY), Called(2, "Xã A", "Huyện N", end=DAY)],
            ["Xã A (Huyện M)", "Xã A (Huyện N)"],
        ),
        (
            [Called(1, "Xã A", "Huyện M", end=DAY), Called(2, "Xã A", "Tỉnh T")],
            ["Xã A cũ (Huyện M)", "Xã A"],
        ),
        ([Called(1, "Xã A", "Tỉnh S"), Called(2, "xã a", "Tỉnh T")], ["Xã A (Tỉnh S)", "xã a (Tỉnh T)"]),
        ([Called(1, "Tỉnh T", end=DAY), Called(2, "Tỉnh T")], ["Tỉnh T cũ", "Tỉnh T"]),
        (
            [Called(1, "Xã A", "Huyện M", 11, DAY), Called(2, "Xã A", "Huyện M", 12, DAY)],
            ["Xã A (Huyện M) (mã 11)", "Xã A (Huyện M) (mã 12)"],
        ),
        (
            [Called(1, "Thôn 1", "Xã A", end=DAY), Called(2, "Thôn 1", "Xã A", end=date(2024, 1, 1))],
            ["Thôn 1 (Xã A) (đến 30/06/2025)", "Thôn 1 (Xã A) (đến 31/12/2023)"],
        ),
        ([Called(1, "Xã A", "Huyện M"), Called(1, "Xã A", "Huyện M")], ["Xã A", "Xã A"]),
    ],
)
def test_what_repeats_says_what_tells_it_apart(units: list[Called], said: list[str]) -> None:
    assert tell_apart(units) == said


@pytest.fixture
def twins(world: Any) -> tuple[Unit, Unit]:
    """A commune of a district that ended, and the one of today with its name."""
    district = Unit.objects.create(level=Level.DISTRICT, name="Huyện Cũ Mẫu", valid=(date(2000, 1, 1), DAY))
    former = Unit.objects.create(level=Level.COMMUNE, name=world.xa_a.name, valid=(date(2000, 1, 1), DAY))
    Placement.objects.create(unit=former, parent=district, valid=(date(2000, 1, 1), DAY))
    return Unit.objects.get(pk=former.pk), world.xa_a


def test_a_commune_that_went_into_one_of_its_name(
    twins: tuple[Unit, Unit], world: Any, django_assert_num_queries: Any
) -> None:
    former, today = twins
    with django_assert_num_queries(1):
        names = Names([former, today, world.xa_b])
        assert names.together([former, today]) == ["Xã An Mẫu cũ (Huyện Cũ Mẫu)", "Xã An Mẫu"]
        assert names.together([former, world.xa_b]) == ["Xã An Mẫu", "Xã Bình Mẫu"]
    with django_assert_num_queries(0):
        assert told_apart([world.xa_a, world.xa_b])[world.xa_b.pk] == "Xã Bình Mẫu"
