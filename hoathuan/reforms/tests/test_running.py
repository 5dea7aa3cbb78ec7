"""Trial and application of a reform, as jobs of the seat that asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from hoathuan.accounts.models import Seat
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.jobs.models import SILENCE, Job, State
from hoathuan.core.jobs.starting import recover
from hoathuan.reforms import work
from hoathuan.reforms.services import changing, drafts, running
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.units.changing import applying
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Reform, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(draft: Any, world: Any, admin: Any, actor_of: Any) -> Any:
    """A draft with one merge."""
    units = [world.xa_a, world.xa_b]
    changing.merge(
        reform=draft, units=units, into=NewUnit("Xã Mới"), version=draft.version, actor=actor_of(admin)
    )
    return draft


@pytest.fixture
def tried(merged: Any, admin: Any, actor_of: Any) -> Any:
    running.ask_preview(reform=merged, version=merged.version, actor=actor_of(admin))
    merged.refresh_from_db()
    return merged


def communes() -> list[str]:
    return sorted(
        Unit.objects.filter(level=Level.COMMUNE, valid__contains=today()).values_list("name", flat=True)
    )


def test_a_trial_counts_and_changes_nothing(
    merged: Any, admin: Any, actor_of: Any, seat_of: Any, world: Any
) -> None:
    seat_of("commune_officer", world.xa_a)
    job = running.ask_preview(reform=merged, version=merged.version, actor=actor_of(admin))
    assert (job.state, job.message) == (State.DONE, "Đã xem trước, chưa thay đổi gì.")
    merged.refresh_from_db()
    assert running.was_tried(merged)
    assert ["Xã, phường, đặc khu kết thúc", 2] in merged.found["lines"]
    assert merged.found["seats_count"] == 0  # the officer's seat moves to the new commune
    assert "Xã Mới" not in communes()
    assert merged.state == ReformState.DRAFT


def test_a_change_after_the_trial_makes_it_worthless(
    tried: Any, world: Any, admin: Any, actor_of: Any
) -> None:
    row = tried.new_units.get()
    new = NewUnit("Xã Mới Hơn")
    changing.amend_new_unit(reform=tried, row=row, new=new, version=tried.version, actor=actor_of(admin))
    with pytest.raises(DomainError, match="đã sửa sau lần xem trước"):
        running.ask_apply(reform=tried, version=tried.version, actor=actor_of(admin))


def test_it_is_applied_once(tried: Any, admin: Any, actor_of: Any) -> None:
    job = running.ask_apply(reform=tried, version=tried.version, actor=actor_of(admin))
    assert job is not None
    assert (job.state, job.message) == (State.DONE, "Đã thực hiện.")
    assert communes() == ["Xã Cao Khác", "Xã Mới"]
    tried.refresh_from_db()
    assert (tried.state, tried.found["by_seat"]) == (ReformState.APPLIED, admin.pk)
    with pytest.raises(DomainError, match="đã thực hiện rồi"):
        running.ask_apply(reform=tried, version=tried.version, actor=actor_of(admin))
    again = work.carry_out(Quiet(), actor_of(admin), reform=tried.pk, version=tried.version)
    assert again == "Việc sắp xếp này đã thực hiện rồi."


def test_who_waited_in_vain_for_a_slow_worker_says_what_that_one_did(
    tried: Any, admin: Any, actor_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first worker was taken for dead; it ends while the second, refused, waits for the reform's row."""
    Reform.objects.filter(pk=tried.pk).update(state=ReformState.APPLYING)
    back = work.back_to_draft

    def the_first_one_ends(reform: Reform, problems: list[str]) -> None:
        Reform.objects.filter(pk=tried.pk).update(state=ReformState.APPLIED)
        back(reform, problems)

    def busy(*args: Any) -> None:
        raise DomainError("Có việc ghi dữ liệu chạy lâu chưa xong.")

    monkeypatch.setattr(work, "back_to_draft", the_first_one_ends)
    monkeypatch.setattr(work, "_apply", busy)
    told = work.carry_out(Quiet(), actor_of(admin), reform=tried.pk, version=tried.version)
    assert told == "Việc sắp xếp này đã thực hiện rồi."
    assert Reform.objects.get(pk=tried.pk).state == ReformState.APPLIED


class Quiet:
    def report(self, **told: Any) -> None: ...


def _dead_job(reform: Any, admin: Any, **fields: Any) -> Job:
    Reform.objects.filter(pk=reform.pk).update(state=ReformState.APPLYING)
    return Job.objects.create(
        title="Thực hiện",
        work=running.APPLY,
        arguments={"reform": reform.pk, "version": reform.version},
        user_id=admin.person.user_id,
        seat_id=admin.pk,
        heartbeat=timezone.now() - SILENCE - timedelta(seconds=1),
        **({"state": State.RUNNING, "attempts": 1} | fields),
    )


def test_a_job_whose_worker_died_is_run_again_and_applies(tried: Any, admin: Any) -> None:
    job = _dead_job(tried, admin)
    assert recover() == 1
    job.refresh_from_db()
    assert job.message == "Đã thực hiện."
    assert communes() == ["Xã Cao Khác", "Xã Mới"]


def test_a_kill_in_the_middle_leaves_nothing_half_done(
    tried: Any, admin: Any, actor_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last step fails: units were made and closed by then, and all of it is taken back."""
    move_all = applying.move_all

    def die(effect: Any) -> Any:
        assert "Xã Mới" in communes()
        raise RuntimeError("killed")

    monkeypatch.setattr(applying, "move_all", die)
    job = running.ask_apply(reform=tried, version=tried.version, actor=actor_of(admin))
    assert job is not None
    assert job.state == State.FAILED
    assert "Xã Mới" not in communes()
    assert running.settle() == 1
    tried.refresh_from_db()
    assert tried.state == ReformState.DRAFT
    assert tried.found["problems"] == [job.message]
    monkeypatch.setattr(applying, "move_all", move_all)
    running.ask_preview(reform=tried, version=tried.version, actor=actor_of(admin))
    tried.refresh_from_db()
    running.ask_apply(reform=tried, version=tried.version, actor=actor_of(admin))
    assert "Xã Mới" in communes()


def test_a_refusal_by_the_engine_returns_to_the_draft_with_its_words(
    tried: Any, admin: Any, actor_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(effect: Any) -> Any:
        raise DomainError("Không chuyển được kế hoạch thử.")

    monkeypatch.setattr(applying, "move_all", refuse)
    job = running.ask_apply(reform=tried, version=tried.version, actor=actor_of(admin))
    assert job is not None
    assert job.message == "Chưa thực hiện được, chưa có gì thay đổi."
    tried.refresh_from_db()
    assert (tried.state, tried.found["problems"]) == (ReformState.DRAFT, ["Không chuyển được kế hoạch thử."])
    assert "Xã Mới" not in communes()


def test_a_job_given_up_returns_the_draft(tried: Any, admin: Any) -> None:
    _dead_job(tried, admin, attempts=3)
    recover()
    assert running.settle() == 1
    assert running.settle() == 0
    tried.refresh_from_db()
    assert tried.state == ReformState.DRAFT


def test_a_seat_that_ended_meanwhile_applies_nothing(tried: Any, admin: Any) -> None:
    Seat.objects.filter(pk=admin.pk).update(valid=DateRange(today() - timedelta(9), today() - timedelta(1)))
    job = _dead_job(tried, admin)
    recover()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "Xã Mới" not in communes()


def test_while_it_waits_nobody_edits_it(tried: Any, admin: Any, actor_of: Any, world: Any) -> None:
    _dead_job(tried, admin, state=State.WAITING)
    with pytest.raises(DomainError, match="đang chờ thực hiện"):
        changing.end(reform=tried, unit=world.xa_a, version=tried.version, actor=actor_of(admin))


def test_a_reform_of_a_later_day_is_approved_and_applied_on_its_day(
    merged: Any, admin: Any, actor_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = actor_of(admin)
    later = today() + timedelta(days=3)
    head = drafts.Head(merged.title, merged.legal_basis, later)
    drafts.amend(reform=merged, head=head, version=merged.version, actor=actor)
    running.ask_preview(reform=merged, version=merged.version, actor=actor)
    merged.refresh_from_db()
    assert running.ask_apply(reform=merged, version=merged.version, actor=actor) is None
    assert running.apply_due() == 0
    merged.refresh_from_db()
    assert running.is_approved(merged)
    for module in (running, applying):
        monkeypatch.setattr(module, "today", lambda: later)
    assert running.apply_due() == 1
    merged.refresh_from_db()
    assert merged.state == ReformState.APPLIED
    assert running.apply_due() == 0


def test_an_approved_reform_that_is_edited_waits_no_longer(
    merged: Any, admin: Any, actor_of: Any, world: Any
) -> None:
    actor = actor_of(admin)
    head = drafts.Head(merged.title, merged.legal_basis, today() + timedelta(days=3))
    drafts.amend(reform=merged, head=head, version=merged.version, actor=actor)
    running.ask_preview(reform=merged, version=merged.version, actor=actor)
    merged.refresh_from_db()
    running.ask_apply(reform=merged, version=merged.version, actor=actor)
    drafts.amend(reform=merged, head=head, version=merged.version, actor=actor)
    merged.refresh_from_db()
    assert not running.is_approved(merged)


def test_two_reforms_of_the_same_units_one_after_the_other(
    tried: Any, world: Any, admin: Any, actor_of: Any
) -> None:
    """Both were tried out; the second is refused in words, since its units have ended."""
    actor = actor_of(admin)
    other = drafts.begin(
        head=drafts.Head("Khác", "NQ thử", tried.on_date), province=world.tinh_mau, actor=actor
    )
    changing.rename(
        reform=other, unit=world.xa_a, new=NewUnit("Xã An Hai"), version=other.version, actor=actor
    )
    running.ask_preview(reform=other, version=other.version, actor=actor)
    other.refresh_from_db()
    running.ask_apply(reform=tried, version=tried.version, actor=actor)
    with pytest.raises(DomainError, match="Xã An Mẫu"):
        running.ask_apply(reform=other, version=other.version, actor=actor)
