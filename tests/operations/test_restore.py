"""What comes back is what was there, table by table; what is there is never overwritten without a word."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from hoathuan.core.operations.backup import BackupProblem, manifest
from hoathuan.core.postgres.addresses import embedded_url
from hoathuan.core.postgres.roles import OWNER

from .rig import Installation, new_installation, secrets_of_production

#: What is guarded by row security, or is written by services alone: nothing is proved where both sides are empty.
FILLED = (
    "cases_casecontent", "documents_paper", "attachments_attachment", "directions_reply", "documents_series",
    "signing_returned", "inbox_calendarfeed", "inbox_delivery", "inbox_device", "inbox_reminder",
)  # fmt: skip


@pytest.fixture(scope="module")
def empty(filled: Installation) -> Iterator[Installation]:
    """Another machine with a server, the keys of the first, and no database."""
    with new_installation(keys=filled.keys) as made:
        yield made


@pytest.fixture
def cleared(empty: Installation) -> Iterator[Installation]:
    yield empty
    for name in empty.databases() - {"postgres", "template0", "template1"}:
        empty.ask(f'DROP DATABASE "{name}"', database="postgres")
    shutil.rmtree(empty.var, ignore_errors=True)


def rows_of(one: Installation, database: str = "") -> dict[str, list[str]]:
    """Every row of every lasting table as text, read by another way than the program's."""
    address = embedded_url(one.place, OWNER, database or one.database)
    with psycopg.connect(address) as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND relpersistence = 'p' AND relname <> 'operations_sign'"
        ).fetchall()
        text = "SELECT t::text FROM {} t ORDER BY 1"
        return {
            name: [row for (row,) in connection.execute(sql.SQL(text).format(sql.Identifier(name)))]
            for (name,) in names
        }


def rights_of(one: Installation) -> dict[str, list[tuple[object, ...]]]:
    """Policies, triggers, grants, functions: what the walls are made of."""
    asked = {
        "policies": "SELECT tablename, policyname, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
        "secured": "SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY 1",
        "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger"
        " WHERE NOT tgisinternal ORDER BY 1, 2",
        "grants": "SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants"
        " WHERE table_schema = 'public' ORDER BY 1, 2, 3",
        "functions": "SELECT proname, prosrc, prosecdef, proacl::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2",
        "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        "defaults": "SELECT defaclacl::text FROM pg_default_acl ORDER BY 1",
    }
    return {what: sorted(map(_written_alike, one.ask(statement))) for what, statement in asked.items()}


def _written_alike(row: tuple[object, ...]) -> str:
    """PostgreSQL writes a list of words in a condition in two ways, before a dump and after it."""
    return re.sub(r"::(text|character varying)(\[\])?|[()]", "", str(row))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_empty_server_gets_everything_back_table_by_table(
    filled: Installation, backup: Path, cleared: Installation
) -> None:
    before = rows_of(filled)
    assert sum(map(len, before.values())) > 500
    assert [name for name in FILLED if not before[name]] == []
    said = cleared.must("restore", str(backup))
    assert "Every table holds what the backup held" in said
    assert rows_of(cleared) == before
    assert rights_of(cleared) == rights_of(filled)
    assert files_of(cleared.media) == files_of(filled.media)
    goes_on_working(cleared)


def goes_on_working(one: Installation) -> None:
    """Sums are right, numbers go on where they stood, and setting up once more finds everything there."""
    one.must("stats_verify")
    (highest,) = one.ask("SELECT max(id) FROM core_auditentry")
    (new,) = one.ask(
        "INSERT INTO core_auditentry (at, actor_label, action, subject_type, subject_id, data)"
        " VALUES (now(), '', 'a.b', '', '', '{}') RETURNING id"
    )
    assert new > highest
    assert "is there" in one.must("setup")


def test_a_full_place_is_not_overwritten_without_the_word(
    filled: Installation, backup: Path, cleared: Installation
) -> None:
    cleared.must("restore", str(backup))
    cleared.ask("CREATE TABLE mine AS SELECT 1 AS n")
    (cleared.media / "mine").write_text("mine")
    assert "is not empty" in cleared.refused("restore", str(backup))
    assert "is called hoathuan" in cleared.refused("restore", str(backup), "--replace", "other")
    with psycopg.connect(embedded_url(cleared.place, OWNER, cleared.database)):
        assert "Stop the web server" in cleared.refused("restore", str(backup), "--replace", "hoathuan")
    assert cleared.ask("SELECT n FROM mine") == [(1,)]
    said = cleared.must("restore", str(backup), "--replace", "hoathuan")
    (old,) = cleared.databases() - {"postgres", "template0", "template1", "hoathuan"}
    assert old in said
    assert cleared.ask("SELECT n FROM mine", database=old) == [(1,)]
    (kept,) = cleared.var.glob("media.before-*")
    assert (kept / "mine").read_text() == "mine"
    assert rows_of(cleared) == rows_of(filled)
    assert not (cleared.media / "mine").exists()


@pytest.mark.parametrize("name", ["database.dump", "media.tar", "manifest.json", "SHA256SUMS"])
@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_damaged_backup_is_recognised(backup: Path, tmp_path: Path, name: str, harm: str) -> None:
    with pytest.raises(BackupProblem, match=r"damaged|no backup of this program"):
        manifest.read(damaged(backup, tmp_path, name, harm))


def damaged(backup: Path, folder: Path, name: str, harm: str) -> Path:
    bad = Path(shutil.copytree(backup, folder / backup.name))
    path, content = bad / name, (bad / name).read_bytes()
    middle = len(content) // 2
    if harm == "cut":
        path.write_bytes(content[:middle])
    elif harm == "changed":
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    else:
        path.unlink()
    return bad


def test_a_damaged_backup_is_refused_before_anything_is_touched(
    backup: Path, cleared: Installation, tmp_path: Path
) -> None:
    bad = damaged(backup, tmp_path, "database.dump", "cut")
    assert "database.dump is missing, cut short or changed" in cleared.refused("restore", str(bad))
    assert "hoathuan" not in cleared.databases()
    assert not cleared.media.exists()


def test_other_keys_are_noticed_and_may_be_passed_over_by_a_word(
    backup: Path, cleared: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = dict(cleared.keys)
    wrong = secrets_of_production()
    monkeypatch.setattr(cleared, "keys", {**right, "FIELD_KEYS": wrong["FIELD_KEYS"]})
    words = cleared.refused("restore", str(backup))
    assert "FIELD_KEYS" in words
    assert "HASH_KEYS" not in words
    assert "hoathuan" not in cleared.databases()
    # a new key in front of the old one: what was made with the old one can be read
    monkeypatch.setattr(
        cleared, "keys", {**right, "FIELD_KEYS": f"{wrong['FIELD_KEYS']},{right['FIELD_KEYS']}"}
    )
    cleared.must("restore", str(backup), "--check")
    monkeypatch.setattr(cleared, "keys", {**right, "FIELD_KEYS": wrong["FIELD_KEYS"]})
    cleared.must("restore", str(backup), "--keys-lost", "--check")


def with_manifest(backup: Path, target: Path, **changes: object) -> Path:
    """The backup with another manifest, whole in itself."""
    made = Path(shutil.copytree(backup, target))
    held = json.loads((made / manifest.MANIFEST).read_text()) | changes
    (made / manifest.MANIFEST).write_text(json.dumps(held))
    lines = [
        f"{manifest.sum_of(made / name)}  {name}\n"
        for name in (manifest.DUMP, manifest.MEDIA, manifest.MANIFEST)
    ]
    (made / manifest.SUMS).write_text("".join(lines))
    return made


def test_a_backup_of_a_newer_program_or_server_is_refused(
    backup: Path, cleared: Installation, tmp_path: Path
) -> None:
    migrations = [["units", "9999_of_tomorrow"]]
    newer = with_manifest(backup, tmp_path / "program", migrations=migrations, program="abcdef0123456789")
    assert "newer version of the program (abcdef012345)" in cleared.refused("restore", str(newer))
    server = with_manifest(backup, tmp_path / "server", server=990001)
    assert "older" in cleared.refused("restore", str(server))
    assert "hoathuan" not in cleared.databases()


def test_rows_that_do_not_come_back_are_noticed(backup: Path, cleared: Installation, tmp_path: Path) -> None:
    """As if a table had been written otherwise than it was counted."""
    held = json.loads((backup / "manifest.json").read_text())["tables"]
    held["units_unit"][0] += 1
    wrong = with_manifest(backup, tmp_path / "wrong", tables=held)
    assert "units_unit" in cleared.refused("restore", str(wrong))
    assert "hoathuan" not in cleared.databases()


def test_a_backup_of_an_older_version_is_migrated(
    filled: Installation, backup: Path, cleared: Installation, tmp_path: Path
) -> None:
    """Taken before the last migration of a context, restored by a program that has it.

    What a restore left that was cut before is no hindrance.
    """
    cleared.ask("CREATE DATABASE hoathuan_restoring", database="postgres")
    cleared.media.with_name("media.restoring").mkdir(parents=True)
    cleared.must("restore", str(backup))
    undo = "from hoathuan.core.migrating import as_owner; from django.core.management import call_command\n"
    undo += "with as_owner(): call_command('migrate', 'operations', 'zero', interactive=False)"
    done = cleared.manage("shell", "-c", undo)
    assert done.returncode == 0, done.stderr
    older = tmp_path / "older"
    assert "older than this program" in cleared.must("backup", str(older))
    (made,) = older.glob("hoathuan-*")
    said = cleared.must("restore", str(made), "--replace", "hoathuan")
    assert "The tables are those of this version" in said
    assert cleared.ask("SELECT count(*) FROM operations_sign") == [(0,)]
    assert rows_of(cleared)["units_unit"] == rows_of(filled)["units_unit"]
