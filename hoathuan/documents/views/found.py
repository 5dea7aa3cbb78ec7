"""What a page is about, if the acting seat may see it; else a 404 that tells nothing."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.documents import kinds
from hoathuan.documents.kinds import PaperKind
from hoathuan.documents.making import Made
from hoathuan.documents.models import Paper, TemplateVersion
from hoathuan.documents.responses import file_response
from hoathuan.documents.rights import papers_seen, versions_seen


def kind_or_404(key: str) -> PaperKind:
    try:
        return kinds.get(key)
    except KeyError as error:
        raise Http404 from error


def paper_in_reach(request: HttpRequest, pk: Any) -> Paper:
    papers = papers_seen(actor_in(request))
    with_all = papers.select_related(
        "body__superior",
        "unit",
        "version_used__template__unit",
        "version_used__file",
        "issued_file",
        "signed_file",
    )
    return get_object_or_404(with_all, uuid=pk)


def paper_allowed(request: HttpRequest, pk: Any, right: Callable[[Actor, Paper], bool]) -> Paper:
    """One that is seen and may not be changed in this way is refused."""
    paper = paper_in_reach(request, pk)
    if not right(actor_in(request), paper):
        raise PermissionDenied
    return paper


def version_in_reach(request: HttpRequest, pk: Any) -> TemplateVersion:
    return get_object_or_404(versions_seen(actor_in(request)).select_related("template", "file"), uuid=pk)


def made_response(made: Made) -> HttpResponse:
    return file_response(made.content, made.name, inline=made.is_pdf)


def shown(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"documents/{name}.html", {"nav_key": "papers", **context})
