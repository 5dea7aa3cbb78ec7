"""What the error summary of a page says about its forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.template.context import Context

Checked = BaseForm | BaseFormSet[Any]


@dataclass(frozen=True)
class Problem:
    """One message, and the id of the control that it is about ("" for the whole form)."""

    text: str
    target: str = ""


def on_page(context: Context) -> list[Checked]:
    """The forms that a view put into its context under the usual names."""
    found = (context.get(name) for name in ("form", "formset"))
    return [form for form in found if isinstance(form, BaseForm | BaseFormSet)]


def problems(form: Any) -> list[Problem]:
    """All problems of a form or of every form in a set, in the order of the fields."""
    if isinstance(form, BaseFormSet):
        whole = [Problem(str(text)) for text in form.non_form_errors()]
        return whole + [problem for one in form.forms for problem in problems(one)]
    if not isinstance(form, BaseForm) or not form.errors:
        return []
    return [Problem(str(text)) for text in form.non_field_errors()] + list(_of_fields(form))


def fresh_problems(forms: Iterable[Any]) -> list[Problem]:
    """Problems of the forms whose summary has not been drawn on this page yet."""
    found: list[Problem] = []
    for form in forms:
        if not getattr(form, "summary_drawn", False):
            found += problems(form)
            form.summary_drawn = True
    return found


def _of_fields(form: BaseForm) -> Iterable[Problem]:
    for bound in form:
        target = "" if bound.is_hidden else getattr(bound, "first_id", bound.id_for_label)
        for text in bound.errors:
            yield Problem(str(text), target)
