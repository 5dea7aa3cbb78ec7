"""The vocabulary of templates: which fields a kind of paper has. Their keys are what officials write in Word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoathuan.core.text import legal_text

#: What a sample shows where a name stands: as long as the longest that a form takes in.
LONG_NAME = legal_text("Công Tằng Tôn Nữ Nguyễn Thị Phương Thảo Nguyên Hạnh Ngọc Quỳnh Hương M")
SAMPLE_ROWS = 40

Row = dict[str, str]
Data = dict[str, str | list[Row]]


@dataclass(frozen=True)
class Field:
    """One value. `typed`: by the officer, in `lines` lines; else the context of the subject gives it."""

    key: str
    label: Any
    sample: str = ""
    required: bool = True
    typed: bool = False
    lines: int = 1
    help: Any = ""

    @property
    def written(self) -> str:
        """As it stands in a Word file."""
        return f"{{{{ {self.key} }}}}"

    def sampled(self) -> str:
        return self.sample or str(self.label)


@dataclass(frozen=True)
class Rows:
    """A table of values, one row for each record; in Word: `{%tr for x in key %}`."""

    key: str
    label: Any
    columns: tuple[Field, ...]
    required: bool = True

    @property
    def written(self) -> str:
        return f"{{%tr for dong in {self.key} %}}"

    @property
    def written_columns(self) -> list[tuple[str, Any]]:
        """Each column as it stands inside the loop, with its label; first the number of the row."""
        first = ("{{ dong.stt }}", _("Số thứ tự của dòng"))
        return [first, *((f"{{{{ dong.{column.key} }}}}", column.label) for column in self.columns)]

    def sampled(self) -> list[Row]:
        return [
            {column.key: column.sampled() for column in self.columns} | {"stt": str(number)}
            for number in range(1, SAMPLE_ROWS + 1)
        ]


#: Every kind of paper has these; the paper itself gives them, not its subject.
COMMON = (
    Field("co_quan_cap_tren", _("Cơ quan cấp trên"), legal_text("ỦY BAN NHÂN DÂN TỈNH MẪU"), required=False),
    Field("co_quan", _("Cơ quan ban hành"), legal_text("ỦY BAN NHÂN DÂN XÃ AN MẪU")),
    Field("so_ky_hieu", _("Số và ký hiệu"), legal_text("07/QĐ-UBND")),
    Field("dia_danh", _("Địa danh"), legal_text("An Mẫu"), required=False),
    Field("ngay_ban_hanh", _("Ngày ban hành bằng chữ"), legal_text("ngày 05 tháng 02 năm 2026")),
    Field("trich_yeu", _("Trích yếu"), legal_text("Về việc thử mẫu văn bản"), required=False),
    Field("chuc_vu_ky", _("Chức vụ người ký"), legal_text("CHỦ TỊCH")),
    Field("nguoi_ky", _("Người ký"), LONG_NAME),
    Field("ma_kiem_tra", _("Mã kiểm tra"), "K7P-3MA-9TX"),
    Field(
        "dia_chi_kiem_tra", _("Địa chỉ kiểm tra"), "https://mau.example/kiem-tra/K7P3MA9TX", required=False
    ),
)
#: A picture, in Word only.
SQUARE_CODE = Field("ma_vuong", _("Mã vuông để kiểm tra bằng điện thoại"))


def split(fields: tuple[Field | Rows, ...]) -> tuple[list[Field], list[Rows]]:
    return [f for f in fields if isinstance(f, Field)], [f for f in fields if isinstance(f, Rows)]


def needed(fields: tuple[Field | Rows, ...]) -> list[str]:
    """Keys of what may not be empty."""
    return [field.key for field in fields if field.required]


def vocabulary(fields: tuple[Field | Rows, ...]) -> dict[str, Any]:
    """As plain data, for the process that looks at a Word file."""
    single, tables = split((*COMMON, SQUARE_CODE, *fields))
    return {
        "fields": [field.key for field in single],
        "rows": {rows.key: ["stt", *(column.key for column in rows.columns)] for rows in tables},
        "required": needed((*COMMON, SQUARE_CODE, *fields)),
    }


def labels(fields: tuple[Field | Rows, ...]) -> Mapping[str, Any]:
    found = {field.key: field.label for field in (*COMMON, SQUARE_CODE, *fields)}
    for rows in split(fields)[1]:
        found |= {f"{rows.key}.{column.key}": column.label for column in rows.columns}
    return found


def sample(fields: tuple[Field | Rows, ...]) -> Data:
    """A filled paper for a preview: the longest name, and a table of forty rows."""
    return {field.key: field.sampled() for field in (*COMMON, *fields)}
