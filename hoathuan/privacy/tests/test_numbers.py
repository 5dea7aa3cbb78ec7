"""Identity and bank numbers: nobody reads them in the table, few read them on a page, and each reading is known."""

import logging
import threading
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from hoathuan.accounts.acting import as_actor
from hoathuan.core.models import AuditEntry
from hoathuan.privacy.errors import PrivacyRefused
from hoathuan.privacy.models import BankAccount, IdentityPaper
from hoathuan.privacy.numbers import keeping, keys
from hoathuan.privacy.numbers.wall import numbers_open

pytestmark = pytest.mark.django_db
CARD, OTHER_CARD, ACCOUNT = "038170001234", "038170009999", "1500205123456"
HOME = "/du-lieu-ca-nhan/giay-to/"


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Any:
    return seat_of("commune_officer", world.xa_a, "Vi Thị Tư Pháp")


@pytest.fixture
def person(world: Any, mediator_in: Any) -> Any:
    return mediator_in(world.xa_a).person


@pytest.fixture
def kept(officer: Any, person: Any, actor_of: Any) -> Any:
    actor = actor_of(officer)
    with as_actor(actor):
        keeping.write_identity(person=person, kind="cccd", number=CARD, version=None, actor=actor)
        keeping.write_bank(
            person=person, bank="Ngân hàng Thử", number=ACCOUNT, holder="", version=None, actor=actor
        )
    return person


def raw(statement: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def all_text(actor: Any) -> str:
    with numbers_open(actor):
        return str(raw("SELECT to_jsonb(p), to_jsonb(b) FROM privacy_identitypaper p, privacy_bankaccount b"))


def test_what_lies_in_the_table_is_not_the_number(kept: Any, officer: Any, actor_of: Any) -> None:
    text = all_text(actor_of(officer))
    assert '"cipher"' in text
    assert not any(number[-6:] in text for number in (CARD, ACCOUNT))
    assert kept.full_name not in text


def test_other_seats_read_no_row_by_raw_sql(
    world: Any, kept: Any, officer: Any, seat_of: Any, actor_of: Any
) -> None:
    count = "SELECT (SELECT count(*) FROM privacy_identitypaper) + (SELECT count(*) FROM privacy_bankaccount)"
    for seat, rows in (
        (officer, 2),
        (seat_of("commune_accountant", world.xa_a), 2),
        (seat_of("commune_leader", world.xa_a), 0),
        (seat_of("administrator", world.xa_a), 0),
        (seat_of("commune_officer", world.xa_b), 0),
        (seat_of("commune_officer", world.xa_c), 0),
        (seat_of("province_officer", world.tinh_mau), 0),
        (seat_of("province_officer", world.tinh_khac), 0),
        (seat_of("administrator", world.country), 0),
        (seat_of("ministry_viewer", world.country), 0),
    ):
        actor = actor_of(seat)
        with as_actor(actor):
            assert raw(count) == [(0,)], "closed while nobody works with numbers"
            with numbers_open(actor):
                assert raw(count) == [(rows,)], seat
            assert raw(count) == [(0,)]
    assert raw(count) == [(0,)]


def test_a_commune_cannot_write_a_row_for_another(world: Any, kept: Any, seat_of: Any, actor_of: Any) -> None:
    actor = actor_of(seat_of("commune_officer", world.xa_b))
    with as_actor(actor), numbers_open(actor):
        assert IdentityPaper.objects.update(now_commune=world.xa_b) == 0
        assert BankAccount.objects.all().delete()[0] == 0


def test_pages_for_four_people(
    world: Any, kept: Any, officer: Any, seat_of: Any, client_for: Any, mediator_in: Any
) -> None:
    own = f"{HOME}{kept.uuid}/"
    pages = (HOME, own, f"{own}can-cuoc/", f"{own}ngan-hang/")
    for seat, answers in (
        (officer, (200, 200, 200, 200)),
        (seat_of("commune_accountant", world.xa_a), (200, 200, 200, 200)),
        (seat_of("province_officer", world.tinh_mau), (403, 403, 403, 403)),
        (seat_of("commune_officer", world.xa_b), (200, 404, 404, 404)),
        (seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=1), (403, 403, 403, 403)),
        (None, (302, 302, 302, 302)),
    ):
        client = client_for(seat)
        assert tuple(client.get(page).status_code for page in pages) == answers
        for deed in ("xem/", "xoa/can-cuoc/"):
            wanted = answers[1] if answers[1] != 200 else None
            if wanted:
                assert client.post(f"{own}{deed}", {"reason": "thử xem số"}).status_code == wanted


def test_a_number_is_shown_masked_and_opened_only_with_a_reason(
    kept: Any, officer: Any, client_for: Any, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    client, page = client_for(officer), f"{HOME}{kept.uuid}/"
    for address in (HOME, page, f"{page}can-cuoc/", f"{page}ngan-hang/"):
        text = client.get(address).content.decode()
        assert CARD not in text
        assert ACCOUNT not in text
    assert "•••• 1234" in client.get(page).content.decode()
    refused = client.post(f"{page}xem/", {"reason": " "}).content.decode()
    assert CARD not in refused
    assert not AuditEntry.objects.filter(action="privacy.numbers_opened").exists()
    opened = client.post(f"{page}xem/", {"reason": "Chi trả quý 2, thẻ 038170001234"})
    assert CARD in opened.content.decode()
    assert ACCOUNT in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    line = AuditEntry.objects.get(action="privacy.numbers_opened")
    assert line.subject_id == str(kept.pk)
    assert line.data["reason"].startswith("Chi trả quý •")
    assert CARD not in caplog.text


def test_no_number_reaches_the_trail_or_a_printed_object(kept: Any, officer: Any, actor_of: Any) -> None:
    trail = str(list(AuditEntry.objects.values()))
    assert "privacy.identitypaper_written" in trail
    with numbers_open(actor_of(officer)):
        told = f"{IdentityPaper.objects.get()!r} {IdentityPaper.objects.get()} {BankAccount.objects.get()!r}"
    for text in (trail, told):
        assert CARD not in text
        assert ACCOUNT not in text
        assert CARD[-4:] not in text


@pytest.mark.parametrize(
    ("kind", "number", "good"),
    [
        ("cccd", "038 170 001 234", True),
        ("cccd", "03817000123", False),
        ("cccd", "038170001２34", False),
        ("cmnd", "172000123", True),
        ("cmnd", "038170001234", False),
        ("cccd", "ABCDEFGHIJKL", False),
    ],
)
def test_a_number_that_cannot_be_one_is_refused(
    kind: str, number: str, good: bool, person: Any, officer: Any, actor_of: Any
) -> None:
    actor = actor_of(officer)
    with as_actor(actor):
        if good:
            keeping.write_identity(person=person, kind=kind, number=number, version=None, actor=actor)
        else:
            with pytest.raises(PrivacyRefused, match="chữ số"):
                keeping.write_identity(person=person, kind=kind, number=number, version=None, actor=actor)


def test_one_number_belongs_to_one_person_also_over_communes(
    world: Any, kept: Any, seat_of: Any, actor_of: Any, mediator_in: Any
) -> None:
    twin = mediator_in(world.xa_c, "Người Khác").person
    actor = actor_of(seat_of("commune_officer", world.xa_c))
    with as_actor(actor):
        with pytest.raises(PrivacyRefused, match="người khác"):
            keeping.write_identity(person=twin, kind="cccd", number=CARD, version=None, actor=actor)
        keeping.write_identity(person=twin, kind="cccd", number=OTHER_CARD, version=None, actor=actor)


def test_who_comes_second_does_not_write_over_the_first(kept: Any, officer: Any, actor_of: Any) -> None:
    actor = actor_of(officer)
    with as_actor(actor):
        keeping.write_identity(person=kept, kind="cccd", number=OTHER_CARD, version=1, actor=actor)
        for version in (None, 1):
            with pytest.raises(PrivacyRefused, match="vừa ghi"):
                keeping.write_identity(person=kept, kind="cccd", number=CARD, version=version, actor=actor)
        shown = keeping.opened(person=kept, reason="kiểm tra số", actor=actor)
    assert shown.identity_text == OTHER_CARD


def test_a_token_moved_to_another_row_is_not_read(
    world: Any, kept: Any, officer: Any, actor_of: Any, mediator_in: Any
) -> None:
    actor, thief = actor_of(officer), mediator_in(world.xa_a, "Người Tráo").person
    with as_actor(actor), numbers_open(actor):
        BankAccount.objects.update(person=thief)
    with as_actor(actor), pytest.raises(keys.Unreadable):
        keeping.opened(person=thief, reason="xem thử số", actor=actor)


def test_forms_write_and_delete(kept: Any, officer: Any, client_for: Any, actor_of: Any) -> None:
    client, page = client_for(officer), f"{HOME}{kept.uuid}/"
    wrong = client.post(f"{page}can-cuoc/", {"kind": "cccd", "number": "12", "version": "1"})
    assert "đúng 12 chữ số" in wrong.content.decode()
    answer = client.post(f"{page}can-cuoc/", {"kind": "cccd", "number": OTHER_CARD, "version": "1"})
    assert answer.status_code == 302
    assert "•••• 9999" in client.get(page).content.decode()
    data = {"bank": "Ngân hàng Mới", "number": "9704 2222 3333", "holder": "Ai Đó", "version": "1"}
    assert client.post(f"{page}ngan-hang/", data).status_code == 302
    assert "Ngân hàng Mới, Ai Đó" in client.get(page).content.decode()
    assert client.post(f"{page}xoa/ngan-hang/").status_code == 302
    assert "Ngân hàng Mới" not in client.get(page).content.decode()


def test_the_list_asks_few_questions(
    world: Any, officer: Any, client_for: Any, mediator_in: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        mediator_in(world.xa_a, f"Người {n}")
    client = client_for(officer)
    with django_assert_max_num_queries(24):
        assert client.get(HOME).status_code == 200


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_new_keys_are_brought_in_while_old_ones_still_read(
    kept: Any, officer: Any, actor_of: Any, settings: Any, monkeypatch: Any
) -> None:
    from cryptography.fernet import Fernet

    old_fields, old_hashes = settings.HT_FIELD_KEYS, settings.HT_HASH_KEYS
    settings.HT_FIELD_KEYS = [Fernet.generate_key().decode(), *old_fields]
    settings.HT_HASH_KEYS = ["n" * 40, *old_hashes]
    actor = actor_of(officer)
    with as_actor(actor):
        assert keeping.opened(person=kept, reason="trước khi đổi", actor=actor).identity_text == CARD

    with monkeypatch.context() as cut:
        cut.setattr("hoathuan.privacy.numbers.rekeying._anew", _dies_at_bank())
        with pytest.raises(RuntimeError, match="killed"):
            call_command("reencrypt", stdout=StringIO())
    with numbers_open(actor):
        assert IdentityPaper.objects.get().key_mark == keys.mark()
        assert BankAccount.objects.get().key_mark != keys.mark()
    told = StringIO()
    call_command("reencrypt", stdout=told)
    assert "0 rows left" in told.getvalue()
    settings.HT_FIELD_KEYS, settings.HT_HASH_KEYS = settings.HT_FIELD_KEYS[:1], settings.HT_HASH_KEYS[:1]
    with as_actor(actor):
        shown = keeping.opened(person=kept, reason="sau khi đổi", actor=actor)
    assert (shown.identity_text, shown.bank_text) == (CARD, ACCOUNT)
    with numbers_open(actor):
        assert IdentityPaper.objects.get().digest == keys.digests("identity", CARD)[0]


def _dies_at_bank() -> Any:
    from hoathuan.privacy.numbers import rekeying

    usual = rekeying._anew

    def anew(row: Any, using: str) -> None:
        if isinstance(row, BankAccount):
            raise RuntimeError("killed")
        usual(row, using)

    return anew


def written_at_once(world: Any, seat_of: Any, actor_of: Any, mediator_in: Any, race: Any) -> list[Any]:
    people = [mediator_in(world.xa_a, "Người Một").person, mediator_in(world.xa_c, "Người Hai").person]
    actors = [actor_of(seat_of("commune_officer", unit)) for unit in (world.xa_a, world.xa_c)]
    turns = list(zip(people, actors, strict=True))

    def write() -> Any:
        person, actor = turns.pop()
        with as_actor(actor):
            return keeping.write_identity(person=person, kind="cccd", number=CARD, version=None, actor=actor)

    return race(write, 2)  # type: ignore[no-any-return]


@pytest.mark.django_db(transaction=True)
def test_two_communes_that_write_one_number_at_once_take_turns(
    world: Any, seat_of: Any, actor_of: Any, mediator_in: Any, race: Any
) -> None:
    results = written_at_once(world, seat_of, actor_of, mediator_in, race)
    assert sum(isinstance(result, PrivacyRefused) for result in results) == 1
    assert sum(isinstance(result, IdentityPaper) for result in results) == 1


@pytest.mark.django_db(transaction=True)
def test_a_look_without_the_lock_would_let_both_through(
    world: Any, seat_of: Any, actor_of: Any, mediator_in: Any, race: Any, monkeypatch: Any
) -> None:
    """The control of the test above: both look before either has written."""
    both = threading.Barrier(2)

    def only_looks(marks: list[str], person: Any) -> bool:
        taken = IdentityPaper.objects.filter(digest__in=marks).exclude(person=person).exists()
        both.wait()
        return taken

    monkeypatch.setattr(keeping, "_taken", only_looks)
    results = written_at_once(world, seat_of, actor_of, mediator_in, race)
    assert [isinstance(result, IdentityPaper) for result in results] == [True, True]


def test_the_keys_of_tests_are_made_on_this_machine() -> None:
    assert len(settings.HT_FIELD_KEYS) == 1
    assert len(settings.HT_FIELD_KEYS[0]) == 44
