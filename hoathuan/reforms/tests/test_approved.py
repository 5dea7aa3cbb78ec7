"""Reforms approved for a later day: they pass with the seat, wait for a clock that can be believed, and name nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hoathuan.accounts.handover import waiting
from hoathuan.accounts.models import Notice, Person
from hoathuan.accounts.services.handing_over import HandOver, hand_over
from hoathuan.core import audit, clock
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.reforms import people
from hoathuan.reforms.services import changing, drafts, running
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.units.changing import applying
from hoathuan.units.choices import ReformState

pytestmark = pytest.mark.django_db
LATER = today() + timedelta(days=3)


@pytest.fixture
def approved(draft: Any, world: Any, admin: Any, actor_of: Any) -> Any:
    """A merge of two communes in three days, approved by the administrator of the province."""
    actor = actor_of(admin)
    head = drafts.Head(draft.title, draft.legal_basis, LATER)
    drafts.amend(reform=draft, head=head, version=draft.version, actor=actor)
    draft.refresh_from_db()
    units = [world.xa_a, world.xa_b]
    changing.merge(reform=draft, units=units, into=NewUnit("Xã Mới"), version=draft.version, actor=actor)
    running.ask_preview(reform=draft, version=draft.version, actor=actor)
    draft.refresh_from_db()
    assert running.ask_apply(reform=draft, version=draft.version, actor=actor) is None
    draft.refresh_from_db()
    return draft


@pytest.fixture
def the_day(monkeypatch: pytest.MonkeyPatch) -> Any:
    def come() -> None:
        for module in (running, applying):
            monkeypatch.setattr(module, "today", lambda: LATER)

    return come


def heir(admin: Any, country_admin: Any, seat_of: Any, actor_of: Any, duties: list[str]) -> Any:
    other = seat_of("province_officer", admin.unit, "Người Nhận")
    plan = HandOver(day=today(), person=other.person, duties=duties)
    return hand_over(seat=admin, version=admin.version, plan=plan, actor=actor_of(country_admin))


def test_the_successor_of_who_approved_applies_it(
    approved: Any, admin: Any, country_admin: Any, seat_of: Any, actor_of: Any, the_day: Any
) -> None:
    assert [one.duty.key for one in waiting(admin)] == ["reforms.approved"]
    new = heir(admin, country_admin, seat_of, actor_of, ["reforms.approved"])
    assert [one.count for one in waiting(new)] == [1]
    the_day()
    assert running.apply_due() == 1
    approved.refresh_from_db()
    assert (approved.state, approved.found["by_seat"]) == (ReformState.APPLIED, new.pk)


def test_one_that_nobody_took_over_is_refused_and_the_province_hears_of_it(
    approved: Any, admin: Any, country_admin: Any, seat_of: Any, actor_of: Any, the_day: Any
) -> None:
    new = heir(admin, country_admin, seat_of, actor_of, [])
    Notice.objects.all().delete()
    the_day()
    assert running.apply_due() == 1
    assert running.settle() == 1
    approved.refresh_from_db()
    assert approved.state == ReformState.DRAFT
    notice = Notice.objects.get(kind="reform_refused")
    assert (notice.user_id, notice.data) == (new.person.user_id, {"title": approved.title})


def test_a_province_without_administrator_is_the_country_s(
    approved: Any, admin: Any, country_admin: Any, the_day: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(effect: Any) -> Any:
        raise DomainError("Không chuyển được.")

    monkeypatch.setattr(applying, "move_all", refuse)
    type(admin).objects.filter(pk=admin.pk).update(stopped_at=timezone.now())
    the_day()
    running.apply_due()
    running.settle()
    assert Notice.objects.get(kind="reform_refused").user_id == country_admin.person.user_id


def test_a_clock_that_jumped_applies_nothing(
    approved: Any, the_day: Any, actor_of: Any, admin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit.record(actor=actor_of(admin), action="test.now")
    far = timezone.now() + timedelta(days=4000)
    the_day()
    with monkeypatch.context() as jumped:
        jumped.setattr(clock.timezone, "now", lambda: far)
        assert running.apply_due() == 0
    assert running.apply_due() == 1


def test_names_are_read_when_shown_and_not_kept(
    approved: Any, admin: Any, client_for: Any, seat_of: Any, world: Any
) -> None:
    lost = seat_of("reporter", world.xa_a, "Vai Sẽ Thôi")
    approved.found |= {"seats": [[lost.pk, "Tuyên truyền viên", "Xã An Mẫu"]], "seats_count": 1}
    approved.save()
    page = client_for(admin).get(reverse("reforms:detail", args=[approved.uuid])).content.decode()
    assert "Vai Sẽ Thôi, Tuyên truyền viên, Xã An Mẫu" in page
    assert f"Đã duyệt bởi {admin}" in page
    for name in ("Vai Sẽ Thôi", admin.person.full_name):
        assert name not in str(approved.found)
    Person.objects.filter(pk=lost.person_id).update(full_name="(đã xóa)")
    assert people.ended(approved) == [("(đã xóa)", "Tuyên truyền viên", "Xã An Mẫu")]
    approved.found["seats"] = [["Tên Cũ", "Vai", "Xã"]]
    assert people.ended(approved) == []


def test_a_trial_keeps_keys_of_the_seats_that_end(
    draft: Any, world: Any, admin: Any, actor_of: Any, seat_of: Any
) -> None:
    lost = seat_of("reporter", world.xa_a, "Vai Sẽ Thôi")
    changing.end(reform=draft, unit=world.xa_a, version=draft.version, actor=actor_of(admin))
    draft.refresh_from_db()
    running.ask_preview(reform=draft, version=draft.version, actor=actor_of(admin))
    draft.refresh_from_db()
    assert draft.found["seats"] == [[lost.pk, lost.get_kind_display(), "Xã An Mẫu"]]
    assert people.ended(draft) == [("Vai Sẽ Thôi", lost.get_kind_display(), "Xã An Mẫu")]
