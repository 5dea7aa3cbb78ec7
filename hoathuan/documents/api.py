"""The door of documents for other contexts."""

from hoathuan.documents.errors import DocumentProblem, FontsMissing
from hoathuan.documents.qr import qr_svg
from hoathuan.documents.rendering import render_pdf
from hoathuan.documents.responses import pdf_response, safe_filename

__all__ = ["DocumentProblem", "FontsMissing", "pdf_response", "qr_svg", "render_pdf", "safe_filename"]
