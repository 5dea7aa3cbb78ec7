"""Who has refused a dispute writes nothing on its agreement; what can no longer be done is asked for no more."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.cases.models import Recusal
from hoathuan.inbox.api import lines_of
from hoathuan.settlements import api, rules
from hoathuan.settlements.choices import CourtState, Deed
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Agreement, CourtRequest, CourtText, Report
from hoathuan.settlements.services import court, recording, reporting
from hoathuan.teams.models import Mediator

from .conftest import record, write_all
from .test_agreements import amend
from .test_court import ALL, step, take_back, wish
from .test_following import DUE, add, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediator(world, seat_of, team):
    """A seat whose person mediates in the team."""
    seat = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=team.pk)
    term = Mediator(
        person=seat.person, team=team, started_on=date(2025, 7, 1), sort=seat.person.sort,
        folded=seat.person.folded,
    )  # fmt: skip
    term.locate(team.area)
    term.save()
    return seat


@pytest.fixture
def refuse(case, mediator):
    def made():
        Recusal.objects.create(
            case=case, mediator=Mediator.objects.get(person=mediator.person), on_date=date(2026, 6, 2)
        )

    return made


def test_a_mediator_who_refused_a_dispute_reads_its_agreement_and_acts_on_nothing(
    acted, case, version, mediator, refuse, client_for
):
    add(acted, case)
    client = client_for(mediator)
    home, detail = (reverse(name, args=[case.uuid]) for name in ("settlements:home", "cases:detail"))
    assert client.get(home).status_code == 200
    assert home in client.get(detail).content.decode()
    refuse()
    for name in ("home", "compose", "record", "promise-new", "court", "scan"):
        assert client.get(reverse(f"settlements:{name}", args=[case.uuid])).status_code == 404, name
    read = client.get(detail).content.decode()
    assert home not in read
    assert "dời hàng rào về ranh cũ" in read


def test_nor_is_that_mediator_asked_after_its_promises(acted, case, mediator, refuse, acting):
    add(acted, case)

    def asked():
        with acting(mediator) as actor:
            return len(lines_of(actor, only=["settlements.promise"]))

    assert asked() == 1
    refuse()
    assert asked() == 0


# what can no longer be done


def test_what_was_erased_asks_for_nothing_any_more(acted, case, version, officer, head, acting):
    add(acted, case)
    (other,) = add(acted, case, deed="Trả tiền")
    tell(acted, other, Deed.BROKEN, DUE)
    wish(acted, case)

    def due():
        found = []
        for seat, source in ((officer, "promise"), (officer, "court"), (head, "head")):
            with acting(seat) as actor:
                found.append(len(lines_of(actor, only=[f"settlements.{source}"])))
        return found

    assert due() == [1, 1, 1]
    Agreement.objects.update(erased_on=date(2026, 6, 23))
    assert due() == [0, 0, 0]


def test_the_head_who_reports_what_a_mediator_reported_tells_the_front(acted, case, mediator, head):
    """Law 35/2013/QH13 Art. 26: a report that the head makes is a report to the Front's committee."""
    first = acted(lambda actor: reporting.report(actor=actor, case=case, kind="late", seen_on=DUE), mediator)
    again = acted(lambda actor: reporting.report(actor=actor, case=case, kind="late", seen_on=DUE), mediator)
    assert (first, again.told_front_on) == (again, None)
    acted(lambda actor: reporting.report(actor=actor, case=case, kind="late", seen_on=DUE), head)
    assert Report.objects.get().told_front_on == date(2026, 6, 23)


# the court, a second time


def refused(acted, case):
    request = wish(acted, case)
    step(acted, request, "filed", date(2026, 6, 16))
    step(acted, request, "accepted", date(2026, 6, 17))
    return step(acted, request, "refused", date(2026, 6, 18), "12/2026/QĐDS-ST")


def agreed_anew(acted, case):
    acted(lambda actor: amend(actor, case, ending="party"))
    acted(lambda actor: amend(actor, case, ending="agreement"))
    draft = acted(lambda actor: write_all(actor, case, solution="Lối đi 3 m."))
    day = date(2026, 6, 20)
    acted(lambda actor: recording.record(
        actor=actor, case=case, seen=1, read=recording.mark_of(draft, actor), agreed_on=day,
        reason="Các bên thỏa thuận lại"))  # fmt: skip


def ask(acted, case, on):
    return acted(lambda actor: court.wish(actor=actor, case=case, conditions=ALL, on_date=on))


def test_after_a_refusal_a_newer_version_may_be_brought_before_the_court_and_the_refusal_stays(
    acted, case, version, client_for, officer
):
    former = refused(acted, case)
    client, page = client_for(officer), reverse("settlements:court", args=[case.uuid])
    again = reverse("settlements:court-step", args=[case.uuid, "yeu-cau-lai"])
    assert ask(acted, case, date(2026, 6, 22)) == former, "nothing new to ask about"
    assert again not in client.get(page).content.decode()
    agreed_anew(acted, case)
    assert again in client.get(page).content.decode()
    with pytest.raises(SettlementRefused, match="18/06/2026|ngày thỏa thuận"):
        ask(acted, case, date(2026, 6, 17))
    assert client.post(again, {"conditions": ALL, "on_date": "22/06/2026"})["Location"] == page
    second = CourtRequest.objects.latest("id")
    assert (second.state, second.wished_on, second.apply_by) == (
        CourtState.WISHED, date(2026, 6, 22), date(2026, 12, 20),
    )  # fmt: skip
    former.refresh_from_db()
    assert (former.state, former.filed_on, former.decided_on) == (
        CourtState.REFUSED, date(2026, 6, 16), date(2026, 6, 18),
    )  # fmt: skip
    assert acted(lambda actor: CourtText.objects.get(request=former).decision) == "12/2026/QĐDS-ST"
    shown = client.get(page).content.decode()
    assert "Yêu cầu trước đó" in shown
    assert "18/06/2026" in shown
    assert ask(acted, case, date(2026, 6, 23)) == second, "asked once"
    step(acted, second, "filed", date(2026, 6, 22))
    assert client.get(again)["Location"] == page


def test_what_the_court_refused_counts_in_its_month_whatever_is_asked_later(acted, case, version):
    refused(acted, case)
    agreed_anew(acted, case)
    ask(acted, case, date(2026, 6, 22))
    assert CourtRequest.objects.filter(decided_on=date(2026, 6, 18)).count() == 1


def test_a_refusal_written_by_mistake_is_still_taken_back(acted, case, version):
    assert take_back(acted, refused(acted, case)).state == CourtState.ACCEPTED


def test_a_version_of_before_the_refusal_is_what_was_refused(acted, case, version):
    acted(lambda actor: record(actor, case, seen=1, reason="Ghi nhầm số"))
    newest = Agreement.objects.get(case=case).versions.get(number=2)
    newest.recorded_on = date(2026, 6, 15)
    assert not rules.asks_anew(refused(acted, case), newest)
    assert api.proofs_of(case).written
