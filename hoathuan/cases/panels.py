"""What upper contexts show on the page of a dispute: their part in a few rows, and where to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hoathuan.accounts.actor import Actor
from hoathuan.core.ui.rows import Row

from .models import Case


@dataclass(frozen=True)
class PanelView:
    """A section of the page: rows, links (label, address), a warning that stands first, a note that stands last.

    `main`: a link that is the next thing to do, so that it stands before the other steps on top of the page.
    """

    title: Any
    rows: Sequence[Row] = ()
    links: Sequence[tuple[Any, str]] = ()
    warning: Any = ""
    note: Any = ""
    main: tuple[Any, str] | None = None


@dataclass(frozen=True)
class Panel:
    """`of` gives the section for this seat, or None where it has nothing to say or the seat may not read it."""

    key: str
    order: int
    of: Callable[[Actor, Case], PanelView | None]


_PANELS: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Show this section on the page of a dispute. ValueError for a key that is taken."""
    if _PANELS.get(panel.key, panel) != panel:
        raise ValueError(f"panel {panel.key} is registered already")
    _PANELS[panel.key] = panel


def panels_of(actor: Actor, case: Case) -> list[PanelView]:
    """The sections of the page, in their order."""
    panels = sorted(_PANELS.values(), key=lambda panel: (panel.order, panel.key))
    return [view for panel in panels if (view := panel.of(actor, case)) is not None]
