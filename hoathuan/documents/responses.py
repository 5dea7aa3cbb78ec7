"""A paper on its way to the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from hoathuan.core.attachments.kinds import DOCX, PDF
from hoathuan.core.filenames import safe_filename


def pdf_response(content: bytes, filename: str, *, inline: bool = False) -> HttpResponse:
    """`content` as a download (or, `inline`, to be looked at first); never kept by shared caches."""
    return file_response(content, safe_filename(filename, PDF.extensions[0]), inline=inline)


def file_response(content: bytes, filename: str, *, inline: bool = False) -> HttpResponse:
    """The same for a PDF or a Word file, told by the name that we gave it."""
    mime = DOCX.mime if filename.endswith(DOCX.extensions[0]) else PDF.mime
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(not inline, filename) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
