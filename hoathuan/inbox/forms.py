"""What is asked above the list of dues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .dues.reading import Line
from .dues.registry import DueSource

LATE, SOON, ALL_DATED = "tre", "sap", "ngay"


class DueFilter(forms.Form):
    """Kind, and how far off; the address of a filtered list can be shared."""

    marks_optional = False
    loai = forms.ChoiceField(label=_("Loại việc"), required=False)
    han = forms.ChoiceField(
        label=_("Thời hạn"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            (LATE, _("Quá hạn")),
            (SOON, _("Quá hạn hoặc còn từ 14 ngày trở xuống")),
            (ALL_DATED, _("Mọi việc có ngày")),
        ],
    )

    def __init__(self, data: Any, sources: Sequence[DueSource]) -> None:
        super().__init__(data)
        kinds = [("", _("Tất cả")), *((one.key, one.label) for one in sources)]
        self.fields["loai"].choices = kinds  # type: ignore[attr-defined]

    def matching(self, lines: Sequence[Line]) -> list[Line]:
        """The lines that were asked for; what the address says wrongly asks for nothing."""
        kind, term = self._asked("loai"), self._asked("han")
        return [line for line in lines if kind in ("", line.source.key) and _fits(line, term)]

    def _asked(self, name: str) -> str:
        value = self.data.get(name, "")
        offered = [str(key) for key, _label in self.fields[name].choices]  # type: ignore[attr-defined]
        return value if value in offered else ""


def _fits(line: Line, term: str) -> bool:
    if term == LATE:
        return line.late
    if term == SOON:
        return line.state in ("late", "risk")
    return term != ALL_DATED or line.due.due_on is not None
