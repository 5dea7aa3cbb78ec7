"""Where a line of a draft is changed; whose seats it touches."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy

from hoathuan.reforms import people
from hoathuan.reforms.changes import NAMED, Change, listed
from hoathuan.reforms.forms.changing import VERBS

register = template.Library()
register.simple_tag(people.who, name="holder")
register.simple_tag(people.ended, name="ended_seats")


TOUCHED = {
    "ending": gettext_lazy("Đơn vị kết thúc"),
    "making": gettext_lazy("Đơn vị mới"),
    "moving": gettext_lazy("Đơn vị chuyển sang đơn vị trên khác"),
}


@register.simple_tag
def touched_units(reform: Any) -> list[dict[str, Any]]:
    """What the trial named: the first names in one line, all that were kept behind a fold."""
    kept = reform.found.get("units", {})
    return [
        {
            "label": label,
            "count": kept[key][0],
            "names": listed(kept[key][1], kept[key][0]),
            "rest": kept[key][1][NAMED:] and kept[key][1],
        }
        for key, label in TOUCHED.items()
        if key in kept
    ]


@register.simple_tag
def editing(reform: Any, line: Change) -> dict[str, str]:
    """The addresses that change a line: its form, and the villages of a split."""
    verb = "" if reform.corrects_id else VERBS.get(line.kind, "")
    address = reverse("reforms:write", args=[reform.uuid, verb]) + f"?sua={line.key}" if verb else ""
    divided = line.kind == "split" and not reform.corrects_id
    villages = reverse("reforms:villages", args=[reform.uuid, line.outside]) if divided else ""
    return {"url": address, "villages": villages}
