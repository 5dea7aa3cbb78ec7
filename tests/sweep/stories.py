"""Stories told of disputes: what their addresses answer, and one of each team; a part of `expected` and `world`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.stories import services
from hoathuan.stories.services import Telling

from .people import INSIDE, SEATED, at, of_kinds

READERS = SEATED - of_kinds(K.ADMINISTRATOR)
ANSWERERS = READERS - of_kinds(K.INSPECTOR)
TELLERS = of_kinds(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)
CHECKERS = of_kinds(K.COMMUNE_OFFICER, K.PROVINCE_OFFICER)
#: A story that is shown is told in the province.
PROVINCE = at("own", "parent", "sister")
#: A new row that only the dispute's own people may add.
ADDED = (
    "(story_id, case_id, seat_id, team_id, now_commune_id, title, situation, helped, ended, law, lesson)"
    " VALUES ((SELECT min(id) FROM stories_story), %s, 1, %s, %s, '', '', '', '', '', '')"
)


def stories(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """One that is shown, one that the mediator still writes."""
    seen = for_(READERS, "pk=thing.story", inside=PROVINCE, methods="get")
    answered = replace(seen, who=ANSWERERS)
    draft = for_(TELLERS, "pk=thing.story_draft", inside=frozenset({"mediator"}))
    second = for_(CHECKERS, "pk=thing.story", inside=frozenset({"officer"}))
    return {
        "stories:list": for_(READERS, methods="get"),
        "stories:story": seen,
        "stories:useful": replace(answered, methods="post"),
        "stories:report": replace(answered, methods="get post"),
        "stories:tell": for_(TELLERS, "case=case.own", inside=INSIDE - {"beside"}),
        "stories:amend": draft,
        "stories:check": replace(draft, methods="get"),
        **each("stories round send", replace(draft, methods="post")),
        "stories:show": replace(second, methods="post"),
        "stories:give-back": second,
        "stories:withdraw": replace(seen, who=TELLERS | CHECKERS, methods="post"),
    }


def tell_stories(made: Any) -> None:
    """Of the own dispute the head's is shown and the mediator's a draft; one draft of each other team."""
    telling = Telling("Lối đi", "Hai nhà chung lối", "Ra tận nơi", "Để lối đi", "", "Nên ra tận nơi")
    for person, case in (
        ("head", "own"),
        ("mediator", "own"),
        ("beside", "beside"),
        ("sister_head", "sister"),
    ):
        actor = made.actor(person)
        with as_actor(actor):
            story = services.tell(actor=actor, case=made.cases[case], telling=telling)
            if person == "head":
                made.things["story"] = services.send(actor=actor, story=story, version=story.version)
            elif person == "mediator":
                made.things["story_draft"] = story
    officer, shown = made.actor("officer"), made.things["story"]
    with as_actor(officer):
        services.show(actor=officer, story=shown, version=shown.version)
