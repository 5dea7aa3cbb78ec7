"""Support of teams and after accidents: what addresses answer, one of each team; a part of `expected` and `world`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Person
from hoathuan.core.dates import today
from hoathuan.pay.supports.services import accidents, rounds
from hoathuan.pay.supports.services.accidents import Request
from hoathuan.teams.models import Mediator

from .people import INSIDE, of_kinds

COMMUNE = of_kinds(K.COMMUNE_OFFICER, K.COMMUNE_LEADER, K.COMMUNE_ACCOUNTANT)
ABOVE = of_kinds(K.PROVINCE_OFFICER, K.PROVINCE_LEADER, K.PROVINCE_FINANCE, K.MINISTRY_VIEWER, K.INSPECTOR)
TEAM = of_kinds(K.TEAM_HEAD, K.MEDIATOR)
FILERS = of_kinds(K.COMMUNE_OFFICER) | TEAM
#: A request is for the commune's offices, the head who confirms it and the person; here a mediator without account.
KNOWING = frozenset({"officer", "leader", "accountant", "head"})
LABEL = "(SELECT t.name FROM teams_team t WHERE t.id = team_id)"
_ALL, _OWN, _BESIDE = frozenset({"own", "beside"}), frozenset({"own"}), frozenset({"beside"})
_SISTER = frozenset({"sister"})
PAPERS = {**dict.fromkeys(("officer", "leader", "accountant"), _ALL), "sister": _SISTER}
REQUESTS = PAPERS | {"head": _OWN, "beside": _BESIDE, "sister_head": _SISTER}


def supports(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """A round that waits for the leader; a request that waits to be confirmed."""
    seen = for_(COMMUNE | ABOVE, "pk=thing.support_round", inside=INSIDE, methods="get")
    request = for_(COMMUNE | TEAM, "pk=thing.accident", inside=KNOWING, methods="get")
    return {
        **each("pay support support-arrears", for_(COMMUNE | ABOVE, methods="get")),
        "pay:support-new": for_(of_kinds(K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT)),
        "pay:support-team": for_(TEAM, methods="get"),
        "pay:support-round": seen,
        "pay:support-approve": replace(seen, who=of_kinds(K.COMMUNE_LEADER), methods="get post"),
        "pay:support-take-back": replace(seen, who=COMMUNE, methods="get post"),
        "pay:accidents": for_(COMMUNE | TEAM, methods="get"),
        "pay:accident-new": for_(FILERS),
        **each("pay accident accident-request", request),
        "pay:accident-step": replace(
            request,
            objects={**request.objects, "word": "=giay-to"},
            inside=frozenset({"officer"}),
            methods="get post",
        ),
    }


def support(made: Any) -> None:
    """One request with a paper of a mediator of each team; a round of the own commune."""
    for team, writer in (("own", "officer"), ("beside", "officer"), ("sister", "sister")):
        term = _mediator(made.teams[team])
        actor = made.actor(writer)
        with as_actor(actor):
            filed = accidents.file_request(actor=actor, request=_request(term))
            accidents.add_paper(actor=actor, accident=filed, kind="minutes", seen_on=today())
        if team == "own":
            made.things["accident"] = filed
    officer = made.actor("officer")
    with as_actor(officer):
        month = today().replace(day=1)
        made.things["support_round"] = rounds.propose(officer, first=month, last=month)


def _mediator(team: Any) -> Mediator:
    person = Person.objects.create(full_name="Hà Văn Ngã")
    term = Mediator(
        person=person, team=team, started_on=date(2025, 7, 1), sort=person.sort, folded=person.folded
    )
    term.locate(team.area)
    term.save()
    return term


def _request(term: Mediator) -> Request:
    return Request(
        mediator=term, harm="injury", situation="going", happened_on=today() - timedelta(days=3), place="dốc đầu thôn",
        account="Ngã xe", insured="no", asker="self", filed_on=today(),
    )  # fmt: skip


def additions(made: Any) -> dict[str, tuple[str, list[Any]]]:
    """New rows about the request of the own team."""
    case = made.things["accident"]
    given = [case.pk, case.team_id, made.units.xa_a.pk, made.things["person"].pk]
    texts = "victim, victim_address, place, account, asker_name, asker_relation, payee, certified_by, findings, reason"
    numbers = "medical_cost, daily_income, days_lost, care_cost, amount"
    return {
        "pay_accidentcontent": (
            f"(accident_id, team_id, now_commune_id, person_id, {texts}, {numbers}, victim_is_head, income_asked,"
            " funeral, items, harm, situation, insured, asker, certifier, happened_on) VALUES (%s, %s, %s, %s,"
            " '', '', '', '', '', '', '', '', '', '', 0, 0, 0, 0, 0, false, false, false, '[]', 'injury', 'going',"
            " 'no', 'self', 'team_head', now())",
            given,
        ),
        "pay_accidentpaper": (
            "(accident_id, team_id, now_commune_id, person_id, uuid, kind, seen_on, note, added_at, added_by)"
            " VALUES (%s, %s, %s, %s, gen_random_uuid(), 'minutes', now(), '', now(), '')",
            given,
        ),
    }
