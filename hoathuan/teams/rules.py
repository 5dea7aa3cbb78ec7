"""What the law asks of a team, as plain functions. Each gap names its article."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from hoathuan.core.text import legal_text

from .choices import Gap

#: Law 35/2013/QH13 Art. 12(1): "từ 03 hòa giải viên trở lên, trong đó có hòa giải viên nữ".
LEAST_MEDIATORS: Final = 3

COMPOSITION: Final = legal_text("Điều 12 khoản 1 Luật Hòa giải ở cơ sở số 35/2013/QH13")
NUMBERS: Final = legal_text("Điều 12 khoản 2 Luật Hòa giải ở cơ sở số 35/2013/QH13")
HEAD: Final = legal_text("Điều 12 khoản 1 và Điều 14 Luật Hòa giải ở cơ sở số 35/2013/QH13")

SOURCES: Final[dict[str, str]] = {
    Gap.FEW: COMPOSITION,
    Gap.NO_WOMAN: COMPOSITION,
    Gap.NO_MINORITY: COMPOSITION,
    Gap.NO_HEAD: HEAD,
    Gap.HEAD_LEFT: HEAD,
    Gap.SIZE: NUMBERS,
}


@dataclass(frozen=True)
class Makeup:
    """A team on one day: how many active mediators of which kind, its head, and what its commune decided."""

    mediators: int
    women: int
    minority: int
    needs_minority: bool
    has_head: bool
    head_active: bool
    accepted: bool = False
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class TeamGap:
    """One thing to put right: its code, a sentence, the article that asks for it."""

    code: str
    text: str
    source: str


def gaps(team: Makeup) -> list[TeamGap]:
    """What the team lacks, the composition first (R1), then the head (R5), then the commune's numbers (R2)."""
    found = [] if team.accepted else _composition(team)
    return [TeamGap(code, text, SOURCES[code]) for code, text in (*found, *_head(team), *_size(team))]


def is_complete(team: Makeup) -> bool:
    """Whether composition and head meet the law; the commune's own limits do not make a team incomplete."""
    return all(gap.code == Gap.SIZE for gap in gaps(team))


def _composition(team: Makeup) -> list[tuple[str, str]]:
    """Law 35/2013/QH13 Art. 12(1); cleared by the decision of Joint Resolution 01/2014 Art. 12(3)(đ)."""
    found: list[tuple[str, str]] = []
    if team.mediators < LEAST_MEDIATORS:
        text = _("Tổ có %(n)s hòa giải viên, cần ít nhất 3: bầu bổ sung.") % {"n": team.mediators}
        found.append((Gap.FEW, text))
    if not team.women:
        found.append((Gap.NO_WOMAN, _("Tổ chưa có hòa giải viên nữ: bầu bổ sung ít nhất một người.")))
    if team.needs_minority and not team.minority:
        text = _(
            "Địa bàn có nhiều đồng bào dân tộc thiểu số nhưng tổ chưa có hòa giải viên người dân tộc thiểu số."
        )
        found.append((Gap.NO_MINORITY, text))
    return found


def _head(team: Makeup) -> list[tuple[str, str]]:
    """Law 35/2013/QH13 Art. 14: the mediators of the team choose the head among themselves."""
    if not team.has_head:
        return [(Gap.NO_HEAD, _("Tổ chưa có tổ trưởng: các hòa giải viên bầu một người trong tổ."))]
    if not team.head_active:
        return [(Gap.HEAD_LEFT, _("Tổ trưởng không còn là hòa giải viên của tổ: bầu tổ trưởng mới."))]
    return []


def _size(team: Makeup) -> list[tuple[str, str]]:
    """Law 35/2013/QH13 Art. 12(2): the commune Chair decides how many mediators a team has."""
    words = {"n": team.mediators, "least": team.least, "most": team.most}
    if team.most is not None and team.mediators > team.most:
        return [
            (Gap.SIZE, _("Tổ có %(n)s hòa giải viên, quyết định của xã cho nhiều nhất %(most)s.") % words)
        ]
    if team.least is not None and team.least > LEAST_MEDIATORS and team.mediators < team.least:
        return [(Gap.SIZE, _("Tổ có %(n)s hòa giải viên, quyết định của xã cần ít nhất %(least)s.") % words)]
    return []


def commune_gap(teams: int, decided: int | None) -> TeamGap | None:
    """R2: the number of teams of a commune beside its Chair's decision (Law 35/2013/QH13 Art. 12(2))."""
    words = {"n": teams, "decided": decided}
    if decided is None:
        text = _("Chưa ghi quyết định của Chủ tịch UBND xã về số tổ hòa giải.")
    elif teams > decided:
        text = _("Xã có %(n)s tổ hòa giải, nhiều hơn %(decided)s tổ theo quyết định.") % words
    elif teams < decided:
        text = _("Xã có %(n)s tổ hòa giải, quyết định là %(decided)s tổ.") % words
    else:
        return None
    return TeamGap("so-to", text, NUMBERS)
