"""Who reads stories, tells them, and reads them second."""

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS, SeatKind
from hoathuan.accounts.rules import CASE_WRITERS, REGISTRY_READERS, proven, seats

#: Mediators and every office; an administrator reads no disputes, told or untold.
READERS = REGISTRY_READERS
#: Who says what a story is worth: whoever may write something at all.
ANSWERERS = seats(*(kind for kind in SeatKind if kind not in (SeatKind.ADMINISTRATOR, SeatKind.INSPECTOR)))
#: Who works on disputes tells them on.
TELLERS = CASE_WRITERS
#: Second readers: the commune's justice officer, the province's officer.
CHECKERS = proven(seats(SeatKind.COMMUNE_OFFICER, SeatKind.PROVINCE_OFFICER))
#: Who may find a page of work on a story.
WORKERS = proven(seats(*TEAM_KINDS, SeatKind.COMMUNE_OFFICER, SeatKind.PROVINCE_OFFICER))


def is_author(actor: Actor, story: object) -> bool:
    """The seat that told it, while its account is its holder's."""
    return actor.seat_id is not None and not actor.unproven and story.author_seat_id == actor.seat_id  # type: ignore[attr-defined]
