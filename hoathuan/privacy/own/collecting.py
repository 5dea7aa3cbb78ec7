"""What the layers below hold about a person: account, contact, seats, numbers, the trail. Never a word about others."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Notice, PersonContact, Recovery, Seat
from hoathuan.accounts.selectors import trail_of
from hoathuan.core import peoples
from hoathuan.core.models import AuditEntry
from hoathuan.core.ui.numbers import moment
from hoathuan.privacy.models import BankAccount, IdentityPaper
from hoathuan.privacy.numbers import keys
from hoathuan.privacy.registry import Section, Subject, register_collector

#: Lines of the trail that go into a file; a busy officer's older ones are given on request.
MOST_LINES = 5000
_PAIRS = (_("Mục"), _("Nội dung"))


def account(subject: Subject) -> Iterable[Section]:
    """The account, where it is signed in, what it was told."""
    user = subject.user
    if user is None:
        return []
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    rows = [
        (_("Tên đăng nhập"), user.username),
        (_("Thư điện tử"), ", ".join(sorted({user.email, *addresses} - {""}))),
        (_("Số điện thoại"), user.phone or ""),
        (_("Mở ngày"), moment(user.date_joined)),
        (_("Đăng nhập gần nhất"), moment(user.last_login) if user.last_login else ""),
    ]
    machines = UserSession.objects.filter(user=user).order_by("-last_seen_at")
    notices = Notice.objects.filter(user=user).order_by("-id")
    opened = Recovery.objects.filter(user=user).order_by("-id")
    return [
        Section("account", _("Tài khoản"), _PAIRS, rows),
        Section(
            "sessions",
            _("Máy đã đăng nhập"),
            (_("Lần cuối"), _("Địa chỉ mạng"), _("Trình duyệt")),
            [(moment(one.last_seen_at), one.ip, one.user_agent) for one in machines],
        ),
        Section(
            "notices",
            _("Tin báo"),
            (_("Lúc"), _("Loại")),
            [(moment(one.at), one.kind) for one in notices],
        ),
        Section(
            "recoveries",
            _("Lần mở, khôi phục tài khoản"),
            (_("Lúc"), _("Vai của người mở")),
            [(moment(one.at), _role(one.by_label)) for one in opened],
        ),
    ]


def person(subject: Subject) -> Iterable[Section]:
    """Name, birth, contact, masked numbers, seats."""
    one = subject.person
    if one is None:
        return []
    rows = [
        (_("Họ và tên"), one.full_name),
        (_("Giới tính"), one.get_sex_display()),
        (_("Năm sinh"), one.birth_year or ""),
        (_("Ngày sinh"), one.birth_date or ""),
        (_("Dân tộc"), peoples.name_of(one.ethnicity) or one.ethnicity),
    ]
    contact = PersonContact.objects.filter(person=one).first()
    if contact:
        rows += [
            (_("Số điện thoại liên hệ"), contact.phone),
            (_("Thư điện tử liên hệ"), contact.email),
            (_("Nơi ở"), contact.address),
        ]
    seats = Seat.objects.filter(person=one).select_related("unit", "body").order_by("id")
    return [
        Section("person", _("Thông tin về tôi"), _PAIRS, rows),
        Section(
            "numbers",
            _("Số giấy tờ, tài khoản"),
            _PAIRS,
            [
                *_numbers(IdentityPaper.objects.filter(person=one)),
                *_numbers(BankAccount.objects.filter(person=one)),
            ],
            note=_("Chỉ bốn số cuối: số đầy đủ xem tại Ủy ban nhân dân xã."),
        ),
        Section(
            "seats",
            _("Vai"),
            (_("Vai"), _("Đơn vị"), _("Cơ quan"), _("Từ ngày"), _("Trước ngày")),
            [
                (
                    *(seat.get_kind_display(), seat.unit.name, seat.body.name if seat.body else ""),
                    *(seat.valid.lower, seat.valid.upper),
                )
                for seat in seats
            ],
        ),
    ]


def _numbers(rows: QuerySet[Any]) -> Iterable[tuple[Any, str]]:
    for row in rows.select_related("person"):
        number = keys.decrypt(str(row.person.uuid), row.cipher)["number"]
        label = row.get_kind_display() if isinstance(row, IdentityPaper) else row.bank
        yield label, keys.masked(number)


def trail(subject: Subject) -> Iterable[Section]:
    """What this person did, and what others did with her record: their role, never their name."""
    mine = Q(pk__in=[])
    if subject.user:
        mine |= Q(actor_user=subject.user.pk)
    if subject.person:
        mine |= Q(actor_seat__in=Seat.objects.filter(person=subject.person).values("pk"))
    sections = [
        Section(
            "deeds",
            _("Việc tôi đã làm"),
            (_("Lúc"), _("Việc"), _("Loại hồ sơ"), _("Mã hồ sơ")),
            [
                (moment(line.at), line.action, line.subject_type, line.subject_id)
                for line in AuditEntry.objects.filter(mine).order_by("-id")[:MOST_LINES]
            ],
        )
    ]
    if subject.person:
        about = trail_of(subject.person).exclude(mine).order_by("-id")[:MOST_LINES]
        sections.append(
            Section(
                "readers",
                _("Ai đã đọc, sửa dữ liệu về tôi"),
                (_("Lúc"), _("Việc"), _("Vai của người làm")),
                [(moment(line.at), line.action, _role(line.actor_label)) for line in about],
            )
        )
    return sections


def _role(label: str) -> str:
    """ "Name · role · place" without the name."""
    return " · ".join(label.split(" · ")[1:])


def register_all() -> None:
    register_collector("person", person)
    register_collector("account", account)
    register_collector("trail", trail)
