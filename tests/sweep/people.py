"""The people of the sweep: by where they sit, seen from one commune."""

from dataclasses import dataclass

from hoathuan.accounts.choices import SeatKind as K


@dataclass(frozen=True)
class Someone:
    """A seat of the sweep. `place` is seen from the commune whose objects are asked for: own, parent, sister …"""

    kind: K | None
    place: str = ""
    team: str = ""


#: Who asks. "beside" heads another team of the same commune; "abroad" is another province.
PEOPLE: dict[str, Someone] = {
    "officer": Someone(K.COMMUNE_OFFICER, "own"),
    "leader": Someone(K.COMMUNE_LEADER, "own"),
    "accountant": Someone(K.COMMUNE_ACCOUNTANT, "own"),
    "head": Someone(K.TEAM_HEAD, "own", team="own"),
    "mediator": Someone(K.MEDIATOR, "own", team="own"),
    "beside": Someone(K.TEAM_HEAD, "own", team="beside"),
    "parent": Someone(K.PROVINCE_OFFICER, "parent"),
    "parent_leader": Someone(K.PROVINCE_LEADER, "parent"),
    "body": Someone(K.BODY_OFFICER, "parent"),
    "inspector": Someone(K.INSPECTOR, "parent"),
    "administrator": Someone(K.ADMINISTRATOR, "parent"),
    "ministry": Someone(K.MINISTRY_VIEWER, "country"),
    "sister": Someone(K.COMMUNE_OFFICER, "sister"),
    "sister_head": Someone(K.TEAM_HEAD, "sister", team="sister"),
    "sister_administrator": Someone(K.ADMINISTRATOR, "sister"),
    "abroad": Someone(K.PROVINCE_OFFICER, "abroad"),
    "abroad_inspector": Someone(K.INSPECTOR, "abroad"),
    "abroad_administrator": Someone(K.ADMINISTRATOR, "abroad"),
    "no_seat": Someone(None),
    "nobody": Someone(None),
}


def of_kinds(*kinds: K) -> frozenset[str]:
    """The people who sit in a seat of these kinds, wherever."""
    return frozenset(name for name, one in PEOPLE.items() if one.kind in kinds)


def at(*places: str) -> frozenset[str]:
    return frozenset(name for name, one in PEOPLE.items() if one.place in places)


SEATED = frozenset(name for name, one in PEOPLE.items() if one.kind)
#: Those whose reach holds the commune whose objects are asked for.
INSIDE = at("own", "parent", "country")
