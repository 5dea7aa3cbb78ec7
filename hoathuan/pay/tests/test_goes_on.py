"""A reform of units between the claim and the money; a period's personal data that goes while pay stays."""

from typing import Any

import pytest

from hoathuan.budgets import api as budgets
from hoathuan.pay import services
from hoathuan.pay.models import Line, Payment
from hoathuan.pay.services.proving import add_proof
from hoathuan.units.selectors import now_of
from hoathuan.units.tests.conftest import Writer, fresh

from .conftest import TODAY

pytestmark = pytest.mark.django_db


def merge(desk: Any, world: Any, seat_of: Any) -> Any:
    """An Mẫu and Bình Mẫu become one commune, with a leader and an accountant of its own."""
    write = Writer()
    write.merge([world.xa_a, world.xa_b], "Xã Mới Mẫu")
    write.apply()
    new = now_of(fresh(world.xa_a))
    desk.seats["leader"] = seat_of("commune_leader", new, "Chủ tịch Mới")
    desk.seats["accountant"] = seat_of("commune_accountant", new, "Kế toán Mới")
    desk.team.refresh_from_db()
    return new


def test_a_claim_made_before_a_merger_is_decided_and_paid_by_the_commune_that_took_over(
    desk: Any, money: Any, world: Any, seat_of: Any
) -> None:
    desk.case()
    claim = desk.sent()
    new = merge(desk, world, seat_of)
    claim.refresh_from_db()
    assert (claim.now_commune, str(claim)) == (new, "1/2026")
    desk("leader", services.decide, claim=claim)
    line = Line.objects.get()
    desk("accountant", services.make_batch, commune=new, lines=[line])
    desk(
        "accountant", services.record_paid, payments=list(Payment.objects.all()), bank_reference="U", on=TODAY
    )
    assert budgets.sums(new, 2026, "mediation.pay", "state").spent == 400_000


def test_what_was_approved_before_a_merger_is_spent_from_what_was_held_for_it(
    desk: Any, money: Any, world: Any, seat_of: Any
) -> None:
    desk.case()
    desk.decided()
    new = merge(desk, world, seat_of)
    desk("accountant", services.make_batch, commune=new, lines=list(Line.objects.all()))
    desk(
        "accountant", services.record_paid, payments=list(Payment.objects.all()), bank_reference="U", on=TODAY
    )
    sums = budgets.sums(new, 2026, "mediation.pay", "state")
    assert (sums.spent, sums.committed, sums.remaining) == (400_000, 0, 9_600_000)


def test_the_new_communes_officer_reads_who_confirmed_and_the_old_neighbour_did_not(
    desk: Any, world: Any, seat_of: Any, acting: Any
) -> None:
    from hoathuan.pay.models import ProofContent

    case = desk.case()
    desk("officer", add_proof, case=case, kind="witness", on=TODAY, who="Bà Chứng Mẫu")
    new = merge(desk, world, seat_of)
    with acting(seat_of("commune_officer", new, "Cán bộ Mới")):
        assert ProofContent.objects.get().who == "Bà Chứng Mẫu"


def test_parties_that_were_erased_do_not_keep_a_mediator_from_being_paid(desk: Any, money: Any) -> None:
    from hoathuan.privacy.api import ERASED

    case = desk.case()
    desk(
        "officer", lambda actor: case.parties.update(full_name=ERASED, birth_year=None, address="", folded="")
    )
    assert desk.decided().approved_amount == 400_000
