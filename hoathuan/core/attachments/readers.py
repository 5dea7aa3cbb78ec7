"""Who may read a file: whoever may read a record that it belongs to. The record's context says who that is.

    readers.register("plans.Plan", rights.plans_seen)

Every foreign key and many-to-many of that model to Attachment counts. A file of a model that nobody registered, and a
file that no record names, is read by nobody.
"""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet

from .models import Attachment

#: actor → the records of the model that this actor may read
Rule = Callable[[Any], "QuerySet[Any]"]
_rules: dict[str, Rule] = {}


def register(model: str, rule: Rule) -> None:
    """Let `rule` decide who reads files of `model` ("plans.Plan"); the same model again replaces it."""
    _rules[model.lower()] = rule


def may_read(actor: Any, attachment: Attachment) -> bool:
    """Whether some record that the actor may read names this file."""
    return any(
        rule(actor).filter(_names(apps.get_model(label), attachment)).exists()
        for label, rule in _rules.items()
    )


def _names(model: type[Model], attachment: Attachment) -> Q:
    """By any of the fields: one question for each owner."""
    return reduce(or_, (Q((name, attachment.pk)) for name in fields_of(model)))


def fields_of(model: type[Model]) -> list[str]:
    """Names of the fields by which a model owns files."""
    return [
        field.name
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model is Attachment
    ]


def owners() -> Iterator[tuple[type[Model], "Field[Any, Any]"]]:
    """Every column of the database that names a file, registered or not (many-to-many: of the table between)."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.related_model is Attachment:
                yield model, field


def unregistered() -> list[str]:
    """Models that own files and of which nobody said who reads them."""
    found = {
        model._meta.label
        for model in apps.get_models()
        if fields_of(model) and model._meta.label_lower not in _rules
    }
    return sorted(found)
