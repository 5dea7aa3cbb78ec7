"""Part II of the register: the sub-columns as a person types them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoathuan.cases import layouts
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.forms.entry import Words
from hoathuan.core.dates import VietnameseDateField


class LayoutForm(forms.Form):
    """Which letters of Decree 15/2014 Art. 5(1) stand in which sub-column."""

    columns = Words(
        label=_("Các cột của phạm vi hòa giải"),
        rows=7,
        help_text=_(
            "Mỗi dòng một cột: tiêu đề, dấu hai chấm, các điểm của Nghị định 15/2014, Điều 5 khoản 1."
        ),
    )
    valid_from = VietnameseDateField(label=_("Áp dụng cho sổ từ ngày"))
    source = forms.CharField(label=_("Căn cứ"), max_length=300)
    confirmed = forms.BooleanField(
        label=_("Đã đối chiếu với mẫu sổ gốc của Bộ Tư pháp"),
        required=False,
    )

    def clean_columns(self):
        try:
            return layouts.read(self.cleaned_data["columns"])
        except CaseRefused as refusal:
            raise ValidationError(str(refusal)) from refusal


class NotesForm(forms.Form):
    """Part II's notes of a book: one line for each mediator who led a dispute of the year."""

    # tells this form's answer from an empty one, which would take all notes away
    save_notes = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)

    def __init__(self, *args, leaders, notes, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = [who.person for who in leaders]
        for who in leaders:
            stands = notes[who.person].text if who.person in notes else ""
            self.fields[f"note_{who.person}"] = forms.CharField(
                label=who.name, max_length=300, required=False, initial=stands
            )
            # what the writer began from: what somebody else has written since is not overwritten unseen
            self.fields[f"seen_{who.person}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=stands
            )

    def arguments(self):
        return {
            name: {who: self.cleaned_data[f"{field}_{who}"] for who in self.people}
            for name, field in (("notes", "note"), ("seen", "seen"))
        }

    def refuse(self, refusal):
        """Say it at the note, and let the next sending start from what stands there now."""
        self.add_error(refusal.field, str(refusal))
        seen = refusal.field.replace("note_", "seen_")
        self.data = {**self.data.dict(), seen: self.fields[seen].initial}
