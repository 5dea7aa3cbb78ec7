"""A file field for forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .errors import AttachmentRefused
from .kinds import ACCEPT, kind_of
from .services import check_whole


class AttachmentField(forms.FileField):
    """One file of a taken kind; says at once, beside the field, why a file is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("PDF, ảnh, Word hoặc Excel, không quá 20 MB."))
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> UploadedFile | None:
        if data in self.empty_values:
            return None
        try:
            check_whole(data)
            kind_of(data)
        except AttachmentRefused as refused:
            raise ValidationError(str(refused)) from refused
        super().to_python(data)  # the length of the name
        return data  # type: ignore[no-any-return]
