"""Pages of an import, one for each step; a session always leads to the page where it stands."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.imports import columns, registry, returning, selectors, services
from hoathuan.core.imports.forms import DecisionForm, SheetForm, UploadForm
from hoathuan.core.imports.models import ImportSession, State
from hoathuan.core.imports.registry import ImportKind, may_import
from hoathuan.core.ui.numbers import number

STEPS = [
    gettext_lazy("Tải tệp"),
    gettext_lazy("Ghép cột"),
    gettext_lazy("Xem lỗi"),
    gettext_lazy("Xác nhận"),
    gettext_lazy("Xong"),
]
_SHOWN = 20
_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _kind(request: HttpRequest, key: str) -> ImportKind:
    """A kind that the acting seat may import; others do not exist for it."""
    for kind in registry.kinds_for(request.actor):  # type: ignore[attr-defined]
        if kind.key == key:
            return kind
    raise Http404


def _session(request: HttpRequest, uuid: UUID) -> ImportSession:
    found = get_object_or_404(selectors.sessions_of(request.actor), uuid=uuid)  # type: ignore[attr-defined]
    _kind(request, found.kind)
    return found


def _page(request: HttpRequest, name: str, session: ImportSession, step: int, **more: Any) -> HttpResponse:
    context = {"session": session, "kind": session.kind_spec, "steps": STEPS, "current": step, **more}
    return render(request, f"imports/{name}.html", context)


@require_GET
@access(may_import)
def home(request: HttpRequest) -> HttpResponse:
    """What can be imported, and this seat's last imports."""
    actor = request.actor  # type: ignore[attr-defined]
    sessions = list(selectors.sessions_of(actor)[:_SHOWN])
    return render(request, "imports/home.html", {"kinds": registry.kinds_for(actor), "sessions": sessions})


@_get_or_post
@access(may_import)
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Step 1: the file, and what holds for all of it."""
    spec = _kind(request, kind)
    actor = request.actor  # type: ignore[attr-defined]
    form = UploadForm(_sent(request), request.FILES if request.method == "POST" else None)
    options = spec.options_form(actor, _sent(request))
    if request.method == "POST" and form.is_valid() and (options is None or options.is_valid()):
        try:
            made = services.open_file(
                kind=spec, upload=form.cleaned_data["file"], actor=actor, options=_plain(options)
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect("imports:columns", uuid=made.uuid)
    context = {"kind": spec, "form": form, "options": options, "steps": STEPS, "current": 1}
    return render(request, "imports/upload.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, also when that is nothing at all."""
    return request.POST if request.method == "POST" else None


def _plain(options: Any) -> dict[str, Any]:
    """Cleaned options as JSON: records by their key, days in ISO form."""
    if options is None:
        return {}
    plain: dict[str, Any] = {}
    for name, value in options.cleaned_data.items():
        if hasattr(value, "pk"):
            value = value.pk
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        plain[name] = value
    return plain


@require_GET
@access(may_import)
def blank_list(request: HttpRequest, kind: str) -> FileResponse:
    """A blank list with the right headings."""
    return returning.blank_list(_kind(request, kind))


@require_GET
@access(may_import)
def session(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """On to the page where this import stands."""
    found = _session(request, uuid)
    if found.state in (State.STAGING, State.APPLYING) and found.job and not services.take_back(found):
        return redirect("jobs:detail", uuid=found.job)
    pages = {State.UPLOADED: "columns", State.CHECKED: "problems", State.DONE: "done"}
    return redirect(f"imports:{pages.get(State(found.state), 'columns')}", uuid=found.uuid)


@_get_or_post
@access(may_import)
def match_columns(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 2: which column means what; recognised columns are filled in."""
    found = _session(request, uuid)
    if found.state not in (State.UPLOADED, State.CHECKED):
        return redirect(found)
    forms = _sheet_forms(request, found)
    if request.method == "POST" and all([form.is_valid() for form in forms]):  # noqa: C419  each form's errors
        try:
            sheets = [form.result() for form in forms]
            job = services.choose_columns(session=found, sheets=sheets, actor=request.actor)  # type: ignore[attr-defined]
        except DomainError as error:
            forms[0].add_error(None, str(error))
        else:
            return redirect(job)
    return _page(request, "columns", found, 2, forms=forms, form=forms[0], tables=_tables(found, forms))


def _sheet_forms(request: HttpRequest, found: ImportSession) -> list[SheetForm]:
    only = len(found.sheets) == 1
    return [SheetForm(_sent(request), kind=found.kind_spec, sheet=sheet, only=only) for sheet in found.sheets]


def _tables(found: ImportSession, forms: list[SheetForm]) -> list[dict[str, Any]]:
    """Each sheet with its form and what a person should look at."""
    kind = found.kind_spec
    return [
        {
            "sheet": form.sheet,
            "form": form,
            "missing": columns.missing(kind, form.sheet),
            "recognised": len(form.sheet["mapping"]),
            "unread": _unread(form.sheet),
        }
        for form in forms
    ]


def _unread(sheet: dict[str, Any]) -> list[str]:
    used = {str(position) for found in sheet["mapping"].values() for position, _mark in found}
    return [heading for position, heading in sheet["headings"].items() if position not in used]


@_get_or_post
@access(may_import)
def problems(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 3: every problem at once, grouped; then the good rows or nothing."""
    found = _session(request, uuid)
    if found.state != State.CHECKED:
        return redirect(found)
    if not found.counts["bad"]:
        return redirect("imports:confirm", uuid=found.uuid)
    form = DecisionForm(_sent(request), good=number(found.counts["good"]), bad=number(found.counts["bad"]))
    if request.method == "POST" and form.is_valid():
        chosen = "imports:confirm" if form.cleaned_data["decision"] == "good" else "imports:upload"
        return redirect(chosen, **({"uuid": found.uuid} if "confirm" in chosen else {"kind": found.kind}))
    return _page(request, "problems", found, 3, form=form, groups=selectors.problem_groups(found))


@require_GET
@access(may_import)
def rows_to_mend(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    """The rows with problems as a workbook."""
    found = _session(request, uuid)
    if not found.rows.exclude(problems=[]).exists():
        raise Http404
    return returning.rows_to_mend(found)


@_get_or_post
@access(may_import)
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 4: what will be written, in numbers; then it is written."""
    found = _session(request, uuid)
    if found.state != State.CHECKED:
        return redirect(found)
    refusal = ""
    if request.method == "POST":
        try:
            return redirect(services.confirm(session=found, actor=request.actor))  # type: ignore[attr-defined]
        except DomainError as error:
            refusal = str(error)
    return _page(request, "confirm", found, 4, refusal=refusal, lines=_lines(found))


def _lines(found: ImportSession) -> list[dict[str, Any]]:
    words = {
        "create": _("Thêm mới"),
        "update": _("Sửa theo tệp"),
        "same": _("Đã có, giữ nguyên"),
        "bad": _("Để lại vì còn lỗi"),
    }
    return [{"label": label, "value": _rows(found.counts.get(key, 0))} for key, label in words.items()]


@require_GET
@access(may_import)
def done(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 5: what was done."""
    found = _session(request, uuid)
    if found.state != State.DONE:
        return redirect(found)
    words = {
        "created": _("Đã thêm"),
        "updated": _("Đã sửa"),
        "same": _("Không đổi"),
        "left": _("Để lại, chưa nhập"),
    }
    lines = [{"label": label, "value": _rows(found.counts.get(key, 0))} for key, label in words.items()]
    return _page(request, "done", found, 5, lines=lines, next_steps=_next(found))


def _next(found: ImportSession) -> list[tuple[str, str]]:
    kind = found.kind_spec
    steps = [(_("Xem danh sách"), kind.done_url(found))]
    if found.rows.exists():
        mend = reverse("imports:rows-to-mend", args=[found.uuid])
        steps.append((_("Tải tệp các dòng cần sửa (.xlsx)"), mend))
    steps.append((_("Nhập tệp khác"), reverse("imports:upload", args=[kind.key])))
    return [(words, url) for words, url in steps if url]


def _rows(count: int) -> str:
    return _("%(n)s dòng") % {"n": number(count)}


@require_POST
@access(may_import)
def abandon(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw the import away; nothing was written."""
    found = _session(request, uuid)
    try:
        services.abandon(session=found)
    except DomainError:
        return redirect(found)
    return redirect("imports:upload", kind=found.kind)
