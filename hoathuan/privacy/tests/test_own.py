"""Everything held about a person, given to that person as a file, and nothing about anybody else."""

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.test import Client

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.models import Person, PersonContact, Seat, User
from hoathuan.cases.models import Case, CaseContent, Party
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.jobs import starting
from hoathuan.core.jobs.models import Job, State
from hoathuan.privacy import registry
from hoathuan.privacy.models import OwnFile
from hoathuan.privacy.numbers import keeping
from hoathuan.privacy.own import making
from hoathuan.teams.models import Mediator, MediatorTraining

pytestmark = pytest.mark.django_db
OWN = "/du-lieu-ca-nhan/cua-toi/"
BAR = f"{OWN}tien-trinh/"
NAME, OTHERS = "Lò Thị Của Tôi", ("Vừ A Bên", "Vi Thị Tư Pháp", "Hà Văn Khác", "0988777666", "Tranh lối đi")


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mediator(world: Any, mediator_in: Any, seat_of: Any, actor_of: Any) -> Any:
    """The seat of a mediator with contact, numbers, training, a dispute; beside a colleague with the same."""
    officer = actor_of(seat_of("commune_officer", world.xa_a, "Vi Thị Tư Pháp"))
    seats = []
    for name, phone, card in (
        (NAME, "0912000111", "038170001234"),
        ("Hà Văn Khác", "0988777666", "038170009876"),
    ):
        term = mediator_in(world.xa_a, name)
        seat = seat_of("mediator", world.villages["Xã An Mẫu"][0], name, team_id=term.team_id)
        unused, user = seat.person_id, seat.person.user
        Seat.objects.filter(pk=seat.pk).update(person=term.person)
        Person.objects.filter(pk=unused).delete()
        Person.objects.filter(pk=term.person_id).update(user=user)
        with as_actor(officer):
            PersonContact.objects.create(
                person=term.person, phone=phone, now_province=world.tinh_mau, now_commune=world.xa_a
            )
            keeping.write_identity(person=term.person, kind="cccd", number=card, version=None, actor=officer)
            keeping.opened(person=term.person, reason="lập danh sách", actor=officer)
            _training(term)
            _dispute(world, term)
        seats.append(Seat.objects.get(pk=seat.pk))
        audit.record(actor=actor_of(seats[-1]), action="cases.recorded", data={"name": "Vừ A Bên"})
    return seats[0]


def _training(term: Any) -> None:
    training = MediatorTraining(mediator=term, trained_on=today(), title=f"Lớp của {term.person.full_name}")
    training.locate(term.area)
    training.save()


def _dispute(world: Any, term: Any) -> None:
    number = Case.objects.count() + 1
    case = Case(
        team=term.team,
        mediator=term,
        book_year=2026,
        book_number=number,
        received_on=today(),
        field="land",
        matter="a",
    )
    case.locate(term.area)
    case.save()
    own = {"case": case, "team_id": term.team_id, "now_commune_id": world.xa_a.pk}
    CaseContent.objects.create(**own, summary="Tranh lối đi")
    Party.objects.create(**own, full_name="Vừ A Bên")


def fetch(client: Any) -> tuple[dict[str, Any], str]:
    """The file as JSON, and every text of the workbook."""
    assert client.post(OWN).status_code == 302
    file = OwnFile.objects.first()
    assert file is not None
    answer = client.get(f"{OWN}{file.uuid}/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    archive = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == ["du-lieu.json", "du-lieu.xlsx"]
    book = openpyxl.load_workbook(BytesIO(archive.read("du-lieu.xlsx")))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    return json.loads(archive.read("du-lieu.json")), "\n".join(cells)


def rows_of(data: dict[str, Any], key: str) -> list[list[Any]]:
    return next(section["rows"] for section in data["sections"] if section["key"] == key)


def test_the_file_holds_everything_about_its_owner(mediator: Any, client_for: Any) -> None:
    data, cells = fetch(client_for(mediator))
    assert ["Họ và tên", NAME] in rows_of(data, "person")
    assert ["Số điện thoại liên hệ", "0912000111"] in rows_of(data, "person"), (
        "though her seat reads no contacts"
    )
    assert rows_of(data, "numbers") == [["Căn cước (12 số)", "•••• 1234"]]
    assert rows_of(data, "seats")[0][:2] == ["Hòa giải viên", "Thôn 1"]
    assert rows_of(data, "teams.mediators")[0][0] == "Tổ thử"
    assert rows_of(data, "teams.trainings")[0][1] == f"Lớp của {NAME}"
    assert [row[1] for row in rows_of(data, "cases.mediated")] == ["1/2026"]
    assert "cases.recorded" in {row[1] for row in rows_of(data, "deeds")}
    opened = [row for row in rows_of(data, "readers") if row[1] == "privacy.numbers_opened"]
    assert [row[2] for row in opened] == ["Công chức tư pháp xã · Xã An Mẫu"]
    assert ["Tên đăng nhập", mediator.person.user.username] in rows_of(data, "account")
    for text in (NAME, "0912000111", "•••• 1234"):
        assert text in cells


def test_the_file_holds_nothing_about_anybody_else(mediator: Any, client_for: Any) -> None:
    data, cells = fetch(client_for(mediator))
    text = json.dumps(data, ensure_ascii=False) + cells
    assert [words for words in (*OTHERS, "9876", "038170001234") if words in text] == []


def test_a_person_without_a_seat_gets_hers_too(mediator: Any, client_for: Any) -> None:
    Seat.objects.filter(pk=mediator.pk).delete()
    client = client_for(mediator)
    assert client.get(OWN).status_code == 200
    data, _cells = fetch(client)
    assert ["Họ và tên", NAME] in rows_of(data, "person")


def test_an_account_without_a_person_gets_what_there_is(client_for: Any, db: None) -> None:
    client = Client()
    client.force_login(User.objects.create_user("khongai", password="x"))
    data, _cells = fetch(client)
    assert ["Tên đăng nhập", "khongai"] in rows_of(data, "account")


def test_nobody_else_fetches_the_file(world: Any, mediator: Any, seat_of: Any, client_for: Any) -> None:
    client_for(mediator).post(OWN)
    file = OwnFile.objects.get()
    for seat, answer in (
        (seat_of("commune_officer", world.xa_a), 404),
        (seat_of("administrator", world.tinh_mau), 404),
        (seat_of("mediator", world.villages["Xã Bình Mẫu"][0], team_id=77), 404),
        (None, 302),
    ):
        client = client_for(seat)
        assert client.get(f"{OWN}{file.uuid}/").status_code == answer
        assert client.get(OWN).status_code == (200 if seat else 302)
        if seat:
            assert str(file.uuid) not in client.get(OWN).content.decode()


def test_a_second_click_while_the_file_is_made_makes_no_second(
    mediator: Any, client_for: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(starting, "_enqueue", lambda key: None)
    client = client_for(mediator)
    client.post(OWN), client.post(OWN)
    assert (OwnFile.objects.count(), Job.objects.count()) == (1, 1)


def test_the_page_follows_the_file_while_it_is_made(mediator: Any, client_for: Any, monkeypatch: Any) -> None:
    """It asks how far the file is, stops asking at the end, and never shows another person's."""
    monkeypatch.setattr(starting, "_enqueue", lambda key: None)
    client = client_for(mediator)
    assert client.get(BAR).headers["HX-Redirect"] == OWN, "nothing is being made"
    client.post(OWN)
    page = client.get(OWN).content.decode()
    assert f'hx-get="{BAR}"' in page
    assert "Lập tệp dữ liệu về tôi" not in page, "one file at a time"
    shown = client.get(BAR)
    assert "HX-Redirect" not in shown.headers
    assert "Đang chờ đến lượt" in shown.content.decode()
    other = User.objects.exclude(pk=mediator.person.user_id).latest("id")
    stranger = Client()
    stranger.force_login(other)
    assert stranger.get(BAR).headers["HX-Redirect"] == OWN
    assert client_for(None).get(BAR).status_code == 302
    Job.objects.update(state=State.FAILED, message="Ổ đĩa đầy")
    assert client.get(BAR).headers["HX-Redirect"] == OWN
    failed = client.get(OWN).content.decode()
    assert "Ổ đĩa đầy" in failed
    assert "Lập tệp dữ liệu về tôi" in failed
    assert "hx-get" not in failed


def test_a_person_reads_days_and_peoples_as_they_are_written_here(mediator: Any, client_for: Any) -> None:
    """The workbook is for eyes; the JSON keeps days as machines write them."""
    Person.objects.filter(pk=mediator.person_id).update(ethnicity="06", birth_date=date(1970, 4, 30))
    Mediator.objects.filter(person=mediator.person_id).update(languages=["03", "08"])
    data, cells = fetch(client_for(mediator))
    assert ["Dân tộc", "Mường"] in rows_of(data, "person")
    assert "30/04/1970" in cells
    assert "1970-04-30" not in cells
    assert ["Ngày sinh", "1970-04-30"] in rows_of(data, "person")
    assert rows_of(data, "teams.mediators")[0][-1] == "Thái, Mông"


def test_a_file_whose_job_failed_is_made_when_asked_again(
    mediator: Any, client_for: Any, monkeypatch: Any
) -> None:
    def fail(*args: Any) -> None:
        raise OSError("disk full")

    client = client_for(mediator)
    with monkeypatch.context() as broken:
        broken.setattr(making, "_write", fail)
        client.post(OWN)
    file = OwnFile.objects.get()
    assert (file.made, Job.objects.get().state) == (None, State.FAILED)
    Job.objects.update(state=State.WAITING)
    client.post(OWN)
    assert Job.objects.count() == 1, "one that waits is not queued twice"
    Job.objects.update(state=State.FAILED)
    client.post(OWN)
    assert OwnFile.objects.get().made is not None


def test_a_closed_account_gets_nothing(mediator: Any) -> None:
    file = OwnFile.objects.create(user=mediator.person.user)
    User.objects.filter(pk=mediator.person.user_id).update(is_active=False)
    making.work(None, None, file=str(file.uuid))  # type: ignore[arg-type]
    assert not file.path.exists()


def test_every_table_about_users_and_people_is_collected_or_said_why() -> None:
    """A table that points at a person or an account goes into her file, or stands here with its reason."""
    collected = {
        "accounts.Person", "accounts.PersonContact", "accounts.Seat", "accounts.User", "accounts.Notice",
        "accounts.Recovery", "usersessions.UserSession", "account.EmailAddress", "privacy.IdentityPaper",
        "privacy.BankAccount", "teams.Mediator", "plans.Task", "inbox.Preference", "inbox.Device",
        "inbox.CalendarFeed", "inbox.Delivery", "directions.Recipient", "directions.Reply", "directions.Question",
        "pay.AccidentContent", "pay.Receipt", "desk.ServiceProof", "cases.BookNote",
    }  # fmt: skip
    elsewhere = {
        "accounts.Activation": "a hash of a code; its use is told by the trail",
        "mfa.Authenticator": "a secret: giving it out would weaken it",
        "privacy.OwnFile": "the file itself",
        "privacy.Erasure": "told by the trail",
        "plans.TargetReport": "a number that a seat reported; told by the trail",
        "pay.Line": "one's shares tell the sum and the day it was paid, one's accidents the rest",
        "pay.Payment": "one's receipts tell it",
        "accounts.User_groups": "always empty",
        "accounts.User_user_permissions": "always empty",
    }
    people = {apps.get_model(label) for label in ("accounts.Person", "accounts.User", "accounts.Seat")}
    pointing = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.related_model in people
    }
    assert sorted(pointing - collected - set(elsewhere)) == []
    assert len(registry.collectors()) >= 6
