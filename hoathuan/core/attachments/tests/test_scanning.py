"""The scanning command: asked before anybody reads; "infected" and "could not look" are two different answers."""

import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from hoathuan.core.attachments import scanning
from hoathuan.core.attachments.api import (
    Attachment,
    AttachmentRefused,
    NotReadable,
    attachment_response,
    read_attachment,
    store,
)
from hoathuan.core.attachments.models import Scan, ScanState

from .samples import PDF, upload

pytestmark = pytest.mark.django_db
ACTOR = SimpleNamespace(user_id=3, seat_id=5, label="")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(scanning._Passed, "upto", 0)


@pytest.fixture
def scanner(settings, tmp_path):
    """Let the scanning command be a small program of the test: `scanner("sys.exit(1)")`."""

    def be(program):
        script = tmp_path / "scanner.py"
        script.write_text(f"import os, sys, time\npath = sys.argv[-1]\n{program}\n")
        settings.HT_SCAN_COMMAND = f"{sys.executable} {script} --quiet"

    return be


FINDS_NOTHING = "open(path, 'rb').read(); sys.exit(0)"
FINDS_SOMETHING = "print('Mau.Virus FOUND'); sys.exit(1)"
BREAKS = "print('no signatures loaded'); sys.exit(2)"


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_clean_file_is_kept_and_read(scanner):
    scanner(FINDS_NOTHING)
    kept = store(upload(PDF), ACTOR)
    assert read_attachment(kept) == PDF
    assert scanning.state_of(kept.sha256) == ScanState.CLEAN


def test_an_infected_file_is_refused_and_nothing_of_it_is_kept(scanner, settings):
    scanner(FINDS_SOMETHING)
    with pytest.raises(AttachmentRefused, match="mã độc"):
        store(upload(PDF), ACTOR)
    assert not Attachment.objects.exists()
    assert files_in(settings.MEDIA_ROOT) == []


@pytest.mark.parametrize("program", [BREAKS, "os.kill(os.getpid(), 9)"], ids=["breaks", "is killed"])
def test_where_the_command_fails_the_file_is_kept_and_nobody_reads_it(scanner, program):
    scanner(program)
    kept = store(upload(PDF), ACTOR)
    with pytest.raises(NotReadable, match="chưa được kiểm tra"):
        read_attachment(kept)
    with pytest.raises(NotReadable):
        attachment_response(kept)
    assert default_storage.exists(kept.path), "nothing is lost"


def test_a_command_that_never_ends_is_ended_with_all_that_it_has_started(scanner, settings, tmp_path):
    settings.HT_SCAN_SECONDS = 1.0
    mark = tmp_path / "child"
    scanner(f"child = os.fork()\nif child: open({str(mark)!r}, 'w').write(str(child))\ntime.sleep(1000)")
    kept = store(upload(PDF), ACTOR)
    assert "no answer within" in Scan.objects.get(sha256=kept.sha256).answer
    with pytest.raises(NotReadable):
        read_attachment(kept)
    import os

    child = int(mark.read_text())
    try:
        with open(f"/proc/{child}/stat") as state:
            assert state.read().split()[2] == "Z", "what is left of it waits to be buried"
    except (FileNotFoundError, ProcessLookupError):
        assert not os.path.exists(f"/proc/{child}")


def test_a_program_that_is_not_there_is_a_failure_and_no_clean_answer(settings):
    settings.HT_SCAN_COMMAND = "/nowhere/clamdscan --fdpass"
    kept = store(upload(PDF), ACTOR)
    with pytest.raises(NotReadable):
        read_attachment(kept)


def test_the_name_of_a_file_is_never_a_command(scanner, settings, tmp_path):
    """No shell, and the command sees a path of ours, never a name that somebody typed."""
    seen = tmp_path / "seen"
    scanner(f"open({str(seen)!r}, 'w').write('\\n'.join(sys.argv[1:]) + str('SECRET_KEY' in os.environ))")
    store(upload(PDF, "$(touch x); `id`.pdf"), ACTOR)
    words = seen.read_text()
    assert "$(" not in words
    assert words.startswith("--quiet\n")
    assert words.endswith("False"), "and no secrets of ours"


def test_the_path_goes_where_the_command_wants_it(scanner, settings, tmp_path):
    seen = tmp_path / "seen"
    scanner(f"open({str(seen)!r}, 'w').write(sys.argv[1])")
    settings.HT_SCAN_COMMAND = settings.HT_SCAN_COMMAND.replace("--quiet", "--file={} --quiet")
    store(upload(PDF), ACTOR)
    assert seen.read_text().startswith(f"--file={settings.MEDIA_ROOT}")


def later(minutes):
    Scan.objects.update(at=timezone.now() - timedelta(minutes=minutes))


def test_what_could_not_be_looked_at_is_looked_at_again(scanner):
    scanner(BREAKS)
    kept = store(upload(PDF), ACTOR)
    assert scanning.scan_waiting() == 0, "not at once"
    later(5)
    scanner(FINDS_NOTHING)
    assert scanning.scan_waiting() == 1
    assert read_attachment(kept) == PDF


def test_what_turns_out_infected_stays_closed_and_says_so(scanner, settings):
    scanner(BREAKS)
    kept = store(upload(PDF), ACTOR)
    later(5)
    scanner(FINDS_SOMETHING)
    scanning.scan_waiting()
    with pytest.raises(NotReadable, match="bị chặn vì có mã độc"):
        read_attachment(kept)
    settings.HT_SCAN_COMMAND = ""
    with pytest.raises(NotReadable, match="bị chặn"):
        read_attachment(kept)
    scanner(FINDS_NOTHING)
    with pytest.raises(AttachmentRefused, match="mã độc"):
        store(upload(PDF), ACTOR)


def test_failures_make_the_pauses_longer_and_never_hide_an_answer(scanner):
    scanner(BREAKS)
    kept = store(upload(PDF), ACTOR)
    later(5)
    scanning.scan_waiting()
    row = Scan.objects.get()
    assert row.tries == 2
    later(3)
    scanning.scan_waiting()
    row.refresh_from_db()
    assert row.tries == 2, "its pause is four minutes by now"
    scanning.keep(kept.sha256, scanning.Answer(ScanState.CLEAN))
    scanning.keep(kept.sha256, scanning.Answer(ScanState.FAILED))
    assert scanning.state_of(kept.sha256) == ScanState.CLEAN


def test_files_from_before_there_was_a_command_wait_for_it(scanner):
    kept = store(upload(PDF), ACTOR)
    assert read_attachment(kept) == PDF
    scanner(FINDS_NOTHING)
    with pytest.raises(NotReadable):
        read_attachment(kept)
    assert scanning.scan_waiting() == 1
    assert read_attachment(kept) == PDF


def test_a_lost_content_holds_nobody_up(scanner):
    lost, kept = store(upload(PDF), ACTOR), store(upload(PDF + b"\n"), ACTOR)
    default_storage.delete(lost.path)
    scanner(FINDS_NOTHING)
    assert scanning.scan_waiting() == 1
    assert read_attachment(kept) == PDF + b"\n"
    assert scanning.state_of(lost.sha256) == ScanState.FAILED


def test_once_all_files_have_an_answer_old_ones_are_not_looked_through_again(
    scanner, django_assert_max_num_queries
):
    scanner(FINDS_NOTHING)
    kept = store(upload(PDF), ACTOR)
    scanning.scan_waiting()
    assert scanning._Passed.upto == kept.pk
    with django_assert_max_num_queries(3):
        scanning.scan_waiting()
