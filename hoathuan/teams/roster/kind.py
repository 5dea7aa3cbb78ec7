"""The roster as a kind of import."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.reach import units_in_reach
from hoathuan.accounts.rules import seats
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.imports import ImportKind
from hoathuan.stats.api import unit_choices
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from . import columns, matching, names, reading, writing

KEY = "roster"


class RosterOptions(forms.Form):
    """What holds for the whole file."""

    recognised_on = VietnameseDateField(
        label=_("Ngày công nhận, cho dòng không ghi"),
        required=False,
        latest=today,
        help_text=_("Để trống thì tính từ ngày thành lập xã hiện nay."),
    )
    commune = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Xã, phường, cho dòng không ghi"),
        required=False,
    )

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        if actor.commune_id:
            del self.fields["commune"]
        else:
            communes = units_in_reach(actor).filter(level=Level.COMMUNE)
            field = self.fields["commune"]
            field.queryset = communes  # type: ignore[attr-defined]
            field.choices = [("", _("Tệp có ghi xã")), *unit_choices(communes, [], key="pk")]  # type: ignore[attr-defined]


KIND = ImportKind(
    key=KEY,
    title=_("Danh sách hòa giải viên"),
    help_text=_(
        "Tải tệp Excel mà xã đang dùng: phần mềm tự nhận ra tiêu đề, ô gộp, đánh dấu Nam/Nữ, nhiều trang. "
        "Tải lại cùng tệp không làm thay đổi gì."
    ),
    columns=columns.COLUMNS,
    rule=seats(SeatKind.COMMUNE_OFFICER, SeatKind.PROVINCE_OFFICER),
    row=reading.read,
    key_of=reading.key_of,
    check=matching.check,
    apply=writing.apply,
    options_form=RosterOptions,
    from_sheet=names.from_sheet,
    group_key="team",
    done_url=lambda session: reverse("teams:home"),
)
