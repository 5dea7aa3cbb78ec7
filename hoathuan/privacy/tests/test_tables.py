"""Every table of the project says whether it tells something about a person, what, why, and for how long."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from hoathuan.privacy import registry
from hoathuan.privacy.models import Retention

#: Names of columns behind which there is usually a human being.
SOUNDS_PERSONAL = re.compile(
    r"name|phone|mobile|email|e_mail|address|birth|born|ethnic|identity|cccd|cmnd|passport|bank|account|person"
    r"|user|signer|holder|seat|_label$|mediator|party|parties|folded|_by$|ip$|agent|photo|sex$|reason|summary",
)


def every_model() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]


def declared() -> dict[str, Any]:
    return {one.model: one for one in [*registry.tables(), *registry.reviewed()]}


def test_every_table_is_declared_or_reviewed_and_none_is_both() -> None:
    labels = [model._meta.label for model in every_model()]
    assert not set(labels) - set(declared()), sorted(set(labels) - set(declared()))
    both = {one.model for one in registry.tables()} & {one.model for one in registry.reviewed()}
    assert both == set()


def test_every_declared_column_is_there() -> None:
    labels = {model._meta.label for model in every_model()}
    missing = [
        f"{table.model}.{name}"
        for table in registry.tables()
        if table.model in labels
        for name in table.fields
        if name not in {field.name for field in apps.get_model(table.model)._meta.get_fields()}
    ]
    assert missing == []


def unexplained(model: type[models.Model], table: Any) -> Iterator[str]:
    told = set(getattr(table, "fields", ())) | set(table.harmless)
    for field in model._meta.local_concrete_fields:
        personal = SOUNDS_PERSONAL.search(field.name) or field.related_model in _people()
        if personal and field.name not in told and not _place(field):
            yield f"{model._meta.label}.{field.name}"


def _people() -> set[Any]:
    return {apps.get_model(label) for label in ("accounts.Person", "accounts.User", "accounts.Seat")}


def _place(field: Any) -> bool:
    """Keys of units, and of the row that something belongs to, name nobody by themselves."""
    return field.is_relation and field.related_model._meta.app_label in ("units", "contenttypes")


def test_a_column_that_sounds_personal_is_named_or_explained() -> None:
    known = declared()
    found = [line for model in every_model() for line in unexplained(model, known[model._meta.label])]
    assert not found, found


def test_a_new_column_with_a_name_would_be_found() -> None:
    person = apps.get_model("accounts.Person")
    bare = registry.Nothing("accounts.Person", "for the test")
    assert {"accounts.Person.full_name", "accounts.Person.birth_date"} <= set(unexplained(person, bare))


@pytest.mark.django_db
def test_every_table_with_personal_data_has_a_period_that_a_person_can_change() -> None:
    keys = set(Retention.objects.values_list("key", flat=True))
    assert sorted({table.key for table in registry.tables()} - keys) == []


@pytest.mark.django_db
def test_what_comes_with_the_program_is_unconfirmed_and_erases_nothing() -> None:
    assert not Retention.objects.filter(unconfirmed=False).exists()
    assert not Retention.objects.filter(switched_on=True).exists()


def test_every_eraser_belongs_to_a_declared_table() -> None:
    keys = {table.key for table in registry.tables()}
    assert [one.name for one in registry.erasers() if one.key not in keys] == []
