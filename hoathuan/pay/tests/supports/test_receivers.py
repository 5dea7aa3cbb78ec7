"""Who signs for a team's support."""

from datetime import date, timedelta

import pytest

from hoathuan.pay.models import Payment
from hoathuan.pay.services import receivers_of
from hoathuan.teams.models import Mediator, TeamHead

from .test_settling import TODAY, approved, pay

pytestmark = pytest.mark.django_db


def test_who_headed_the_team_on_the_day_of_the_money_signs_for_it(funded):
    """The head of that day, also after another was elected; where there was none, one of its mediators."""
    approved(funded, date(2026, 1, 1), date(2026, 1, 1))
    pay(funded)
    payment = Payment.objects.get(team=funded.teams[0])
    old = TeamHead.objects.get(team=funded.teams[0])
    TeamHead.objects.filter(pk=old.pk).update(ended_on=TODAY)
    new = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Ba")
    TeamHead.objects.create(team=funded.teams[0], mediator=new, started_on=TODAY + timedelta(days=1))
    (one,) = receivers_of(payment)
    assert (one.person_id, one.amount) == (old.mediator.person_id, 150_000)
    TeamHead.objects.all().delete()
    (one,) = receivers_of(payment)
    assert one.person_id in Mediator.objects.filter(team=funded.teams[0]).values_list("person_id", flat=True)
