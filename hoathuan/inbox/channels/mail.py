"""By e-mail, through the server that the settings name; off where they name none."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from hoathuan.inbox.errors import NotSent, Refused, Unsure
from hoathuan.inbox.models import Delivery

from . import Hand, Message

_SMTP = "django.core.mail.backends.smtp.EmailBackend"


def is_on() -> bool:
    return settings.EMAIL_BACKEND != _SMTP or bool(settings.EMAIL_HOST)


@contextmanager
def opened() -> Iterator[Hand]:
    """One connection for a round. A server that cannot be reached has taken nothing."""
    line: BaseEmailBackend = get_connection(timeout=settings.HT_SEND_SECONDS)
    try:
        line.open()
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent(_unreachable(problem), down=True) from problem
    try:
        yield lambda delivery, message: _hand(line, delivery, message)
    finally:
        line.close()


def _unreachable(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return _("Máy chủ thư không nhận mật khẩu của hệ thống: xem lại cấu hình.")
    return _("Không nối được với máy chủ thư; hệ thống tự thử lại.")


def _hand(line: BaseEmailBackend, delivery: Delivery, message: Message) -> None:
    if not delivery.user.email:
        raise Refused(_("Tài khoản không còn địa chỉ thư điện tử."))
    mail = EmailMessage(message.subject, _body(message), to=[delivery.user.email], connection=line)
    # the same for every attempt, so that a mailbox that has it already can tell
    mail.extra_headers = {"Message-ID": f"<{delivery.uuid}@hoathuan>", "Auto-Submitted": "auto-generated"}
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _words in problem.recipients.values()]
        _refused_with(max(codes, default=550), problem)
    except smtplib.SMTPSenderRefused as problem:
        raise NotSent(_("Máy chủ thư không nhận thư của hệ thống: xem lại cấu hình."), down=True) from problem
    except smtplib.SMTPResponseException as problem:
        _refused_with(problem.smtp_code, problem)
    except (OSError, smtplib.SMTPException) as problem:
        raise Unsure(
            _("Máy chủ thư ngắt giữa chừng: chưa rõ thư đã đi hay chưa. Hỏi người nhận trước khi gửi lại.")
        ) from problem


def _refused_with(code: int, problem: Exception) -> None:
    """RFC 5321: 4xx is for now, 5xx for good."""
    if code >= 500:
        words = _("Máy chủ thư từ chối địa chỉ này (mã %(code)s): xem lại địa chỉ thư của tài khoản.")
        raise Refused(words % {"code": code}) from problem
    raise NotSent(
        _("Máy chủ thư tạm chưa nhận (mã %(code)s); hệ thống tự thử lại.") % {"code": code}
    ) from problem


def _body(message: Message) -> str:
    parts = [message.text, message.url]
    foot = _("Thư tự động. Chọn cách nhận tin ở trang “Cách nhận tin báo” sau khi đăng nhập.")
    return "\n\n".join([part for part in parts if part] + ["-- \n" + foot])
