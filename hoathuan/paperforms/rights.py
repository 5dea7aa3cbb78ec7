"""Who prints, sends, and decides about forms; which rows, the database says too."""

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import CASE_WRITERS, proven, seats

#: Anyone of the commune may hand in a paper for a mediator who has no telephone.
_SENDERS = seats(
    K.COMMUNE_OFFICER, K.COMMUNE_LEADER, K.COMMUNE_ACCOUNTANT, K.FRONT_HEAD, K.VILLAGE_HEAD, K.TEAM_HEAD, K.MEDIATOR
)  # fmt: skip
PRINTERS = proven(seats(K.COMMUNE_OFFICER))
#: A draft holds what parties said: the same seats as the dispute itself (Law 35/2013/QH13 Art. 4(3)).
DECIDERS = CASE_WRITERS


def SENDERS(actor: Actor) -> bool:
    """Seats of a commune whose account nobody else has just opened or recovered."""
    return _SENDERS(actor) and actor.commune_id is not None and not actor.unproven
