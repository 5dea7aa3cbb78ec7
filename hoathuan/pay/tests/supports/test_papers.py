"""The decision and the refusal: what they say, what they never say, and where their number goes."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from hoathuan.accounts.models import Body
from hoathuan.pay.models import AccidentContent
from hoathuan.pay.supports import papers
from hoathuan.pay.supports.services import deciding
from hoathuan.teams.models import Mediator
from hoathuan.teams.tests.test_papers import draft as draft_from

from .conftest import request_of
from .test_accidents import FAMILY, approve, as_actor_of, content, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(funded):
    from hoathuan.pay.supports.services import accidents

    term = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Hai")
    return lambda **more: funded.act(funded.officer, accidents.file_request, request=request_of(term, **more))


@pytest.fixture
def body(funded):
    return Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=funded.unit)


def draft(client, body, kind, one):
    """As `documents` asks for it; the title and the signature are what the page suggests."""
    url = f"{reverse('documents:new', args=[kind.key])}?doi_tuong={one.uuid}"
    return draft_from(client, body, url, sign=kind.shipped()["sign"])


def made(client, paper, name):
    """The file that is looked at; kept where somebody wants to see it."""
    pdf = client.get(reverse("documents:preview", args=[paper.uuid])).content
    if folder := os.environ.get("HT_PICTURES", ""):
        (Path(folder) / f"{name}.pdf").write_bytes(pdf)
    return pdf


def test_a_decision_says_name_clauses_and_sums_and_nothing_of_what_happened(
    funded, file, body, client_for, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    one = approve(funded, ready(funded, file))
    client = client_for(funded.officer)
    paper = draft(client, body, papers.DECISION, one)
    assert paper.data["tong_so_tien"] == "6.800.000 đồng"
    assert [row["so_tien"] for row in paper.data["khoan_ho_tro"]] == ["800.000", "6.000.000"]
    assert "Ngã xe" not in str(paper.data)
    assert made(client, paper, "decision").startswith(b"%PDF")
    sent = {"number": "15", "issued_on": "10/06/2026", "version": paper.version}
    client.post(reverse("documents:issue", args=[paper.uuid]), sent)
    one.refresh_from_db()
    paper.refresh_from_db()
    assert paper.code
    assert one.decision_number == paper.code


def test_a_refusal_gives_the_reason_of_the_leader(funded, file, body, client_for, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    one = ready(funded, file, situation="other")
    one = funded.act(
        funded.leader,
        deciding.refuse,
        accident=one,
        version=one.version,
        decided_on=date(2026, 6, 10),
        reason="Sự việc xảy ra khi đi chợ.",
    )
    client = client_for(funded.officer)
    paper = draft(client, body, papers.REFUSAL, one)
    assert paper.data["ly_do"] == "Sự việc xảy ra khi đi chợ"
    assert made(client, paper, "refusal").startswith(b"%PDF")


def test_papers_are_offered_only_once_it_is_decided(funded, file):
    assert papers.offered(file()) == []


def test_the_request_names_who_asks_and_who_has_to_confirm(funded, file):
    one = file(asker="family", asker_name="Hà Thị Vợ", asker_relation="vợ", account="Ngã xe máy.")
    said = " ".join(papers._said(content(funded, one)))
    assert "Hà Thị Vợ, vợ của hòa giải viên Người Mẫu Hai" in said
    assert "Xác nhận của Tổ trưởng tổ hòa giải" in said
    with as_actor_of(funded, funded.officer):
        pdf = papers.request_pdf(one, AccidentContent.objects.get(accident=one))
    if folder := os.environ.get("HT_PICTURES", ""):
        (Path(folder) / "request.pdf").write_bytes(pdf)
    assert pdf.startswith(b"%PDF")


def test_the_request_tells_the_day_of_the_accident_and_that_of_the_death(funded, file):
    one = file(harm="death", **(FAMILY | {"died_on": date(2026, 6, 2)}))
    said = " ".join(papers._said(content(funded, one)))
    assert "Ngày 01/06/2026, tại dốc đầu thôn Mẫu, hòa giải viên Người Mẫu Hai gặp tai nạn, rủi ro" in said
    assert "; qua đời ngày 02/06/2026." in said
