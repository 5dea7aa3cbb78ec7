"""The door of documents for other contexts."""

from hoathuan.documents import shapes
from hoathuan.documents.checks.services import add_file, check_of, check_url, issue_check, void_check
from hoathuan.documents.errors import DocumentProblem, FontsMissing, PaperRefused
from hoathuan.documents.fields import LONG_NAME, Data, Field, Row, Rows
from hoathuan.documents.kinds import PaperKind
from hoathuan.documents.kinds import register as register_paper
from hoathuan.documents.numbers import book_key, next_number, reserve_numbers
from hoathuan.documents.qr import qr_png, qr_svg
from hoathuan.documents.rendering import render_pdf
from hoathuan.documents.responses import pdf_response
from hoathuan.documents.selectors import papers_about, subjects_with_paper
from hoathuan.documents.waiting import unsigned

__all__ = [
    "LONG_NAME",
    "Data",
    "DocumentProblem",
    "Field",
    "FontsMissing",
    "PaperKind",
    "PaperRefused",
    "Row",
    "Rows",
    "add_file",
    "book_key",
    "check_of",
    "check_url",
    "issue_check",
    "next_number",
    "papers_about",
    "pdf_response",
    "qr_png",
    "qr_svg",
    "register_paper",
    "render_pdf",
    "reserve_numbers",
    "shapes",
    "unsigned",
    "subjects_with_paper",
    "void_check",
]
