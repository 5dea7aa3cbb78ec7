"""What inbox tells the layers below, and what it says for them."""

from hoathuan.accounts import notices
from hoathuan.core import jobs

from . import below, privacy
from .services import planning, reminding, sending, words

below.register_all()
words.register_all()
privacy.register_all()
notices.listen(planning.plan)
jobs.register_often("inbox.morning", reminding.every_morning)
jobs.register_often("inbox.send", sending.send_waiting)
jobs.register_daily("inbox.forget", reminding.forget_old)
