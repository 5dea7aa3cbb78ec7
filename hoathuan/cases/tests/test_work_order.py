"""Whatever is written of a dispute, in any order of days, its rows agree and its history tells all of it."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoathuan.cases import services
from hoathuan.cases.choices import STOPPING, Ending, Part, State
from hoathuan.cases.models import Case, Recusal
from hoathuan.cases.services import striking
from hoathuan.core.dates import ZONE
from hoathuan.core.errors import DomainError
from hoathuan.teams.models import Mediator

from .conftest import TODAY, make_mediator

pytestmark = pytest.mark.django_db

DEEDS = (
    "assign", "assign", "start", "end", "refer", "reopen", "amend", "session", "session", "pause", "resume", "recuse",
    "help", "join", "leave", "escalate", "answer", "invite", "strike", "strike", "earlier",
)  # fmt: skip
days = st.integers(min_value=0, max_value=30).map(lambda n: TODAY - timedelta(days=n))
moves = st.lists(st.tuples(st.sampled_from(DEEDS), days, st.integers(0, 11)), min_size=4, max_size=16)


def do(actor, case, team, sister, deed, day, pick):  # noqa: C901 - one line for each verb
    """One verb with arguments that may or may not be allowed; a refusal changes nothing."""
    told = {"actor": actor, "case": case}
    one = list(Mediator.objects.filter(team__in=[team, sister]).order_by("id"))[pick % 4]
    moment = datetime.combine(day, time(8), ZONE)
    if deed == "assign":
        services.assign(**told, mediator=one, assigned_on=day, reason="x" * (pick % 2))
    elif deed == "start":
        services.start(**told, started_on=day)
    elif deed == "end":
        services.end(**told, ended_on=day, ending=list(Ending)[pick % 3])
    elif deed == "refer":
        services.refer(**told, referred_on=day, reason="r", body="b")
    elif deed == "reopen":
        services.reopen(**told, on_date=day)
    elif deed == "amend":
        new = services.amending.Amendment(
            received_on=day, field=case.field, ending=case.ending, mediator_id=one.pk if pick % 3 else None,
            ended_on=case.ended_on and day + timedelta(days=pick),
        )  # fmt: skip
        services.amend(**told, version=case.version, new=new)
    elif deed == "session":
        services.hold_session(**told, held_on=day, held_at=time(pick, 0))
    elif deed == "pause":
        services.pause(
            **told, from_on=day, asked_by="party", until_on=day + timedelta(days=3) if pick % 2 else None
        )
    elif deed == "resume":
        services.resume(**told, on_date=day)
    elif deed == "recuse":
        services.recuse(**told, mediator=one, on_date=day, reason="r")
    elif deed == "help":
        services.join_mediator(**told, mediator=one, from_on=day)
    elif deed == "join":
        services.join_team(**told, team=sister, joined_on=day)
    elif deed == "leave" and (joint := case.joint_teams.first()):
        services.leave_team(**told, team=joint, on_date=day)
    elif deed == "escalate":
        kind = ("violence", "administrative")[pick % 2]
        services.escalate(**told, kind=kind, needed="x", told_at=moment)
    elif deed == "answer" and (danger := case.escalations.first()):
        services.answer_escalation(
            **told,
            escalation=danger,
            answer=("returned", "taken", "noted")[pick % 3],
            answered_on=day,
            words="Công an xã",
        )
    elif deed == "strike" and (lines := striking.lines_of(actor, case)):
        services.strike(**told, what=lines[pick % len(lines)].key, reason="r")
    elif deed == "earlier":
        services.note_earlier_ending(
            **told, ended_on=day, ending=list(Ending)[pick % 3], on_date=day + timedelta(days=pick % 4)
        )
    elif deed == "invite":
        services.invite(**told, full_name=f"Người {pick}", asked_by="party", asked_on=day, consent_on=day)


def agree(case):
    """What must hold of a dispute's rows whatever was written."""
    over = case.closed_on
    leads = list(case.workers.filter(part=Part.LEAD).order_by("from_on", "id"))
    standing = [row for row in leads if row.until_on is None]
    assert len(standing) <= 1
    if over is None:
        assert [row.mediator_id for row in standing] == ([case.mediator_id] if case.mediator_id else [])
    else:
        assert not case.workers.filter(until_on=None).exists()
        assert case.mediator_id is None or case.mediator_id in {row.mediator_id for row in leads}
    for row in case.workers.all():
        assert over is None or row.from_on <= over
    barred = dict(Recusal.objects.filter(case=case).values_list("mediator", "on_date"))
    assert not [row for row in case.workers.filter(until_on=None) if row.mediator_id in barred]
    open_pauses = list(case.pauses.filter(until_on=None))
    assert case.joint_on == min((one.joined_on for one in case.joint_teams.all()), default=None)
    assert [pause.from_on for pause in open_pauses] == ([case.paused_on] if case.paused_on else [])
    for session in case.sessions.all():
        assert case.received_on <= session.held_on <= (over or TODAY)
        assert case.started_on <= session.held_on
        for pause in case.pauses.all():
            assert not pause.from_on < session.held_on < (pause.until_on or TODAY + timedelta(days=1))
    if case.state == State.REFERRED:
        assert not case.escalations.filter(closed_on=None, kind__in=STOPPING, told_on__lte=over).exists()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=moves, ended=st.booleans())
def test_in_whatever_order_things_are_written_rows_agree_and_the_history_tells_all(
    acting, officer, entry, team, sister_team, monkeypatch, moves, ended
):
    from hoathuan.cases.services import escalating

    monkeypatch.setattr(escalating.timezone, "now", lambda: datetime(2026, 6, 23, 9, tzinfo=ZONE))
    with transaction.atomic():
        for name, place in (("Vi A", team), ("Hà B", team), ("Lò C", team), ("Lý D", sister_team)):
            make_mediator(place, name)
        with acting(officer) as actor:
            first = TODAY - timedelta(days=25)
            told = {"received_on": first, "ended_on": TODAY - timedelta(days=5) if ended else None}
            case = services.record_many(actor=actor, entries=[entry(**told)])[0]
            if not ended:
                services.decide_scope(actor=actor, case=case, reason="r", on_date=first)
            for deed, day, pick in moves:
                case = Case.objects.get(pk=case.pk)
                before = case.events.count()
                try:
                    with transaction.atomic():
                        do(actor, case, team, sister_team, deed, day, pick)
                except DomainError:
                    assert case.events.count() == before
                    continue
                case = Case.objects.get(pk=case.pk)
                agree(case)
            struck = case.events.filter(verb="struck", data__what__startswith="session").count()
            counted = {"session": case.sessions.count() + struck, "recused": case.recusals.count()}
            for verb, number in counted.items():
                assert case.events.filter(verb=verb).count() == number
        transaction.set_rollback(True)
