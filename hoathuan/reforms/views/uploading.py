"""A list of changes is uploaded into a draft."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.spreadsheets.errors import FileRefused
from hoathuan.core.spreadsheets.guard import MAX_FILE_BYTES
from hoathuan.core.ui.sending import get_or_post
from hoathuan.reforms.forms.uploading import UploadForm
from hoathuan.reforms.reading import Line, read_lines
from hoathuan.reforms.rules import REFORMERS
from hoathuan.reforms.services.uploading import SHOWN, ListRefused, bring_in

from . import found
from .drafts import address, form_page


@get_or_post
@access(REFORMERS)
def upload(request: HttpRequest, pk: str) -> HttpResponse:
    """All rows, or none and every bad one named."""
    reform = found.draft_of(request, pk)
    if reform.corrects_id:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, reform=reform)
    problems: list[str] = []
    if form.is_valid():
        data = form.cleaned_data
        try:
            lines = _lines(data["file"])
            actor = found.actor_in(request)
            n = bring_in(
                reform=reform, lines=lines, level=data["level"], version=data["version"], actor=actor
            )
        except DomainError as refused:
            form.add_error("file", str(refused))
            problems = refused.problems if isinstance(refused, ListRefused) else []
        else:
            messages.success(request, _("Đã ghi %(n)s đơn vị vào bản soạn.") % {"n": n})
            return redirect(address(reform))
    more = {"problems": problems[:SHOWN], "more": max(len(problems) - SHOWN, 0)}
    return form_page(request, form, _("Tải danh sách lên"), _("Ghi vào bản soạn"), address(reform), **more)


def _lines(upload: UploadedFile) -> list[Line]:
    """The file is opened by a limited process, from a place of its own that is gone afterwards."""
    if (upload.size or 0) > MAX_FILE_BYTES:
        raise FileRefused("too_big")
    with tempfile.NamedTemporaryFile() as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return read_lines(Path(kept.name))
