"""No deadline without a reminder: every column that says until when is read by a source of dues, or says why not."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from hoathuan.inbox.dues import registry

#: How columns of days are called here that tell until when something has to be done.
_NAMED = re.compile(r"(^|_)(due|deadline|by)(_|$)")
#: Column → the source of dues that reads it.
READ = {
    "cases.Case.start_by": "cases.start",
    "directions.Direction.due_on": "directions.reply",
    "pay.Claim.due_on": "pay.decide",
    "pay.Line.due_on": "pay.pay",
    "pay.Payment.hand_out_by": "pay.hand_out",
    "plans.Task.due_on": "plans.task",
    "settlements.CourtRequest.answer_by": "settlements.answer",
    "settlements.CourtRequest.apply_by": "settlements.court",
    "settlements.Promise.due_on": "settlements.promise",
}
#: Column → why no source of dues reads it.
EXCEPT = {"inbox.Reminder.due_on": "which step of a due was taken: the due itself is its source's"}


def deadlines(tables: Iterable[type[models.Model]]) -> set[str]:
    return {
        f"{table._meta.label}.{field.name}"
        for table in tables
        for field in table._meta.local_fields
        if isinstance(field, models.DateField) and _NAMED.search(field.name)
    }


def test_every_deadline_is_a_due_or_says_why_not() -> None:
    assert deadlines(apps.get_models()) == READ.keys() | EXCEPT.keys()
    assert [key for key in READ.values() if registry.source(key) is None] == []


@pytest.mark.parametrize("name", ["due_on", "reply_due", "respond_by", "deadline", "begun_on"])
@isolate_apps("hoathuan.inbox")
def test_a_new_deadline_is_noticed(name: str) -> None:
    meta = type("Meta", (), {"app_label": "inbox"})
    fields: dict[str, Any] = {"__module__": __name__, "Meta": meta, name: models.DateField()}
    made = type("Promise", (models.Model,), fields)
    assert deadlines([made]) == ({f"inbox.Promise.{name}"} if name != "begun_on" else set())
