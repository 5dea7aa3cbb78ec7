"""Who may do what with pay. Which rows is for the selectors; each service asks again."""

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import proven, seats

#: Drafts a claim, adds proofs.
PREPARERS = proven(seats(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR))
#: Says that the register entries are true: the head, or the officer from the signed paper of a head without account.
CONFIRMERS = proven(seats(K.COMMUNE_OFFICER, K.TEAM_HEAD))
#: Sends an incomplete dossier back.
RETURNERS = seats(K.COMMUNE_OFFICER, K.COMMUNE_LEADER)
#: Approves or refuses in writing, and states the commune's rule.
DECIDERS = seats(K.COMMUNE_LEADER)
#: Makes payments, records what the bank did.
PAYERS = seats(K.COMMUNE_ACCOUNTANT)
#: Writes down from a signed sheet who got the money.
SHEETS = seats(K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT, K.TEAM_HEAD)
#: Takes back that somebody has the money, where that was written down by mistake.
RETURNS_RECEIPTS = seats(K.COMMUNE_OFFICER)
COMMUNE = seats(K.COMMUNE_OFFICER, K.COMMUNE_LEADER, K.COMMUNE_ACCOUNTANT)
#: Sees totals of its reach.
PROVINCE = seats(K.PROVINCE_OFFICER, K.PROVINCE_LEADER, K.PROVINCE_FINANCE, K.MINISTRY_VIEWER)
#: Keeps the list of disputes that are asked after again.
SAMPLERS = seats(K.COMMUNE_OFFICER, K.COMMUNE_LEADER)
TEAM = seats(K.TEAM_HEAD, K.MEDIATOR)
#: Who may have pressed that the money is in hand, and who puts that right.
RECEIPT_KEEPERS = seats(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)


def READERS(actor: Actor) -> bool:
    """Who sees claims and payments at all: the team, the commune's offices, those above, inspectors."""
    return TEAM(actor) or COMMUNE(actor) or PROVINCE(actor) or actor.kind == K.INSPECTOR


def OVERSEERS(actor: Actor) -> bool:
    """Who sees sums of several communes or of its own."""
    return COMMUNE(actor) or PROVINCE(actor) or actor.kind == K.INSPECTOR


def of_team(actor: Actor, *, team_id: int | None, commune_id: int | None) -> bool:
    """Whether a row of this team and commune is the seat's own to work on."""
    if actor.kind in TEAM_KINDS:
        return actor.team_id is not None and team_id == actor.team_id
    return actor.commune_id is not None and commune_id == actor.commune_id
