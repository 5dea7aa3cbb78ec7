"""Signing with the body's own certificate by a button: who may, for whom the certificate is, what is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from conftest import build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.models import Body
from hoathuan.core.attachments.api import read_attachment
from hoathuan.documents.checks.models import CheckFile
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import NotYours, PaperRefused
from hoathuan.documents.models import Paper
from hoathuan.documents.services.issuing import sign_here, void_paper
from hoathuan.documents.signing.api import NotConfigured, Returned, signs_for, verify_pdf
from hoathuan.documents.signing.tests.authority import PASSPHRASE, Authority
from hoathuan.documents.signing.trust import load_signer

from .conftest import Office, make_office

BODY = "ỦY BAN NHÂN DÂN XÃ AN MẪU"


@pytest.fixture
def holds(settings: Any, tmp_path: Path) -> Callable[[str], None]:
    """This installation holds a certificate of that body."""

    def hold(body: str = BODY) -> None:
        authority = Authority()
        settings.HT_SIGN_PKCS12 = str(authority.give(tmp_path, who="Phạm Văn Mẫu", body=body))
        settings.HT_SIGN_PASSPHRASE, settings.HT_TRUST_ROOTS = PASSPHRASE, str(authority.root(tmp_path))

    return hold


@pytest.fixture
def people(office: Office, client_for: Any, seat_of: Any) -> dict[str, Client]:
    named = {name: client_for(getattr(office, name)) for name in ("officer", "leader", "sister")}
    above = seat_of("province_leader", office.world.tinh_mau)
    return named | {"above": client_for(above), "nobody": client_for(None)}


def page(client: Client, paper: Paper) -> str:
    return client.get(f"/van-ban/{paper.uuid}/").content.decode()


def test_the_chair_signs_by_a_button_and_the_copy_is_valid_and_kept(
    office: Office, people: Any, holds: Any
) -> None:
    holds()
    paper = office.issue(office.draft())
    assert f"/van-ban/{paper.uuid}/ky-so/" in page(people["leader"], paper)
    answer = people["leader"].post(f"/van-ban/{paper.uuid}/ky-so/", follow=True).content.decode()
    for words in ("Đã ký số", "Đúng là tệp đã phát hành, có thêm chữ ký số", "Chữ ký của Phạm Văn Mẫu"):
        assert words in answer
    paper.refresh_from_db()
    assert paper.state == PaperState.SIGNED
    content = read_attachment(paper.signed_file)
    assert content.startswith(read_attachment(paper.issued_file))
    assert [found.state for found in verify_pdf(content)] == ["valid"]
    assert CheckFile.objects.filter(sha256=paper.signed_file.sha256, role="signed").exists()


def test_signing_twice_signs_once(office: Office, holds: Any) -> None:
    holds()
    paper, actor = office.issue(office.draft()), office.actor("leader")
    once = sign_here(paper=paper, actor=actor).signed_file_id
    assert sign_here(paper=paper, actor=actor).signed_file_id == once
    assert Returned.objects.count() == 1


def test_only_who_signs_for_the_body_gets_the_button(office: Office, people: Any, holds: Any) -> None:
    holds()
    paper = office.issue(office.draft())
    path = f"/van-ban/{paper.uuid}/ky-so/"
    assert path not in page(people["officer"], paper)
    assert people["above"].get(f"/van-ban/{paper.uuid}/").status_code == 404
    found = {name: client.post(path).status_code for name, client in people.items() if name != "leader"}
    assert found == {"officer": 403, "above": 404, "sister": 403, "nobody": 302}
    for who in ("officer", "sister", "parent"):
        with pytest.raises(NotYours):
            sign_here(paper=paper, actor=office.actor(who))
    assert Paper.objects.get().state == PaperState.ISSUED


def test_nobody_signs_with_another_bodys_certificate(office: Office, people: Any, holds: Any) -> None:
    holds("ỦY BAN NHÂN DÂN XÃ BÌNH MẪU")
    paper = office.issue(office.draft())
    path = f"/van-ban/{paper.uuid}/ky-so/"
    assert path not in page(people["leader"], paper)
    answer = people["leader"].post(path, follow=True).content.decode()
    assert "không giữ chứng thư số của cơ quan ban hành" in answer
    assert Paper.objects.get().signed_file is None


@pytest.mark.parametrize(
    "name", ["Ủy ban nhân dân xã An Mẫu", "UBND xã  An Mẫu", "Uỷ ban nhân dân xã An Mẫu"]
)
def test_the_name_in_the_certificate_may_be_written_in_its_usual_ways(
    db: None, holds: Any, name: str
) -> None:
    holds(name)
    assert signs_for("Ủy ban nhân dân xã An Mẫu")
    assert not signs_for("Ủy ban nhân dân xã An")


def test_of_two_bodies_with_one_name_neither_signs_with_the_certificate(
    office: Office, people: Any, holds: Any
) -> None:
    """Communes of two provinces are often called alike, and the certificate names neither province."""
    holds()
    paper = office.issue(office.draft())
    Body.objects.create(name=office.body.name, kind="peoples_committee", unit=office.world.xa_c)
    assert "ky-so" not in page(people["leader"], paper)
    with pytest.raises(PaperRefused, match="không giữ chứng thư"):
        sign_here(paper=paper, actor=office.actor("leader"))


def test_without_a_certificate_there_is_no_button(office: Office, people: Any, settings: Any) -> None:
    paper = office.issue(office.draft())
    assert "ky-so" not in page(people["leader"], paper)
    settings.HT_SIGN_PKCS12 = "/nowhere/chung-thu.p12"
    assert "ky-so" not in page(people["leader"], paper)
    with pytest.raises(NotConfigured):
        load_signer()


def test_drafts_and_voided_papers_are_not_signed(office: Office, holds: Any) -> None:
    holds()
    actor, draft = office.actor("leader"), office.draft()
    with pytest.raises(PaperRefused, match="chưa ban hành"):
        sign_here(paper=draft, actor=actor)
    void_paper(paper=office.issue(draft), reason="Ghi sai số", actor=actor)
    with pytest.raises(PaperRefused, match="đã bị hủy"):
        sign_here(paper=draft, actor=actor)


@pytest.mark.django_db(transaction=True)
def test_signed_and_voided_at_once_ends_voided_and_nothing_is_lost(
    seat_of: Any, race: Any, holds: Any
) -> None:
    holds()
    office = make_office(build_world(), seat_of)
    paper = office.issue(office.draft())
    verbs: list[Callable[[Any], Any]] = [
        lambda actor: void_paper(paper=paper, reason="Ghi sai ngày", actor=actor),
        lambda actor: sign_here(paper=paper, actor=actor),
    ]

    def act() -> Any:
        verb, actor = verbs.pop(), office.actor("leader")
        with as_actor(actor):
            return verb(actor)

    got = race(act, 2)
    stored = Paper.objects.get()
    assert stored.state == PaperState.VOIDED
    assert (stored.signed_file is None) == any(isinstance(one, PaperRefused) for one in got)
