"""What inbox tells the layers below, and what it says for them."""

from hoathuan.accounts import notices
from hoathuan.accounts.services import sessions
from hoathuan.core import jobs, operations

from . import below, privacy
from .services import outstanding, planning, reminding, sending, wishes, words

below.register_all()
words.register_all()
privacy.register_all()
notices.listen(planning.plan)
sessions.listen(wishes.end_ways)
jobs.register_often("inbox.morning", reminding.every_morning)
jobs.register_often("inbox.send", sending.send_waiting)
jobs.register_daily("inbox.forget", reminding.forget_old)
operations.register_gauge(
    "deliveries_waiting", "Notices on their way outside of the application", outstanding.waiting
)
operations.register_gauge(
    "deliveries_failed", "Notices that did not arrive, or of which nobody knows", outstanding.failed
)
