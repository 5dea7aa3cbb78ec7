"""What an upgrade finds in a database that was filled before."""

from importlib import import_module

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
TWINS = import_module("hoathuan.documents.migrations.0004_one_draft_of_a_record").TWINS


def test_of_two_drafts_of_one_record_one_stays_and_the_upgrade_goes_on() -> None:
    rows = [
        (1, "a", "teams.team", 7, "draft", 3),  # stays: written most often
        (2, "a", "teams.team", 7, "draft", 1),
        (3, "a", "teams.team", 7, "issued", 9),
        (4, "b", "teams.team", 7, "draft", 1),
        (5, "a", "", None, "draft", 1),  # about no record: as many as one likes
        (6, "a", "", None, "draft", 1),
    ]
    with connection.cursor() as cursor:
        # before the real table of this name, and gone with the transaction
        cursor.execute(
            "CREATE TEMPORARY TABLE documents_paper (id bigint, kind text, subject_type text, subject_id bigint,"
            " state text, version int) ON COMMIT DROP"
        )
        cursor.executemany("INSERT INTO documents_paper VALUES (%s, %s, %s, %s, %s, %s)", rows)
        cursor.execute(TWINS)
        cursor.execute("SELECT id FROM documents_paper ORDER BY id")
        assert [key for (key,) in cursor.fetchall()] == [1, 3, 4, 5, 6]
