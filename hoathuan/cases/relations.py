"""What to look at before a dispute is given to somebody: warnings, never a bar. Only what the reader may read.

Law 35/2013/QH13 Art. 10(3), 18: who is related to a party, or not impartial, does not mediate.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.privacy.api import ERASED

from .choices import PartyRole
from .models import Case, Party
from .selectors import mediators_along, people_of

#: How far back the same people are looked for: a rule of this product, not of the law.
_BACK = timedelta(days=3 * 365)
_SHOWN = 3
_FEWEST_WORDS = 2


def related_mediators(actor: Actor, case: Case) -> list[str]:
    """Mediators of the teams that mediate who bear a party's name, or its family name at its address.

    In a village of two family names that may be half of the team: several of the second sort are one sentence.
    """
    parties = [p for p in people_of(actor, case) if p.role in (PartyRole.PARTY, PartyRole.RELATED)]
    parties = [p for p in parties if p.full_name != ERASED]
    mediators = list(mediators_along(case)) if parties else []
    alike = [one for one in mediators if any(party.folded == one.folded for party in parties)]
    others = [one for one in mediators if one not in alike]
    kin = [(one, party) for one in others for party in parties if _one_family(one, party)]
    near = [(_called(one, case), party) for one, party in _at_one_home(kin)]
    return [*(_same_name(_called(one, case)) for one in alike), *_near(near)]


def _called(mediator: Any, case: Case) -> str:
    name = mediator.person.full_name
    return name if mediator.team_id == case.team_id else f"{name} ({mediator.team})"


def _one_family(mediator: Any, party: Party) -> bool:
    return bool(mediator.folded) and mediator.folded.split()[:1] == party.folded.split()[:1]


def _at_one_home(kin: Sequence[tuple[Any, Party]]) -> list[tuple[Any, Party]]:
    """Those who live where the party lives, each once.

    A team's head reads no addresses of people: the database compares, and says yes or no (migration 0028).
    """
    if not kin:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cases_same_home(party, who) FROM unnest(%s::bigint[], %s::bigint[])"
            " WITH ORDINALITY AS pair(party, who, at) ORDER BY at",
            [[party.pk for _one, party in kin], [one.person_id for one, _party in kin]],
        )
        same = [yes for (yes,) in cursor.fetchall()]
    found: dict[int, tuple[Any, Party]] = {}
    for pair, yes in zip(kin, same, strict=True):
        if yes:
            found.setdefault(pair[0].pk, pair)
    return list(found.values())


def _same_name(name: str) -> str:
    text = _("%(name)s trùng họ tên với một bên. Nếu là một người thì không giao vụ việc này.")
    return text % {"name": name}


def _near(found: list[tuple[str, Party]]) -> list[str]:
    if not found:
        return []
    if len(found) == 1:
        text = _("%(name)s cùng họ và cùng nơi ở với %(party)s. Hỏi xem có liên quan không trước khi giao.")
        return [text % {"name": found[0][0], "party": found[0][1].full_name}]
    text = _("%(names)s cùng họ và cùng nơi ở với một bên. Hỏi xem có liên quan không trước khi giao.")
    return [text % {"names": ", ".join(name for name, _party in found)}]


def repeats_of(actor: Actor, case: Case) -> list[Case]:
    """Earlier disputes between the same parties in the commune, the newest first, as far as the reader may see."""
    names = {p.folded for p in people_of(actor, case) if p.role == PartyRole.PARTY and p.full_name != ERASED}
    if len(names) < _FEWEST_WORDS:
        return []
    own = {"team_id": case.team_id} if actor.kind in TEAM_KINDS else {"now_commune_id": case.now_commune_id}
    same = Party.objects.filter(
        **own, role=PartyRole.PARTY, folded__in=names, case__voided_on=None,
        case__received_on__range=(case.received_on - _BACK, case.received_on),
    ).exclude(case=case)  # fmt: skip
    keys = (
        same.order_by().values("case").annotate(n=Count("folded", distinct=True)).filter(n__gte=_FEWEST_WORDS)
    )
    found = Case.objects.filter(pk__in=keys.values("case")).select_related("team")
    return list(found.order_by("-received_on", "-id")[:_SHOWN])


def warnings_of(actor: Actor, case: Case) -> list[str]:
    """Both, as sentences."""
    told = related_mediators(actor, case)
    for former in repeats_of(actor, case):
        text = _(
            "Các bên này đã có vụ việc số %(number)s (%(how)s, tiếp nhận ngày %(day)s). Xem lại trước khi làm."
        )
        day = f"{former.received_on:%d/%m/%Y}"
        told.append(text % {"number": former, "how": former.state_text, "day": day})
    return told
