"""Registers of outgoing papers that a body begins to keep here."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Body
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.documents.errors import NotYours, PaperRefused
from hoathuan.documents.models import Counter, Paper, Series
from hoathuan.documents.rights import bodies_of

from .issuing import book_of


@transaction.atomic
def start_series(*, body: Body, sign: str, started_on: date, first_number: int, actor: Actor) -> Series:
    """Draw the numbers of this sign here from a day on. The same again changes nothing.

    `first_number` follows the office's own register in the year of `started_on`; no paper may bear it or a later one.
    """
    if not bodies_of(actor).filter(pk=body.pk).exists():
        raise NotYours(_("Chỉ cán bộ hoặc lãnh đạo của cơ quan mới mở sổ của cơ quan."))
    sign = clean(sign)
    held = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    known = Series.objects.filter(body=held, sign=sign).first()
    if known is not None:
        if (known.started_on, known.first_number) == (started_on, first_number):
            return known
        raise PaperRefused(_("Sổ %(sign)s của cơ quan đã mở từ trước.") % {"sign": sign})
    if started_on < today():
        raise PaperRefused(_("Mở sổ từ hôm nay trở đi: số của những ngày trước đã lấy ở sổ của cơ quan."))
    _check_free(held, sign, started_on, first_number)
    made = Series.objects.create(body=held, sign=sign, started_on=started_on, first_number=first_number)
    Counter.objects.create(book=book_of(made, started_on.year), last=first_number - 1)
    data = {"sign": sign, "from": started_on.isoformat(), "first": first_number}
    audit.record(actor=actor, action="documents.series_started", subject=made, data=data)
    return made


def _check_free(body: Body, sign: str, started_on: date, first_number: int) -> None:
    used = Paper.objects.filter(body=body, sign=sign, number_year=started_on.year).exclude(number="")
    highest = max(
        (int("".join(c for c in n if c.isdigit())) for n in used.values_list("number", flat=True)), default=0
    )
    if highest >= first_number:
        raise PaperRefused(
            _("Số %(number)s đã dùng trong năm %(year)s: số đầu tiên phải lớn hơn.")
            % {"number": highest, "year": started_on.year}
        )
