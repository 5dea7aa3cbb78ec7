"""What waits in the layers below, accounts, reforms, papers, personal data; and here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Seat
from hoathuan.accounts.rules import VOUCHERS
from hoathuan.accounts.selectors import seats_in_reach
from hoathuan.accounts.services.recovery import to_confirm
from hoathuan.core.dates import today
from hoathuan.core.lists import in_slices
from hoathuan.documents import api as documents
from hoathuan.norms import api as norms
from hoathuan.privacy import api as privacy
from hoathuan.reforms import api as reforms
from hoathuan.units.choices import Level
from hoathuan.units.selectors import country

from .dues.registry import Asked, Due, DueSource, Office, register
from .services.outstanding import GIVEN_UP, stuck_for

_EVERYBODY = tuple(K)
_KEEPERS = (K.ADMINISTRATOR,)
_ENDING = timedelta(days=60)
_MOST = 100


def register_all() -> None:
    for source in (*_of_accounts(), *_of_reforms(), *_of_the_rest()):
        register(source)


def _of_accounts() -> Iterator[DueSource]:
    yield DueSource("accounts.notices", gettext_lazy("Tin báo"), _EVERYBODY, unread, reminded=False)
    yield DueSource("accounts.confirm", gettext_lazy("Xác nhận người"), _EVERYBODY, people, reminded=False)
    yield DueSource(
        "accounts.term",
        gettext_lazy("Vai sắp hết nhiệm kỳ"),
        kinds=_KEEPERS,
        of=terms,
        office_kinds=_KEEPERS,
        soon=30,
    )


def _of_reforms() -> Iterator[DueSource]:
    yield DueSource("reforms.apply", gettext_lazy("Sắp xếp đơn vị đã duyệt"), _KEEPERS, approved)
    yield DueSource(
        "reforms.decide", gettext_lazy("Xã chờ quyết định khi sắp xếp"), _KEEPERS, undecided, reminded=False
    )


def _of_the_rest() -> Iterator[DueSource]:
    """Numbers without a day: nobody is reminded of them, they stand on the page until they are seen to."""
    signers = (K.COMMUNE_OFFICER, K.PROVINCE_OFFICER, K.BODY_OFFICER, K.COMMUNE_LEADER, K.PROVINCE_LEADER)
    for key, label, kinds, of in (
        ("privacy.periods", gettext_lazy("Giữ và xóa dữ liệu cá nhân"), _KEEPERS, personal_data),
        (
            "norms.confirm",
            gettext_lazy("Mức chi, thời hạn chờ xác nhận"),
            (*_KEEPERS, K.PROVINCE_LEADER),
            norms_to_confirm,
        ),
        ("documents.signed", gettext_lazy("Bản ký của văn bản"), signers, papers_to_sign),
        ("inbox.failures", gettext_lazy("Tin báo chưa gửi được"), _KEEPERS, failures),
    ):
        yield DueSource(key, label, kinds, of, reminded=False)


def _own(actor: Actor) -> Office:
    unit = actor.commune_id or actor.province_id or actor.unit_id or 0
    return Office(unit, (actor.kind,), team_id=actor.team_id)


def unread(asked: Asked) -> Iterator[Due]:
    """What the holder of the seat has not read."""
    if asked.actor is None or asked.actor.user is None:
        return
    if found := notices.unread(asked.actor.user).count():
        words = ngettext("%(n)s tin báo chưa đọc", "%(n)s tin báo chưa đọc", found) % {"n": found}
        yield _waits(asked.actor, "accounts.notices", words, reverse("accounts:notices"), _("cần đọc"))


def people(asked: Asked) -> Iterator[Due]:
    """People of a commune who wait to be met and confirmed in person."""
    actor = asked.actor
    if actor is None or not VOUCHERS(actor) or actor.commune_id is None:
        return
    if found := len(to_confirm(actor)):
        words = ngettext(
            "%(n)s người chờ gặp trực tiếp để xác nhận", "%(n)s người chờ gặp trực tiếp để xác nhận", found
        )
        url = reverse("accounts:recoveries")
        yield _waits(actor, "accounts.confirm", words % {"n": found}, url, _("chờ xác nhận"))


def _waits(actor: Actor, key: str, title: str, url: str, words: str) -> Due:
    return Due(f"{key}:own", title, None, _own(actor), url, state="risk", words=words)


def terms(asked: Asked) -> Iterator[Due]:
    """Seats of offices whose term ends soon: somebody has to be given the seat, or its duties vanish from sight."""
    on = today()
    seats = Seat.objects.filter(stopped_at=None, valid__contains=on).exclude(kind__in=TEAM_KINDS)
    if asked.actor is not None:
        seats = seats.filter(pk__in=seats_in_reach(asked.actor).values("pk"))
    if asked.units is not None:
        seats = seats.filter(unit__in=asked.units)
    last = min(asked.until, on + _ENDING)
    seats = seats.filter(valid__endswith__gt=asked.since or on, valid__endswith__lte=last)
    ordered = seats.select_related("person", "unit").order_by("valid", "id")
    # a page shows so many; whoever asks for everybody reminds of all
    shown = ordered[:_MOST] if asked.actor else chain.from_iterable(in_slices(ordered))
    yield from map(_term, shown)


def _term(seat: Seat) -> Due:
    words = _("Vai %(role)s ở %(unit)s sắp hết nhiệm kỳ: giao tiếp hoặc gia hạn")
    data = {"role": seat.get_kind_display(), "unit": seat.unit.name}
    return Due(
        key=f"accounts.term:{seat.pk}",
        title=words % data,
        due_on=seat.valid.upper - timedelta(days=1),
        office=Office(seat.unit_id, (K.ADMINISTRATOR,)),
        url=reverse("accounts:person", args=[seat.person.uuid]),
        note=_("Ngày cuối của nhiệm kỳ; sau đó việc của vai này không còn ai nhận"),
    )


def approved(asked: Asked) -> Iterator[Due]:
    """Reforms that will be applied on their day."""
    if asked.units is not None:
        return
    for reform in reforms.approved(asked.actor):
        if reform.on_date > asked.until:
            continue
        yield Due(
            key=f"reforms.apply:{reform.pk}",
            title=reform.title,
            due_on=reform.on_date,
            office=Office(reform.province_id or country().pk, (K.ADMINISTRATOR,)),
            url=reverse("reforms:detail", args=[reform.uuid]),
            note=_("Tự thực hiện vào ngày này; xem lại bản xem trước trước ngày đó"),
        )


def undecided(asked: Asked) -> Iterator[Due]:
    """Communes that a reform split: a person says where their villages went."""
    actor = asked.actor
    if actor is None or actor.seat is None or actor.seat.unit.level >= Level.COMMUNE:
        return
    if found := reforms.undecided(actor):
        words = ngettext("%(n)s xã chờ quyết định thuộc đâu", "%(n)s xã chờ quyết định thuộc đâu", found)
        url = reverse("reforms:decisions")
        yield _waits(actor, "reforms.decide", words % {"n": found}, url, _("chờ quyết định"))


def norms_to_confirm(asked: Asked) -> Iterator[Due]:
    """Values that nobody has compared with the signed text."""
    if asked.actor is None:
        return
    if found := norms.waiting(asked.actor):
        words = ngettext(
            "%(n)s mức chi, thời hạn chờ xác nhận", "%(n)s mức chi, thời hạn chờ xác nhận", found
        )
        url = reverse("norms:matters")
        yield _waits(asked.actor, "norms.confirm", words % {"n": found}, url, _("chờ xác nhận"))


def papers_to_sign(asked: Asked) -> Iterator[Due]:
    """Papers that were issued and whose signed copy has not come back."""
    if asked.actor is None:
        return
    if found := documents.unsigned(asked.actor):
        words = ngettext(
            "%(n)s văn bản đã ban hành, chờ bản ký", "%(n)s văn bản đã ban hành, chờ bản ký", found
        )
        url = f"{reverse('documents:papers')}?trang_thai=issued"
        yield _waits(asked.actor, "documents.signed", words % {"n": found}, url, _("chờ bản ký"))


def failures(asked: Asked) -> Iterator[Due]:
    """What did not go outside and nothing tries again."""
    if asked.actor is None:
        return
    if found := stuck_for(asked.actor).filter(state__in=GIVEN_UP).count():
        words = ngettext("%(n)s tin báo chưa gửi được", "%(n)s tin báo chưa gửi được", found)
        yield _waits(
            asked.actor, "inbox.failures", words % {"n": found}, reverse("inbox:failures"), _("cần xem")
        )


def personal_data(asked: Asked) -> Iterator[Due]:
    """Periods of keeping that nobody has confirmed; erasures that have not ended."""
    actor = asked.actor
    if actor is None:
        return
    if found := privacy.unconfirmed_periods(actor):
        words = ngettext(
            "%(n)s thời hạn giữ dữ liệu cá nhân chưa đối chiếu với văn bản",
            "%(n)s thời hạn giữ dữ liệu cá nhân chưa đối chiếu với văn bản",
            found,
        )
        yield _waits(
            actor, "privacy.periods", words % {"n": found}, reverse("privacy:tables"), _("chờ đối chiếu")
        )
    if found := privacy.tables_to_erase(actor):
        words = ngettext(
            "%(n)s loại dữ liệu cá nhân đã hết thời hạn giữ",
            "%(n)s loại dữ liệu cá nhân đã hết thời hạn giữ",
            found,
        )
        yield _waits(actor, "privacy.due", words % {"n": found}, reverse("privacy:due"), _("chờ xóa"))
    if found := privacy.unfinished_erasures(actor):
        words = ngettext("%(n)s lần xóa dữ liệu chưa xong", "%(n)s lần xóa dữ liệu chưa xong", found)
        yield _waits(actor, "privacy.erasures", words % {"n": found}, reverse("privacy:due"), _("còn dở"))
