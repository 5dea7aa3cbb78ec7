"""Where a line of a draft is changed; whose seats it touches."""

from typing import Any

from django import template
from django.urls import reverse

from hoathuan.reforms import people
from hoathuan.reforms.changes import Change
from hoathuan.reforms.forms.changing import VERBS

register = template.Library()
register.simple_tag(people.who, name="holder")
register.simple_tag(people.ended, name="ended_seats")


@register.simple_tag
def editing(reform: Any, line: Change) -> dict[str, str]:
    """The addresses that change a line: its form, and the villages of a split."""
    verb = "" if reform.corrects_id else VERBS.get(line.kind, "")
    address = reverse("reforms:write", args=[reform.uuid, verb]) + f"?sua={line.key}" if verb else ""
    divided = line.kind == "split" and not reform.corrects_id
    villages = reverse("reforms:villages", args=[reform.uuid, line.outside]) if divided else ""
    return {"url": address, "villages": villages}
