"""`{% load ui %}`: the words a template needs to draw what the design system has.

Numbers and dates: `{% n 25000 %}`, `{{ x|vnnumber:1 }}`, `{{ ratio|percent }}`, `{{ d|vndate }}`, `{{ t|vndatetime }}`.
Marks: `{% icon %}`, `{% state %}`, `{% progress %}`, `{% unconfirmed %}`, `{% tile %}`, `{% timeline %}`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.ui import bars, forms, icons, lists, numbers

register = template.Library()

STATE_WORDS = {
    "done": gettext_lazy("Xong"),
    "go": gettext_lazy("Đúng tiến độ"),
    "risk": gettext_lazy("Có nguy cơ"),
    "late": gettext_lazy("Chậm"),
    "idle": gettext_lazy("Chưa bắt đầu"),
}

register.filter("vnnumber", numbers.number)
register.filter("vndate", numbers.day)
register.filter("vndatetime", numbers.moment)
register.filter("percent", numbers.percent)


@register.simple_tag
def n(value: Any, places: int | None = None) -> str:
    """A number with dots between thousands: 25.000."""
    return numbers.number(value, places)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A Tabler icon of the sprite, for the eye only: write a word beside it."""
    return icons.icon(name, extra)


@register.simple_tag
def state(code: str, text: Any = "") -> SafeString:
    """A state as shape, word and colour: done, go, risk, late, idle. Without `text`: the usual word."""
    code = _known(code)
    return format_html(
        '<strong class="ht-state ht-state--{}">{}{}</strong>',
        code,
        icons.icon(icons.STATES[code]),
        text or STATE_WORDS[code],
    )


@register.simple_tag
def progress(done: Any, total: Any, code: str = "go", label: Any = "") -> SafeString:
    """A bar `done` of `total`, named by `label` (else by the two numbers) for screen readers."""
    named = label or _("%(done)s trên %(total)s") % {
        "done": numbers.number(done),
        "total": numbers.number(total),
    }
    return format_html(
        '<svg class="ht-bar ht-bar--{}" role="img" aria-label="{}" width="100%" height="10" focusable="false">'
        '<rect class="ht-bar__bed" width="100%" height="10" rx="5"></rect>'
        '<rect class="ht-bar__fill" width="{}%" height="10" rx="5"></rect></svg>',
        _known(code),
        named,
        bars.share(done, total),
    )


@register.simple_tag
def unconfirmed(reason: Any = "") -> SafeString:
    """A visible mark at data whose legal source nobody has confirmed yet, with the reason in words."""
    words = _("chưa xác nhận")
    text = format_html("{}: {}", words, reason) if reason else words
    return format_html('<span class="ht-unconfirmed">{}{}</span>', icons.icon("help-circle"), text)


@register.inclusion_tag("ui/tile.html")
def tile(
    label: Any,
    done: Any,
    total: Any = None,
    unit: Any = "",
    code: str = "",
    text: Any = "",
    due: Any = None,
    url: str = "",
    note: Any = "",
) -> dict[str, Any]:
    """One number of "Đã đạt được": with `total` it has a bar, with `url` the number leads to its records."""
    return {
        "label": label,
        "done": done,
        "total": total,
        "unit": unit,
        "code": _known(code) if code else "",
        "text": text,
        "due": due,
        "url": url,
        "note": note,
    }


@register.inclusion_tag("ui/timeline.html")
def timeline(rows: Any, start: date, end: date, today: date, caption: Any = "") -> dict[str, Any]:
    """Rows of `core.ui.bars.Stretch` between two days, one line for today, the dates as a table below."""
    return {"line": bars.timeline(rows, start, end, today), "caption": caption}


@register.simple_tag(takes_context=True)
def problems_of(context: Context, *given: Any) -> list[forms.Problem]:
    """What must be mended on this page, once: a form whose summary was drawn above gives nothing below."""
    return forms.fresh_problems(given or forms.on_page(context))


@register.simple_tag(takes_context=True)
def has_errors(context: Context) -> bool:
    """Whether a form of this page came back with errors ("Lỗi:" before the title)."""
    return any(bool(form.errors) for form in forms.on_page(context))


@register.filter
def form_errors(form: Any) -> list[forms.Problem]:
    """Every problem of one form, with the id of the field that it belongs to."""
    return forms.problems(form)


@register.simple_tag(takes_context=True)
def filter_words(context: Context, form: Any) -> list[lists.FilterWord]:
    """The filters in force, each with the address of the list without it."""
    return lists.filter_words(context["request"], form)


@register.inclusion_tag("ui/sort_th.html", takes_context=True)
def sort_th(context: Context, key: str, label: Any, number: bool = False) -> dict[str, Any]:
    """A table heading that sorts by `?xep=key`, and the other way round on the second click."""
    return {"head": lists.sort_head(context["request"], key), "label": label, "number": number}


@register.simple_block_tag
def scrollregion(content: SafeString, label: Any) -> SafeString:
    """A wide table that scrolls inside its own frame, reachable by keyboard and named for screen readers."""
    return format_html(
        '<div class="ht-scroll" role="region" tabindex="0" aria-label="{}">{}</div>', label, content
    )


@register.simple_block_tag
def fold(content: SafeString, summary: Any, open: bool = False) -> SafeString:
    """Optional matter behind one line that opens without script."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if open else "",
        summary,
        content,
    )


def _known(code: str) -> str:
    if code not in icons.STATES:
        raise ValueError(f"no state {code!r}: one of {', '.join(icons.STATES)}")
    return code
