"""Two people on one record: the second to save sees both versions and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .errors import DomainError


class StaleRecord(DomainError):
    """Someone else saved this record after it was opened."""

    def __init__(self) -> None:
        super().__init__(_("Người khác vừa lưu bản ghi này. Xem hai bản bên dưới rồi lưu lại."))


def sent_version(request: Any) -> int:
    """The version that a page without a form of fields showed; none fits what is no number."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


@dataclass(frozen=True)
class Difference:
    """One field that differs: what is stored now, and what this person typed."""

    label: str
    theirs: str
    yours: str


class StaleGuardMixin(forms.BaseForm):
    """Carry the record's version through the form and compare it when it comes back.

    The form must be given `record=` (a model instance with `version`). After a clash the hidden version is
    renewed, so that saving again, having seen both, goes through.
    """

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.stale: list[Difference] = []
        if record is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=record.version)

    def clean_version(self) -> int:
        sent = int(self.cleaned_data["version"])
        if self.record is not None and sent != self.record.version:
            sent_back = self.data.copy()  # type: ignore[attr-defined]
            sent_back[self.add_prefix("version")] = str(self.record.version)
            self.data = sent_back
            self.stale = self._differences()
            raise StaleRecordProblem(str(StaleRecord()))
        return sent

    def _differences(self) -> list[Difference]:
        found = []
        for name, field in self.fields.items():
            stored = getattr(self.record, name, None)
            yours = str(self.data.get(self.add_prefix(name), "")).replace("\r\n", "\n")  # as browsers send
            if name == "version" or not hasattr(self.record, name):
                continue
            theirs = field.prepare_value(getattr(stored, "pk", stored))
            shown = (
                f"{theirs:%d/%m/%Y}"
                if hasattr(theirs, "strftime")
                else str(theirs if theirs is not None else "")
            )
            if shown != yours:
                found.append(Difference(str(field.label or name), shown, yours))
        return found


class StaleRecordProblem(forms.ValidationError):
    """The clash as a form error."""
