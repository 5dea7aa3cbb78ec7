"""What directions tell the layers below: notices, dues, files, reforms, personal data, a link at the foot."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts import notices
from hoathuan.core.attachments.api import readers
from hoathuan.core.ui import nav
from hoathuan.inbox.choices import Group

from . import dues, moving, privacy, rights


def _letter(data: dict[str, Any]) -> str:
    """The letter that a notice is about."""
    return reverse("directions:letter", args=[data["letter"]]) if data.get("letter") else ""


for kind, words in {
    "direction_new": _("%(body)s gửi văn bản chỉ đạo số %(number)s: %(title)s."),
    "direction_new_due": _("%(body)s gửi văn bản chỉ đạo số %(number)s, hạn %(due)s: %(title)s."),
    "direction_late": _(
        "%(body)s nhắc: văn bản chỉ đạo số %(number)s đã quá hạn %(due)s mà chưa thực hiện: %(title)s."
    ),
    "direction_withdrawn": _("%(body)s thu hồi văn bản chỉ đạo số %(number)s. Lý do: %(reason)s"),
    "direction_asked": _("%(office)s hỏi về văn bản chỉ đạo số %(number)s: %(title)s."),
    "direction_answered": _(
        "%(body)s trả lời một câu hỏi về văn bản chỉ đạo số %(number)s; mọi nơi nhận đọc được câu trả lời."
    ),
}.items():
    notices.register(kind, words, Group.DIRECTIONS, _letter)
dues.register_all()
moving.register_all()
privacy.register_all()
readers.register("directions.Direction", rights.directions_seen)
readers.register("directions.Reply", rights.replies_seen)
# the six items of the bar are taken: found at the foot, on the page of dues, and by what is due itself
nav.register_foot(nav.NavItem("directions", _("Văn bản chỉ đạo"), "directions:list", 5, rights.READERS))
