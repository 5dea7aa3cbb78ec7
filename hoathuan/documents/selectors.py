"""Reads about papers and templates, always within the actor's reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.text import fold

from .choices import PaperState
from .kinds import PaperKind, all_kinds
from .models import Paper, TemplateUse, TemplateVersion
from .rights import papers_seen, versions_seen

#: Parts of the list of an office that reads papers of units below.
OWN, BELOW = "minh", "duoi"


def papers_listed(actor: Actor, asked: dict[str, Any], part: str = "") -> QuerySet[Paper]:
    """The list with its filter: state, kind, year of the number, number or words of the summary."""
    papers = papers_seen(actor).select_related("body", "unit")
    if part == OWN:
        papers = papers.filter(unit_id__in=actor.home_units)
    elif part == BELOW:
        papers = papers.exclude(unit_id__in=actor.home_units)
    if asked.get("trang_thai"):
        papers = papers.filter(state=asked["trang_thai"])
    if asked.get("loai"):
        papers = papers.filter(kind=asked["loai"])
    if asked.get("nam"):
        papers = papers.filter(number_year=asked["nam"])
    if words := str(asked.get("tim") or "").strip():
        number = words.partition("/")[0].lstrip("0")
        papers = papers.filter(Q(folded__contains=fold(words)) | Q(number=number or "-"))
    return papers


def papers_about(actor: Actor, subject: Any) -> QuerySet[Paper]:
    """The papers about one record, newest first."""
    return (
        papers_seen(actor)
        .filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        .order_by("-id")
    )


def subjects_with_paper(kind: str) -> QuerySet[Paper, int | None]:
    """Keys of the records about which a paper of this kind was issued and holds."""
    held = Paper.objects.filter(kind=kind, state__in=[PaperState.ISSUED, PaperState.SIGNED])
    return held.values_list("subject_id", flat=True)


@dataclass(frozen=True)
class Kept:
    """A kind with the province's decision that holds today; None: papers are made by the product's own wording."""

    kind: PaperKind
    use: TemplateUse | None


def templates_kept(actor: Actor, on: date | None = None) -> list[Kept]:
    """Every kind, and whether the province uses a template of its own: one question for all."""
    used = uses_seen(actor).filter(used_from__lte=on or today()).order_by("used_from", "id")
    own = {use.template.kind: use for use in used}
    return [Kept(kind, own.get(kind.key)) for kind in all_kinds()]


def uses_seen(actor: Actor) -> QuerySet[TemplateUse]:
    """Decisions about the templates of the seat's province."""
    mine = TemplateUse.objects.filter(template__unit=actor.province_id or 0)
    return mine.select_related("template", "version__template")


def uses_of(actor: Actor, kind: PaperKind) -> list[TemplateUse]:
    """What was decided about one kind, the newest day first; `holds` marks the one for today."""
    found = list(uses_seen(actor).filter(template__kind=kind.key).order_by("-used_from", "-id"))
    begun = [use for use in found if use.used_from <= today()]
    for use in found:
        use.holds = use in begun[:1]  # type: ignore[attr-defined]
    return found


def versions_of(actor: Actor, kind: PaperKind) -> QuerySet[TemplateVersion]:
    return versions_seen(actor).filter(template__kind=kind.key).order_by("-template__unit", "-number")
