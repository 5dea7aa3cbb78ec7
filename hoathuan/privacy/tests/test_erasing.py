"""Old personal data goes, figures stay; a cut at any point leaves the same end; nothing goes that nobody allowed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.cases.choices import Field, Matter, Outcome
from hoathuan.cases.models import Case, CaseContent, CaseEvent, Party
from hoathuan.core import audit
from hoathuan.core.clock import clock_is_believable
from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry
from hoathuan.core.windows import Window
from hoathuan.privacy import registry
from hoathuan.privacy.choices import ERASED, ErasureState
from hoathuan.privacy.erasing import previewing, running
from hoathuan.privacy.errors import PrivacyRefused
from hoathuan.privacy.models import Erasure, Retention
from hoathuan.stats.api import Measure, value

pytestmark = pytest.mark.django_db
OLD, YOUNG = today() - timedelta(days=400), today() - timedelta(days=20)
DUE = "/du-lieu-ca-nhan/het-han/"


def allow(key: str, amount: int = 12, **fields: Any) -> None:
    Retention.objects.create(
        key=key,
        amount=amount,
        unit="month",
        unconfirmed=False,
        confirmed_on=today(),
        confirmed_by="Người xác nhận",
        switched_on=True,
        valid_from=today(),
        **fields,
    )


@pytest.fixture
def make_case(world: Any, mediator_in: Any, seat_of: Any, acting: Any) -> Callable[..., Any]:
    """Make a dispute with two parties that ended on a day; `None`: it is still open."""
    officer = seat_of("commune_officer", world.xa_a, "Vi Thị Ghi Sổ")
    mediator = mediator_in(world.xa_a, "Người Hòa Giải")
    numbers = iter(range(1, 1000))

    def make(ended: date | None) -> Any:
        day = ended or YOUNG
        closing = {
            "state": "ended", "ended_on": ended, "closed_on": ended, "ending": "agreement",
            "outcome": Outcome.SUCCESSFUL,
        }  # fmt: skip
        case = Case(
            team=mediator.team, mediator=mediator, book_year=day.year, book_number=next(numbers), received_on=day,
            field=Field.LAND, matter=Matter.choices[0][0], entry_digest="d" * 64, **(closing if ended else {}),
        )  # fmt: skip
        case.locate(mediator.area)
        case.save()
        with acting(officer):
            own = {"case": case, "team_id": mediator.team_id, "now_commune_id": world.xa_a.pk}
            CaseContent.objects.create(
                **own, summary="Tranh lối đi của nhà Vừ", agreement="Chia đôi", notes="x"
            )
            for name in ("Vừ A Bên", "Giàng Thị Bên"):
                Party.objects.create(**own, full_name=name, birth_year=1980, address="Thôn 1")
            CaseEvent.objects.create(
                case=case, on_date=day, verb="recorded", seat_id=officer.pk, seat_label=str(officer)
            )
        return case

    make.officer = officer  # type: ignore[attr-defined]
    return make


def content_as(acting: Any, seat: Any) -> list[Any]:
    """What the commune's officer reads."""
    with acting(seat):
        parties = list(
            Party.objects.order_by("id").values_list("case_id", "full_name", "birth_year", "address")
        )
        told = list(
            CaseContent.objects.order_by("case_id").values_list("case_id", "summary", "agreement", "notes")
        )
    return parties + told


def figures(world: Any) -> list[Any]:
    window = Window(OLD - timedelta(days=30), today())
    keys = ("cases.received", "cases.ended", "mediators.active", "cases.success_rate")
    return [
        value(Measure(key), unit, window)
        for key in keys
        for unit in (world.country, world.tinh_mau, world.xa_a)
    ]


def test_a_preview_counts_and_changes_nothing(
    world: Any, make_case: Any, acting: Any, seat_of: Any, client_for: Any
) -> None:
    make_case(OLD), make_case(YOUNG)
    allow("cases.content")
    before = content_as(acting, make_case.officer)
    page = client_for(seat_of("administrator", world.tinh_mau)).get(DUE)
    assert page.status_code == 200
    found = {one.eraser.name: (one.found, one.allowed) for one in previewing.due()}
    assert found["cases.parties"] == (2, True)
    assert found["cases.contents"] == (1, True)
    assert found["core.audit"][1] is False, "nobody confirmed it"
    assert content_as(acting, make_case.officer) == before
    assert not Erasure.objects.exists()


def test_what_is_due_goes_and_every_figure_stays(
    world: Any, make_case: Any, acting: Any, seat_of: Any, client_for: Any
) -> None:
    old, young, still_open = make_case(OLD), make_case(YOUNG), make_case(None)
    allow("cases.content")
    before = figures(world)
    admin = seat_of("administrator", world.tinh_mau)
    answer = client_for(admin).post(DUE)
    erasure = Erasure.objects.get()
    assert answer["Location"] == erasure.get_absolute_url()
    assert erasure.state == ErasureState.DONE
    kept = content_as(acting, make_case.officer)
    assert (old.pk, ERASED, None, "") in kept
    assert (old.pk, ERASED, ERASED, "") in kept
    for case in (young, still_open):
        assert (case.pk, "Vừ A Bên", 1980, "Thôn 1") in kept
        assert (case.pk, "Tranh lối đi của nhà Vừ", "Chia đôi", "x") in kept
    assert figures(world) == before
    assert {case.entry_digest for case in Case.objects.filter(pk=old.pk)} == {""}
    assert client_for(admin).get(erasure.get_absolute_url()).status_code == 200
    with pytest.raises(PrivacyRefused, match="Không có dữ liệu"):
        running.start_due(SYSTEM)


@pytest.mark.parametrize("dies_at", range(1, 9))
def test_a_cut_at_any_point_and_another_run_end_alike(
    world: Any, make_case: Any, acting: Any, monkeypatch: Any, dies_at: int
) -> None:
    for day in (OLD, OLD, OLD, YOUNG, None):
        make_case(day)
    allow("cases.content")
    monkeypatch.setattr(running, "_queue", lambda erasure: None)
    with as_actor(SYSTEM):
        erasure = running.start_due(SYSTEM)
    calls = iter(range(1, 1000))
    usual = running._step

    def step(*args: Any) -> None:
        usual(*args)
        if next(calls) == dies_at:
            raise SystemError("the power went")

    monkeypatch.setattr(running, "_step", step)
    before = content_as(acting, make_case.officer)
    survived = run_to_the_end(erasure)
    assert survived or dies_at > 6
    after = content_as(acting, make_case.officer)
    assert len(after) == len(before)
    assert sum(row[1] == ERASED for row in after) == 9
    assert sum("Bên" in row[1] for row in after) == 4
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.DONE
    assert {line.eraser: line.done for line in erasure.lines.all()} == {
        "cases.parties": 6,
        "cases.contents": 3,
    }


def run_to_the_end(erasure: Erasure) -> int:
    """As a worker that is killed and started again: two rows a step, two steps a transaction. Returns the cuts."""
    cuts = 0
    while True:
        try:
            with as_actor(SYSTEM):
                if not running.carry_on(erasure.uuid, size=2, steps=2):
                    return cuts
        except SystemError:
            cuts += 1


def test_nothing_goes_that_nobody_confirmed_and_switched_on(world: Any, make_case: Any, acting: Any) -> None:
    make_case(OLD)
    Retention.objects.create(key="cases.content", amount=1, unit="month", valid_from=today())
    before = content_as(acting, make_case.officer)
    with as_actor(SYSTEM), pytest.raises(PrivacyRefused):
        running.start_due(SYSTEM)
    running.daily()
    assert content_as(acting, make_case.officer) == before


@pytest.mark.parametrize("function", ["cases_erase_parties", "cases_erase_contents", "cases_blank_events"])
def test_the_database_itself_refuses_to_erase_too_early(world: Any, make_case: Any, function: str) -> None:
    make_case(OLD)

    def erase(before: date) -> None:
        connection.cursor().execute(f"SELECT {function}(%s, 10)", [before])

    with pytest.raises(ProgrammingError, match="period"), transaction.atomic():
        erase(OLD)
    allow("cases.content")
    allow("cases.events")
    with pytest.raises(ProgrammingError, match="period"), transaction.atomic():
        erase(today())
    erase(today() - timedelta(days=380))


def test_the_daily_chore_goes_on_with_what_was_cut_and_begins_what_is_due(
    world: Any, make_case: Any, acting: Any, monkeypatch: Any
) -> None:
    make_case(OLD)
    allow("cases.content")
    with monkeypatch.context() as lost:
        lost.setattr(running, "_queue", lambda erasure: None)
        with as_actor(SYSTEM):
            running.start_due(SYSTEM)
    running.daily()
    assert Erasure.objects.get().state == ErasureState.DONE
    make_case(OLD)
    running.daily()
    assert Erasure.objects.filter(state=ErasureState.DONE).count() == 2


def test_a_clock_that_jumped_begins_nothing(
    world: Any, make_case: Any, acting: Any, monkeypatch: Any
) -> None:
    make_case(OLD)
    allow("cases.content")
    audit.record(actor=SYSTEM, action="test.now")
    far = timezone.now() + timedelta(days=4000)
    monkeypatch.setattr(running.timezone, "now", lambda: far)
    assert not clock_is_believable()
    running.daily()
    assert not Erasure.objects.exists()


def trail(actor: Any, days: int, **data: Any) -> AuditEntry:
    audit.record(actor=actor, action="teams.mediator_added", subject=actor.seat, data=data)
    line = AuditEntry.objects.order_by("-id").first()
    assert line is not None
    return line


def test_lines_of_the_trail_lose_names_and_stay_readable(
    world: Any, seat_of: Any, actor_of: Any, client_for: Any, monkeypatch: Any
) -> None:
    seat = seat_of("commune_officer", world.xa_a, "Vi Thị Cũ")
    actor = actor_of(seat)
    data = {
        "name": "Lò Thị Tên", "names": ["Một Người"], "until": "2026-01-02", "count": 3, "role": "mediator",
        "number": "12/2026", "free": "Hà Văn Chữ", "username": "lovanmau", "phone": "0912345678",
        "deep": {"signer": "Ai Đó", "n": 1},
    }  # fmt: skip
    with monkeypatch.context() as past:
        past.setattr(
            timezone, "now", lambda: timezone.datetime(2015, 1, 1, tzinfo=timezone.get_current_timezone())
        )
        old = trail(actor, 4000, **data)
    young = trail(actor, 0, **data)
    allow("core.audit")
    with as_actor(SYSTEM):
        running.start_due(SYSTEM)
    old.refresh_from_db(), young.refresh_from_db()
    assert old.actor_label == f"{ERASED} · Công chức tư pháp xã · Xã An Mẫu"
    assert (old.action, old.actor_seat, old.subject_id) == ("teams.mediator_added", seat.pk, str(seat.pk))
    assert old.data == {
        "name": None, "names": None, "until": "2026-01-02", "count": 3, "role": "mediator", "number": "12/2026",
        "free": None, "username": None, "phone": None, "deep": {"signer": None, "n": 1},
    }  # fmt: skip
    assert young.actor_label.startswith("Vi Thị Cũ")
    assert young.data == data
    page = client_for(seat_of("administrator", world.xa_a)).get(
        f"/quan-tri/nguoi/{seat.person.uuid}/nhat-ky/"
    )
    assert page.status_code == 200
    assert ERASED in page.content.decode()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET actor_label = 'x'",
        "DELETE FROM core_auditentry",
        "UPDATE cases_caseevent SET seat_label = 'x'",
        "DELETE FROM privacy_erasure",
        "DELETE FROM privacy_erasureline",
    ],
)
def test_the_application_still_changes_no_line_of_a_trail(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_functions_blank_nothing_without_their_condition(world: Any, seat_of: Any, actor_of: Any) -> None:
    seat = seat_of("commune_officer", world.xa_a, "Vi Thị Còn")
    line = trail(actor_of(seat), 0, name="Lò Thị Tên")
    with connection.cursor() as cursor:
        cursor.execute("SELECT privacy_blank_trail(100), privacy_blank_trail_of(%s)", [seat.person_id])
        assert cursor.fetchone() == (0, 0)
        cursor.execute("SELECT to_regprocedure('privacy_blank_trail_of(bigint, text[], text[])')")
        assert cursor.fetchone() == (None,), "nobody names lines of others to it"
    line.refresh_from_db()
    assert line.data == {"name": "Lò Thị Tên"}


def test_pages_of_erasing_for_four_people(world: Any, make_case: Any, seat_of: Any, client_for: Any) -> None:
    make_case(OLD)
    allow("cases.content")
    with as_actor(SYSTEM):
        erasure = running.start_due(SYSTEM)
    pages = (DUE, erasure.get_absolute_url())
    for seat, answer in (
        (seat_of("administrator", world.tinh_mau), 200),
        (seat_of("administrator", world.xa_a), 404),
        (seat_of("commune_officer", world.xa_a), 403),
        (None, 302),
    ):
        client = client_for(seat)
        assert [client.get(page).status_code for page in pages] == [answer, answer]
        posted = client.post(f"{erasure.get_absolute_url()}lam-tiep/").status_code
        assert posted == (302 if answer == 200 else answer)


def test_every_way_of_erasing_can_be_counted_and_run_on_an_empty_database(world: Any) -> None:
    for key in {one.key for one in registry.erasers()}:
        allow(key)
    with as_actor(SYSTEM):
        for one in registry.erasers():
            assert one.due(OLD) == 0, one.name
            assert one.erase(OLD, 10) == 0, one.name
