"""By text message or Zalo: an interface for the operator whom an office has a contract with, and a file for trying out.

A message says that there is something to read, never what: it lies open on a screen.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from hoathuan.inbox.errors import NotSent, Refused
from hoathuan.inbox.models import Delivery

from . import Hand, Message


class Texter(Protocol):
    """What an operator's adapter does; `settings.HT_TEXT_ADAPTER` names its class."""

    def send(self, *, number: str, text: str, reference: str) -> None:
        """Hand over one message; `reference` is the same at every attempt.

        Raises NotSent (try again; down=True: nobody can be reached), Refused (no such number) or Unsure.
        """


class FileAdapter:
    """Writes a line of JSON for each message instead of sending it."""

    def __init__(self) -> None:
        self.path = Path(settings.HT_TEXT_FILE)

    def send(self, *, number: str, text: str, reference: str) -> None:
        line = json.dumps({"number": number, "text": text, "reference": reference}, ensure_ascii=False)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as problem:
            raise NotSent(_("Không ghi được tệp tin nhắn; hệ thống tự thử lại."), down=True) from problem


def is_on() -> bool:
    return bool(settings.HT_TEXT_ADAPTER)


@contextmanager
def opened() -> Iterator[Hand]:
    try:
        adapter: Texter = import_string(settings.HT_TEXT_ADAPTER)()
    except Exception as problem:
        raise NotSent(
            _("Bộ gửi tin nhắn chưa dùng được: xem lại cấu hình TEXT_ADAPTER."), down=True
        ) from problem
    yield lambda delivery, message: _hand(adapter, delivery, message)


def _hand(adapter: Texter, delivery: Delivery, message: Message) -> None:
    if not delivery.user.phone:
        raise Refused(_("Tài khoản không còn số điện thoại."))
    adapter.send(number=delivery.user.phone, text=message.text, reference=str(delivery.uuid))
