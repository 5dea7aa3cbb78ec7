"""Reads about papers and templates, always within the actor's reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.text import fold

from .kinds import PaperKind, all_kinds
from .models import Paper, TemplateVersion
from .rights import papers_seen, versions_seen


def papers_listed(actor: Actor, asked: dict[str, Any]) -> QuerySet[Paper]:
    """The list with its filter: state, kind, year of the number, number or words of the summary."""
    papers = papers_seen(actor).select_related("body", "unit")
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


@dataclass(frozen=True)
class Kept:
    """A kind with the version by which its papers are made today; None: the product's own, not written down yet."""

    kind: PaperKind
    version: TemplateVersion | None
    own: bool


def templates_kept(actor: Actor, on: date | None = None) -> list[Kept]:
    """Every kind, and whether the province uses a template of its own: one question for all."""
    used = versions_seen(actor).filter(used_from__lte=on or today(), template__unit__isnull=False)
    own = {v.template.kind: v for v in used.order_by("used_from", "number")}
    return [Kept(kind, own.get(kind.key), kind.key in own) for kind in all_kinds()]


def versions_of(actor: Actor, kind: PaperKind) -> QuerySet[TemplateVersion]:
    return versions_seen(actor).filter(template__kind=kind.key).order_by("-template__unit", "-number")
