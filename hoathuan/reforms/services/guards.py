"""What every change of a draft goes through: its lock, the right, its state, the version that was read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.stale import StaleRecord
from hoathuan.reforms.errors import ReformsError
from hoathuan.reforms.rules import check_may
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform

WHY_CLOSED = {
    ReformState.APPLYING: gettext_lazy("Việc sắp xếp đang chờ thực hiện nên không sửa được nữa."),
    ReformState.APPLIED: gettext_lazy("Việc sắp xếp đã thực hiện rồi: muốn sửa thì lập việc sửa lại."),
}


def hold(reform: Reform, version: int, actor: Actor) -> Reform:
    """The draft, locked; refused where it is not theirs, no draft any more, or was changed since it was read."""
    check_may(actor, reform)
    held = Reform.objects.select_for_update().filter(pk=reform.pk).first()
    if held is None:
        raise ReformsError(_("Bản soạn này đã bị bỏ."))
    if held.state != ReformState.DRAFT:
        raise ReformsError(str(WHY_CLOSED[ReformState(held.state)]))
    if held.version != version:
        raise StaleRecord
    return held


@contextmanager
def changing(reform: Reform, version: int, actor: Actor, action: str, **data: Any) -> Iterator[Reform]:
    """Inside it the draft is changed; a change makes the preview one of another version."""
    with transaction.atomic():
        held = hold(reform, version, actor)
        yield held
        held.version += 1
        held.save()
        audit.record(actor=actor, action=f"reforms.{action}", subject=held, data=data)
    reform.version = held.version
