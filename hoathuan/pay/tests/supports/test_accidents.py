"""A request after an accident or a death, from the paper of the family to the money, or to a written refusal."""

from datetime import date
from uuid import uuid4

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.core.attachments.services import store_bytes
from hoathuan.pay.models import Accident, AccidentContent, AccidentPaper, Line
from hoathuan.pay.services import paying
from hoathuan.pay.supports import figures, rules
from hoathuan.pay.supports import selectors_accidents as selectors
from hoathuan.pay.supports.choices import AccidentState, Asker, Certifier, Harm, Insured, PaperKind, Situation
from hoathuan.pay.supports.errors import SupportRefused
from hoathuan.pay.supports.services import accidents, deciding
from hoathuan.pay.supports.services.deciding import Proved
from hoathuan.teams.models import Mediator
from hoathuan.units.selectors import area_of

from .conftest import FELL

pytestmark = pytest.mark.django_db
FAMILY = {
    "asker": Asker.FAMILY,
    "asker_name": "Hà Thị Vợ",
    "asker_relation": "vợ",
    "income_asked": False,
    "died_on": FELL,
}


def certify(commune, one, seat=None, **more):
    given = {"certified_on": date(2026, 6, 4), "certified_by": "Người Ký Giấy"} | more
    return commune.act(seat or commune.officer, accidents.certify, accident=one, version=one.version, **given)


def gather(commune, one):
    """Every paper that the dossier needs."""
    with as_actor_of(commune, commune.officer):
        needed = accidents.missing_papers(one, AccidentContent.objects.get(accident=one))
    for kind in needed:
        commune.act(commune.officer, accidents.add_paper, accident=one, kind=kind, seen_on=date(2026, 6, 5))
    one = commune.act(
        commune.officer, accidents.complete, accident=one, version=one.version, complete_on=date(2026, 6, 5)
    )
    return one


def as_actor_of(commune, seat):
    from hoathuan.accounts.actor import actor_for

    return as_actor(actor_for(seat, seat.person.user))


def submit(commune, one, **proved):
    return commune.act(
        commune.officer,
        deciding.submit,
        accident=one,
        version=one.version,
        submitted_on=date(2026, 6, 8),
        proved=Proved(**proved),
    )


def ready(commune, file, **more):
    """Put before the leader."""
    proved = more.pop("proved", {"medical_cost": 1_000_000, "daily_income": 200_000, "days_lost": 40})
    one = certify(commune, file(**more))
    return submit(commune, gather(commune, one), **proved)


def approve(commune, one, seat=None, **more):
    return commune.act(
        seat or commune.leader,
        deciding.approve,
        accident=one,
        version=one.version,
        decided_on=date(2026, 6, 10),
        **more,
    )


def content(commune, one):
    with as_actor_of(commune, commune.officer):
        return AccidentContent.objects.get(accident=one)


def test_a_request_goes_from_the_paper_to_the_last_dong(funded, file):
    one = approve(funded, ready(funded, file))
    assert content(funded, one).amount == 800_000 + 30 * 200_000
    line = Line.objects.get()
    assert (line.amount, line.label) == (6_800_000, f"Hỗ trợ hòa giải viên theo hồ sơ số {one}")
    assert line.due_on == date(2026, 6, 15), "three working days over a weekend"
    batch = funded.act(funded.accountant, paying.make_batch, commune=funded.unit, lines=[line])
    funded.act(
        funded.accountant,
        paying.record_paid,
        payments=list(batch.payments.all()),
        bank_reference="UNC 9",
        on=date(2026, 6, 23),
    )
    one.refresh_from_db()
    assert (one.state, one.paid_on) == (AccidentState.PAID, date(2026, 6, 23))


def test_after_a_death_the_family_gets_the_funeral_of_five_base_salaries(funded, file):
    proved = {"care_cost": 3_000_000, "funeral": True}
    family = FAMILY
    one = approve(funded, ready(funded, file, harm=Harm.DEATH, proved=proved, **family))
    line = Line.objects.get()
    assert line.amount == 3_000_000 + 5 * 2_340_000
    assert line.payee == "Hà Thị Vợ"
    items = content(funded, one).items
    assert [item["kind"] for item in items] == ["care", "funeral"]
    assert items[1]["confirmed"] is False, "the base salary before 01/07/2026 was not compared"


def test_the_family_has_to_name_itself(file):
    with pytest.raises(SupportRefused, match="quan hệ"):
        file(asker=Asker.FAMILY)


def test_for_the_head_the_front_certifies(funded, file):
    head = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Một")
    one = file(term=head)
    assert content(funded, one).certifier == Certifier.FRONT_HEAD
    with pytest.raises(SupportRefused, match="Trưởng ban công tác Mặt trận"):
        certify(funded, one, seat=funded.head)
    assert certify(funded, one).state == AccidentState.CERTIFIED


def test_the_head_certifies_for_a_mediator_of_the_team(funded, file):
    one = certify(funded, file(), seat=funded.head, certified_by="")
    assert content(funded, one).certified_by == "Vừ A Tổ Trưởng"


def test_what_is_not_covered_is_written_down_and_refused_in_writing(funded, file):
    one = ready(funded, file, situation=Situation.OTHER)
    with pytest.raises(SupportRefused, match="Điều 16"):
        approve(funded, one)
    given = {"accident": one, "version": one.version, "decided_on": date(2026, 6, 10)}
    with pytest.raises(SupportRefused, match="lý do"):
        funded.act(funded.leader, deciding.refuse, reason=" ", **given)
    one = funded.act(funded.leader, deciding.refuse, reason="Ngã khi đi chợ.", **given)
    assert one.state == AccidentState.REFUSED
    assert content(funded, one).reason == "Ngã khi đi chợ."
    assert not Line.objects.exists()


def test_an_insured_mediator_without_lost_income_has_nothing_to_be_paid(funded, file):
    one = ready(funded, file, insured=Insured.YES, income_asked=False, proved={"medical_cost": 5_000_000})
    with pytest.raises(SupportRefused, match="Không có khoản nào"):
        approve(funded, one)


def test_an_incomplete_dossier_says_what_it_lacks(funded, file):
    one = certify(funded, file())
    with pytest.raises(SupportRefused, match="Giấy ra viện"):
        funded.act(
            funded.officer,
            accidents.complete,
            accident=one,
            version=one.version,
            complete_on=date(2026, 6, 5),
        )


def test_a_form_sent_twice_files_one_request(file):
    token = uuid4()
    assert file(token=token).pk == file(token=token).pk
    assert Accident.objects.count() == 1


def test_only_the_commune_leader_decides_since_the_district_is_gone(funded, file):
    one = ready(funded, file)
    assert (one.decided_office, one.decided_above) == ("Chủ tịch UBND cấp xã", False)
    with pytest.raises(SupportRefused):
        approve(funded, one, seat=funded.officer)


def actor(seat):
    from hoathuan.accounts.actor import actor_for

    return actor_for(seat, seat.person.user)


def test_each_step_has_its_day_from_the_norms(funded, file):
    one = certify(funded, file())
    assert figures.deadline_of(one) is None
    one = gather(funded, one)
    assert figures.deadline_of(one).on == date(2026, 6, 10), "three working days after Friday"
    one = submit(funded, one, medical_cost=1_000_000)
    deadline = figures.deadline_of(one)
    assert deadline.on == date(2026, 6, 15)
    assert not deadline.value.confirmed


def test_a_mediator_asks_for_himself_only(funded, file, seat_of):
    other = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Ba")
    seat = seat_of("mediator", funded.world.villages["Xã An Mẫu"][0], team_id=funded.teams[0].pk)
    with pytest.raises(SupportRefused, match="cho mình"):
        file(seat=seat)
    seat.person_id = other.person_id
    seat.save()
    assert file(seat=seat, term=other).state == AccidentState.FILED


def test_a_request_is_withdrawn_with_a_reason(funded, file):
    one = file()
    given = {"accident": one, "version": one.version}
    with pytest.raises(SupportRefused):
        funded.act(funded.officer, accidents.withdraw, reason="", **given)
    one = funded.act(funded.officer, accidents.withdraw, reason="ghi nhầm người", **given)
    assert one.state == AccidentState.WITHDRAWN


def people(funded, seat_of, term):
    villages = funded.world.villages["Xã An Mẫu"]
    victim = seat_of("mediator", villages[0], team_id=funded.teams[0].pk)
    victim.person_id = term.person_id
    victim.save()
    return {
        "officer": funded.officer,
        "leader": funded.leader,
        "accountant": funded.accountant,
        "head": funded.head,
        "victim": victim,
        "other mediator": seat_of("mediator", villages[0], team_id=funded.teams[0].pk),
        "other head": seat_of("team_head", villages[1], team_id=funded.teams[1].pk),
        "front": seat_of("front_head", villages[0]),
        "sister officer": seat_of("commune_officer", funded.world.xa_b),
        "province": seat_of("province_officer", funded.world.tinh_mau),
        "ministry": seat_of("ministry_viewer", funded.world.country),
        "inspector": seat_of("inspector", funded.world.tinh_mau),
    }


def test_health_is_for_the_commune_and_the_person_and_the_request_also_for_the_head(
    funded, file, seat_of, term
):
    """Both walls say the same: what the selectors show, and what SQL gives without them."""
    one = gather(funded, certify(funded, file()))
    for name, seat in people(funded, seat_of, term).items():
        with as_actor_of(funded, seat):
            request = name in ("officer", "leader", "accountant", "head", "victim")
            papers = request and name != "head"
            assert AccidentContent.objects.filter(accident=one).exists() == request, name
            assert AccidentPaper.objects.filter(accident=one).exists() == papers, name
            assert selectors.visible_accidents(actor(seat)).filter(pk=one.pk).exists() == request, name
            assert selectors.papers_visible_to(actor(seat)).filter(accident=one).exists() == papers, name


def test_a_scan_is_read_by_whoever_may_see_the_paper(funded, file, seat_of, term, settings, tmp_path):
    from hoathuan.core.attachments.readers import may_read

    settings.MEDIA_ROOT = tmp_path
    one = file()
    pdf = b"%PDF-1.4\n%mau\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    scan = store_bytes(pdf, "ra-vien.pdf", actor(funded.officer))
    funded.act(
        funded.officer, accidents.add_paper, accident=one, kind=PaperKind.DISCHARGE, seen_on=FELL, file=scan
    )
    read = {}
    for name, seat in people(funded, seat_of, term).items():
        with as_actor_of(funded, seat):
            read[name] = may_read(actor(seat), scan)
    assert {name for name, may in read.items() if may} == {"officer", "leader", "accountant", "victim"}


def test_after_a_reform_the_request_stands_with_its_commune(funded, file):
    from django.db import connection

    one = file()
    one.locate(area_of(funded.world.xa_b))
    one.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pay_place_accidents()")
        assert cursor.fetchone() == (1,)
    with as_actor_of(funded, funded.officer):
        assert not AccidentContent.objects.filter(accident=one).exists()


def test_no_clause_of_the_computation_is_empty(funded, file):
    one = ready(funded, file)
    for item in content(funded, one).items:
        assert item["clause"], item
        assert item["how"], item
    assert rules.total([rules.Item(**item) for item in content(funded, one).items]) == 6_800_000


def test_the_funeral_follows_the_figures_of_the_day_of_the_death(funded, file, go):
    """Hurt before the 1st of July, died after it: the base salary of July."""
    go(date(2026, 7, 6))
    dates = {"filed_on": date(2026, 7, 3), "died_on": date(2026, 7, 2)}
    one = file(harm=Harm.DEATH, **(FAMILY | dates))
    with as_actor_of(funded, funded.officer):
        held = AccidentContent.objects.get(accident=one)
    found = figures.figures_of(held, funded.unit)
    assert found.base_salary.amount == 2_530_000
    assert [line.amount for line in deciding.computed(one, held, Proved(funeral=True))] == [12_650_000]


@pytest.mark.parametrize(
    ("died", "words"),
    [(None, "Ghi ngày qua đời"), (date(2026, 5, 31), "từ ngày xảy ra"), (date(2026, 6, 4), "từ ngày xảy ra")],
)
def test_a_death_has_its_day(file, died, words):
    with pytest.raises(SupportRefused, match=words):
        file(harm=Harm.DEATH, **(FAMILY | {"died_on": died}))


def test_who_lives_off_the_fields_completes_the_dossier_without_a_wage_paper(funded, file):
    one = certify(funded, file(stable_income=False, treated=False))
    with as_actor_of(funded, funded.officer):
        lacking = accidents.missing_papers(one, AccidentContent.objects.get(accident=one))
    assert lacking == [PaperKind.MINUTES]
    one = submit(funded, gather(funded, one), daily_income=150_000, days_lost=12)
    assert content(funded, one).amount == 1_800_000


def test_what_happened_is_asked_for_once_whoever_writes_first(funded, file, seat_of, term):
    first = file()
    with pytest.raises(SupportRefused, match=f"đã có hồ sơ số {first}"):
        file(seat=people(funded, seat_of, term)["victim"])
    file(happened_on=date(2026, 6, 2))
    funded.act(
        funded.officer, accidents.withdraw, accident=first, version=first.version, reason="ghi nhầm ngày"
    )
    assert file().state == AccidentState.FILED
    assert Accident.objects.count() == 3
