"""Files that no record names go after a grace time, and never one that somebody is about to name."""

import os
import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.utils import timezone

from hoathuan.core.attachments import content, sweeping
from hoathuan.core.attachments.api import Attachment, store
from hoathuan.core.attachments.models import Scan

from .samples import PDF, upload

ACTOR = SimpleNamespace(user_id=3, seat_id=5, label="")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def aged(path, days=3):
    then = time.time() - days * 86_400
    os.utime(path, (then, then))


def aged_row(kept, days=3):
    Attachment.objects.using("owner").filter(pk=kept.pk).update(
        uploaded_at=timezone.now() - timedelta(days=days)
    )


@pytest.mark.django_db
def test_a_young_file_without_a_row_stays_and_an_old_one_goes(own_media):
    with transaction.atomic():
        kept = store(upload(PDF), ACTOR)
        transaction.set_rollback(True)
    (file,) = files_in(own_media)
    assert not Attachment.objects.exists()
    assert sweeping.sweep() == 0
    aged(file)
    Scan.objects.create(sha256=kept.sha256, state="clean", at=timezone.now())
    assert sweeping.sweep() == 1
    assert files_in(own_media) == []
    assert not Scan.objects.exists()


@pytest.mark.django_db
def test_an_old_file_that_a_row_names_stays(own_media):
    store(upload(PDF), ACTOR)
    aged(files_in(own_media)[0])
    assert sweeping.sweep() == 0
    assert len(files_in(own_media)) == 1


@pytest.mark.django_db
def test_what_a_killed_process_left_goes(own_media):
    (own_media / "attachments").mkdir()
    left = own_media / "attachments" / "coming-abc"
    left.write_bytes(b"half")
    sweeping.sweep()
    assert left.exists()
    aged(left)
    sweeping.sweep()
    assert not left.exists()


def take_while_sweeping(own_media):
    """Somebody takes a content that was left by a rollback long ago, and the sweeper comes before the commit.

    Returns whether the committed row still has its content.
    """
    with transaction.atomic():
        store(upload(PDF), ACTOR)
        transaction.set_rollback(True)
    aged(files_in(own_media)[0])
    seen, taken = threading.Event(), threading.Event()
    old = content.older_than

    def older(moment):
        found = list(old(moment))  # looked at before it is taken
        seen.set()
        assert taken.wait(20)
        return iter(found)

    def sweep():
        content.older_than = older
        try:
            sweeping.sweep()
        finally:
            content.older_than = old
            connection.close()

    sweeper = threading.Thread(target=sweep)
    sweeper.start()
    assert seen.wait(20)
    with transaction.atomic():
        kept = store(upload(PDF), ACTOR)
        taken.set()
        # without the lock the sweeper ends here; with it, it waits for the commit
        sweeper.join(1.0)
    sweeper.join(20)
    return content.path_of(kept.sha256).exists()


@pytest.mark.django_db(transaction=True)
def test_a_content_that_somebody_is_about_to_name_is_not_swept(own_media):
    assert take_while_sweeping(own_media)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_it_would_be_lost(own_media, monkeypatch):
    monkeypatch.setattr(content, "hold_alone", lambda sha256: None)
    assert not take_while_sweeping(own_media)
