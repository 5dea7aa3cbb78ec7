"""Long lists are made in the background, for the seat that asks and with what it may read."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from hoathuan.cases import services
from hoathuan.cases.models import Display
from hoathuan.cases.views import book
from hoathuan.core.jobs import offering
from hoathuan.core.jobs.models import Job, ResultFile

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "cases": reverse("cases:export"),
    "teams": reverse("teams:list-xlsx"),
    "mediators": reverse("teams:mediators-xlsx"),
    "records": reverse("stats:export", args=["cases.received"]),
}


@pytest.fixture(autouse=True)
def _small(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are many."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(offering.is_small, "__defaults__", (1,))
    monkeypatch.setattr(book, "_SMALL_BOOK", 1)


@pytest.fixture
def cases(acting: Any, officer: Any, entry: Any, other_team: Any) -> Any:
    with acting(officer) as actor:
        return services.record_many(
            actor=actor, entries=[entry(), entry(summary="Việc khác."), entry(team=other_team)]
        )


def fetched(client: Any, answer: Any) -> bytes:
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer["Location"], follow=True)
    assert "Tải tệp về" in page.content.decode()
    file = ResultFile.objects.get()
    return b"".join(client.get(reverse("jobs:download", args=[file.uuid])).streaming_content)


def texts(content: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.parametrize("name", ["cases", "teams", "records"])
def test_a_long_list_is_asked_for_and_then_made(client_for: Any, officer: Any, cases: Any, name: str) -> None:
    client = client_for(officer)
    asked = client.get(ADDRESSES[name])
    assert "Làm tệp" in asked.content.decode()
    assert not Job.objects.exists(), "looking at the page starts nothing"
    assert "Tổ hòa giải thôn 1" in texts(fetched(client, client.post(ADDRESSES[name])))


def test_the_file_holds_what_the_seat_may_read(
    world: Any, seat_of: Any, client_for: Any, acting: Any, head: Any, officer: Any, cases: Any
) -> None:
    own = client_for(head)
    assert "Lò Thị Mẫu" in texts(fetched(own, own.post(ADDRESSES["cases"])))
    assert ResultFile.objects.get().protected
    with acting(officer):
        assert Display.objects.filter(way="file", seat_id=head.pk).count() == 2
    ResultFile.objects.all().delete()
    above = client_for(seat_of("province_officer", world.tinh_mau))
    seen = texts(fetched(above, above.post(ADDRESSES["cases"])))
    assert "Tổ hòa giải thôn 2" in seen
    assert "Lò Thị Mẫu" not in seen


def test_a_name_that_is_searched_for_is_kept_with_no_job(client_for: Any, officer: Any, cases: Any) -> None:
    answer = client_for(officer).post(ADDRESSES["cases"] + "?ten=Lo+Thi")
    assert answer.status_code == 200
    assert not Job.objects.exists()


def test_a_thick_book_is_printed_in_the_background(client_for: Any, head: Any, team: Any, cases: Any) -> None:
    client = client_for(head)
    address = reverse("cases:book-pdf", args=[team.uuid, 2026])
    assert "Làm tệp" in client.get(address).content.decode()
    assert fetched(client, client.post(address)).startswith(b"%PDF")
    assert ResultFile.objects.get().protected


@pytest.mark.parametrize("name", list(ADDRESSES))
def test_four_people_ask_for_a_list(
    world: Any, seat_of: Any, client_for: Any, officer: Any, cases: Any, name: str
) -> None:
    """Everybody gets the own list; whose list it is, is for the tests of each list."""
    people = [officer, seat_of("province_officer", world.tinh_mau), seat_of("commune_officer", world.xa_b)]
    assert {client_for(seat).get(ADDRESSES[name]).status_code for seat in people} == {200}
    assert client_for(None).get(ADDRESSES[name]).status_code == 302
    assert client_for(None).post(ADDRESSES[name]).status_code == 302
    assert not Job.objects.exists()
