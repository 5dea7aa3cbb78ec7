"""What settlements tells the layers below: its section and words on a dispute's page, dues, notices, files, numbers."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts import notices
from hoathuan.cases.api import Panel, register_listener, register_panel, register_verbs
from hoathuan.core.attachments.api import readers
from hoathuan.core.ui import nav
from hoathuan.documents.api import register_teller

from . import checking, dues, history, indicators, moving, party_data, privacy, selectors
from .panel import panel_of
from .services.listening import follow_case
from .services.reporting import NOTICE


def _report(data: dict[str, Any]) -> str:
    return reverse("settlements:front", args=[data["report"]]) if data.get("report") else ""


register_panel(Panel("settlements", 40, panel_of))
register_verbs(history.VERBS, history.NOTES)
register_listener("settlements", follow_case)
register_teller("settlements.version", checking.tell)
readers.register("settlements.Version", selectors.versions_seen)
readers.register("settlements.Scan", selectors.scans_seen)
notices.register(
    NOTICE,
    _("%(team)s báo vướng mắc khi thực hiện thỏa thuận của vụ việc số %(number)s, ngày %(day)s."),
    address=_report,
)
nav.register(
    nav.NavItem("settlements-front", _("Báo cáo hòa giải"), "settlements:front-list", 45, selectors.FRONT)
)
dues.register_all()
moving.register_all()
privacy.register_all()
indicators.register_all()
party_data.register_all()
