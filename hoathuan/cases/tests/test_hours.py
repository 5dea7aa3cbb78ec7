"""Hours and days of a meeting as people type them, and what is said where they do not fit."""

from datetime import date, time

import pytest
from django.urls import reverse

from hoathuan.cases import services
from hoathuan.cases.forms.work import HourField
from hoathuan.cases.models import CaseSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(acting, officer, entry):
    with acting(officer) as actor:
        made = services.receive(actor=actor, entry=entry(ended_on=None))
        services.invite(
            actor=actor, case=made, full_name="Già làng Mẫu", asked_by="mediator", asked_on=date(2026, 6, 11),
            consent_on=date(2026, 6, 20),
        )  # fmt: skip
        return made


@pytest.mark.parametrize("typed", ["14:30", "14h30", "14H30", "14 h 30", "14.30"])
def test_an_hour_is_read_as_people_write_it(typed):
    assert HourField().clean(typed) == time(14, 30)


def test_an_hour_that_is_none_is_answered_with_how_to_write_it(case, client_for, officer):
    url = reverse("cases:act", args=[case.uuid, "buoi"])
    html = client_for(officer).post(url, {"held_on": "13/06/2026", "held_at": "25h"}).content.decode()
    assert "Ghi giờ như 14:30 hoặc 14h30." in html
    assert "hợp lệ" not in html


def test_a_meeting_before_the_written_consent_says_which_of_the_two_days_to_mend(case, client_for, officer):
    url = reverse("cases:act", args=[case.uuid, "buoi"])
    sent = {"held_on": "13/06/2026", "present": ["invited|Già làng Mẫu"]}
    html = client_for(officer).post(url, sent).content.decode()
    assert "bên kia đồng ý ngày 20/06/2026, sau buổi này" in html
    assert "Sửa ngày đồng ý ở “Ghi trả lời”, hoặc ghi đúng ngày của buổi." in html
    assert not CaseSession.objects.exists()


def test_the_day_of_an_answer_is_not_guessed(case, acting, client_for, officer):
    with acting(officer):
        one = case.invited.get()
    html = client_for(officer).get(reverse("cases:invitation", args=[case.uuid, one.uuid])).content.decode()
    assert "23/06/2026" not in html.split("<form", 1)[1].split("</form>")[0]
