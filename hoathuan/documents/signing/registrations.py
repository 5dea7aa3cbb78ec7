"""What signing tells the layers below: who reads a copy that came back, and that its row names who signed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.core.attachments.api import readers
from hoathuan.privacy.api import Table, register

from .models import Returned


def _nobody(actor: Any) -> QuerySet[Returned]:
    """Whose paper it is says who reads it and takes this rule's place: `documents.registrations`."""
    return Returned.objects.none()


readers.register("signing.Returned", _nobody)
register(
    Table(
        model="signing.Returned",
        label=_("Bản đã ký gửi về"),
        fields=("signatures", "detail", "seat_id"),
        about=_("Người ký văn bản; người nhận lại bản ký"),
        purpose=_("Biết bản ký có đúng là văn bản đã phát hành, ai ký, chữ ký còn giá trị không"),
        basis=_("Luật Giao dịch điện tử 2023; pháp luật về lưu trữ"),
        readers=_("Người có quyền đọc văn bản"),
        key="attachments.files",
        harmless={"issued": "a key of a file"},
    )
)
