"""What comes in over the line: too large, or onto a full disk. Words beside the field, nothing kept."""

import errno
import io
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoathuan.core.attachments import content, uploading
from hoathuan.core.attachments.api import Attachment, NoPlace, store
from hoathuan.core.models import AuditEntry

from .samples import JPEG, PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings, tmp_path, monkeypatch):
    """Uploads and kept files in folders of the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "coming")
    (tmp_path / "coming").mkdir()
    return tmp_path


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def send(client, file):
    data = {"number": "1/QĐ", "decided_on": "1/6/2026", "teams_count": 2, "team_least": 3, "upload": file}
    return client.post(reverse("teams:decisions"), data)


@pytest.fixture
def officer(world, seat_of, client_for):
    return client_for(seat_of("commune_officer", world.xa_a))


class Counted(io.BytesIO):
    """70 MB that are made as they are read, so that the test itself does not hold them."""


def test_a_picture_of_70_mb_is_refused_and_never_lies_on_the_disk_as_a_whole(officer, places, monkeypatch):
    most = [0]
    write = uploading.BoundedUploadHandler.receive_data_chunk

    def seen(self, raw_data, start):
        write(self, raw_data, start)
        most[0] = max(most[0], sum(path.stat().st_size for path in files_in(places)))

    monkeypatch.setattr(uploading.BoundedUploadHandler, "receive_data_chunk", seen)
    monkeypatch.setattr("hoathuan.core.attachments.pictures._opened", lambda *a: pytest.fail("it was opened"))
    answer = send(officer, SimpleUploadedFile("anh.jpg", JPEG + bytes(70 * 1024 * 1024)))
    assert answer.status_code == 200
    assert "lớn hơn 20 MB" in answer.content.decode()
    assert most[0] <= 30 * 1024 * 1024, "what is beyond the limit is dropped as it comes"
    assert files_in(places) == []
    assert not Attachment.objects.exists()


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_while_a_file_comes_in_is_said_beside_the_field(officer, places, monkeypatch):
    monkeypatch.setattr(tempfile._TemporaryFileWrapper, "write", full, raising=False)
    answer = send(officer, SimpleUploadedFile("qd.pdf", PDF))
    assert answer.status_code == 200
    assert "Máy chủ hết chỗ chứa tệp" in answer.content.decode()
    assert files_in(places) == []
    assert not Attachment.objects.exists()


def test_a_disk_that_is_full_when_a_file_is_kept_leaves_no_half_file_and_no_row(officer, places, monkeypatch):
    monkeypatch.setattr(content.os, "fsync", full)
    answer = send(officer, SimpleUploadedFile("qd.pdf", PDF))
    assert answer.status_code == 200
    assert "Máy chủ hết chỗ chứa tệp" in answer.content.decode()
    assert files_in(places) == []
    assert not Attachment.objects.exists()
    assert not AuditEntry.objects.filter(action="attachments.stored").exists()


def test_a_disk_without_room_for_a_folder_is_told_too(places, monkeypatch):
    monkeypatch.setattr(content.os, "replace", full)
    with pytest.raises(NoPlace):
        store(upload(PDF), None)
    assert files_in(places) == []
    assert not Attachment.objects.exists()


def test_another_trouble_of_the_disk_is_not_called_a_full_disk(places, monkeypatch):
    def broken(*args):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(content.os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        store(upload(PDF), None)


@pytest.mark.parametrize("size, words", [(70, "lớn hơn 30 MB"), (0, "hết chỗ")])
def test_a_list_that_is_brought_in_is_refused_in_the_same_words(officer, places, monkeypatch, size, words):
    if not size:
        monkeypatch.setattr(tempfile._TemporaryFileWrapper, "write", full, raising=False)
    file = SimpleUploadedFile("a.xlsx", b"PK" + bytes(size * 1024 * 1024))
    answer = officer.post(reverse("imports:upload", args=["roster"]), {"file": file})
    assert answer.status_code == 200
    assert words in answer.content.decode() or "quá 30 MB" in answer.content.decode()
    assert files_in(Path(places)) == []
