"""A PDF on its way to the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from hoathuan.core.filenames import safe_filename


def pdf_response(content: bytes, filename: str, *, inline: bool = False) -> HttpResponse:
    """`content` as a download (or, `inline`, to be looked at first); never kept by shared caches."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = (
        content_disposition_header(not inline, safe_filename(filename, ".pdf")) or ""
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
