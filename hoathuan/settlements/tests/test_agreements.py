"""Writing an agreement, recording it, correcting it, signing it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from hoathuan.cases import services as cases
from hoathuan.cases.models import CaseEvent
from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.core.stale import StaleRecord
from hoathuan.documents.api import check_of
from hoathuan.settlements import api, rules
from hoathuan.settlements.choices import EndedWhy, Hand
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Agreement, Draft, Signature, Version, VersionText
from hoathuan.settlements.services import drafting, promises, recording, signing

from .conftest import AGREED, record, write_all

pytestmark = pytest.mark.django_db


def test_the_dispute_gives_the_first_five_groups(acted, case):
    draft = acted(lambda actor: drafting.open_draft(actor=actor, case=case))
    assert "Điều 16" in draft.ground
    assert draft.parties.splitlines() == [
        "Lò Thị Mẫu, sinh năm 1972, thôn 1.",
        "Hà Văn Mẫu, sinh năm 1968, thôn 1.",
    ]
    assert draft.summary == "Tranh chấp lối đi chung."
    assert "Ngày 10/06/2026: các bên đạt được thỏa thuận." in draft.course
    assert draft.solution == "Dời hàng rào về ranh cũ."
    assert [group.letter for group in rules.lacking(draft)] == ["e", "g"]


def test_what_is_typed_is_kept_and_a_newer_draft_is_not_written_over(acted, case):
    draft = acted(lambda actor: drafting.open_draft(actor=actor, case=case))

    def write(actor, text):
        return drafting.write_group(actor=actor, case=case, name="duties", text=text, version=draft.version)

    acted(lambda actor: write(actor, "Một"))
    with pytest.raises(StaleRecord):
        acted(lambda actor: write(actor, "Hai"))
    again = acted(lambda actor: drafting.open_draft(actor=actor, case=case))
    assert again.duties == "Một"


def test_nothing_is_recorded_while_a_group_is_empty(acted, case):
    draft = acted(lambda actor: drafting.open_draft(actor=actor, case=case))
    with pytest.raises(SettlementRefused, match="Còn phần chưa ghi"):
        acted(lambda actor: recording.record(
            actor=actor, case=case, seen=0, read=recording.mark_of(draft, actor), agreed_on=AGREED))  # fmt: skip
    assert Version.objects.count() == 0


def test_a_failed_or_open_dispute_has_no_agreement(acted, failed, entry):
    with pytest.raises(SettlementRefused, match="hòa giải thành"):
        acted(lambda actor: drafting.open_draft(actor=actor, case=failed))
    assert Agreement.objects.count() == 0


def test_a_recorded_version_has_code_file_digests_and_lines_to_sign(acted, case, version):
    agreement = Agreement.objects.get(case=case)
    assert (agreement.newest, agreement.signers, agreement.signed) == (1, 2, 0)
    assert sorted(version.parts) == sorted(group.letter for group in rules.GROUPS)
    check = check_of(version)
    assert check.files.get().sha256 == version.file.sha256
    assert CaseEvent.objects.filter(case=case, verb="agr_recorded").count() == 1
    assert acted(lambda actor: Draft.objects.get().is_empty), "nothing of it is kept twice"


def test_a_correction_is_a_new_version_with_a_reason_and_the_old_one_stays(acted, case, version):
    with pytest.raises(SettlementRefused, match="lý do"):
        acted(lambda actor: record(actor, case, seen=1, solution="Khác."))
    second = acted(
        lambda actor: record(actor, case, seen=1, reason="Ghi nhầm chiều rộng", solution="Lối đi 3 m.")
    )
    version.refresh_from_db()
    assert (second.number, version.replaced_on) == (2, second.recorded_on)
    texts = acted(lambda actor: {text.recorded.number: text.solution for text in VersionText.objects.all()})
    assert texts[2] == "Lối đi 3 m."
    assert "2 m" in texts[1]
    agreement = Agreement.objects.get(case=case)
    assert (agreement.newest, agreement.signed, agreement.signed_on) == (2, 0, None)
    assert check_of(version).code != check_of(second).code


@pytest.mark.parametrize("statement", [
    "UPDATE settlements_versiontext SET solution = 'x'",
    "DELETE FROM settlements_versiontext",
    "UPDATE settlements_version SET whole = 'x'",
    "UPDATE settlements_version SET parts = '{}'",
    "DELETE FROM settlements_version",
    "UPDATE settlements_promiseevent SET words = 'x'",
    "UPDATE settlements_failurenote SET reason = 'x'",
])  # fmt: skip
def test_the_database_lets_nobody_change_what_was_recorded(acted, version, statement):
    def change(actor):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises(Exception, match="permission denied"):
        acted(change)


def test_who_signs_gives_a_fingerprint_or_would_not(acted, case, version):
    lines = acted(lambda actor: list(Signature.objects.filter(recorded=version)))
    assert [line.full_name for line in lines] == ["Lò Thị Mẫu", "Hà Văn Mẫu"]

    def sign(line, hand, **more):
        return acted(
            lambda actor: signing.sign(actor=actor, signature=line, hand=hand, on_date=AGREED, **more)
        )

    sign(lines[0], Hand.FINGERPRINT)
    sign(lines[1], Hand.WOULD_NOT)
    assert not api.is_signed(case)
    assert (api.proofs_of(case).signed, api.proofs_of(case).signers) == (1, 2)
    sign(lines[1], Hand.SIGNED)
    assert api.is_signed(case)
    assert Agreement.objects.get(case=case).signed_on == AGREED


def test_signatures_belong_to_the_version_in_force(acted, case, version):
    line = acted(lambda actor: Signature.objects.filter(recorded=version).first())
    acted(lambda actor: record(actor, case, seen=1, reason="Ghi nhầm số"))
    with pytest.raises(SettlementRefused, match="không còn là bản đang dùng"):
        acted(lambda actor: signing.sign(actor=actor, signature=line, hand=Hand.SIGNED, on_date=AGREED))


def test_a_scan_of_the_signed_paper_is_recognised_by_the_code(acted, case, version):
    upload = SimpleUploadedFile("ban-ky.pdf", PDF)
    scan = acted(lambda actor: signing.add_scan(actor=actor, version=version, upload=upload))
    assert check_of(version).files.filter(sha256=scan.file.sha256, role="signed").exists()
    assert api.proofs_of(case).scans == 1


def test_success_without_a_written_agreement_stands(case):
    """Law 35/2013/QH13 Art. 24(2): the paper is optional."""
    assert case.outcome == "successful"
    assert api.proofs_of(case) == api.Proofs()
    assert api.agreement_of(case) is None


def test_a_voided_dispute_keeps_its_agreement_and_marks_it(acted, case, version, officer):
    acted(lambda actor: cases.void(actor=actor, case=case, version=case.version, reason="ghi trùng"))
    agreement = Agreement.objects.get(case=case)
    assert agreement.ended_why == EndedWhy.VOIDED
    assert check_of(version).voided_on == agreement.ended_on
    assert not api.proofs_of(case).written
    assert acted(lambda actor: VersionText.objects.get(recorded=version).solution)


def amend(actor, case, **changes):
    from hoathuan.cases.services.amending import Amendment

    base = {
        "received_on": case.received_on, "field": case.field, "ground": case.ground, "ended_on": case.ended_on,
        "ending": case.ending, "summary": "Tranh chấp lối đi chung.", "agreement": "Dời hàng rào về ranh cũ.",
    }  # fmt: skip
    return cases.amend(actor=actor, case=case, version=case.version, new=Amendment(**(base | changes)))


def test_a_dispute_that_was_no_success_after_all_ends_its_agreement(acted, case, version):
    acted(lambda actor: amend(actor, case, ending="party"))
    assert Agreement.objects.get(case=case).ended_why == EndedWhy.AMENDED
    assert check_of(version).voided_on is not None


def test_other_words_in_the_dispute_ask_to_look_at_the_paper_again(acted, case, version):
    acted(lambda actor: amend(actor, case, summary="Tranh chấp ranh giới."))
    agreement = Agreement.objects.get(case=case)
    assert (agreement.in_force, agreement.changed_on) == (True, date(2026, 6, 23))


def test_a_success_again_gets_its_agreement_back_with_a_new_version(acted, case, version):
    acted(lambda actor: amend(actor, case, ending="party"))
    acted(lambda actor: amend(actor, case, ending="agreement"))
    assert not Agreement.objects.get(case=case).in_force
    acted(lambda actor: record(actor, case, seen=1, reason="Sửa lại kết quả"))
    assert Agreement.objects.get(case=case).in_force


def test_what_was_erased_is_not_filled_again(acted, case, version, client_for, officer):
    new = promises.NewPromise(debtor="Hà Văn Mẫu", deed="Dời hàng rào", due_on=date(2026, 6, 20))
    (one,) = acted(lambda actor: promises.promise(actor=actor, case=case, new=new))
    line = acted(lambda actor: Signature.objects.filter(recorded=version).first())
    Agreement.objects.update(erased_on=date(2026, 6, 23))
    deeds = (
        lambda actor: drafting.open_draft(actor=actor, case=case),
        lambda actor: promises.promise(actor=actor, case=case, new=new),
        lambda actor: promises.follow(actor=actor, one=one, deed="kept", version=1, on_date=AGREED),
        lambda actor: signing.sign(actor=actor, signature=line, hand=Hand.SIGNED, on_date=AGREED),
    )
    for deed in deeds:
        with pytest.raises(SettlementRefused, match="hết thời hạn lưu"):
            acted(deed)
    again = client_for(officer).post(f"/thoa-thuan/{case.uuid}/soan/", follow=True)
    assert "hết thời hạn lưu" in again.content.decode()


def test_it_may_be_written_down_afterwards_with_its_real_day(acted, case):
    draft = acted(lambda actor: write_all(actor, case))
    with pytest.raises(SettlementRefused, match="đến hôm nay"):
        acted(lambda actor: recording.record(actor=actor, case=case, seen=0, read=recording.mark_of(draft, actor),
                                             agreed_on=date(2026, 6, 24)))  # fmt: skip
    made = acted(lambda actor: recording.record(actor=actor, case=case, seen=0, read=recording.mark_of(draft, actor),
                                                agreed_on=date(2026, 6, 5)))  # fmt: skip
    assert (made.agreed_on, made.recorded_on) == (date(2026, 6, 5), date(2026, 6, 23))
