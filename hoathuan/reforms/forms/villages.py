"""Which village of a split unit goes where: boxes under each target."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hoathuan.core.stale import StaleGuardMixin
from hoathuan.units.models import Reform, ReformLink, Unit


class VillagesForm(StaleGuardMixin, forms.Form):
    """One field of boxes for each way that the unit goes; a village without a box waits for a decision."""

    marks_optional = False

    def __init__(
        self, *args: Any, reform: Reform, links: list[ReformLink], villages: list[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, record=reform, **kwargs)
        choices = [(str(village.uuid), village.name) for village in villages]
        self.villages = {str(village.uuid): village for village in villages}
        self.links = {f"ve-{link.pk}": link.pk for link in links}
        for link in links:
            self.fields[f"ve-{link.pk}"] = forms.MultipleChoiceField(
                label=str(link.to_new or link.to_unit),
                choices=choices,
                required=False,
                initial=[str(village.uuid) for village in link.villages.all()],
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "invalid_choice": gettext_lazy("Có thôn không thuộc đơn vị này: mở lại trang.")
                },
            )

    @property
    def chosen(self) -> Mapping[int, list[Unit]]:
        return {
            key: [self.villages[uuid] for uuid in self.cleaned_data[name]] for name, key in self.links.items()
        }
