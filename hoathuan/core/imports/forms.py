"""Forms of the steps: the file, the columns, what to do with the good rows."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.imports.registry import ImportKind
from hoathuan.core.spreadsheets.headers import ColumnSpec, column_letter


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy(
            "Tệp .xlsx, .xls, .ods hoặc .csv, nhiều nhất 30 MB. Giữ nguyên tiêu đề và cách trình bày đang dùng."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={
            "required": gettext_lazy("Chọn tệp danh sách trên máy."),
            "empty": gettext_lazy("Tệp trống: chọn tệp có dữ liệu."),
        },
    )


class SheetForm(forms.Form):
    """Whether one sheet is read, and from which column each value comes."""

    marks_optional = False

    def __init__(self, data: Any, *, kind: ImportKind, sheet: dict[str, Any], only: bool) -> None:
        super().__init__(data, prefix=f"t{sheet['index']}")
        self.kind, self.sheet, self.only = kind, sheet, only
        if not only:
            self.fields["use"] = forms.BooleanField(
                label=_("Đọc trang này"), required=False, initial=sheet["use"]
            )
        choices = [("", _("không có trong tệp")), *_positions(sheet)]
        for column in kind.columns:
            self._add(column, choices)

    def _add(self, column: ColumnSpec, choices: list[tuple[str, str]]) -> None:
        chosen = self.sheet["mapping"].get(column.key, [])
        plain = [str(position) for position, mark in chosen if mark is None]
        self.fields[column.key] = forms.ChoiceField(
            label=column.label, help_text=column.hint, choices=choices, required=False,
            initial=plain[0] if plain else "",
        )  # fmt: skip
        for mark, words in column.ticks.items():
            ticked = [str(position) for position, value in chosen if value == mark]
            self.fields[f"{column.key}~{mark}"] = forms.ChoiceField(
                label=_("%(label)s: cột đánh dấu “%(word)s”") % {"label": column.label, "word": words[0].capitalize()},
                choices=choices, required=False, initial=ticked[0] if ticked else "",
            )  # fmt: skip

    def main_fields(self) -> list[forms.BoundField]:
        """Whether the sheet is read, and the columns; columns of marks only where some were recognised."""
        return [self[name] for name in self.fields if not self._is_spare(name)]

    def spare_fields(self) -> list[forms.BoundField]:
        """Columns of marks that this sheet seems not to have."""
        return [self[name] for name in self.fields if self._is_spare(name)]

    def _is_spare(self, name: str) -> bool:
        key, _sign, mark = name.partition("~")
        return bool(mark) and not any(source[1] for source in self.sheet["mapping"].get(key, []))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_used(data) and (lacking := self._lacking(data)):
            names = ", ".join(lacking)
            raise forms.ValidationError(
                _("Trang “%(sheet)s” chưa có cột: %(names)s. Chọn cột, hoặc bỏ đánh dấu trang này.")
                % {"sheet": self.sheet["name"], "names": names}
            )
        return data

    def _lacking(self, data: dict[str, Any]) -> list[str]:
        from hoathuan.core.imports.columns import missing

        return missing(self.kind, self.sheet | {"mapping": self.mapping(data)})

    def is_used(self, data: dict[str, Any]) -> bool:
        return self.only or bool(data.get("use"))

    def mapping(self, data: dict[str, Any]) -> dict[str, list[list[Any]]]:
        """The columns as chosen; a second source that was recognised (year under Nam | Nữ) stays."""
        chosen: dict[str, list[list[Any]]] = {}
        for column in self.kind.columns:
            found = [
                [int(data[f"{column.key}~{mark}"]), mark]
                for mark in column.ticks
                if data.get(f"{column.key}~{mark}")
            ]
            if data.get(column.key):
                found.insert(0, [int(data[column.key]), None])
                found += self._further(column.key, int(data[column.key]))
            if found:
                chosen[column.key] = found
        return chosen

    def _further(self, key: str, first: int) -> list[list[Any]]:
        recognised = [source for source in self.sheet["mapping"].get(key, []) if source[1] is None]
        return recognised[1:] if recognised and recognised[0][0] == first else []

    def result(self) -> dict[str, Any]:
        """The sheet with what the person chose."""
        data = self.cleaned_data
        return self.sheet | {"use": self.is_used(data), "mapping": self.mapping(data)}


def _positions(sheet: dict[str, Any]) -> list[tuple[str, str]]:
    """Every column with a heading: its letter, the heading, an example from below."""
    found = []
    for position, heading in sorted(sheet["headings"].items(), key=lambda item: int(item[0])):
        samples = sheet["samples"].get(position) or []
        example = _(" (ví dụ: %(text)s)") % {"text": samples[0]} if samples else ""
        found.append((position, f"{column_letter(int(position))}: {heading}{example}"))
    return found


class DecisionForm(forms.Form):
    """What to do when some rows have problems."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Làm gì tiếp?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn một trong hai cách.")},
    )

    def __init__(self, *args: Any, good: str, bad: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep = _("Nhập %(good)s dòng tốt, giữ lại %(bad)s dòng lỗi để sửa") % {"good": good, "bad": bad}
        field = cast(forms.ChoiceField, self.fields["decision"])
        field.choices = [("good", keep), ("none", _("Chưa nhập gì, sửa tệp rồi tải lên lại"))]
