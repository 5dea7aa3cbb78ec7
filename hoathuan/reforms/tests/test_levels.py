"""Reforms above the commune: provinces become one, districts end."""

from datetime import date
from typing import Any

import pytest

from conftest import START
from hoathuan.accounts.models import Seat
from hoathuan.core.dates import today
from hoathuan.reforms.changes import changes_of
from hoathuan.reforms.services import changing, running
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.reforms.services.drafts import Head, begin
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Reform, Unit
from hoathuan.units.selectors import children_of, parent_of
from hoathuan.units.tests.conftest import add_unit

pytestmark = pytest.mark.django_db
HEAD = Head("Sắp xếp thử", "Nghị quyết thử 03", date(2026, 3, 1))


def apply(reform: Reform, actor: Any) -> Reform:
    running.ask_preview(reform=reform, version=reform.version, actor=actor)
    reform = Reform.objects.get(pk=reform.pk)
    assert running.was_tried(reform), reform.found
    running.ask_apply(reform=reform, version=reform.version, actor=actor)
    reform = Reform.objects.get(pk=reform.pk)
    assert reform.state == ReformState.APPLIED, reform.found
    return reform


def test_two_provinces_become_one(world: Any, country_admin: Any, admin: Any, actor_of: Any) -> None:
    """Their communes stand under the new one, and an administrator's seat goes with the province."""
    actor = actor_of(country_admin)
    reform = begin(head=HEAD, province=None, actor=actor)
    provinces = [world.tinh_mau, world.tinh_khac]
    changing.merge(reform=reform, units=provinces, into=NewUnit("Tỉnh Chung", 903), version=1, actor=actor)
    apply(reform, actor)
    new = Unit.objects.get(name="Tỉnh Chung")
    assert (new.kind, parent_of(new)) == ("tỉnh", world.country)
    assert [unit.name for unit in children_of(new)] == ["Xã An Mẫu", "Xã Bình Mẫu", "Xã Cao Khác"]
    seats = Seat.objects.filter(person=admin.person, stopped_at=None, valid__contains=today())
    assert [seat.unit for seat in seats] == [new]


def test_a_commune_moves_to_another_province(world: Any, country_admin: Any, actor_of: Any) -> None:
    actor = actor_of(country_admin)
    reform = begin(head=HEAD, province=None, actor=actor)
    changing.move(reform=reform, unit=world.xa_a, parent=world.tinh_khac, version=1, actor=actor)
    assert [line.words for line in changes_of(reform)] == ["Xã An Mẫu chuyển về Tỉnh Khác"]
    apply(reform, actor)
    assert parent_of(world.xa_a) == world.tinh_khac


def test_districts_of_a_province_end(world: Any, admin: Any, actor_of: Any) -> None:
    """Their communes stand directly under the province; the own administrator may do it."""
    district = add_unit(Level.DISTRICT, "Huyện Mẫu", world.tinh_mau, START)
    commune = add_unit(Level.COMMUNE, "Xã Dưới Huyện", district, START)
    actor = actor_of(admin)
    reform = begin(head=HEAD, province=world.tinh_mau, actor=actor)
    changing.abolish(reform=reform, level=Level.DISTRICT, version=1, actor=actor)
    reform = Reform.objects.get(pk=reform.pk)
    assert [line.label for line in changes_of(reform)] == ["Bỏ cấp"]
    apply(reform, actor)
    assert parent_of(commune) == world.tinh_mau
    assert not Unit.objects.filter(level=Level.DISTRICT, valid__contains=today()).exists()


def test_a_province_reads_what_the_country_has_done_and_changes_nothing_of_it(
    world: Any, country_admin: Any, admin: Any, actor_of: Any, client_for: Any
) -> None:
    reform = begin(head=HEAD, province=None, actor=actor_of(country_admin))
    page = f"/sap-xep-don-vi/{reform.uuid}/"
    assert client_for(admin).get(page).status_code == 404, "a draft of the country is its own"
    type(reform).objects.filter(pk=reform.pk).update(state="applied")
    answer = client_for(admin).get(page)
    assert answer.status_code == 200
    assert "Sửa việc sắp xếp này" not in answer.content.decode()
    client_for(admin).post(f"{page}sua-lai/")
    assert not type(reform).objects.filter(corrects=reform).exists()
