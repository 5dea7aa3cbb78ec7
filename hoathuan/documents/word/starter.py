"""The product's own wording as a Word file with its fields in place: where a province begins its own template."""

import io
import re
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hoathuan.core.text import legal_text

_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def starter(wording: Mapping[str, Any]) -> bytes:
    """A .docx in the layout of Decree 30/2020, to be changed in Word and brought in again."""
    made = Document()
    _page(made)
    _head(made, wording)
    if wording.get("kind"):
        _line(made, wording["kind"], bold=True, middle=True)
        _line(made, "{{ trich_yeu }}", bold=True, middle=True)
    for to in wording.get("to", ()):
        _line(made, legal_text("Kính gửi: ") + _marked(to), middle=True)
    if wording.get("authority"):
        _line(made, _marked(wording["authority"]), bold=True, middle=True)
    for basis in wording.get("bases", ()):
        _optional(made, basis, _marked(basis) + ";", italic=True, body=True)
    if wording.get("resolves"):
        _line(made, wording["resolves"], bold=True, middle=True)
    _blocks(made, wording.get("blocks", ()))
    _foot(made, wording)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _marked(line: str) -> str:
    return _FIELD.sub(r"{{ \1 }}", line)


def _page(made: Any) -> None:
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    _page_number(section)


def _page_number(section: Any) -> None:
    """In the middle of the top margin, none on page 1."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _line(
    place: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    middle: bool = False,
    body: bool = False,
) -> None:
    """One paragraph; `body`: justified running text whose first line begins further in."""
    paragraph = place.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    paragraph.paragraph_format.space_after = Pt(6)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif body:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(12.7)


def _optional(made: Any, source: str, text: str, **style: bool) -> None:
    """A line that is left out where one of its values is empty."""
    keys = _FIELD.findall(source)
    if keys:
        _line(made, f"{{%p if {' and '.join(keys)} %}}")
    _line(made, text, **style)
    if keys:
        _line(made, "{%p endif %}")


def _two_cells(made: Any, *widths: int) -> Any:
    """Two columns without rules, so wide in millimetres."""
    table = made.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    return table.rows[0].cells


def _head(made: Any, wording: Mapping[str, Any]) -> None:
    left, right = _two_cells(made, 66, 94)
    _line(left, "{{ co_quan_cap_tren }}", middle=True)
    _line(left, "{{ co_quan }}", bold=True, middle=True)
    _line(left, legal_text("Số: ") + "{{ so_ky_hieu }}", middle=True)
    if not wording.get("kind"):
        _line(left, legal_text("V/v ") + "{{ trich_yeu }}", middle=True)
    _line(right, legal_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), bold=True, middle=True)
    _line(right, legal_text("Độc lập - Tự do - Hạnh phúc"), bold=True, middle=True)
    _line(right, "{{ dia_danh }}, {{ ngay_ban_hanh }}", italic=True, middle=True)


def _blocks(made: Any, blocks: Any) -> None:
    articles = 0
    for block in blocks:
        if block["kind"] == "table":
            _table(made, block)
            continue
        for text in block.get("lines", [block.get("text", "")]):
            before = ""
            if block["kind"] == "article":
                articles += 1
                before = legal_text("Điều {}. ").format(articles)
            centred = block["kind"] == "centred"
            _optional(made, text, before + _marked(text), bold=centred, middle=centred, body=not centred)


def _table(made: Any, block: Mapping[str, Any]) -> None:
    columns = block["columns"]
    table = made.add_table(rows=4, cols=len(columns))
    table.style = "Table Grid"
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(column["title"]).bold = True
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _repeated(table.rows[0])
    table.rows[1].cells[0].text = f"{{%tr for dong in {block['of']} %}}"
    for cell, column in zip(table.rows[2].cells, columns, strict=True):
        cell.text = f"{{{{ dong.{column['value']} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"


def _repeated(row: Any) -> None:
    """The head of a table stands again on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _foot(made: Any, wording: Mapping[str, Any]) -> None:
    left, right = _two_cells(made, 80, 80)
    _line(left, legal_text("Nơi nhận:"), bold=True, italic=True)
    for line in wording.get("recipients", ()):
        _line(left, f"- {_marked(line)};")
    _line(right, "{{ chuc_vu_ky }}", bold=True, middle=True)
    for _space in range(3):
        _line(right, "")
    _line(right, "{{ nguoi_ky }}", bold=True, middle=True)
    _line(made, "{{ ma_vuong }}")
    _line(made, legal_text("Mã kiểm tra: ") + "{{ ma_kiem_tra }} {{ dia_chi_kiem_tra }}")
