"""The door of documents for other contexts."""

from hoathuan.documents import shapes
from hoathuan.documents.errors import DocumentProblem, FontsMissing
from hoathuan.documents.numbers import book_key, next_number, reserve_numbers
from hoathuan.documents.qr import qr_svg
from hoathuan.documents.rendering import render_pdf
from hoathuan.documents.responses import pdf_response

__all__ = [
    "DocumentProblem",
    "FontsMissing",
    "book_key",
    "next_number",
    "pdf_response",
    "qr_svg",
    "render_pdf",
    "reserve_numbers",
    "shapes",
]
