"""A batch is signed in slices: what a crash takes back is a part of one, and the rest is signed when asked again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hoathuan.accounts.models import Body
from hoathuan.core.jobs.models import SILENCE, Job, State
from hoathuan.core.jobs.starting import recover
from hoathuan.documents.choices import PaperState
from hoathuan.documents.models import Paper
from hoathuan.documents.services import batches
from hoathuan.documents.signing.models import Returned
from hoathuan.documents.signing.tests.authority import PASSPHRASE, Authority

from .registry import complete_team
from .test_paper_batches import drafted, issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(
    world: Any, seat_of: Any, client_for: Any, settings: Any, tmp_path: Path, monkeypatch: Any
) -> tuple[Client, str]:
    """Who signs, and a batch of three issued papers; one paper in a slice."""
    settings.MEDIA_ROOT, settings.HT_PUBLIC_URL = tmp_path / "media", "https://mau.example"
    body = Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    settings.HT_SIGN_PKCS12 = str(Authority().give(tmp_path, who="Phạm Văn Mẫu", body=body.name))
    settings.HT_SIGN_PASSPHRASE = PASSPHRASE
    for name in ("Tổ Ba", "Tổ Hai", "Tổ Một"):
        complete_team(world.xa_a, name)
    officer = client_for(seat_of("commune_officer", world.xa_a, body=body))
    batch = drafted(officer, body)
    issued(officer, batch)
    monkeypatch.setattr(batches, "_SLICE", 1)
    return client_for(seat_of("commune_leader", world.xa_a, "Phạm Văn Mẫu", body=body)), batch


def signed() -> int:
    return Paper.objects.filter(state=PaperState.SIGNED).count()


def test_one_slice_leads_to_the_next_and_the_last_tells_of_all(leader: Any) -> None:
    client, batch = leader
    before = Job.objects.count()
    page = client.post(f"{batch}ky-so/", follow=True).content.decode()
    assert "Đã ký số 3 văn bản." in page
    assert (signed(), Job.objects.count() - before) == (3, 3)


def test_a_crash_keeps_what_former_slices_signed_and_again_signs_the_rest(
    leader: Any, monkeypatch: Any
) -> None:
    client, batch = leader
    real = batches.issuing.sign_here

    def power_goes(*, paper: Paper, actor: Any) -> Paper:
        made = real(paper=paper, actor=actor)
        if signed() == 2:
            raise SystemError("the power went")
        return made

    with monkeypatch.context() as cut:
        cut.setattr(batches.issuing, "sign_here", power_goes)
        page = client.post(f"{batch}ky-so/", follow=True).content.decode()
    assert "Có lỗi ngoài dự kiến" in page
    assert (signed(), Job.objects.latest("id").state) == (1, State.FAILED)
    assert "Đã ký số 2 văn bản." in client.post(f"{batch}ky-so/", follow=True).content.decode()
    assert signed() == 3


def test_a_slice_whose_worker_died_at_its_end_is_run_again_and_tells_the_same(leader: Any) -> None:
    """It was signed and the next one queued; only nobody wrote down that it was done."""
    client, batch = leader
    before = Job.objects.count()
    client.post(f"{batch}ky-so/")
    first = Job.objects.order_by("id")[before]
    silent = timezone.now() - SILENCE - timedelta(seconds=1)
    Job.objects.filter(pk=first.pk).update(state=State.RUNNING, heartbeat=silent)
    assert recover() == 1
    assert "Đã ký số 3 văn bản." in client.get(batch).content.decode()
    assert (signed(), Returned.objects.count()) == (3, 3)
