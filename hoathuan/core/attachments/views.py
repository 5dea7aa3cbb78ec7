"""The one address at which attached files are read."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hoathuan.core.access import SIGNED_IN, access

from .errors import NotReadable
from .models import Attachment
from .readers import may_read
from .responses import attachment_response


@require_GET
@access(SIGNED_IN)
def file(request: HttpRequest, pk: UUID) -> HttpResponse | FileResponse:
    """A file, for who may read a record that it belongs to; for all others it is not there."""
    attachment = get_object_or_404(Attachment, uuid=pk)
    if not may_read(request.actor, attachment):  # type: ignore[attr-defined]
        raise Http404
    try:
        return attachment_response(attachment, inline=True)
    except NotReadable as problem:
        context = {"name": attachment.name, "words": str(problem)}
        return render(request, "attachments/held.html", context, status=409)
