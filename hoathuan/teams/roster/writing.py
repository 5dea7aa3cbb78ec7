"""Writing the good rows of a roster, a few statements for any number of rows, in one transaction."""
# Vietnamese in this module is data, not interface text.

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from hoathuan.core.dates import today
from hoathuan.core.imports.models import ImportSession
from hoathuan.core.imports.registry import Counts
from hoathuan.teams.models import Team, TeamVillage
from hoathuan.teams.services.standing import restate
from hoathuan.units.choices import VILLAGE_KINDS, Level
from hoathuan.units.models import Area, Placement, Unit

from .matching import planned_teams, put_teams
from .places import Planned, query, run

_START = "coalesce(t.recognised, %(default)s::date, greatest(lower(f.valid), x.started_on))"


def _area_on(day: str) -> str:
    """Where a fact of that day of the row's team belongs, as `a`."""
    return (
        "JOIN teams_team x ON x.id = t.team_id JOIN units_area f ON f.id = x.area_id"
        f" JOIN units_areaspan s ON s.area_id = f.id AND s.valid @> greatest({day}, lower(f.valid))"
        " JOIN units_area a ON a.id = s.home_id"
    )


_NUMBER_PEOPLE = """
UPDATE ht_roster t SET person_id = k.person_id, new_person = true FROM (
    SELECT who, nextval(pg_get_serial_sequence('accounts_person', 'id')) AS person_id FROM (
        SELECT DISTINCT coalesce(commune_id || '|' || folded || '|' || sex || '|' || birth_year, 'row ' || id) AS who
        FROM ht_roster WHERE mediator_id IS NULL AND person_id IS NULL) AS keys
) k
WHERE t.mediator_id IS NULL AND t.person_id IS NULL
  AND k.who = coalesce(t.commune_id || '|' || t.folded || '|' || t.sex || '|' || t.birth_year, 'row ' || t.id)
"""

_PEOPLE = """
INSERT INTO accounts_person (id, uuid, full_name, sort, folded, sex, birth_year, birth_date, ethnicity)
SELECT DISTINCT ON (person_id) person_id, gen_random_uuid(), name, sort, folded, sex, birth_year, birth_date, ethnicity
FROM ht_roster WHERE new_person ORDER BY person_id, id
"""

_TERMS = f"""
WITH made AS (
    INSERT INTO teams_mediator (id, uuid, person_id, team_id, started_on, end_reason, end_decision, decision_number,
        sex, minority, qualification, occupation, languages, sort, folded, version,
        area_id, now_province_id, now_commune_id)
    SELECT t.number, gen_random_uuid(), t.person_id, t.team_id, {_START}, '', '', t.decision,
        t.sex, t.minority, coalesce(nullif(t.qualification, ''), 'none'), t.occupation, t.languages,
        t.sort, t.folded, 1,
        a.id, a.now_province_id, a.now_commune_id
    FROM (SELECT *, nextval(pg_get_serial_sequence('teams_mediator', 'id')) AS number FROM ht_roster
          WHERE mediator_id IS NULL) t {_area_on(_START)}
    RETURNING id, person_id, team_id
)
UPDATE ht_roster t SET mediator_id = made.id, changed = true FROM made
WHERE t.mediator_id IS NULL AND t.person_id = made.person_id AND t.team_id = made.team_id
"""  # noqa: S608  constants of this module

_AMEND_PEOPLE = """
UPDATE accounts_person p SET version = p.version + 1, full_name = t.name, sort = t.sort, folded = t.folded,
    sex = coalesce(nullif(t.sex, ''), p.sex), ethnicity = coalesce(nullif(t.ethnicity, ''), p.ethnicity),
    birth_year = coalesce(t.birth_year, p.birth_year),
    -- a day of birth of another year than the one that holds now would contradict it
    birth_date = CASE WHEN t.birth_date IS NOT NULL THEN t.birth_date
        WHEN t.birth_year IS NULL OR t.birth_year = p.birth_year THEN p.birth_date END
FROM ht_roster t WHERE t.person_id = p.id AND NOT t.new_person AND t.changed
"""

_AMEND_TERMS = """
UPDATE teams_mediator m SET
    started_on = coalesce(t.recognised, m.started_on),
    decision_number = coalesce(nullif(t.decision, ''), m.decision_number),
    qualification = coalesce(nullif(t.qualification, ''), m.qualification),
    occupation = coalesce(nullif(t.occupation, ''), m.occupation),
    languages = CASE WHEN cardinality(t.languages) > 0 THEN t.languages ELSE m.languages END,
    version = m.version + 1
FROM ht_roster t WHERE t.mediator_id = m.id AND t.changed
"""

# who was recognised on another day than was written may have begun in another unit
_PLACE_TERMS = f"""
UPDATE teams_mediator m SET area_id = p.id,
    now_province_id = p.now_province_id, now_commune_id = p.now_commune_id
FROM (SELECT t.mediator_id, a.* FROM ht_roster t JOIN teams_mediator o ON o.id = t.mediator_id
      {_area_on("o.started_on")} WHERE t.changed) p
WHERE p.mediator_id = m.id AND m.area_id <> p.id
"""  # noqa: S608  constants of this module

# what stands with the person and again with each of the person's terms
_AMEND_COPIES = """
UPDATE teams_mediator m SET sort = t.sort, folded = t.folded, sex = coalesce(nullif(t.sex, ''), m.sex),
    minority = CASE WHEN t.ethnicity = '' THEN m.minority ELSE t.minority END
FROM ht_roster t WHERE t.person_id = m.person_id AND NOT t.new_person AND t.changed
"""

_CONTACTS = """
INSERT INTO accounts_personcontact (person_id, phone, email, address, now_province_id, now_commune_id)
SELECT DISTINCT ON (t.person_id) t.person_id, t.phone, '', t.address, x.now_province_id, x.now_commune_id
FROM ht_roster t JOIN teams_team x ON x.id = t.team_id
WHERE t.changed AND (t.phone <> '' OR t.address <> '') ORDER BY t.person_id, t.id
ON CONFLICT (person_id) DO UPDATE SET
    phone = coalesce(nullif(EXCLUDED.phone, ''), accounts_personcontact.phone),
    address = coalesce(nullif(EXCLUDED.address, ''), accounts_personcontact.address)
"""

_TRAININGS = f"""
INSERT INTO teams_mediatortraining
    (mediator_id, trained_on, title, area_id, now_province_id, now_commune_id)
SELECT t.mediator_id, t.trained, '', a.id, a.now_province_id, a.now_commune_id
FROM ht_roster t {_area_on("t.trained")} WHERE t.changed AND t.trained IS NOT NULL
ON CONFLICT DO NOTHING
"""  # noqa: S608  constants of this module

# a team that has another head: its term ends the day before; one begun today was a slip of today
_HEADS = """
DELETE FROM teams_teamhead h USING ht_roster t
WHERE t.head AND t.changed AND h.team_id = t.team_id AND h.mediator_id <> t.mediator_id
  AND h.ended_on IS NULL AND h.started_on >= %(today)s;
UPDATE teams_teamhead h SET ended_on = %(today)s::date - 1 FROM ht_roster t
WHERE t.head AND t.changed AND h.team_id = t.team_id AND h.mediator_id <> t.mediator_id AND h.ended_on IS NULL;
INSERT INTO teams_teamhead (team_id, mediator_id, started_on)
SELECT t.team_id, t.mediator_id, greatest(m.started_on,
    (SELECT max(f.ended_on) + 1 FROM teams_teamhead f WHERE f.team_id = t.team_id))
FROM ht_roster t JOIN teams_mediator m ON m.id = t.mediator_id
WHERE t.head AND t.changed
  AND NOT EXISTS (SELECT FROM teams_teamhead h WHERE h.team_id = t.team_id AND h.ended_on IS NULL)
"""

# who was recognised before the day written for the team proves that the team was there
_EARLIER_TEAMS = """
UPDATE teams_team x SET started_on = f.first FROM (
    SELECT m.team_id, min(m.started_on) AS first FROM ht_roster t JOIN teams_mediator m ON m.id = t.mediator_id
    WHERE t.changed GROUP BY m.team_id
) f WHERE f.team_id = x.id AND f.first < x.started_on
"""

# what is counted of a person is counted in each team of the person
_TOUCHED = """
SELECT team_id FROM ht_roster WHERE changed
UNION SELECT m.team_id FROM teams_mediator m JOIN ht_roster t ON t.person_id = m.person_id WHERE t.changed
"""

_AUDIT = """
INSERT INTO core_auditentry (at, actor_user, actor_seat, actor_label, action, subject_type, subject_id, data)
SELECT now(), %(user)s, %(seat)s, %(label)s, 'teams.imported', 'teams.team', t.team_id::text,
       jsonb_build_object('file', %(file)s::text, 'people', count(*))
FROM ht_roster t WHERE t.changed GROUP BY t.team_id
"""


def apply(session: ImportSession, actor: Any, progress: Any) -> Counts:
    """Make missing villages and teams, then people, terms, contacts, trainings, heads, standings.

    Nothing is written for rows that are stored as they are; `matching.check` ran just before, under the lock.
    """
    default = session.options.get("recognised_on")
    planned = planned_teams()
    _make_teams(planned, date.fromisoformat(default) if default else None)
    put_teams(planned_teams())
    (created, updated) = query(
        "SELECT count(*) FILTER (WHERE mediator_id IS NULL),"
        " count(*) FILTER (WHERE mediator_id IS NOT NULL AND changed) FROM ht_roster"
    )[0]
    run(_NUMBER_PEOPLE)
    run(_PEOPLE)
    run(_AMEND_TERMS)
    run(_PLACE_TERMS)
    run(_TERMS, {"default": default})
    # the figures of before these writes say "no row": the planner would loop rows over rows
    run("ANALYZE ht_roster; SET LOCAL enable_nestloop = off")
    progress.report(done=created + updated, message=_("Đang ghi liên lạc, tập huấn, tổ trưởng"))
    for statement in (_AMEND_PEOPLE, _AMEND_COPIES, _CONTACTS, _TRAININGS, _EARLIER_TEAMS):
        run(statement)
    run(_HEADS, {"today": today()})
    restate([team for (team,) in query(_TOUCHED)])
    words = {"user": actor.user_id, "seat": actor.seat_id, "label": actor.label, "file": session.file_name}
    run(_AUDIT, words)
    run("SET LOCAL enable_nestloop = on")
    return Counts(created=created, updated=updated)


def _make_teams(planned: list[Planned], default: date | None) -> None:
    """The teams and villages that the file names and nobody wrote before."""
    villages = _make_villages([one for one in planned if one.village and one.village_id is None])
    new = [one for one in planned if one.team_id is None]
    areas = _areas({one.commune_id for one in new})
    teams = []
    for one in new:
        area = areas[one.commune_id]
        team = Team(
            name=one.name, started_on=_earliest(one.started_on, default or area.valid.lower or today())
        )
        team.name_keys()
        team.locate(area)
        teams.append(team)
    Team.objects.bulk_create(teams, batch_size=1_000)
    made = {(team.now_commune_id, team.folded): team for team in teams}
    links = []
    for one in new:
        village_id = one.village_id or villages.get((one.commune_id, one.village))
        if village_id:
            team = made[one.commune_id, one.folded]
            links.append(TeamVillage(team=team, village_id=village_id, started_on=team.started_on))
    TeamVillage.objects.bulk_create(links, batch_size=1_000)


def _earliest(told: date | None, otherwise: date) -> date:
    return min(told, otherwise) if told else otherwise


def _make_villages(planned: list[Planned]) -> dict[tuple[int, str], int]:
    """New villages by commune and name. The communes are locked by `matching.check`."""
    wanted = {(one.commune_id, one.village): one for one in planned if one.team_id is None}
    starts = dict(Unit.objects.filter(pk__in={key[0] for key in wanted}).values_list("pk", "valid"))
    units = [
        Unit(
            level=Level.VILLAGE,
            name=name,
            kind=next((kind for kind in VILLAGE_KINDS if name.lower().startswith(kind)), "thôn"),
            valid=DateRange(starts[commune].lower, None),
        )
        for commune, name in wanted
    ]
    for unit in units:
        unit.name_keys()
    Unit.objects.bulk_create(units, batch_size=1_000)
    made = dict(zip(wanted, units, strict=True))
    Placement.objects.bulk_create(
        (
            Placement(unit=unit, parent_id=commune, valid=unit.valid)
            for (commune, _name), unit in made.items()
        ),
        batch_size=1_000,
    )
    return {key: unit.pk for key, unit in made.items()}


def _areas(communes: set[int]) -> dict[int, Area]:
    found = Area.objects.filter(then_commune__in=communes, valid__contains=today())
    return {area.then_commune_id: area for area in found}
