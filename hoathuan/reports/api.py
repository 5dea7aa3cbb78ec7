"""The door of `reports` for other contexts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from hoathuan.accounts.actor import Actor

from .rules import FORM_READERS
from .selectors import newest_forms
from .services import fill

__all__ = ["FormLink", "fill", "forms_for"]


@dataclass(frozen=True)
class FormLink:
    """A form that an actor may open for its own unit."""

    code: str
    title: str
    url: str
    in_force: bool
    note: str


def forms_for(actor: Actor) -> list[FormLink]:
    """Every form in its newest version; nothing for seats that fill none."""
    if not FORM_READERS(actor):
        return []
    return [
        FormLink(
            version.code,
            version.form.title,
            reverse("reports:form", args=[version.code]),
            not version.form.in_force.ended,
            version.form.in_force.note,
        )
        for version in newest_forms()
    ]
