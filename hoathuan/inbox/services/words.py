"""How reminders are worded; never with content of a dispute, since they go outside."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts import notices
from hoathuan.inbox.choices import Group

_WORDS = {
    "due_soon": _("Sắp đến hạn, ngày %(day)s: %(title)s."),
    "due_soon_many": _("Sắp đến hạn, sớm nhất ngày %(day)s: %(title)s; và %(more)s việc khác."),
    "due_today": _("Hạn hôm nay, %(day)s: %(title)s."),
    "due_today_many": _("Hạn hôm nay, %(day)s: %(title)s; và %(more)s việc khác."),
    "due_late": _("Đã quá hạn ngày %(day)s: %(title)s."),
    "due_late_many": _("Đã quá hạn, sớm nhất từ ngày %(day)s: %(title)s; và %(more)s việc khác."),
    "due_raised": _("Cấp dưới quá hạn từ ngày %(day)s mà chưa xong: %(title)s."),
    "due_raised_many": _(
        "Cấp dưới quá hạn mà chưa xong, sớm nhất từ ngày %(day)s: %(title)s; và %(more)s việc khác."
    ),
    "due_vacant": _("Chưa có người giữ vai để làm việc có hạn ngày %(day)s: %(title)s."),
    "due_vacant_many": _(
        "Chưa có người giữ vai để làm việc có hạn, sớm nhất ngày %(day)s: %(title)s; và %(more)s việc khác."
    ),
}


def register_all() -> None:
    for kind, words in _WORDS.items():
        notices.register(kind, words, Group.DUES, lambda _data: reverse("inbox:list"))
