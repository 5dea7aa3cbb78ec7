"""Fields whose choices depend on the actor are declared empty and filled when the form is made."""

from typing import Any

from django import forms


def field(form: forms.BaseForm, name: str) -> Any:
    """A field by name, of whatever class: its queryset or choices are set on it."""
    return form.fields[name]
