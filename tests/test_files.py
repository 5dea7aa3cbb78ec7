"""Files of records: one address for all, the record decides who reads, and a file without a record goes."""

import os
import time
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from hoathuan.core.attachments import content, readers, sweeping
from hoathuan.core.attachments.api import Attachment, store
from hoathuan.core.attachments.tests.samples import PDF, office, upload
from hoathuan.teams.models import CommuneDecision
from hoathuan.units.selectors import area_of

pytestmark = pytest.mark.django_db
ACTOR = SimpleNamespace(user_id=3, seat_id=5, label="")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kept(world):
    """A file of a decision of commune A."""
    file = store(upload(PDF, "qd.pdf"), ACTOR)
    decision = CommuneDecision(number="1", decided_on=date(2026, 1, 1), teams_count=1, file=file)
    decision.locate(area_of(world.xa_a))
    decision.save()
    return file


@pytest.mark.parametrize(
    "kind, place, answer",
    [
        ("commune_officer", "xa_a", 200),
        ("province_officer", "tinh_mau", 200),
        ("commune_officer", "xa_b", 404),
        ("province_officer", "tinh_khac", 404),
        ("team_head", "xa_a", 404),
        (None, "", 302),
    ],
    ids=["own", "parent", "sister", "another province", "a team", "nobody"],
)
def test_who_may_read_the_record_reads_its_file(kept, world, seat_of, client_for, kind, place, answer):
    fields = {"team_id": 1} if kind == "team_head" else {}
    seat = seat_of(kind, getattr(world, place), **fields) if kind else None
    assert client_for(seat).get(kept.get_absolute_url()).status_code == answer


def test_an_account_without_a_seat_reads_nothing(kept, seat_of, world, client_for):
    from django.db.backends.postgresql.psycopg_any import DateRange

    over = seat_of("commune_officer", world.xa_a, valid=DateRange(date(2025, 7, 1), date(2025, 8, 1)))
    assert client_for(over).get(kept.get_absolute_url()).status_code == 404


def test_a_file_that_no_record_names_is_read_by_nobody(world, seat_of, client_for):
    alone = store(upload(PDF), ACTOR)
    for kind, place in (("commune_officer", world.xa_a), ("ministry_viewer", world.country)):
        assert client_for(seat_of(kind, place)).get(alone.get_absolute_url()).status_code == 404
    missing = reverse("attachments:file", args=[uuid4()])
    assert client_for(seat_of("commune_officer", world.xa_a)).get(missing).status_code == 404


def test_a_record_of_which_nobody_said_who_reads_it_opens_nothing(
    kept, world, seat_of, client_for, monkeypatch
):
    client = client_for(seat_of("commune_officer", world.xa_a))
    rules = {label: rule for label, rule in readers._rules.items() if label != "teams.communedecision"}
    monkeypatch.setattr(readers, "_rules", rules)
    assert readers.unregistered() == ["teams.CommuneDecision"]
    assert client.get(kept.get_absolute_url()).status_code == 404


def test_every_owner_of_files_has_said_who_reads_them():
    assert readers.unregistered() == []


def test_one_of_two_records_is_enough(kept, world, seat_of, client_for):
    other = CommuneDecision(number="2", decided_on=date(2026, 1, 1), teams_count=1, file=kept)
    other.locate(area_of(world.xa_b))
    other.save()
    assert client_for(seat_of("commune_officer", world.xa_b)).get(kept.get_absolute_url()).status_code == 200


def test_a_file_that_waits_says_so_on_a_page(kept, world, seat_of, client_for, settings):
    settings.HT_SCAN_COMMAND = "/nowhere/scan"
    answer = client_for(seat_of("commune_officer", world.xa_a)).get(kept.get_absolute_url())
    assert answer.status_code == 409
    assert "chưa được kiểm tra mã độc" in answer.content.decode()
    sister = client_for(seat_of("commune_officer", world.xa_b)).get(kept.get_absolute_url())
    assert sister.status_code == 404


def test_pdf_opens_in_the_browser_and_word_is_a_download(kept, world, seat_of, client_for):
    client = client_for(seat_of("commune_officer", world.xa_a))
    assert client.get(kept.get_absolute_url())["Content-Disposition"].startswith("inline")
    word = store(upload(office("word/document.xml"), "a.docx"), ACTOR)
    CommuneDecision.objects.update(file=word)
    assert client.get(word.get_absolute_url())["Content-Disposition"].startswith("attachment")


def test_asking_costs_a_query_for_each_owner_and_no_more(
    kept, world, seat_of, client_for, django_assert_max_num_queries
):
    client = client_for(seat_of("commune_officer", world.xa_a))
    client.get(kept.get_absolute_url())
    owners = {model for model, _field in readers.owners()}
    with django_assert_max_num_queries(13 + len(owners)):
        client.get(kept.get_absolute_url())


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def aged(kept):
    """As if it had come three days ago."""
    days = timedelta(days=3)
    Attachment.objects.using("owner").filter(pk=kept.pk).update(uploaded_at=timezone.now() - days)
    then = time.time() - days.total_seconds()
    os.utime(content.path_of(kept.sha256), (then, then))


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_row_that_no_record_names_goes_with_its_file_and_an_owned_one_stays(tmp_path, world):
    owned, lone = store(upload(PDF), ACTOR), store(upload(PDF + b"\n"), ACTOR)
    decision = CommuneDecision(number="1", decided_on=date(2026, 1, 1), teams_count=1, file=owned)
    decision.locate(area_of(world.xa_a))
    decision.save()
    sweeping.sweep()
    assert Attachment.objects.count() == 2, "both are young"
    for kept in (owned, lone):
        aged(kept)
    assert sweeping.sweep() == 1
    assert Attachment.objects.get() == owned
    assert [path.name for path in files_in(tmp_path)] == [owned.sha256]
