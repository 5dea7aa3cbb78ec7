"""What the guided scope check said of a dispute, as it is kept with its protected content.

Law 35/2013/QH13 Art. 3, 10(4), (5); Decree 15/2014/NĐ-CP Art. 5, 6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.core.dates import today
from hoathuan.core.ui.rows import Row
from hoathuan.scope.api import (
    WAY,
    Kind,
    NoQuestions,
    Screen,
    Verdict,
    questions_numbered,
    questions_on,
    register_exits,
)

from .models import Case, CaseContent
from .panels import Panel, PanelView, register_panel
from .selectors import content_of

#: What each deed is the guide's own advice for. "ask" is for neither: the officer's answer has to be written.
_ADVISED = {"accept": Kind.MEDIABLE, "refer": Kind.NOT}


@dataclass(frozen=True)
class ScopeCheck:
    """Answers to a version of the questions with what came of them; `against`: why something else was done."""

    version: int
    on: date
    answers: Mapping[str, str]
    verdict: Verdict
    against: str = ""

    def stored(self) -> dict[str, Any]:
        """As `CaseContent.scope_check` keeps it: the answers are what was told, so they are content."""
        return {
            "version": self.version,
            "on": self.on.isoformat(),
            "answers": dict(self.answers),
            "verdict": self.verdict.key,
            "kind": self.verdict.kind,
            "title": self.verdict.title,
            "clause": self.verdict.clause,
            "against": self.against,
        }

    def traced(self) -> dict[str, Any]:
        """What the history may tell whoever reads it: by which version, and whether it was followed."""
        return {"questions": self.version, **({"against": self.verdict.kind} if self.against else {})}


def check_of(screen: Screen, on: date) -> ScopeCheck | None:
    """The check of a screen that has come to its verdict."""
    if screen.verdict is None:
        return None
    return ScopeCheck(screen.questions.number, on, screen.answers, screen.verdict)


def check_on_the_way(request: HttpRequest) -> ScopeCheck | None:
    """The check from which somebody comes here to write the dispute down; nothing for other ways here."""
    return check_of(Screen.of(request, on=today()), today()) if request.GET.get(WAY) else None


def follows(check: ScopeCheck, deed: str) -> bool:
    """Whether this deed is what the guide advises."""
    return _ADVISED.get(deed) == check.verdict.kind


def with_reason(check: ScopeCheck, deed: str, against: str) -> ScopeCheck:
    """The check with the written reason where the deed is another than the guide's; nothing where it is the same."""
    return replace(check, against="" if follows(check, deed) else against.strip())


def danger_told(case: Case) -> bool:
    """Whether the last check of this dispute found danger."""
    return kept_of(case).get("kind") == Kind.ESCALATE


def may_note(case: Case) -> bool:
    """Whether the questions may be answered afterwards: it is over, and nobody answered them while it was open."""
    over = case.closed_on is not None and case.voided_on is None
    return over and not kept_of(case) and _asked_then(case)


def rules_day(case: Case) -> date:
    """By the questions of which day a dispute is judged: of today while it goes on, then of that on which it came."""
    return case.received_on if case.closed_on else today()


def _asked_then(case: Case) -> bool:
    """Whether there were questions in its time."""
    try:
        questions_on(rules_day(case))
    except NoQuestions:
        return False
    return True


def kept_of(case: Case) -> dict[str, Any]:
    """The last check of this dispute; {} without one."""
    return CaseContent.objects.filter(case=case).values_list("scope_check", flat=True).first() or {}


def answered_rows(kept: Mapping[str, Any]) -> list[Row]:
    """The questions of the kept version with the answers that were given, in the order in which they were asked."""
    questions = questions_numbered(int(kept.get("version", 0)))
    if questions is None:
        return []
    found = []
    for key, asked in questions.questions.items():
        choice = asked.choice(kept.get("answers", {}).get(key, ""))
        if choice is not None:
            found.append(Row(asked.text, choice.text))
    return found


def panel_of(actor: Actor, case: Case) -> PanelView | None:
    """The section of the dispute's page, for those who may read its content."""
    content = content_of(actor, case)
    kept = content.scope_check if content else {}
    if not kept:
        return None
    rows = [Row(_("Kết luận"), kept.get("title", ""), note=kept.get("clause", "")), *answered_rows(kept)]
    if kept.get("against"):
        rows.append(Row(_("Vì sao làm khác hướng dẫn"), kept["against"]))
    day = date.fromisoformat(kept["on"])
    note = _("Hỏi ngày %(day)s theo bản câu hỏi số %(number)s.")
    said = note % {"day": f"{day:%d/%m/%Y}", "number": kept.get("version")}
    return PanelView(title=_("Đã hỏi phạm vi"), rows=rows, note=said)


def guide_url(case: Case) -> str:
    """Where the scope is found out: at the conclusion where the questions of today are answered already."""
    address, kept = reverse("cases:scope", args=[case.uuid]), kept_of(case)
    asked = questions_numbered(int(kept["version"])) if kept else None
    if asked is None or asked.number != questions_on(today()).number:
        return address
    screen = Screen.told(asked, kept["answers"])
    if screen.verdict is None or screen.verdict.danger:
        return address
    return f"{address}?{screen.query}"


def report_url(case: Case) -> str:
    """Where waiting danger is reported: in one press by its answers, or in words of one's own where they are others."""
    kept, asked, found = kept_of(case), questions_on(today()), case.events.danger_waiting().first()
    same = kept.get("version") == asked.number
    screen = Screen.told(asked, kept.get("answers", {}) if same else {})
    if found is None or screen.verdict is None or screen.verdict.alarm != found.data["kind"]:
        return reverse("cases:act", args=[case.uuid, "bao-khan"])
    return f"{reverse('cases:scope-decide', args=[case.uuid, 'bao-ngay'])}?{screen.query}"


def exits_of(actor: Actor, screen: Screen) -> Sequence[tuple[Any, str]]:
    """From a check that belongs to no dispute: write the dispute down, then go on there. The answers go along."""
    verdict = screen.verdict
    if verdict is None or not CASE_WRITERS(actor):
        return ()
    words = {Kind.ESCALATE: _("Ghi vụ việc để báo ngay"), Kind.NOT: _("Ghi lại việc đã hướng dẫn")}
    said = words.get(Kind(verdict.kind), _("Tiếp nhận vụ việc này"))
    topic = f"viec={verdict.topic}&" if verdict.topic else ""
    return ((said, f"{reverse('cases:receive')}?{topic}{screen.query}"),)


def register_all() -> None:
    register_exits("cases", exits_of)
    register_panel(Panel("cases.scope", 10, panel_of))
