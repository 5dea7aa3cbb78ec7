"""From every number to its records: for every indicator that any context registered, the records add up to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from python_calamine import CalamineWorkbook

from hoathuan.cases.models import Case
from hoathuan.core.windows import Window
from hoathuan.stats import api, records, registry
from hoathuan.stats.api import Kind, Measure
from hoathuan.stats.cells.checking import verify
from hoathuan.stats.cells.folding import fold
from hoathuan.teams.models import Mediator, MediatorTraining, Team, TeamStanding, TeamVillage
from hoathuan.units.selectors import area_of

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
HALF = Window(date(2026, 2, 10), date(2026, 6, 30))
KEYS = [item.key for item in api.all_indicators()]
EXPECTED = {
    "teams.active", "teams.villages", "teams.with_case", "mediators.active", "mediators.trained",
    "cases.received", "cases.ended", "cases.referred", "cases.not_yet", "cases.in_progress",
    "cases.open", "cases.success_rate",
}  # fmt: skip


class Facts:
    """Teams, mediators and disputes of three communes, written as rows."""

    def __init__(self, world: Any) -> None:
        self.world, self.number = world, 0
        self.first = self.team(world.xa_a, "Tổ Một", mediators=3)
        self.second = self.team(world.xa_a, "Tổ Hai", mediators=2, ended_on=date(2026, 5, 31))
        self.sister = self.team(world.xa_b, "Tổ Ba", mediators=3)
        self.far = self.team(world.xa_c, "Tổ Bốn", mediators=1)
        for team in (self.first, self.second, self.sister, self.far):
            self.disputes(team)

    def team(self, commune: Any, name: str, *, mediators: int, ended_on: date | None = None) -> Team:
        team = Team(name=name, started_on=date(2025, 7, 1), ended_on=ended_on)
        team.locate(area_of(commune))
        team.save()
        village = self.world.villages[commune.name][Team.objects.filter(now_commune=commune).count() - 1]
        TeamVillage.objects.create(team=team, village=village, started_on=team.started_on, ended_on=ended_on)
        standing = TeamStanding(
            team=team,
            composition="complete" if mediators >= 3 else "incomplete",
            started_on=team.started_on,
            ended_on=ended_on,
        )
        standing.locate(team.area)
        standing.save()
        for index in range(mediators):
            self.mediator(team, index, ended_on)
        return team

    def mediator(self, team: Team, index: int, ended_on: date | None) -> None:
        from hoathuan.accounts.models import Person

        person = Person.objects.create(full_name=f"Người Mẫu {team.name} {index}", sex="F" if index else "M")
        made = Mediator(
            person=person, team=team, sex=person.sex, started_on=team.started_on, ended_on=ended_on,
            sort=person.sort, folded=person.folded,
        )  # fmt: skip
        made.locate(team.area)
        made.save()
        for day in (date(2026, 3, 1), date(2026, 7, 1))[: index + 1]:
            training = MediatorTraining(mediator=made, trained_on=day)
            training.locate(team.area)
            training.save()

    def disputes(self, team: Team) -> None:
        """Waiting, in hand, successful, unsuccessful, referred."""
        ended = {"state": "ended", "ended_on": date(2026, 3, 20), "closed_on": date(2026, 3, 20)}
        for fields in (
            {"state": "received"},
            {"state": "assigned", "assigned_on": date(2026, 3, 5)},
            {**ended, "ending": "agreement", "outcome": "successful"},
            {**ended, "ending": "party", "outcome": "unsuccessful", "assigned_on": date(2026, 3, 6)},
            {"state": "referred", "referred_on": date(2026, 3, 8), "closed_on": date(2026, 3, 8)},
        ):
            self.case(team, **fields)

    def case(self, team: Team, **fields: Any) -> Case:
        self.number += 1
        fields = {"received_on": date(2026, 3, 2), "matter": "b", "field": "land", **fields}
        made = Case(team=team, book_year=2026, book_number=self.number, **fields)
        made.locate(team.area)
        made.save()
        return made


@pytest.fixture
def facts(world: Any) -> Facts:
    return Facts(world)


def question(url: str, actor: Any) -> records.Question:
    query = QueryDict(urlsplit(url).query)
    key = urlsplit(url).path.strip("/").split("/")[-1]
    return records.question(key, query, actor, Window.from_query(query.dict()))


def listed(client: Any, url: str) -> Iterator[Any]:
    """Every row of a list, page after page."""
    while url:
        page = client.get(url).context["page"]
        yield from page.rows
        url = f"{urlsplit(url).path}{page.next}" if page.next else ""


def test_what_plans_and_forms_ask_for_is_registered() -> None:
    assert set(KEYS) >= EXPECTED


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("window", [YEAR, HALF, Window.day(date(2026, 3, 5))], ids=["year", "odd", "day"])
def test_the_records_behind_every_number_add_up_to_it(
    facts: Facts, seat_of: Any, client_for: Any, actor_of: Any, key: str, window: Window
) -> None:
    world, measure = facts.world, Measure(key)
    for kind, unit in (
        ("commune_officer", world.xa_a),
        ("province_officer", world.tinh_mau),
        ("ministry_viewer", world.country),
    ):
        seat = seat_of(kind, unit)
        client, url = client_for(seat), api.drill_url(measure, unit, window)
        shown = client.get(url).context
        assert shown["number"] == api.value(measure, unit, window)
        if api.get(key).kind is Kind.FORMULA:
            assert [client.get(part.url).context["number"] for part in shown["parts"]] == [
                part.value for part in shown["parts"]
            ]
            continue
        assert shown["shown"] + shown["masked"] == shown["number"]
        assert question(url, actor_of(seat)).facts().count() == shown["number"]
        assert len(list(listed(client, url))) == shown["shown"]


@pytest.mark.parametrize("key", KEYS)
def test_no_indicator_is_empty_of_words(key: str) -> None:
    item = api.get(key)
    assert all(str(text) for text in (item.label, item.definition, item.legal_source))


@pytest.mark.parametrize("item", registry.with_cells(), ids=lambda item: item.key)
def test_the_nation_reads_sums_that_equal_a_count_of_rows(facts: Facts, item: Any) -> None:
    country = facts.world.country
    for _folded in (False, True):
        assert verify() == []
        for window in (YEAR, HALF, Window.month(2026, 3), Window.day(date(2026, 3, 8))):
            summed = _cells(item.key, country, window)
            registry.register(replace(item, cells=False))
            try:
                assert _cells(item.key, country, window) == summed
            finally:
                registry.register(item)
        fold()


def _cells(key: str, country: Any, window: Window) -> list[Any]:
    """The nation, and its provinces, by every dimension."""
    grid = api.table([Measure(key)], country, window)
    cuts = [api.breakdown(Measure(key), country, window, name) for name in api.dimensions_of(key)]
    return [grid.total(0), *(grid.cell(row, 0) for row in grid.rows), *cuts]


def test_a_sister_commune_and_another_province_find_nothing(
    facts: Facts, seat_of: Any, client_for: Any
) -> None:
    url = api.drill_url(Measure("cases.received"), facts.world.xa_a, YEAR)
    assert client_for(seat_of("commune_officer", facts.world.xa_b)).get(url).status_code == 404
    assert client_for(seat_of("province_officer", facts.world.tinh_khac)).get(url).status_code == 404


def test_a_team_head_sees_the_records_of_her_own_team_and_the_rest_as_a_count(
    facts: Facts, seat_of: Any, client_for: Any
) -> None:
    head = client_for(seat_of("team_head", facts.world.xa_a, team_id=facts.first.pk))
    shown = head.get(api.drill_url(Measure("cases.received"), facts.world.xa_a, YEAR)).context
    assert (shown["number"], shown["shown"], shown["masked"]) == (10, 5, 5)
    assert {case.team_id for case in shown["page"].rows} == {facts.first.pk}
    own = api.drill_url(Measure("cases.received"), facts.world.xa_a, YEAR, team_id=facts.first.pk)
    assert head.get(own).context["number"] == 5
    other = api.drill_url(Measure("cases.received"), facts.world.xa_a, YEAR, team_id=facts.second.pk)
    assert head.get(other).status_code == 404


def test_a_workbook_is_masked_like_the_page(facts: Facts, seat_of: Any, client_for: Any) -> None:
    head = client_for(seat_of("team_head", facts.world.xa_a, team_id=facts.first.pk))
    url = api.drill_url(Measure("cases.received"), facts.world.xa_a, YEAR).replace("/?", "/xlsx/?")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(head.get(url).streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert sum("Tổ Một" in row for row in rows) == 5
    assert not any("Tổ Hai" in row for row in rows)
    assert rows[-1][0] == "Tổng số: 10, trong đó 5 không được xem chi tiết"


def test_a_commune_has_a_row_for_each_team_that_stood_in_the_window(facts: Facts) -> None:
    measures = [Measure("cases.received"), Measure("mediators.active")]
    grid = api.table(measures, facts.world.xa_a, YEAR, rows="teams")
    assert [(row.label, grid.cell(row, 0), grid.cell(row, 1)) for row in grid.rows] == [
        ("Tổ Hai", 5, 0),
        ("Tổ Một", 5, 3),
    ]
    assert (grid.total(0), grid.total(1)) == (10, 3)
    assert parse_qs(urlsplit(grid.url(grid.rows[1], 0)).query)["to"] == [str(facts.first.uuid)]


def test_a_new_dispute_moves_every_number_at_once(facts: Facts) -> None:
    world = facts.world
    before = [
        api.value(Measure("cases.received"), unit, YEAR)
        for unit in (world.xa_a, world.tinh_mau, world.country)
    ]
    facts.case(facts.first)
    after = [
        api.value(Measure("cases.received"), unit, YEAR)
        for unit in (world.xa_a, world.tinh_mau, world.country)
    ]
    assert after == [n + 1 for n in before]
