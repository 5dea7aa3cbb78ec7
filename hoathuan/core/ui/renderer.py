"""How Django forms look: one field template per kind of widget, never classes in a form's own code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

# The first kind whose widget class fits wins, so the special ones stand before those they derive from.
FACES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.ClearableFileInput, "file"),
    (forms.FileInput, "file"),
    (forms.MultiWidget, "group"),
    (forms.SelectDateWidget, "group"),
)
CLASSES = {
    "hidden": "",
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
    "radios": "govuk-radios__input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "group": "govuk-input",
    "input": "govuk-input",
}
# What an empty answer is told, by the kind of field; `%(label)s` is the question.
ASKS = {
    "input": _("Ghi vào ô “%(label)s”."),
    "radios": _("Chọn một ý ở câu “%(label)s”."),
    "checkboxes": _("Chọn ít nhất một ý ở câu “%(label)s”."),
    "select": _("Chọn một dòng ở “%(label)s”."),
    "file": _("Chọn tệp cho “%(label)s”."),
    "checkbox": _("Đánh dấu vào ô “%(label)s” rồi tiếp tục."),
}
GROUPED = ("checkboxes", "radios", "group")
SHORT = 12
"""Text fields of at most so many letters are drawn as wide as what belongs in them."""


class FaceField(BoundField):
    """A bound field that knows its template, its classes, and what describes it to a screen reader."""

    @property
    def face(self) -> str:
        """The kind of field: "input", "select", "radios" … names `ui/field_<face>.html`."""
        if self.is_hidden:
            return "hidden"
        return next((name for kind, name in FACES if isinstance(self.field.widget, kind)), "input")

    @property
    def template_name(self) -> str:
        """The field's own template, else the one of its kind."""
        return getattr(self.field, "template_name", None) or f"ui/field_{self.face}.html"

    @property
    def errors(self) -> ErrorList:
        """The messages; "this field is required" becomes what to do, named by the label."""
        found = super().errors
        data = [self._named(error) for error in found.as_data()]
        return self.form.error_class(data, renderer=self.form.renderer, field_id=self.auto_id)

    def _named(self, error: ValidationError) -> ValidationError:
        default = forms.Field.default_error_messages["required"]
        if error.code != "required" or error.message != default:
            return error
        return ValidationError(ASKS.get(self.face, ASKS["input"]) % {"label": self.label}, code="required")

    @property
    def marks_optional(self) -> bool:
        """Whether the label says "(không bắt buộc)": every visible field that may stay empty."""
        marks = getattr(self.form, "marks_optional", True)
        return marks and not self.field.required and self.face != "checkbox"

    @property
    def hint_id(self) -> str:
        """The id of the hint line, or "" without help text."""
        return f"{self.auto_id}-hint" if self.help_text and self.auto_id else ""

    @property
    def error_id(self) -> str:
        """The id of the message, or "" while the field is right."""
        return f"{self.auto_id}-error" if self.errors and self.auto_id else ""

    @property
    def aria_describedby(self) -> str | None:
        """Hint and message; a fieldset carries them itself."""
        given = self.field.widget.attrs.get("aria-describedby", "")
        ids = " ".join(part for part in (given, self.hint_id, self.error_id) if part)
        return ids or None

    @property
    def first_id(self) -> str:
        """The id of the control that a link in the error summary must reach."""
        if self.face in ("radios", "checkboxes"):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes plus classes, without those that let a browser judge before we do."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if self.face in GROUPED:
            attrs.pop("aria-describedby", None)
        attrs["class"] = " ".join(self._classes(widget))
        attrs.update(self._keyboard(widget))
        attrs["placeholder"] = False  # it vanishes while one types, and reads like an answer
        return {name: value for name, value in attrs.items() if value != ""}

    def _classes(self, widget: forms.Widget) -> list[str]:
        base = CLASSES[self.face]
        own = widget.attrs.get("class", "")
        wrong = (
            f"{base}--error" if self.errors and self.face in ("input", "select", "textarea", "file") else ""
        )
        return [name for name in (base, self._width(), wrong, own) if name]

    def _width(self) -> str:
        if self.face != "input":
            return ""
        if isinstance(self.field, forms.DateField):
            return "ht-input--date"
        if isinstance(self.field, forms.IntegerField):
            return "ht-input--number"
        length = getattr(self.field, "max_length", None)
        return "ht-input--short" if length and length <= SHORT else ""

    def _keyboard(self, widget: forms.Widget) -> dict[str, str]:
        if self.face != "input" or "inputmode" in widget.attrs:
            return {}
        if isinstance(self.field, forms.IntegerField | forms.DateField):
            return {"inputmode": "numeric"}
        return {}


class Renderer(TemplatesSetting):
    """The form renderer of the project (`FORM_RENDERER`)."""

    form_template_name = "ui/form_fields.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field_input.html"
    bound_field_class = FaceField
