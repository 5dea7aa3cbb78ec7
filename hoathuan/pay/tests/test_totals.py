"""What the province reads of its communes: each sum where it belongs, and nobody else's."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.cases.choices import Ending
from hoathuan.pay import services

pytestmark = pytest.mark.django_db
NAMES = ("asked", "approved", "refused", "waiting", "paid", "owed", "late")


def figures(client, year=""):
    context = client.get(reverse("pay:totals"), {"nam": year}).context
    rows = [(str(row.unit), tuple(getattr(row, name) for name in NAMES)) for row in context["rows"]]
    return rows, tuple(context["sum"][name] for name in NAMES)


def test_the_province_reads_what_was_asked_approved_refused_paid_and_is_late(desk, money, client_for, go):
    desk.case()
    desk.paid()  # 400.000 đồng paid
    desk.case(ending=Ending.PARTY)
    refused = desk.case()
    claim = desk.sent()
    why = {claim.items.get(case=refused).pk: "Chưa rõ"}
    desk("leader", services.decide, claim=claim, refusals=why)  # 300.000 đồng owed, 400.000 đồng refused
    desk.case()
    desk.sent()  # 400.000 đồng waiting
    desk.case()
    desk.draft()  # a draft is nobody's business above
    finance = client_for(desk.seats["parent"])
    told = (1_500_000, 700_000, 400_000, 400_000, 400_000, 300_000, 0)
    assert figures(finance) == ([("Xã An Mẫu", told)], told)
    assert "1.500.000" in finance.get(reverse("pay:totals")).content.decode()
    go(date(2026, 7, 20))
    late = (*told[:-1], 300_000)
    assert figures(client_for(desk.seats["parent"])) == ([("Xã An Mẫu", late)], late)
    assert figures(client_for(desk.seats["leader"]))[1] == late
    assert figures(client_for(desk.seats["sister"])) == ([], (0,) * len(NAMES))


def test_of_another_year_only_what_is_still_owed_is_told(desk, money, client_for):
    desk.case()
    desk.decided()
    ((_name, sums),) = figures(client_for(desk.seats["parent"]), "2025")[0]
    assert sums == (0, 0, 0, 0, 0, 400_000, 0)
