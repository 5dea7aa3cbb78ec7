"""The one kind of paper that is about no record: an official letter (công văn)."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoathuan.core.text import legal_text

from .fields import Field
from .kinds import PaperKind, register

_SAMPLE = legal_text("Nội dung thử của công văn, đủ dài để thấy cách dòng và cách đoạn trên trang giấy.")


def _no_title(subject: Any) -> str:
    return ""


LETTER = PaperKind(
    key="cong-van",
    label=_("Công văn"),
    wording=Path(__file__).parent / "wordings" / "official-letter.json",
    fields=(
        Field("kinh_gui", _("Kính gửi"), legal_text("Ủy ban nhân dân các xã, phường"), typed=True),
        Field(
            "noi_dung",
            _("Nội dung"),
            "\n".join([_SAMPLE] * 12),
            typed=True,
            lines=12,
            help=_("Mỗi đoạn một dòng."),
        ),
    ),
    title=_no_title,
)


def register_all() -> None:
    register(LETTER)
