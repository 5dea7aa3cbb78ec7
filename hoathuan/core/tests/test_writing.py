"""Many rows changed at once: each gets its own values, and none is lost without a word."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import DataError, transaction

from hoathuan.core.writing import write_changed

pytestmark = pytest.mark.django_db

User = get_user_model()
SEEN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def users():
    made = [User(username=f"u{number}", password="x") for number in range(3)]
    return User.objects.bulk_create(made)


def test_each_row_gets_its_own_values_also_none_and_quotes(users, django_assert_num_queries):
    first, second, third = users
    first.password, first.last_login, first.is_active = "a'b\\,{}\"", SEEN, False
    second.password = ""
    third.password = "Hòa Thuận"
    with django_assert_num_queries(1):
        write_changed(users, ["password", "last_login", "is_active"])
    rows = User.objects.filter(pk__in=[one.pk for one in users]).order_by("pk")
    assert list(rows.values_list("password", "last_login", "is_active")) == [
        ("a'b\\,{}\"", SEEN, False), ("", None, True), ("Hòa Thuận", None, True)]  # fmt: skip


def test_other_fields_stay_as_they_are(users):
    users[0].username, users[0].password = "another", "new"
    write_changed(users[:1], ["password"])
    assert User.objects.filter(username="u0", password="new").exists()


def test_a_row_that_is_gone_is_not_passed_over(users):
    User.objects.filter(pk=users[1].pk).delete()
    with pytest.raises(LookupError, match="1 of 3"):
        write_changed(users, ["password"])


def test_what_is_too_long_is_refused_and_not_cut_off(users):
    users[0].password = "x" * 200
    with pytest.raises(DataError), transaction.atomic():
        write_changed(users, ["password"])
    assert User.objects.get(pk=users[0].pk).password == "x"


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        write_changed([], ["password"])
