"""A dispute that is over is asked by the questions of its own time, also when that is done much later."""

from datetime import date

import pytest

from hoathuan.cases import services
from hoathuan.cases.models import Case, CaseContent
from hoathuan.core import dates
from hoathuan.scope import services as questions
from hoathuan.scope.api import questions_on

pytestmark = pytest.mark.django_db
NOTE = "?b={version}&d=44441"


@pytest.fixture
def ended(acting, officer, entry):
    """Received on the first of June."""
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry())


@pytest.fixture
def newer(world, seat_of, acting, monkeypatch):
    """Another version of the questions, in force since the sixth of June."""
    now = dates.timezone.now
    with acting(seat_of("administrator", world.country, "Quản trị Mẫu")) as actor:
        monkeypatch.setattr(dates.timezone, "now", lambda: dates.datetime(2026, 6, 5, 9, tzinfo=dates.ZONE))
        draft = questions.start_draft(actor=actor, note="Sửa lời")
        questions.put_in_force(actor=actor, draft=draft, valid_from=date(2026, 6, 6))
    monkeypatch.setattr(dates.timezone, "now", now)
    return questions_on(date(2026, 6, 23)).number


def test_who_notes_the_answers_of_a_dispute_that_is_over_gets_the_questions_of_its_day(
    client_for, head, acting, officer, entry, ended, newer
):
    browser, address = client_for(head), f"/vu-viec/{ended.uuid}/pham-vi/"
    assert newer == 2
    assert browser.get(address).context["screen"].questions.number == 1
    browser.post(f"{address}ghi-lai/{NOTE.format(version=1)}")
    with acting(head):
        kept = CaseContent.objects.get(case=ended).scope_check
    assert (kept["version"], kept["on"]) == (1, "2026-06-23"), (
        "by the version of its time, on the day of asking"
    )
    with acting(officer) as actor:
        going_on = services.receive(actor=actor, entry=entry(ended_on=None, summary="Khác"))
    assert browser.get(f"/vu-viec/{going_on.uuid}/pham-vi/").context["screen"].questions.number == newer


def test_of_a_dispute_from_before_the_first_questions_nothing_is_asked(client_for, head, ended):
    Case.objects.filter(pk=ended.pk).update(received_on=date(2025, 6, 1))
    browser, address = client_for(head), f"/vu-viec/{ended.uuid}/pham-vi/"
    assert address not in browser.get(f"/vu-viec/{ended.uuid}/dien-bien/").content.decode()
    for path in (address, f"{address}ghi-lai/{NOTE.format(version=1)}"):
        assert browser.get(path).status_code == 302
        assert browser.post(path).status_code == 302
