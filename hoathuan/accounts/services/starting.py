"""The first administrator of an empty installation, made once by whoever sets it up."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.choices import BodyKind, SeatKind
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Body, Person, Seat, User
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.units.models import Unit

_LOCK = 7_300_201
"""Key of the advisory lock that makes two wizards queue; any number that nobody else uses."""


@dataclass(frozen=True)
class Start:
    """What the wizard asks: the province, its department, and who administers."""

    province: Unit
    department: str
    full_name: str
    username: str
    password: str


def is_open() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


def needs_code() -> bool:
    """Where strangers may reach the installation, its owner proves herself by the code in the environment."""
    return settings.HT_SETUP_CODE is not None


def code_fits(code: str) -> bool:
    expected = settings.HT_SETUP_CODE
    return expected is None or (expected != "" and constant_time_compare(code, expected))


@transaction.atomic
def start(begin: Start) -> User:
    """Make the department, the administrator and the two seats. Raises AccountsError once anybody exists."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if not is_open():
        raise AccountsError(_("Hệ thống đã có người dùng: hãy đăng nhập, hoặc hỏi người quản trị."))
    body = Body.objects.create(
        name=clean(begin.department), kind=BodyKind.JUSTICE_DEPARTMENT, unit=begin.province
    )
    user = User.objects.create_user(clean(begin.username).lower(), password=begin.password)
    person = Person.objects.create(full_name=clean(begin.full_name), user=user)
    for kind in (SeatKind.ADMINISTRATOR, SeatKind.PROVINCE_OFFICER):
        term = DateRange(today(), None)
        Seat.objects.create(person=person, kind=kind, unit=begin.province, body=body, valid=term)
    data = {"name": person.full_name, "unit": begin.province.name}
    audit.record(actor=SYSTEM, action="accounts.started", subject=person, data=data)
    return user
