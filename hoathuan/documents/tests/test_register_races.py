"""A register begins while a number of the same sign is typed: both are counted, and the register goes on."""

from typing import Any

import pytest
from django.db import OperationalError, transaction

from conftest import build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.models import Body
from hoathuan.core.dates import today
from hoathuan.documents.errors import NumberTaken, PaperRefused
from hoathuan.documents.models import Series
from hoathuan.documents.services import issuing
from hoathuan.documents.services.series import start_series

from .conftest import Office, make_office

pytestmark = pytest.mark.django_db(transaction=True)
SIGN = "UBND-TP"


@pytest.fixture
def office(transactional_db: None, seat_of: Any) -> Office:
    return make_office(build_world(), seat_of)


def begin(office: Office, *, waits: bool = True) -> Series:
    """Begin the register at 7; without `waits` say at once that somebody holds the body."""
    actor = office.actor("leader")
    with as_actor(actor):
        if not waits:
            Body.objects.select_for_update(no_key=True, nowait=True).get(pk=office.body.pk)
        return start_series(body=office.body, sign=SIGN, started_on=today(), first_number=7, actor=actor)


def test_a_register_does_not_begin_while_a_number_of_it_is_typed(office: Office, race: Any) -> None:
    paper = office.draft()
    with transaction.atomic():
        office.issue(paper, "7", today())
        (got,) = race(lambda: begin(office, waits=False), 1)
    assert isinstance(got, OperationalError)
    with pytest.raises(PaperRefused, match="phải lớn hơn"):
        begin(office)


def test_the_register_would_stand_still_for_ever_without_the_lock(
    office: Office, race: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "_hold_registers", lambda body: None)
    paper = office.draft()
    with transaction.atomic():
        office.issue(paper, "7", today())
        (got,) = race(lambda: begin(office, waits=False), 1)
    assert isinstance(got, Series)
    for _ in range(2):
        with pytest.raises(NumberTaken):
            office.issue(office.draft(), "", today())
