"""Figures that contexts tell about themselves, read when somebody asks for the metrics."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Gauge:
    """`name` in the manner of Prometheus, without the prefix; `read()` gives the number now, in its own query."""

    name: str
    help: str
    read: Callable[[], float | None]


_gauges: dict[str, Gauge] = {}


def register_gauge(name: str, help_text: str, read: Callable[[], float | None]) -> None:
    """Show `hoathuan_<name>`; the same name again replaces it. A reading of None shows nothing."""
    _gauges[name] = Gauge(name, help_text, read)


def all_gauges() -> Iterator[Gauge]:
    yield from _gauges.values()
