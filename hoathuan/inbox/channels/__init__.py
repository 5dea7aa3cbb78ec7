"""The ways outside: each takes one message for one delivery and says how it went (`errors`)."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from hoathuan.inbox.choices import Channel
from hoathuan.inbox.models import Delivery


@dataclass(frozen=True)
class Message:
    """What is told: a subject, plain text, and the page that it is about ("" where no address is known)."""

    subject: str
    text: str
    url: str = ""


#: hands one message over; raises NotSent, Refused or Unsure
Hand = Callable[[Delivery, Message], None]


def is_on(channel: str) -> bool:
    """Whether this installation can send by this channel at all."""
    return _way(channel).is_on()


def opened(channel: str) -> AbstractContextManager[Hand]:
    """A way that may carry several messages; NotSent where it cannot be opened."""
    return _way(channel).opened()


def on() -> list[str]:
    return [channel for channel in Channel.values if is_on(channel)]


class _Way(Protocol):
    def is_on(self) -> bool: ...

    def opened(self) -> AbstractContextManager[Hand]: ...


def _way(channel: str) -> _Way:
    from . import mail, push, texts

    ways: Mapping[str, _Way] = {Channel.EMAIL: mail, Channel.PUSH: push, Channel.TEXT: texts}
    return ways[channel]
