"""By web push (RFC 8030, 8291, 8292): encrypted for one browser; off where the installation has no key.

The address of a device comes from outside, so only hosts of known push services are ever called.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext as _
from pywebpush import WebPushException, webpush  # type: ignore[import-untyped]

from hoathuan.inbox.errors import NotSent, Refused, Unsure
from hoathuan.inbox.models import Delivery

from . import Hand, Message

_KEEP = 3 * 24 * 60 * 60
"""Seconds for which the push service keeps a message for a machine that is off."""
_GONE = (404, 410)


def is_on() -> bool:
    return bool(settings.HT_PUSH_KEY)


def public_key() -> str:
    """What a browser needs to subscribe; "" where push is off."""
    if not is_on():
        return ""
    padded = settings.HT_PUSH_KEY + "=" * (-len(settings.HT_PUSH_KEY) % 4)
    private = ec.derive_private_key(int.from_bytes(urlsafe_b64decode(padded)), ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()


def is_known(endpoint: str) -> bool:
    """Whether the address is that of a push service: nobody makes this server call another one."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    known = any(host == one or (one[0] == "." and host.endswith(one)) for one in settings.HT_PUSH_HOSTS)
    return parts.scheme == "https" and known and port in (None, 443) and "@" not in parts.netloc


@contextmanager
def opened() -> Iterator[Hand]:
    with requests.Session() as session:
        session.max_redirects = 0  # a known service does not send us elsewhere
        yield lambda delivery, message: hand(delivery, message, session)


def hand(delivery: Delivery, message: Message, session: requests.Session) -> None:
    device = delivery.device
    if device is None or not is_known(device.endpoint):
        raise Refused(_("Địa chỉ của máy này không phải của một dịch vụ thông báo được biết."))
    content = {"title": message.subject, "body": message.text, "url": message.url, "tag": str(delivery.uuid)}
    try:
        webpush(
            {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}},
            json.dumps(content, ensure_ascii=False),
            vapid_private_key=settings.HT_PUSH_KEY,
            vapid_claims={"sub": settings.HT_PUSH_CONTACT},
            timeout=settings.HT_SEND_SECONDS,
            ttl=_KEEP,
            requests_session=session,
        )
    except WebPushException as problem:
        _answered(problem)
    except (requests.ConnectionError, requests.TooManyRedirects) as problem:
        raise NotSent(_("Không nối được với dịch vụ thông báo; hệ thống tự thử lại.")) from problem
    except requests.RequestException as problem:
        raise Unsure(_("Dịch vụ thông báo không trả lời: chưa rõ thông báo đã hiện hay chưa.")) from problem
    except ValueError as problem:
        raise Refused(_("Khóa của máy này không dùng được: xóa máy rồi thêm lại.")) from problem


def _answered(problem: WebPushException) -> None:
    code = problem.response.status_code if problem.response is not None else 0
    if code in _GONE:
        raise Refused(_("Máy này đã tắt thông báo hoặc không còn dùng.")) from problem
    if 400 <= code < 500 and code != 429:
        raise Refused(_("Dịch vụ thông báo từ chối (mã %(code)s).") % {"code": code}) from problem
    words = _("Dịch vụ thông báo tạm chưa nhận (mã %(code)s); hệ thống tự thử lại.")
    raise NotSent(words % {"code": code}) from problem
