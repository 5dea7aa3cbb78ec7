"""A photograph goes to the right team, whoever of the commune hands it in, and to nobody else."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from hoathuan.cases.tests.conftest import make_team
from hoathuan.core.attachments.api import AttachmentRefused, store
from hoathuan.core.attachments.models import Attachment
from hoathuan.core.models import AuditEntry
from hoathuan.paperforms import selectors, services
from hoathuan.paperforms.choices import DraftState, Fate
from hoathuan.paperforms.errors import FormRefused
from hoathuan.paperforms.models import Draft, Photo, Receipt
from hoathuan.teams.models import TeamVillage

from .conftest import beside, jpeg, scan, sheet

pytestmark = pytest.mark.django_db


def drafts(acting, seat):
    with acting(seat) as actor:
        return list(selectors.drafts_waiting(actor))


@pytest.mark.parametrize(
    "kind", ["commune_officer", "commune_leader", "commune_accountant", "front_head", "village_head"]
)
def test_anyone_of_the_commune_hands_a_form_in_and_it_reaches_its_team(
    world, seat_of, acting, head, forms, team, kind
):
    (form,) = forms()
    place = world.villages["Xã An Mẫu"][1] if kind == "village_head" else world.xa_a
    sender = seat_of(kind, place)
    with acting(sender) as actor:
        (receipt,) = services.send(actor=actor, files=[jpeg(sheet(form.code))]).receipts
        assert (receipt.fate, receipt.team, receipt.number) == (Fate.TAKEN, team, 1)
    (draft,) = drafts(acting, head)
    assert (draft.form, draft.team, draft.key) == (form, team, form.uuid)


def test_who_handed_a_form_in_does_not_see_it_again(
    acting, accountant, officer, head, sent, forms, client_for
):
    sent(jpeg(sheet(forms()[0].code)))
    file = Attachment.objects.get()
    with acting(accountant) as actor:
        assert not selectors.drafts_seen(actor)
        assert (Draft.objects.count(), Photo.objects.count()) == (0, 0), "the database says so too"
    answers = {name: client_for(seat).get(file.get_absolute_url()).status_code
               for name, seat in {"sender": accountant, "officer": officer, "head": head}.items()}  # fmt: skip
    assert answers == {"sender": 404, "officer": 200, "head": 200}


def test_a_second_photograph_of_a_form_joins_the_first(acting, head, sent, forms):
    (form,) = forms()
    assert [r.fate for r in sent(jpeg(sheet(form.code)))] == [Fate.TAKEN]
    assert [r.fate for r in sent(jpeg(sheet(form.code, "ro hon")))] == [Fate.AGAIN]
    assert [r.fate for r in sent(jpeg(sheet(form.code, "ro hon")))] == [Fate.AGAIN], "the same file once more"
    (draft,) = drafts(acting, head)
    with acting(head) as actor:
        assert len(selectors.files_of(actor, [draft])) == 2


def test_a_photograph_of_two_teams_forms_is_shown_to_the_justice_officer_alone(
    acting, head, officer, sent, forms, team, other_team
):
    one, two = forms(team, other_team)
    fates = sent(jpeg(beside(sheet(one.code), sheet(two.code))))
    assert {r.team for r in fates} == {team, other_team}
    with acting(head) as actor:
        assert [d.team for d in selectors.drafts_waiting(actor)] == [team]
        assert selectors.files_of(actor, selectors.drafts_waiting(actor)) == []
        assert Photo.objects.count() == 0, "the database says so too"
    with acting(officer) as actor:
        assert len(selectors.files_of(actor, selectors.drafts_waiting(actor))) == 2


def test_a_scan_of_many_forms_is_parted_page_by_page(acting, head, sent, forms, team, other_team):
    one, two = forms(team, other_team)
    fates = sent(scan([sheet(one.code), sheet(two.code)]), jpeg(sheet(one.code, "lan hai")))
    assert [(r.picture, r.fate) for r in fates] == [
        ("Tệp 1, trang 1", Fate.TAKEN),
        ("Tệp 1, trang 2", Fate.TAKEN),
        ("Ảnh 2", Fate.AGAIN),
    ]
    (draft,) = drafts(acting, head)
    with acting(head) as actor:
        assert len(selectors.files_of(actor, [draft])) == 2


def test_a_form_of_another_commune_is_refused_and_nothing_of_it_is_kept(
    world, seat_of, acting, forms, sister_team
):
    (form,) = forms()
    stranger = seat_of("village_head", world.villages["Xã Bình Mẫu"][0])
    with acting(stranger) as actor:
        (receipt,) = services.send(actor=actor, files=[jpeg(sheet(form.code))]).receipts
    assert (receipt.fate, receipt.team) == (Fate.FOREIGN, None)
    assert not Attachment.objects.exists()


def test_a_picture_without_a_code_waits_until_its_sender_or_the_officer_says_whose_it_is(
    acting, accountant, officer, head, sent, forms, team
):
    (form,) = forms()
    (receipt,) = sent(jpeg(sheet("")))
    assert receipt.fate == Fate.UNCLEAR
    assert drafts(acting, head) == []
    assert len(drafts(acting, officer)) == 1
    with acting(accountant) as actor:
        with pytest.raises(FormRefused, match="Không có phiếu nào"):
            services.place(actor=actor, receipt=receipt, code="000000000000")
        placed = services.place(actor=actor, receipt=receipt, code=str(form).lower())
        assert (placed.fate, placed.team, placed.number) == (Fate.TAKEN, team, 1)
        with pytest.raises(FormRefused, match="đã được chuyển"):
            services.place(actor=actor, receipt=placed, team=team)
    (draft,) = drafts(acting, head)
    assert draft.form == form


def test_a_typed_code_of_a_form_that_was_sent_before_adds_the_picture_to_it(
    acting, accountant, head, sent, forms
):
    (form,) = forms()
    sent(jpeg(sheet(form.code)))
    (receipt,) = sent(jpeg(sheet("")))
    with acting(accountant) as actor:
        assert services.place(actor=actor, receipt=receipt, code=form.code).fate == Fate.AGAIN
    (draft,) = drafts(acting, head)
    with acting(head) as actor:
        assert len(selectors.files_of(actor, [draft])) == 2


def test_a_picture_is_not_put_to_a_team_of_another_commune(acting, accountant, sent, sister_team):
    (receipt,) = sent(jpeg(sheet("")))
    with acting(accountant) as actor:
        with pytest.raises(FormRefused, match="chọn tổ"):
            services.place(actor=actor, receipt=receipt, team=sister_team)
        refused = pytest.raises(Exception, match="not a seat of this commune")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT paperforms_place(%s, NULL, %s)", [receipt.draft, sister_team.pk])


def test_nobody_hands_anything_in_without_a_seat(acting, accountant, sent, team):
    sent(jpeg(sheet("")))
    kept = Attachment.objects.get()
    with connection.cursor() as cursor, pytest.raises(Exception, match="not a seat"), transaction.atomic():
        cursor.execute(
            "SELECT paperforms_take(%s, NULL, %s, %s, %s, false, 'x')",
            [kept.pk, team.pk, team.now_commune_id, team.area_id],
        )


def test_a_form_of_a_team_that_was_merged_goes_to_the_team_that_serves_its_village(
    world, acting, sent, forms, team, officer
):
    village = world.villages["Xã An Mẫu"][0]
    (form,) = forms()
    TeamVillage.objects.create(
        team=team, village=village, started_on=date(2025, 7, 1), ended_on=date(2026, 5, 1)
    )
    type(team).objects.filter(pk=team.pk).update(ended_on=date(2026, 5, 1))
    merged = make_team(world.xa_a, "Tổ hòa giải liên thôn")
    TeamVillage.objects.create(team=merged, village=village, started_on=date(2026, 5, 2))
    assert [(r.fate, r.team) for r in sent(jpeg(sheet(form.code)))] == [(Fate.TAKEN, merged)]


def test_a_form_of_a_team_that_is_gone_without_a_successor_waits_for_the_officer(
    acting, sent, forms, team, officer
):
    (form,) = forms()
    type(team).objects.filter(pk=team.pk).update(ended_on=date(2026, 5, 1))
    assert [(r.fate, r.team, r.number) for r in sent(jpeg(sheet(form.code)))] == [(Fate.UNCLEAR, None, 1)]
    assert [d.team for d in drafts(acting, officer)] == [None]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jpg", b"", "trống"),
        ("a.exe", b"MZ" + b"\0" * 60, "Không nhận loại tệp"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "hỏng"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj<</JavaScript 1>>endobj\n%%EOF\n", "mã lệnh"),
    ],
)
def test_a_hostile_file_is_refused_in_words_beside_its_field(client_for, accountant, name, content, words):
    answer = client_for(accountant).post("/phieu/gui/", {"pictures": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Receipt.objects.exists()
    assert not Attachment.objects.exists()


def test_several_pictures_are_sent_at_once_from_the_page(client_for, accountant, forms, team, other_team):
    one, two = forms(team, other_team)
    files = [jpeg(sheet(one.code)), jpeg(sheet(two.code)), jpeg(sheet(""))]
    client = client_for(accountant)
    page = client.post("/phieu/gui/", {"pictures": files}, follow=True)
    told = page.content.decode()
    assert page.redirect_chain
    assert str(team) in told
    assert str(other_team) in told
    assert "Cho biết của tổ nào" in told
    assert "Nhập vào sổ" not in told
    sending = Receipt.objects.first().sending
    unclear = Receipt.objects.get(fate=Fate.UNCLEAR)
    answer = client.post(f"/phieu/gui/{sending}/{unclear.uuid}/", {"team": other_team.pk}, follow=True)
    assert "Cho biết của tổ nào" not in answer.content.decode()


def test_receipts_are_the_senders_alone(client_for, accountant, officer, sent):
    (receipt,) = sent(jpeg(sheet("")))
    address = f"/phieu/gui/{receipt.sending}/"
    assert client_for(accountant).get(address).status_code == 200
    assert client_for(officer).get(address).status_code == 404
    assert client_for(officer).get(f"{address}{receipt.uuid}/").status_code == 404


def test_a_form_that_was_thrown_away_waits_again_when_a_new_picture_of_it_comes(
    acting, head, sent, forms, client_for
):
    (form,) = forms()
    sent(jpeg(sheet(form.code)))
    (draft,) = drafts(acting, head)
    with acting(head) as actor:
        services.discard(actor=actor, draft=draft, reason="chụp mờ")
    sent(jpeg(sheet(form.code, "ro")))
    (again,) = drafts(acting, head)
    assert (again.pk, again.state) == (draft.pk, DraftState.WAITING)
    assert (again.decided_at, again.decided_by, again.decided_seat) == (None, "", None)
    assert AuditEntry.objects.get(action="paperforms.reopened").data == {"draft": str(draft.uuid)}
    assert "Lý do bỏ lần đó: chụp mờ" in client_for(head).get(f"/phieu/{draft.uuid}/").content.decode()


def test_the_same_picture_sent_again_does_not_undo_what_the_officer_threw_away(acting, head, sent, forms):
    (form,) = forms()
    sent(jpeg(sheet(form.code)))
    (draft,) = drafts(acting, head)
    with acting(head) as actor:
        services.discard(actor=actor, draft=draft, reason="phiếu thử")
    assert [r.fate for r in sent(jpeg(sheet(form.code)))] == [Fate.AGAIN]
    assert drafts(acting, head) == []
    with acting(head):
        draft.refresh_from_db()
    assert (draft.state, draft.reason) == (DraftState.DISCARDED, "phiếu thử")
    assert draft.decided_seat == head.pk


@pytest.mark.parametrize("what", ["commune", "area", "form", "file", "team"])
def test_the_database_takes_nothing_that_is_not_the_sender_s_to_hand_in(
    acting, world, seat_of, accountant, officer, sent, forms, team, other_team, sister_team, what
):
    """Whoever could call the function with words of his own still hands in for his commune alone."""
    (form,) = forms()
    sent(jpeg(sheet("")))
    mine = Attachment.objects.get()
    with acting(officer) as actor:
        theirs = store(jpeg(sheet("", "cua nguoi khac")), actor)
    right = {
        "file": mine.pk, "form": form.pk, "team": team.pk, "commune": team.now_commune_id, "area": team.area_id
    }  # fmt: skip
    wrong = {
        "commune": {"commune": sister_team.now_commune_id, "area": sister_team.area_id, "form": None, "team": None},
        "area": {"area": sister_team.area_id},
        "form": {"form": None},
        "file": {"file": theirs.pk},
        "team": {"team": other_team.pk},
    }  # fmt: skip
    taken = "SELECT paperforms_take(%(file)s, %(form)s, %(team)s, %(commune)s, %(area)s, false, 'x')"
    with acting(accountant), connection.cursor() as cursor:
        refused = pytest.raises(Exception, match="not a seat of this commune")
        with refused, transaction.atomic():
            cursor.execute(taken, right | wrong[what])
        cursor.execute(taken, right)
        assert cursor.fetchone()[0][1] == "new"


def test_of_two_files_the_second_of_which_cannot_be_read_nothing_is_kept(acting, accountant, forms):
    (form,) = forms()
    broken = SimpleUploadedFile("quet.pdf", b"%PDF-1.4\nnothing", "application/pdf")
    with acting(accountant) as actor, pytest.raises(AttachmentRefused, match="bị cắt"):
        services.send(actor=actor, files=[jpeg(sheet(form.code)), broken])
    assert not Attachment.objects.exists()
    assert not Receipt.objects.exists()


def test_receipts_stand_in_the_order_of_the_pictures(sent, forms, team, other_team):
    one, two = forms(team, other_team)
    fates = sent(jpeg(sheet(two.code)), jpeg(sheet("")), jpeg(sheet(one.code)))
    assert [(r.picture, r.team) for r in fates] == [("Ảnh 1", other_team), ("Ảnh 2", None), ("Ảnh 3", team)]
