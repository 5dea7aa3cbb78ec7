"""The door of documents for other contexts."""

from hoathuan.documents import shapes
from hoathuan.documents.checks.codes import read_code, spoken_digest
from hoathuan.documents.checks.services import (
    add_file,
    check_by_code,
    check_of,
    check_url,
    issue_check,
    void_check,
)
from hoathuan.documents.checks.telling import Told
from hoathuan.documents.checks.telling import register as register_teller
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
    "Told",
    "add_file",
    "book_key",
    "check_by_code",
    "check_of",
    "check_url",
    "issue_check",
    "next_number",
    "papers_about",
    "pdf_response",
    "qr_png",
    "qr_svg",
    "read_code",
    "register_paper",
    "register_teller",
    "render_pdf",
    "reserve_numbers",
    "shapes",
    "spoken_digest",
    "unsigned",
    "subjects_with_paper",
    "void_check",
]
