"""From a shape to the bytes of a PDF, through Typst.

One compiler per thread and template is kept: parsing, fonts and unchanged layout are reused, which makes
the second paper about five times faster than the first.
"""

import json
import logging
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from hoathuan.documents.errors import DocumentProblem, FontsMissing
from hoathuan.documents.fonts import typesetter_fonts
from hoathuan.documents.printable import printable, printable_data
from hoathuan.documents.shapes import SHAPES, Shape

log = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "typst"
# Archive quality with structure (ISO 19005-2 level A) and accessible to screen readers (ISO 14289-1).
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]

_kept = threading.local()


def render_pdf(
    template: str, data: Mapping[str, Any] | Shape, *, title: str, author: str, when: datetime | None = None
) -> bytes:
    """Set `data` in `template` and return the PDF.

    `data` is the shape of the template (documents/shapes.py) or a mapping that fits it; a mapping that does
    not raises pydantic's ValidationError. `when` (aware) is the moment of creation written into the file: the
    same input gives the same bytes. Without it the present moment is written, since PDF/A demands one.
    Raises FontsMissing for an unknown family and DocumentProblem when the typesetter refuses.
    """
    shape = SHAPES[template].model_validate(data)
    inputs = {
        "data": json.dumps(printable_data(shape.model_dump(mode="json")), ensure_ascii=False),
        "title": printable(title),
        "author": printable(author),
    }
    return _compile(template, inputs, when)


def _compile(template: str, inputs: dict[str, str], when: datetime | None) -> bytes:
    try:
        result, warnings = _compiler(template).compile_with_warnings(
            sys_inputs=inputs,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=int((when or timezone.now()).timestamp()),
        )
    except typst.TypstError as problem:
        raise DocumentProblem(f"{template}: {problem.diagnostic}") from problem
    for warning in warnings:
        _weigh(template, warning)
    if not isinstance(result, bytes):
        raise DocumentProblem(f"{template}: the typesetter gave no PDF")
    return result


def _weigh(template: str, warning: typst.TypstWarning) -> None:
    """An unknown family would be replaced silently: refuse. Anything else is for the log."""
    if "font family" in warning.message:
        raise FontsMissing(f"{template}: {warning.message}")
    log.warning("typesetting %s: %s", template, warning.diagnostic)


def _compiler(template: str) -> typst.Compiler:
    compilers: dict[str, typst.Compiler] | None = getattr(_kept, "compilers", None)
    if compilers is None:
        compilers = _kept.compilers = {}
    if template not in compilers:
        compilers[template] = typst.Compiler(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=typesetter_fonts(),
            ignore_system_fonts=True,
        )
    return compilers[template]
