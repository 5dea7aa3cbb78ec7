"""Bodies (agencies, organisations) as administrators keep them."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Body
from hoathuan.core import audit
from hoathuan.core.text import clean
from hoathuan.units.models import Unit

from .guards import check_administrator, check_unit, hold_unit


@dataclass(frozen=True)
class BodyDetails:
    name: str
    kind: str
    unit: Unit
    work_phone: str = ""


@transaction.atomic
def save_body(*, body: Body | None, details: BodyDetails, actor: Actor) -> Body:
    """Add a body, or change one within reach; a name stands once at a unit."""
    check_administrator(actor)
    hold_unit(details.unit)
    check_unit(actor, details.unit)
    saved = body or Body()
    if body is not None:
        check_unit(actor, body.unit)
        if body.unit_id != details.unit.pk and body.seats.exists():
            raise AccountsError(_("Cơ quan này đã có người giữ vai nên không chuyển sang đơn vị khác được."))
    saved.name, saved.kind, saved.unit = clean(details.name), details.kind, details.unit
    saved.work_phone = details.work_phone
    try:
        with transaction.atomic():
            saved.save()
            action = "accounts.body_amended" if body else "accounts.body_added"
            audit.record(actor=actor, action=action, subject=saved, data={"name": saved.name})
    except IntegrityError as error:
        raise AccountsError(_("%(unit)s đã có cơ quan tên này.") % {"unit": details.unit.name}) from error
    return saved
