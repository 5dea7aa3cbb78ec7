"""The work on disputes: what its addresses answer, whose words its tables hold, and one of each; parts of the sweep."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.cases import services
from hoathuan.core.dates import ZONE

from .people import INSIDE, of_kinds

if TYPE_CHECKING:
    from .world import Sweep

WRITERS = of_kinds(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)
TOLD = WRITERS | of_kinds(K.COMMUNE_LEADER)
#: A team's own people see their team and no other of the commune.
OF_TEAM = INSIDE - {"beside"}
#: Words of a dispute as its content; the chair reads what he was told of and answers.
WORDS = ("cases_eventwords", "cases_sessioncontent", "cases_invited")
NEED = "cases_escalationneed"


def work(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    write = for_(WRITERS, "pk=case.own", inside=OF_TEAM)
    danger = for_(TOLD, "pk=thing.danger", inside=OF_TEAM)
    return {
        "cases:acts": write,
        "cases:act": replace(write, objects={"pk": "case.own", "word": "=buoi"}),
        "cases:invitation": replace(write, objects={"pk": "case.own", "invited": "thing.invited"}),
        # no other team mediates along
        "cases:joint": for_(WRITERS, "pk=case.own team=team.beside word==thoi", inside=frozenset()),
        "cases:escalations": for_(TOLD),
        "cases:escalation": danger,
        "cases:escalation-answer": replace(danger, who=TOLD - of_kinds(K.MEDIATOR)),
        "cases:escalation-pass": replace(danger, who=WRITERS),
    }


def go_through(made: "Sweep") -> None:
    """A meeting, an invitation and a report to the chair in the dispute of each team."""
    writers = {"own": "officer", "sister": "sister", "beside": "officer"}
    for team, name in writers.items():
        actor = made.actor(name)
        told: dict[str, Any] = {"actor": actor, "case": made.cases[team]}
        with as_actor(actor):
            services.hold_session(**told, held_on=date(2026, 1, 10), result="Nội dung buổi mẫu")
            invited = services.invite(
                **told, full_name="Già làng Mẫu", asked_by="party", asked_on=date(2026, 1, 9)
            )
            danger = services.escalate(
                **told, kind="administrative", needed="Cần xem xét", words="Chuyện mẫu", passed_to="chair",
                told_at=datetime(2026, 1, 8, 8, tzinfo=ZONE), passed_at=datetime(2026, 1, 8, 9, tzinfo=ZONE),
            )  # fmt: skip
        if team == "own":
            made.things |= {"invited": invited, "danger": danger}


def additions(made: "Sweep") -> dict[str, tuple[str, list[Any]]]:
    """The very row that its owner could add, for each table of words."""
    case = made.cases["own"]
    rows = {
        "cases_casecontent": (
            "summary, agreement, referred_to, late_reason, scope_reason, notes, void_reason",
            "'', '', '', '', '', '', ''",
        ),
        "cases_party": ("role, full_name, address, position, folded", "'party', 'x', '', 9, 'x'"),
        "cases_eventwords": ("event_id, text", "1000000, 'x'"),
        "cases_sessioncontent": ("session_id, place, present, result", "1000000, '', '[]', 'x'"),
        "cases_invited": (
            "uuid, full_name, reason, asked_by, asked_on", "gen_random_uuid(), 'x', '', 'party', '2026-01-09'",
        ),
        NEED: ("escalation_id, needed, answer_words", "1000000, 'x', ''"),
    }  # fmt: skip
    return {
        table: (
            f"(case_id, team_id, now_commune_id, {names}) VALUES (%s, %s, %s, {values})",
            [case.pk, case.team_id, made.units.xa_a.pk],
        )
        for table, (names, values) in rows.items()
    }
