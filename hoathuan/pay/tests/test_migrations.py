"""A step of the database that was taken may be taken back and taken again: nothing is missing, nothing is doubled."""

import pytest
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from hoathuan.core.migrating import as_owner
from hoathuan.privacy.models import Retention

pytestmark = pytest.mark.django_db(transaction=True)


def erasing():
    """The function that takes away who gave a proof, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'pay_erase_contents'")
        return [body for (body,) in cursor.fetchall()]


def periods():
    keys = ("pay.money", "pay.accidents")
    return {key: Retention.objects.filter(key=key).count() for key in keys}


def test_taken_back_and_taken_again_the_periods_and_functions_of_pay_are_as_before():
    loader = MigrationLoader(connection)
    names = ("0011_support_walls", "0012_keeping")
    steps = [loader.get_migration("pay", name) for name in names]
    states = [loader.project_state(("pay", name), at_end=False) for name in names]
    with as_owner(), transaction.atomic():
        before = erasing()
        with connection.schema_editor() as editor:
            for step, state in reversed(list(zip(steps, states, strict=True))):
                step.unapply(state, editor)
                if step.name == "0012_keeping":
                    assert len(erasing()) == 1
            assert erasing() != before
            assert periods() == {"pay.money": 0, "pay.accidents": 0}
            for step, state in zip(steps, states, strict=True):
                step.apply(state, editor)
        assert (erasing(), periods()) == (before, {"pay.money": 1, "pay.accidents": 1})
        transaction.set_rollback(True)
