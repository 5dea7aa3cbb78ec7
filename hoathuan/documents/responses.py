"""A PDF on its way to the browser."""

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from hoathuan.documents.printable import printable

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST = 120


def safe_filename(name: str, extension: str = ".pdf") -> str:
    """`name` as a file name that every system takes; Vietnamese letters stay."""
    stem = name[: -len(extension)] if name.lower().endswith(extension) else name
    stem = " ".join(_UNSAFE.sub("-", printable(stem)).split()).strip(" .-")
    return (stem[:_LONGEST].rstrip(" .-") or "tai-lieu") + extension


def pdf_response(content: bytes, filename: str, *, inline: bool = False) -> HttpResponse:
    """`content` as a download (or, `inline`, to be looked at first); never kept by shared caches."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(not inline, safe_filename(filename)) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
