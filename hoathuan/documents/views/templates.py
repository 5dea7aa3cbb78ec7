"""Templates: which holds for each kind, its versions, a trial, a province's own Word file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoathuan.accounts.actor import actor_in
from hoathuan.core.access import access
from hoathuan.core.dates import DateProblem, parse_date
from hoathuan.core.errors import DomainError
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.documents import forms, rights, selectors
from hoathuan.documents.choices import Engine
from hoathuan.documents.fields import COMMON, SQUARE_CODE, split
from hoathuan.documents.making import make_sample
from hoathuan.documents.models import Template, TemplateVersion
from hoathuan.documents.responses import file_response
from hoathuan.documents.services import templates as services
from hoathuan.documents.word.starter import starter

from .found import kind_or_404, made_response, shown, version_in_reach


@require_GET
@access(rights.READERS)
def templates(request: HttpRequest) -> HttpResponse:
    return shown(request, "templates", rows=selectors.templates_kept(actor_in(request)))


@get_or_post
@access(rights.READERS)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: its versions and fields; a province's officer brings a Word file in."""
    actor, of_kind = actor_in(request), kind_or_404(kind)
    may_write = rights.province_above(actor) is not None
    form = forms.TemplateForm(request.POST or None, request.FILES or None) if may_write else None
    made = form and done(
        request,
        form,
        lambda data: services.bring_in(kind=of_kind, upload=data["file"], note=data["note"], actor=actor),
        _("Đã nhận mẫu. Xem thử rồi chọn ngày bắt đầu dùng."),
    )
    if made:
        return redirect("documents:template", of_kind.key)
    single, tables = split((*COMMON, SQUARE_CODE, *of_kind.fields))
    return shown(
        request, "template", kind=of_kind, form=form, versions=selectors.versions_of(actor, of_kind), single=single,
        tables=tables, use=forms.UseForm(), may_write=may_write, province=rights.province_above(actor),
        uses=selectors.uses_of(actor, of_kind),
    )  # fmt: skip


@require_GET
@access(rights.READERS)
def starting_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The product's wording as a Word file with its fields in place."""
    of_kind = kind_or_404(kind)
    return file_response(starter(of_kind.shipped()), f"{of_kind.label}.docx")


@require_GET
@access(rights.READERS)
def shipped_sample(request: HttpRequest, kind: str) -> HttpResponse:
    of_kind = kind_or_404(kind)
    shipped = TemplateVersion(
        template=Template(kind=of_kind.key), engine=Engine.TYPST, wording=dict(of_kind.shipped())
    )
    return made_response(make_sample(shipped))


@require_GET
@access(rights.READERS)
def sample(request: HttpRequest, pk: str) -> HttpResponse:
    """A version filled with the longest name and forty rows."""
    version = version_in_reach(request, pk)
    try:
        return made_response(make_sample(version))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("documents:template", version.template.kind)


@require_POST
@access(rights.TEMPLATE_WRITERS)
def use(request: HttpRequest, pk: str) -> HttpResponse:
    """Make papers by this version from a day on."""
    version, actor = version_in_reach(request, pk), actor_in(request)
    try:
        services.use_from(
            version=version, used_from=parse_date(request.POST.get("used_from", "")), actor=actor
        )
    except (DomainError, DateProblem) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã chọn mẫu. Dự thảo soạn từ ngày đó dùng mẫu này."))
    return redirect("documents:template", version.template.kind)


@require_POST
@access(rights.TEMPLATE_WRITERS)
def back_to_shipped(request: HttpRequest, kind: str) -> HttpResponse:
    of_kind, actor = kind_or_404(kind), actor_in(request)
    try:
        services.use_shipped(
            kind=of_kind, used_from=parse_date(request.POST.get("used_from", "")), actor=actor
        )
    except (DomainError, DateProblem) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã chọn lại mẫu của phần mềm."))
    return redirect("documents:template", of_kind.key)
