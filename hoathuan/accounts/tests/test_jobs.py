"""Work in the background acts as the seat that asked for it, checked anew when it runs."""

from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.models import Seat, User
from hoathuan.accounts.registrations import _acting
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError

pytestmark = pytest.mark.django_db


def test_a_job_acts_as_the_seat_that_asked(world: Any, seat_of: Any) -> None:
    seat = seat_of("commune_officer", world.xa_a)
    with _acting(seat.person.user_id, seat.pk) as actor:
        assert (actor.seat, actor.commune_id) == (seat, world.xa_a.pk)
    with _acting(None, None) as actor:
        assert actor.system


def test_a_job_of_a_seat_that_ended_or_of_a_closed_account_does_nothing(world: Any, seat_of: Any) -> None:
    ended, closed, stolen = (seat_of("commune_officer", world.xa_a) for _ in range(3))
    Seat.objects.filter(pk=ended.pk).update(valid=DateRange(None, today()))
    User.objects.filter(pk=closed.person.user_id).update(is_active=False)
    for user_id, seat in (
        (ended.person.user_id, ended),
        (closed.person.user_id, closed),
        (ended.person.user_id, stolen),
    ):
        with pytest.raises(DomainError, match="hết hạn"), _acting(user_id, seat.pk):
            pass
