"""What addresses of guidance letters answer; a part of `expected`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hoathuan.accounts.choices import SeatKind as K

from .people import at, of_kinds

WRITERS = of_kinds(
    *(K.MINISTRY_VIEWER, K.PROVINCE_OFFICER, K.PROVINCE_LEADER, K.COMMUNE_OFFICER, K.COMMUNE_LEADER)
)
ACTING = (WRITERS - at("country")) | of_kinds(K.BODY_OFFICER, K.TEAM_HEAD)
READERS = WRITERS | ACTING | of_kinds(K.INSPECTOR)
#: A team's head sits in the commune, and what goes to the commune is not the team's.
SEEN = frozenset({"officer", "leader", "parent", "parent_leader", "inspector", "ministry"})
ISSUERS = frozenset({"parent", "parent_leader"})


def directions(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """A letter of the province to the own commune alone, a draft beside it, and a question that was asked."""
    step = for_(WRITERS, "pk=thing.letter", inside=SEEN, barred=SEEN - ISSUERS)
    draft = for_(WRITERS, "pk=thing.letter_draft", inside=ISSUERS)
    answer = for_(ACTING, "pk=thing.letter", inside=SEEN, barred=ISSUERS)
    return {
        "directions:list": for_(READERS, methods="get"),
        "directions:new": for_(WRITERS),
        "directions:letter": for_(READERS, "pk=thing.letter", inside=SEEN, methods="get"),
        **each("directions amend issue", draft),
        **each("directions discard attach detach", replace(draft, methods="post")),
        "directions:withdraw": step,
        "directions:remind": replace(step, methods="post"),
        **each("directions reply ask", answer),
        "directions:done": replace(answer, methods="post"),
        "directions:answer": replace(step, objects={"pk": "thing.question"}),
        "directions:recipient": for_(READERS, "pk=thing.letter_line", inside=SEEN, methods="get"),
        "directions:accept": replace(step, objects={"pk": "thing.letter_line"}, methods="post"),
    }
