"""How many disputes came in on paper: the same number for those who may not read a draft."""

from datetime import date
from decimal import Decimal

import pytest

from hoathuan.cases.api import record_many
from hoathuan.cases.models import Case
from hoathuan.core.windows import Window
from hoathuan.paperforms import selectors, services
from hoathuan.stats.api import Measure, drill_url, value

from .conftest import jpeg, sheet

pytestmark = pytest.mark.django_db
JUNE = Window(date(2026, 6, 1), date(2026, 6, 30))
TYPED = Measure("paperforms.typed_in")


@pytest.fixture
def book(acting, officer, sent, forms, entry, team):
    """Of four forms one is typed in, one put to a dispute of the book, one thrown away, one waits."""
    sent(*(jpeg(sheet(form.code), f"{form.number}.jpg") for form in forms(copies=4)))
    with acting(officer) as actor:
        drafts = list(selectors.drafts_waiting(actor).order_by("pk"))
        services.confirm(actor=actor, draft=drafts[0], entry=entry(summary="Từ phiếu"))
        (known,) = record_many(actor=actor, entries=[entry(summary="Có trong sổ")])
        year = known.book_year
        services.attach(actor=actor, draft=drafts[1], year=year, number=known.book_number)
        services.discard(actor=actor, draft=drafts[2], reason="Phiếu viết thử")
        record_many(actor=actor, entries=[entry(summary="Nhập trên máy")])


def test_disputes_typed_in_from_paper_are_divided_by_all_received(book, acting, seat_of, world):
    from_paper = [case for case in Case.objects.all() if case.events.filter(verb="from_paper").exists()]
    assert (len(from_paper), Case.objects.count()) == (2, 3)
    for seat in (seat_of("commune_accountant", world.xa_a), seat_of("province_officer", world.tinh_mau)):
        with acting(seat):
            for then in (False, True):
                assert value(TYPED, world.xa_a, JUNE, then=then) == 2
            assert value(Measure("paperforms.typed_in_rate"), world.xa_a, JUNE) == Decimal(2) / 3
    assert value(TYPED, world.xa_b, JUNE) == 0


def test_the_disputes_behind_are_listed_in_reach_and_nothing_beside(book, client_for, seat_of, world, head):
    url = drill_url(TYPED, world.xa_a, JUNE)
    for seat in (head, seat_of("province_officer", world.tinh_mau)):
        shown = client_for(seat).get(url).context
        assert (shown["number"], shown["shown"]) == (2, 2)
    assert client_for(seat_of("commune_officer", world.xa_b)).get(url).status_code == 404
    assert client_for(None).get(url).status_code == 302
