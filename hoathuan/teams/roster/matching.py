"""Comparing a staged roster with what is stored: set-based, over a typed copy of the good rows.

The temporary table `ht_roster` lives as long as the transaction; `writing` goes on with it.
"""

from typing import Any

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.imports import staging
from hoathuan.core.imports.models import ImportSession, State
from hoathuan.units.api import now_of
from hoathuan.units.models import Unit

from .places import Communes, Planned, lock, plan, query, run

_COPY = """
DROP TABLE IF EXISTS pg_temp.ht_roster;
CREATE TEMP TABLE ht_roster ON COMMIT DROP AS
SELECT r.id, d.*, NULL::bigint AS commune_id, NULL::bigint AS team_id, NULL::bigint AS mediator_id,
       NULL::bigint AS person_id, false AS changed, false AS new_person
FROM imports_stagedrow r CROSS JOIN LATERAL jsonb_to_record(r.data) AS d(
    name text, sort text, folded text, sex text, birth_year int, birth_date date, ethnicity text, minority text,
    phone text, address text, occupation text, head boolean, qualification text, decision text, recognised date,
    trained date, languages varchar[], team text, team_folded text, team_sort text, village text, commune text,
    commune_title text)
WHERE r.session_id = %(session)s AND r.problems = '[]'::jsonb;
CREATE INDEX ON ht_roster (id);
ANALYZE ht_roster;
"""

_SAME_TERM = """
UPDATE ht_roster t SET mediator_id = f.mediator_id, person_id = f.person_id FROM (
    SELECT DISTINCT ON (m.id) m.id AS mediator_id, m.person_id, t.id
    FROM ht_roster t
    JOIN teams_mediator m ON m.team_id = t.team_id AND m.folded = t.folded AND m.ended_on IS NULL
    JOIN accounts_person p ON p.id = m.person_id
    WHERE t.mediator_id IS NULL AND {same_year}
      AND NOT EXISTS (SELECT FROM ht_roster taken WHERE taken.mediator_id = m.id)
    ORDER BY m.id, t.id
) f WHERE f.id = t.id
"""

_SAME_PERSON = """
UPDATE ht_roster t SET person_id = f.person_id FROM (
    SELECT DISTINCT ON (t.id) t.id, m.person_id
    FROM ht_roster t
    JOIN teams_mediator m ON m.now_commune_id = t.commune_id AND m.folded = t.folded
    JOIN accounts_person p ON p.id = m.person_id AND p.birth_year = t.birth_year
    WHERE t.mediator_id IS NULL AND (t.sex = '' OR p.sex = '' OR p.sex = t.sex)
      AND NOT EXISTS (SELECT FROM ht_roster taken WHERE taken.person_id = p.id AND taken.team_id = t.team_id)
    ORDER BY t.id, m.person_id
) f WHERE f.id = t.id
"""

# a blank cell changes nothing that is stored
_CHANGED = """
UPDATE ht_roster t SET changed = true FROM (
    SELECT t.id FROM ht_roster t
    JOIN teams_mediator m ON m.id = t.mediator_id
    JOIN accounts_person p ON p.id = m.person_id
    LEFT JOIN accounts_personcontact c ON c.person_id = p.id
    LEFT JOIN teams_teamhead h ON h.mediator_id = m.id AND h.team_id = m.team_id AND h.ended_on IS NULL
    LEFT JOIN teams_mediatortraining g ON g.mediator_id = m.id AND g.trained_on = t.trained
    WHERE t.name <> p.full_name
       OR (t.sex <> '' AND t.sex <> m.sex)
       OR (t.ethnicity <> '' AND t.ethnicity <> p.ethnicity)
       OR (t.birth_year IS NOT NULL AND t.birth_year IS DISTINCT FROM p.birth_year)
       OR (t.birth_date IS NOT NULL AND t.birth_date IS DISTINCT FROM p.birth_date)
       OR (t.qualification <> '' AND t.qualification <> m.qualification)
       OR (t.occupation <> '' AND t.occupation <> m.occupation)
       OR (t.decision <> '' AND t.decision <> m.decision_number)
       OR (t.recognised IS NOT NULL AND t.recognised <> m.started_on)
       OR (cardinality(t.languages) > 0 AND t.languages <> m.languages)
       OR (t.phone <> '' AND t.phone IS DISTINCT FROM c.phone)
       OR (t.address <> '' AND t.address IS DISTINCT FROM c.address)
       OR (t.head AND h.id IS NULL)
       OR (t.trained IS NOT NULL AND g.id IS NULL)
) f WHERE f.id = t.id
"""


def check(session: ImportSession, actor: Any) -> None:
    """Find commune, team, term and person of every row; say what is wrong, what is new and what stays."""
    run(_COPY, {"session": session.pk})
    run("SET LOCAL enable_nestloop = off")  # stale figures of a table would have rows looped over rows
    _find_communes(session, actor)
    if session.state == State.APPLYING:
        lock(commune for (commune,) in query("SELECT DISTINCT commune_id FROM ht_roster"))
    planned = planned_teams()
    _check_twins(session, planned)
    put_teams(planned)
    _check_heads(session)
    _check_ended(session)
    _find_terms(session)
    run(_SAME_PERSON)
    run(_CHANGED)
    _say(session, planned)


def _find_communes(session: ImportSession, actor: Actor) -> None:
    """A commune's own officer needs no column; what a column or a sheet's name says must be in reach."""
    communes = Communes(actor)
    own = actor.commune_id or _today(session.options.get("commune"))
    found: list[tuple[str, str, int]] = []
    for said, title in query("SELECT DISTINCT commune, commune_title FROM ht_roster"):
        hint = communes.find(title) if title and not actor.commune_id else None
        pk = communes.find(said) if said else hint or own
        if pk is not None and pk in communes.ids:
            found.append((said, title, pk))
    run(
        "UPDATE ht_roster t SET commune_id = f.pk FROM unnest(%(said)s::text[], %(title)s::text[], %(pk)s::bigint[])"
        " AS f(said, title, pk) WHERE t.commune = f.said AND t.commune_title = f.title",
        {"said": [f[0] for f in found], "title": [f[1] for f in found], "pk": [f[2] for f in found]},
    )
    _refuse(
        session,
        "commune",
        _("Xã này không có trong phạm vi của vị trí bạn đang dùng: xem lại tên xã, hoặc bỏ dòng này."),
        "t.commune_id IS NULL AND t.commune <> ''",
        "t.commune",
    )
    _refuse(
        session,
        "commune",
        _("Không biết dòng này thuộc xã nào: thêm cột Xã, hoặc chọn xã khi tải tệp lên."),
        "t.commune_id IS NULL",
    )


def _today(commune: int | None) -> int | None:
    """The commune that was chosen with the file, or what it became since."""
    unit = Unit.objects.filter(pk=commune).first() if commune else None
    held = now_of(unit) if unit else None
    return held.pk if held else None


def _refuse(
    session: ImportSession, column: str, words: str, where: str, value: str = "NULL", more: str = "",
    parameters: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """A problem for the rows that meet `where`; they leave the typed copy."""
    staging.add_problem(
        session,
        column=column,
        message=words,
        source=f"ht_roster t{', ' + more if more else ''}",
        where=f"t.id = r.id AND {where}",
        value=value,
        parameters=parameters,
    )
    run("DELETE FROM ht_roster t USING imports_stagedrow r WHERE r.id = t.id AND r.problems <> '[]'::jsonb")


def planned_teams() -> list[Planned]:
    return plan(
        query(
            "SELECT commune_id, min(team), team_folded, max(village), min(recognised) FROM ht_roster"
            " GROUP BY commune_id, team_folded ORDER BY commune_id, team_folded"
        )
    )


def put_teams(planned: list[Planned]) -> None:
    """Write the teams that are stored into the rows."""
    known = [one for one in planned if one.team_id is not None]
    run(
        "UPDATE ht_roster t SET team_id = f.team"
        " FROM unnest(%(commune)s::bigint[], %(name)s::text[], %(team)s::bigint[]) AS f(commune, name, team)"
        " WHERE t.commune_id = f.commune AND t.team_folded = f.name",
        {
            "commune": [one.commune_id for one in known],
            "name": [one.folded for one in known],
            "team": [one.team_id for one in known],
        },
    )


def _check_twins(session: ImportSession, planned: list[Planned]) -> None:
    """Communes that were merged brought teams, or villages, of one name: nobody guesses which one is meant."""
    for one in planned:
        if one.twins:
            names = dict.fromkeys(one.twins)
            words = (
                _("Xã có các tổ cùng tên: ghi rõ là tổ nào, ví dụ %(names)s.")
                if len(names) > 1
                else _(
                    "Xã có hơn một thôn tên %(names)s: ghi tên tổ hòa giải đã có, hoặc sửa tên thôn trước."
                )
            )
            _refuse(
                session,
                "team",
                words % {"names": "; ".join(names)},
                f"t.commune_id = {int(one.commune_id)} AND t.team_folded = tf.name",
                "t.team",
                "(SELECT %(twin)s::text AS name) AS tf",
                {"twin": one.folded},
            )


def _check_heads(session: ImportSession) -> None:
    """Law 35/2013/QH13 Art. 12(1): a team has one head."""
    _refuse(
        session,
        "role",
        _("Tổ này có hơn một tổ trưởng trong tệp: chỉ giữ một người."),
        "t.id = twin.id AND twin.nth > 1",
        "t.name",
        "(SELECT id, row_number() OVER (PARTITION BY commune_id, team_folded ORDER BY id) AS nth"
        " FROM ht_roster WHERE head) AS twin",
    )


def _check_ended(session: ImportSession) -> None:
    """An old file must not bring back who has ceased."""
    _refuse(
        session,
        "name",
        _(
            "Người này đã thôi làm hòa giải viên của tổ: ghi ngày công nhận mới nếu được công nhận lại, hoặc bỏ dòng."
        ),
        "m.team_id = t.team_id AND m.folded = t.folded AND m.ended_on IS NOT NULL AND p.id = m.person_id"
        " AND p.birth_year IS NOT DISTINCT FROM t.birth_year"
        " AND (t.recognised IS NULL OR t.recognised <= m.ended_on)"
        " AND NOT EXISTS (SELECT FROM teams_mediator again WHERE again.person_id = p.id"
        " AND again.team_id = m.team_id AND again.ended_on IS NULL)",
        "t.name",
        "teams_mediator m, accounts_person p",
    )


def _find_terms(session: ImportSession) -> None:
    run(_SAME_TERM.format(same_year="p.birth_year = t.birth_year"))
    _refuse(
        session,
        "birth",
        _("Trong tổ có hai người trùng họ tên này: ghi năm sinh để biết là ai."),
        "t.mediator_id IS NULL AND t.birth_year IS NULL AND (SELECT count(*) FROM teams_mediator m"
        " WHERE m.team_id = t.team_id AND m.folded = t.folded AND m.ended_on IS NULL) > 1",
        "t.name",
    )
    run(_SAME_TERM.format(same_year="(p.birth_year IS NULL OR t.birth_year IS NULL)"))


def _say(session: ImportSession, planned: list[Planned]) -> None:
    """What will happen to each row, and which teams and villages will be new."""
    for action, where in (("same", "NOT t.changed"), ("update", "t.changed")):
        staging.set_action(
            session,
            action,
            source="ht_roster t",
            where=f"t.id = r.id AND t.mediator_id IS NOT NULL AND {where}",
        )
    if session.state == State.STAGING:
        new_teams = [one.name for one in planned if one.team_id is None and not one.twins]
        new_villages = [
            one.village for one in planned if one.village and one.village_id is None and not one.twins
        ]
        session.options["notices"] = _notices(new_teams, new_villages)
        ImportSession.objects.filter(pk=session.pk).update(options=session.options)


def _notices(teams: list[str], villages: list[str]) -> list[str]:
    found = []
    if teams:
        words = {"n": len(teams), "names": _some(teams)}
        found.append(_("%(n)s tổ hòa giải chưa có sẽ được lập: %(names)s") % words)
    if villages:
        words = {"n": len(villages), "names": _some(villages)}
        found.append(_("%(n)s thôn chưa có sẽ được thêm: %(names)s") % words)
    return found


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:8])
    return f"{shown}…" if len(names) > 8 else f"{shown}."
