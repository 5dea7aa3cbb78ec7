"""What people see who write while units change: words, what they typed, and a second try that works."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from hoathuan.cases.models import Case
from hoathuan.core.imports.models import ImportSession
from hoathuan.core.imports.models import State as ImportState
from hoathuan.core.imports.services import take_back
from hoathuan.core.jobs import starting
from hoathuan.core.jobs.models import State
from hoathuan.teams.models import Mediator, Team
from hoathuan.teams.tests.rosters import HEADING, book, imported, problems, saved, staged, written
from hoathuan.units.models import Area

from .country import TEAM, Country, Writer, actor_of, entry, great_reform, record
from .test_people import after

LIST = [[1, TEAM, "Nguyễn Văn Mẫu", "15/3/1968", "Nam", "Kinh", "Hòa giải viên", "0912345678"],
        [2, "Tổ hòa giải bản Mới", "Lò Thị Mẫu", 1970, "Nữ", "Thái", "Hòa giải viên", 912345679]]  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def write_stale(progress: Any, actor: Any) -> str:
    """Job: a dispute by somebody who looked at its place before the reform."""
    team = Team.objects.order_by("pk")[0]
    case = Case.objects.filter(team=team).order_by("pk")[0]
    other = Area.objects.exclude(pk=case.area_id).exclude(now_commune=case.now_commune_id)[0]
    Case.objects.filter(pk=case.pk).update(now_commune_id=other.now_commune_id)
    return "Đã ghi"


def test_a_job_says_in_words_that_units_have_changed(made: Country) -> None:
    job = starting.start(write_stale, title="Ghi", actor=actor_of(made.seats["admin"]))
    assert job.state == State.FAILED
    assert "Đơn vị hành chính vừa thay đổi" in job.message
    assert "Chưa ghi gì" in job.message


def test_a_page_keeps_what_was_typed_and_offers_to_send_it_again(
    made: Country, client_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hoathuan.cases.views import entry as entry_views

    def view(request: HttpRequest) -> HttpResponse:
        write_stale(None, None)
        return HttpResponse("unreachable")

    client: Client = client_for(made.seats["Xã An Mẫu"])
    address = "/vu-viec/ghi/"
    assert client.get(address).status_code in (200, 302, 404)
    answer = _posted(
        client, view, {"summary": "Tranh chấp <lối đi>", "party": ["Ông A", "Bà B"]}, monkeypatch
    )
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "Đơn vị hành chính vừa thay đổi" in page
    assert 'name="summary" value="Tranh chấp &lt;lối đi&gt;"' in page
    assert page.count('name="party"') == 2
    assert entry_views


def _posted(client: Client, view: Any, typed: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """The address of some page that everybody with a seat has, answered by the test's own view."""
    from django.urls import path

    from config import urls
    from hoathuan.core.access import access

    monkeypatch.setattr(
        urls, "urlpatterns", [path("thu/", access(lambda actor: True)(view)), *urls.urlpatterns]
    )
    from django.urls import clear_url_caches

    clear_url_caches()
    try:
        return client.post("/thu/", typed)
    finally:
        clear_url_caches()


def test_a_reform_between_check_and_confirm_of_a_list(made: Country) -> None:
    """The rows that still say what they mean go in; the others are refused in words, and nothing is lost."""
    former = actor_of(made.seats["Xã An Mẫu"])
    session = staged(former, saved(book(("DS", [HEADING, *LIST]))))
    assert session.counts["good"] == 2
    great_reform(made).apply()
    new = actor_of(after(made.seats["Xã An Mẫu"]))
    session = ImportSession.objects.get(pk=session.pk)
    assert session.seat_id == new.seat_id, "the import stays with its person"
    session = written(new, session)
    assert (session.state, session.counts["created"], session.counts["left"]) == (ImportState.DONE, 1, 1)
    assert any("Xã có các tổ cùng tên" in words for _row, _column, words in problems(session))
    made_ = Mediator.objects.get(person__full_name="Lò Thị Mẫu")
    assert made_.now_commune.name == "Xã Hợp Mẫu"
    again = [[1, f"{TEAM} (xã cũ: Xã An Mẫu)", *LIST[0][2:]]]
    done = imported(new, saved(book(("DS", [HEADING, *again]))))
    assert done.counts["created"] == 1
    assert Mediator.objects.get(person__full_name="Nguyễn Văn Mẫu").team == made.teams["Xã An Mẫu"]


def test_a_list_that_meets_the_gate_is_refused_whole_and_goes_in_the_second_time(
    made: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = actor_of(made.seats["Xã An Mẫu"])
    session = staged(officer, saved(book(("DS", [HEADING, *LIST]))))
    people = Mediator.objects.count()
    from hoathuan.teams.roster import writing

    broken = writing._TERMS.replace("a.now_commune_id", "(SELECT max(id) FROM units_unit)")
    with monkeypatch.context() as patch:
        patch.setattr(writing, "_TERMS", broken)
        session = written(officer, session)
    assert session.state == ImportState.APPLYING
    assert Mediator.objects.count() == people
    from hoathuan.core.jobs.models import Job

    assert "Chưa ghi gì" in Job.objects.get(uuid=session.job).message
    assert take_back(session)
    session.refresh_from_db()
    assert session.state == ImportState.CHECKED
    session = written(officer, session)
    assert (session.state, session.counts["created"]) == (ImportState.DONE, 2)


def test_a_list_for_a_chosen_commune_finds_what_it_became(made: Country) -> None:
    """The province chose the commune with the file."""
    province = actor_of(made.seats["Tỉnh Khác"])
    rows = [[2, "Tổ hòa giải thôn 2", "Lò Thị Mẫu", 1970, "Nữ", "Thái", "Hòa giải viên", 912345679]]
    session = staged(province, saved(book(("DS", [HEADING, *rows]))), {"commune": made.xa_f.pk})
    assert session.counts["good"] == 1, problems(session)
    great_reform(made).apply()
    new = actor_of(after(made.seats["Tỉnh Khác"]))
    session = written(new, ImportSession.objects.get(pk=session.pk))
    assert session.counts["created"] == 1, problems(session)
    assert Mediator.objects.get(person__full_name="Lò Thị Mẫu").now_commune.name == "Phường Phú Khác"


def test_who_records_in_the_same_second_gets_the_place_of_after(made: Country) -> None:
    write = Writer()
    write.merge([made.world.xa_a], "Phường An Mẫu")
    write.apply()
    officer = after(made.seats["Xã An Mẫu"])
    team = Team.objects.get(pk=made.teams["Xã An Mẫu"].pk)
    (case,) = record(team, officer, [entry(team, date(2026, 6, 2), None)])
    assert case.now_commune.name == "Phường An Mẫu"
