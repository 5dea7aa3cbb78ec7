"""How many disputes were asked the guide's questions: counted from their history, the same whoever asks."""

from datetime import date

import pytest

from hoathuan.cases import services
from hoathuan.core.windows import Window
from hoathuan.stats.api import Measure, drill_url, value

from .test_scoping import LABOUR, LAND, check

pytestmark = pytest.mark.django_db
JUNE = Window(date(2026, 6, 1), date(2026, 6, 30))
ASKED = Measure("cases.scope_asked")


@pytest.fixture
def four(acting, officer, entry):
    """Followed the guide, did otherwise with a reason, answered afterwards, was never asked."""
    told = {"on_date": date(2026, 6, 20)}
    with acting(officer) as actor:
        one, other = (services.receive(actor=actor, entry=entry(ended_on=None, summary=s)) for s in "ab")
        services.decide_scope(actor=actor, case=one, reason="Lối đi", check=check(LAND), **told)
        services.decide_scope(
            actor=actor, case=other, reason="x", check=check(LABOUR), against="Đổi công", **told
        )
        over = services.record_ended_case(actor=actor, entry=entry(summary="c"))
        services.note_scope(actor=actor, case=over, check=check(LAND))
        never = services.receive(actor=actor, entry=entry(ended_on=None, summary="d"))
        services.decide_scope(actor=actor, case=never, reason="Lối đi", calm=True, **told)
        return one, other, over, never


def test_disputes_that_were_asked_are_divided_by_all_that_were_received(four, world, acting, seat_of):
    asked = [case for case in four if any("questions" in event.data for event in case.events.all())]
    assert (len(asked), len(four)) == (3, 4)
    for seat in (seat_of("commune_accountant", world.xa_a), seat_of("province_officer", world.tinh_mau)):
        with acting(seat):
            for then in (False, True):
                assert value(ASKED, world.xa_a, JUNE, then=then) == 3
            assert value(Measure("cases.scope_asked_rate"), world.xa_a, JUNE) == 0.75
    assert value(Measure("cases.scope_asked_rate"), world.xa_b, JUNE) is None


def test_a_dispute_struck_out_is_asked_no_more(four, acting, officer, world):
    with acting(officer) as actor:
        four[0].refresh_from_db()
        services.void(actor=actor, case=four[0], version=four[0].version, reason="Ghi trùng")
    assert value(ASKED, world.xa_a, JUNE) == 2


def test_days_and_states_are_listed_in_reach_and_nothing_beside(four, client_for, seat_of, world, head):
    url = drill_url(ASKED, world.xa_a, JUNE)
    for seat in (head, seat_of("province_officer", world.tinh_mau)):
        answer = client_for(seat).get(url)
        assert (answer.context["number"], answer.context["shown"]) == (3, 3)
        assert "Đổi công" not in answer.content.decode()
    assert client_for(seat_of("commune_officer", world.xa_b)).get(url).status_code == 404
    assert client_for(None).get(url).status_code == 302
