"""The section on a dispute's page: the written agreement, the next promise, the court."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, Outcome, PanelView, may_read_content, may_write_on
from hoathuan.core.ui.rows import Row

from . import rules, selectors, words


def panel_of(actor: Actor, case: Case) -> PanelView | None:
    """For those who read the dispute's content, once it has ended; to act on it, for those who write it."""
    if not case.outcome or not may_read_content(actor, case):
        return None
    if not may_write_on(actor, case):
        return _read_along(case)
    if case.outcome == Outcome.UNSUCCESSFUL:
        return _failed(case) if selectors.agreement_of(case) is None else _agreed(case)
    return _agreed(case)


def _read_along(case: Case) -> PanelView | None:
    """The words themselves, without a way to change them: for a team that mediates along, for an inspector."""
    agreement = selectors.agreement_of(case)
    version = selectors.newest_of(agreement)
    text = selectors.text_of(version)
    rows = words.written_rows(agreement, version)
    rows += [Row(group.label, getattr(text, group.name)) for group in rules.GROUPS] if text else []
    rows += [
        Row(words.promise_title(one), words.standing(one)[1], note=words.promise_note(one))
        for one in selectors.promises_of(agreement)
    ]
    if not rows:
        return None
    warning = ""
    if agreement and agreement.ended_on:
        warning = _("Thỏa thuận không còn hiệu lực từ ngày %(day)s.") % {"day": words.day(agreement.ended_on)}
    return PanelView(title=_("Thỏa thuận và theo dõi"), rows=rows, warning=warning)


def _failed(case: Case) -> PanelView:
    return PanelView(
        title=_("Văn bản hòa giải không thành"),
        links=[(_("Lập, in văn bản khi một bên yêu cầu"), reverse("settlements:failures", args=[case.uuid]))],
    )


def _agreed(case: Case) -> PanelView:
    agreement = selectors.agreement_of(case)
    version, promises = selectors.newest_of(agreement), selectors.promises_of(agreement)
    rows = words.written_rows(agreement, version) or [Row(_("Văn bản hòa giải thành"), _("Chưa lập văn bản"))]
    if promises:
        coming = words.next_promise(promises)
        note = words.promise_title(coming) + f" · {words.standing(coming)[1]}" if coming else ""
        rows.append(Row(_("Việc đã hứa"), words.followed(agreement, promises), note=note))
    rows += words.court_rows(agreement)
    warning = ""
    if agreement and agreement.ended_on:
        warning = _("Thỏa thuận không còn hiệu lực từ ngày %(day)s.") % {"day": words.day(agreement.ended_on)}
    elif agreement and agreement.changed_on and version:
        warning = _("Vụ việc đã sửa sau khi lập văn bản: xem văn bản còn đúng không.")
    home = reverse("settlements:home", args=[case.uuid])
    over = agreement is not None and agreement.followed_until
    return PanelView(
        title=_("Thỏa thuận và theo dõi"), rows=rows, warning=warning,
        links=[(_("Mở trang thỏa thuận, theo dõi"), home)],
        main=(_("Mở trang thỏa thuận"), home) if selectors.in_force(case) and not over else None,
    )  # fmt: skip
