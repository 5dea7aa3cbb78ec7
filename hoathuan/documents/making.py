"""From a paper, or a sample of one, to the file: by our own layout (PDF) or by a province's Word file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.core.attachments.api import read_attachment
from hoathuan.core.dates import ZONE, today
from hoathuan.core.filenames import safe_filename
from hoathuan.core.text import legal_text
from hoathuan.units.models import Unit

from . import wording
from .choices import Engine
from .errors import TemplateRefused
from .fields import Data, sample, vocabulary
from .kinds import PaperKind, get
from .models import Paper, TemplateVersion
from .printable import printable_data
from .qr import qr_png, qr_svg
from .rendering import render_pdf
from .shapes import Head, Mark
from .word import run

TRIAL = legal_text("BẢN THỬ")
DRAFT = legal_text("DỰ THẢO")


@dataclass(frozen=True)
class Made:
    """A file that was made, and under which name it is kept or given out."""

    content: bytes
    name: str

    @property
    def is_pdf(self) -> bool:
        return self.name.endswith(".pdf")


@dataclass(frozen=True)
class Checked:
    """The code of a paper and where it is asked about."""

    code: str = ""
    address: str = ""


def place_of(unit: Unit) -> str:
    """The name without the word of its kind, as the line of place and date writes it."""
    first, _space, rest = unit.name.partition(" ")
    return rest if rest and first.lower() == unit.kind.lower() else unit.name


def words_of_day(day: date | None) -> str:
    """As Decree 30/2020 writes a day: below 10, and the months 1 and 2, with a leading 0."""
    if day is None:
        return legal_text("ngày ..... tháng ..... năm 20.....")
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return legal_text("ngày {} tháng {} năm {}").format(f"{day.day:02d}", month, day.year)


def make_paper(paper: Paper, checked: Checked | None = None) -> Made:
    """The paper as its row says now: a draft says so over its page, an issued one bears its code."""
    kind = get(paper.kind)
    checked = checked or Checked()
    values = _common(paper, checked) | paper.data
    head = Head(
        superior=_superior(paper),
        body=paper.body.name.upper(),
        number=paper.number,
        sign=paper.sign,
        place=place_of(paper.unit),
        on=paper.issued_on,
        subject="" if paper.version_used.wording.get("kind") else _after_about(paper.title),
    )
    trial = "" if paper.number else DRAFT
    name = f"{paper.sign} {paper.number} {paper.title}" if paper.number else f"{DRAFT} {paper.title}"
    return _made(paper.version_used, kind, values, head, checked, trial, name, paper.issued_on)


def make_sample(version: TemplateVersion) -> Made:
    """A trial of a version, with the longest name and a table of forty rows."""
    kind = get(version.template.kind)
    values = sample(kind.fields)
    checked = Checked(str(values["ma_kiem_tra"]), str(values["dia_chi_kiem_tra"]))
    head = Head(
        superior=str(values["co_quan_cap_tren"]),
        body=str(values["co_quan"]),
        number="7",
        sign=legal_text("QĐ-UBND"),
        place=str(values["dia_danh"]),
        on=date(2026, 2, 5),
        subject="" if version.wording.get("kind") else _after_about(str(values["trich_yeu"])),
    )
    return _made(version, kind, values, head, checked, TRIAL, f"{TRIAL} {kind.label}", today())


def _common(paper: Paper, checked: Checked) -> Data:
    return {
        "co_quan_cap_tren": _superior(paper),
        "co_quan": paper.body.name.upper(),
        "so_ky_hieu": paper.code or f"...../{paper.sign}",
        "dia_danh": place_of(paper.unit),
        "ngay_ban_hanh": words_of_day(paper.issued_on),
        "trich_yeu": paper.title,
        "chuc_vu_ky": paper.signer_office.upper(),
        "nguoi_ky": paper.signer,
        "ma_kiem_tra": checked.code,
        "dia_chi_kiem_tra": checked.address,
    }


def _after_about(title: str) -> str:
    """A letter says "V/v" itself."""
    return title.removeprefix(legal_text("Về việc ")).removeprefix("V/v ")


def _superior(paper: Paper) -> str:
    return paper.body.superior.name.upper() if paper.body.superior else ""


def _made(
    version: TemplateVersion,
    kind: PaperKind,
    values: Data,
    head: Head,
    checked: Checked,
    trial: str,
    name: str,
    day: date | None,
) -> Made:
    if version.engine == Engine.WORD:
        return Made(_by_word(version, kind, values, checked), safe_filename(name, ".docx"))
    mark = (
        Mark(code=checked.code, address=checked.address, qr=qr_svg(checked.address)) if checked.code else None
    )
    paper = wording.official(version.wording, values, head, mark=mark, trial=trial)
    when = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE) if day else None
    title = str(values["trich_yeu"]) or str(kind.label)
    content = render_pdf("official", paper, title=title, author=head.body, when=when)
    return Made(content, safe_filename(name, ".pdf"))


def _by_word(version: TemplateVersion, kind: PaperKind, values: Mapping[str, Any], checked: Checked) -> bytes:
    if version.file is None:  # the table refuses such a row
        raise TemplateRefused(_("Mẫu này không còn tệp Word. Hãy tải mẫu lên lại."))
    picture = qr_png(checked.address) if checked.address else None
    file = read_attachment(version.file)
    return run.fill(file, vocabulary(kind.fields), printable_data(values), picture)
