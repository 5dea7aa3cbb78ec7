"""The lists as workbooks: the same rows as on screen, all pages."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.rules import REGISTRY_READERS
from hoathuan.core import jobs, peoples
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.spreadsheets.exports import keep_workbook
from hoathuan.core.spreadsheets.write import Column, Sheet, workbook_response
from hoathuan.teams import selectors
from hoathuan.teams.forms import MediatorFilter, TeamFilter

from . import found, queries

_BATCH = 1_000


@require_http_methods(["GET", "POST"])
@access(REGISTRY_READERS)
def teams(request: HttpRequest) -> HttpResponseBase:
    return _answer(request, _teams, export_teams, _("Tải danh sách tổ hòa giải"))


def export_teams(progress: jobs.Progress, actor: Actor, *, query: str) -> str:
    """The list of teams as a job."""
    queryset = _teams(actor, QueryDict(query))
    return keep_workbook(progress, actor, _("danh-sach-to-hoa-giai"), [_team_sheet(queryset)])


def _answer(request: HttpRequest, queryset_of: Any, work: Any, title: str) -> HttpResponseBase:
    """A short list at once; a long one as a job, which asks the same anew."""
    actor = found.actor_in(request)
    queryset = queryset_of(actor, request.GET)
    name, sheet_of = _LISTS[queryset_of]
    return jobs.answer(
        request,
        small=jobs.is_small(queryset),
        direct=lambda: workbook_response(str(name), [sheet_of(queryset)]),
        work=work,
        title=title,
        query=request.GET.urlencode(),
    )


def _teams(actor: Actor, query: QueryDict) -> Any:
    return queries.teams(actor, TeamFilter(query, actor=actor), only_gaps="can-kien-toan" in query)


def _mediators(actor: Actor, query: QueryDict) -> Any:
    return queries.mediators(actor, MediatorFilter(query, actor=actor))


def _team_sheet(queryset: Any) -> Sheet:
    columns = [
        Column(_("STT"), 6),
        Column(_("Tổ hòa giải"), 34),
        Column(_("Xã, phường"), 24),
        Column(_("Thôn, tổ dân phố"), 30),
        Column(_("Tổ trưởng"), 26),
        Column(_("Số hòa giải viên"), 10, "number"),
        Column(_("Nữ"), 8, "number"),
        Column(_("Dân tộc thiểu số"), 10, "number"),
        Column(_("Cần kiện toàn"), 60),
        Column(_("Căn cứ"), 50),
    ]
    return Sheet(_("Tổ hòa giải"), columns, _team_rows(queryset), title=[_title(_("Danh sách tổ hòa giải"))])


def _title(words: str) -> str:
    return _("%(words)s đến ngày %(day)s") % {"words": words, "day": f"{today():%d/%m/%Y}"}


def _team_rows(queryset: Any) -> Iterator[list[Any]]:
    teams = iter(queryset.select_related("now_commune").order_by("sort", "id"))
    number = 0
    while batch := list(islice(teams, _BATCH)):
        for row in selectors.team_rows(batch):
            number += 1
            yield [
                number,
                str(row.team),
                queries.place_of(row.team),
                ", ".join(row.villages),
                str(row.head) if row.head else "",
                row.makeup.mediators,
                row.makeup.women,
                row.makeup.minority,
                " ".join(gap.text for gap in row.gaps),
                "; ".join(dict.fromkeys(gap.source for gap in row.gaps)),
            ]


@require_http_methods(["GET", "POST"])
@access(REGISTRY_READERS)
def mediators(request: HttpRequest) -> HttpResponseBase:
    return _answer(request, _mediators, export_mediators, _("Tải danh sách hòa giải viên"))


def export_mediators(progress: jobs.Progress, actor: Actor, *, query: str) -> str:
    """The list of mediators as a job."""
    queryset = _mediators(actor, QueryDict(query))
    return keep_workbook(progress, actor, _("danh-sach-hoa-giai-vien"), [_mediator_sheet(queryset)])


def _mediator_sheet(queryset: Any) -> Sheet:
    columns = [
        Column(_("STT"), 6),
        Column(_("Họ và tên"), 28),
        Column(_("Ngày, năm sinh"), 12),
        Column(_("Giới tính"), 9),
        Column(_("Dân tộc"), 12),
        Column(_("Trình độ chuyên môn"), 18),
        Column(_("Chức vụ, nghề nghiệp"), 24),
        Column(_("Tổ hòa giải"), 34),
        Column(_("Xã, phường"), 24),
        Column(_("Ngày công nhận"), 12),
        Column(_("Số quyết định công nhận"), 18),
        Column(_("Ngày tập huấn gần nhất"), 14),
    ]
    title = [_title(_("Danh sách hòa giải viên"))]
    return Sheet(_("Hòa giải viên"), columns, _mediator_rows(queryset), title=title)


def _mediator_rows(queryset: Any) -> Iterator[list[Any]]:
    people = iter(queryset.select_related("person", "team", "now_commune").order_by("sort", "id"))
    number = 0
    while batch := list(islice(people, _BATCH)):
        for mediator, trained_on in queries.trained(batch):
            number += 1
            person = mediator.person
            yield [
                number,
                person.full_name,
                person.birth_date or person.birth_year,
                mediator.get_sex_display(),
                peoples.name_of(person.ethnicity),
                mediator.get_qualification_display(),
                mediator.occupation,
                str(mediator.team),
                queries.place_of(mediator),
                mediator.started_on,
                mediator.decision_number,
                trained_on,
            ]


_LISTS = {
    _teams: (gettext_lazy("danh-sach-to-hoa-giai"), _team_sheet),
    _mediators: (gettext_lazy("danh-sach-hoa-giai-vien"), _mediator_sheet),
}
