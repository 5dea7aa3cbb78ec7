"""The purpose that pay itself has: mediators' pay of decided claims."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.core.text import legal_text

from .models import Line, Share
from .purposes import Purpose, Receiver, register_purpose
from .services.deciding import PURPOSE


def receivers(lines: Sequence[Line]) -> list[Receiver]:
    """The mediators of the approved disputes, each with the sum of their shares."""
    rows = (
        Share.objects.filter(item__line__in=[line.pk for line in lines], live=True)
        .order_by()
        .values("mediator_id", "mediator__person_id", "mediator__person__full_name", "mediator__sort")
        .annotate(total=Sum("amount"))
        .order_by("mediator__sort", "mediator_id")
    )
    return [
        Receiver(
            row["mediator__person_id"], row["mediator__person__full_name"], row["total"], row["mediator_id"]
        )
        for row in rows
    ]


def address(line: Line) -> str:
    return reverse("pay:claim", args=[line.subject])


def register_all() -> None:
    register_purpose(
        Purpose(
            PURPOSE,
            _("Thù lao hòa giải viên"),
            address,
            receivers,
            sheet=legal_text("Danh sách ký nhận thù lao hòa giải viên"),
        )
    )
