"""The last minute of a day and of a year: which year an order counts in, which days run, what may be written down."""

from datetime import date

import pytest

from hoathuan.pay import services
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Batch, Line, Payment

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def two_sums(desk, money, go):
    """Two decided claims of December, whose sums nobody has ordered yet."""
    go(date(2026, 12, 21))
    for _number in range(2):
        desk.case(received_on=date(2026, 12, 1), ended_on=date(2026, 12, 10))
        desk.decided()
    return list(Line.objects.order_by("pk"))


def order(desk, line):
    return desk("accountant", services.make_batch, commune=desk.team.now_commune, lines=[line])


def test_orders_on_either_side_of_midnight_are_numbered_in_the_book_of_their_own_year(desk, two_sums, go):
    go(LAST, 23)
    order(desk, two_sums[0])
    go(FIRST, 0)
    order(desk, two_sums[1])
    assert [str(batch) for batch in Batch.objects.order_by("pk")] == ["1/2026", "1/2027"]
    codes = list(Payment.objects.order_by("pk").values_list("reference", flat=True))
    assert [code[:4] for code in codes] == ["HT26", "HT27"]
    assert len(set(codes)) == 2, "the bank's answer finds each of them"


def test_an_order_of_the_new_year_was_not_paid_in_the_old_one(desk, two_sums, go):
    go(FIRST, 0)
    (payment,) = order(desk, two_sums[0]).payments.all()
    with pytest.raises(PayRefused, match="không thể trước ngày đó"):
        desk("accountant", services.record_paid, payments=[payment], bank_reference="U", on=LAST)


def test_tomorrows_voucher_is_taken_from_midnight_on(desk, two_sums, go):
    go(LAST, 23)
    (payment,) = order(desk, two_sums[0]).payments.all()
    given = {"payments": [payment], "bank_reference": "U", "on": FIRST}
    with pytest.raises(PayRefused, match="từ hôm nay trở về trước"):
        desk("accountant", services.record_paid, **given)
    go(FIRST, 0)
    assert desk("accountant", services.record_paid, **given).paid == [payment]
    payment.refresh_from_db()
    assert (payment.paid_on, payment.hand_out_by) == (FIRST, date(2027, 1, 4)), "three days, of any year"
