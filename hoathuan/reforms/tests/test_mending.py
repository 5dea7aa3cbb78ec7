"""What a reform left open is decided; what it got wrong is mended."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoathuan.core.errors import DomainError
from hoathuan.reforms.changes import changes_of
from hoathuan.reforms.services import changing, correcting, deciding, running
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Reform, Unit
from hoathuan.units.selectors import is_open, now_of, parent_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(draft: Any, world: Any, admin: Any, actor_of: Any) -> Any:
    """Xã An Mẫu went to Xã Bình Mẫu and to a new one; nobody placed its villages."""
    actor = actor_of(admin)
    into = [world.xa_b, NewUnit("Xã Mới", 90109)]
    changing.split(reform=draft, unit=world.xa_a, into=into, version=draft.version, actor=actor)
    running.ask_preview(reform=draft, version=draft.version, actor=actor)
    draft.refresh_from_db()
    assert draft.found["split"] == [["Xã An Mẫu", 2]]
    running.ask_apply(reform=draft, version=draft.version, actor=actor)
    draft.refresh_from_db()
    assert draft.state == ReformState.APPLIED, draft.found
    world.xa_a.refresh_from_db()
    return draft


@pytest.fixture
def client(admin: Any, client_for: Any) -> Client:
    return client_for(admin)


def new_unit() -> Unit:
    return Unit.objects.get(name="Xã Mới")


def test_a_split_commune_is_decided_village_by_village_and_the_rest(
    applied: Any, world: Any, client: Client
) -> None:
    waiting = client.get(reverse("reforms:decisions")).content.decode()
    assert "Xã An Mẫu" in waiting
    assert "Xã Bình Mẫu, Xã Mới" in waiting
    address = reverse("reforms:decide", args=[world.xa_a.uuid])
    shown = client.get(address).content.decode()
    assert "Thôn 1" in shown
    assert "Chọn nơi đến của ít nhất một thôn" in client.post(address, {"rest": ""}).content.decode()
    one, two = world.villages["Xã An Mẫu"]
    sent = {f"thon-{one.pk}": str(world.xa_b.uuid), "rest": str(new_unit().uuid)}
    job = client.post(address, sent)
    told = client.get(client.get(job["Location"])["Location"]).content.decode()
    assert "Đã chia 2/2 thôn." in told
    assert reverse("reforms:detail", args=[applied.uuid]) in told
    assert (parent_of(one), parent_of(two)) == (world.xa_b, new_unit())
    assert client.get(address).status_code == 404
    assert "Không có xã nào chờ quyết định" in client.get(reverse("reforms:decisions")).content.decode()


def test_a_decision_for_some_villages_says_how_many_wait(
    applied: Any, world: Any, client: Client, client_for: Any, seat_of: Any
) -> None:
    one, two = world.villages["Xã An Mẫu"]
    address = reverse("reforms:decide", args=[world.xa_a.uuid])
    assert reverse("reforms:detail", args=[applied.uuid]) in client.get(address).content.decode()
    early = client.get(reverse("reforms:decisions"), {"vua": world.xa_a.uuid}).content.decode()
    assert "Đã ghi quyết định" not in early, "nobody has decided yet"
    job = client.post(address, {f"thon-{one.pk}": str(world.xa_b.uuid), "rest": ""})
    page = client.get(job["Location"])["Location"]
    told = client.get(page).content.decode()
    assert "Đã chia 1/2 thôn." in told
    assert "Quyết định tiếp phần còn lại" in told
    sister = client_for(seat_of("administrator", world.tinh_khac)).get(page).content.decode()
    assert "Xã An Mẫu" not in sister, "of another province nothing is told"
    client.post(address, {f"thon-{two.pk}": str(world.xa_b.uuid), "rest": ""})
    told = client.get(page).content.decode()
    assert "Đã chia 2/2 thôn." in told
    assert "Phần còn lại của xã chưa có nơi đến" in told
    for nonsense in ("x", "00000000-0000-0000-0000-000000000000"):
        assert client.get(reverse("reforms:decisions"), {"vua": nonsense}).status_code == 200


def test_four_people_at_the_decisions(
    applied: Any, world: Any, seat_of: Any, client_for: Any, country_admin: Any, admin: Any, actor_of: Any
) -> None:
    address = reverse("reforms:decide", args=[world.xa_a.uuid])
    correct = reverse("reforms:correct", args=[applied.uuid])
    sister = seat_of("administrator", world.tinh_khac)
    commune = client_for(seat_of("administrator", world.xa_b))
    for seat in (admin, country_admin):
        assert client_for(seat).get(address).status_code == 200
    assert client_for(sister).get(address).status_code == 404
    assert "Xã An Mẫu" not in client_for(sister).get(reverse("reforms:decisions")).content.decode()
    assert commune.get(address).status_code == 403
    assert commune.get(reverse("reforms:decisions")).status_code == 403
    assert commune.post(correct).status_code == 403
    assert client_for(sister).post(correct).status_code == 404
    assert "login" in Client().get(reverse("reforms:decisions"))["Location"]
    for path in (address, correct):
        assert "login" in Client().post(path)["Location"]
    with pytest.raises(DomainError, match="không còn gì phải quyết định"):
        deciding.ask_decide(unit=world.xa_a, ways={}, rest=world.xa_b, actor=actor_of(sister))


def test_the_list_of_decisions_costs_few_queries(
    applied: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(13):
        client.get(reverse("reforms:decisions"))


def test_a_unit_without_successor_goes_where_a_person_says(
    draft: Any, world: Any, admin: Any, actor_of: Any, client: Client
) -> None:
    actor = actor_of(admin)
    changing.end(reform=draft, unit=world.xa_a, version=draft.version, actor=actor)
    running.ask_preview(reform=draft, version=draft.version, actor=actor)
    draft.refresh_from_db()
    running.ask_apply(reform=draft, version=draft.version, actor=actor)
    address = reverse("reforms:decide", args=[world.xa_a.uuid])
    assert "Không thấy “Xã Cao Khác”" in client.post(address, {"typed": "Xã Cao Khác"}).content.decode()
    client.post(address, {"typed": "xa binh mau"})
    assert now_of(Unit.objects.get(pk=world.xa_a.pk)) == world.xa_b


def test_a_former_unit_is_sent_elsewhere_by_a_correction(
    draft: Any, world: Any, admin: Any, actor_of: Any, client: Client
) -> None:
    actor = actor_of(admin)
    into = NewUnit("Xã Mới", 90109)
    changing.merge(reform=draft, units=[world.xa_a], into=into, version=draft.version, actor=actor)
    running.ask_preview(reform=draft, version=draft.version, actor=actor)
    draft.refresh_from_db()
    running.ask_apply(reform=draft, version=draft.version, actor=actor)
    client.post(reverse("reforms:correct", args=[draft.uuid]))
    mending = Reform.objects.get(corrects=draft)
    assert (mending.on_date, mending.province) == (draft.on_date, world.tinh_mau)
    address = reverse("reforms:write", args=[mending.uuid, "sua-don-vi"])
    assert "Xã An Mẫu" in client.get(address).content.decode()
    strange = {"unit": "Xã Bình Mẫu", "what": "elsewhere", "to_new": "Xã Khác", "version": 1}
    assert "Không thấy “Xã Bình Mẫu”" in client.post(address, strange).content.decode()
    none = {"unit": "Xã An Mẫu", "what": "elsewhere", "version": 1}
    assert "Ghi ít nhất một đơn vị." in client.post(address, none).content.decode()
    client.post(
        address, {"unit": "Xã An Mẫu", "what": "elsewhere", "to_standing": "Xã Bình Mẫu", "version": 1}
    )
    assert [line.words for line in changes_of(mending)] == ["Xã An Mẫu → Xã Bình Mẫu"]
    assert client.get(reverse("reforms:detail", args=[mending.uuid])).status_code == 200
    mending.refresh_from_db()
    running.ask_preview(reform=mending, version=mending.version, actor=actor)
    mending.refresh_from_db()
    assert running.was_tried(mending), mending.found
    running.ask_apply(reform=mending, version=mending.version, actor=actor)
    mending.refresh_from_db()
    assert mending.state == ReformState.APPLIED, mending.found
    assert now_of(Unit.objects.get(pk=world.xa_a.pk)) == world.xa_b


def test_a_unit_that_should_not_have_ended_goes_on(
    applied: Any, world: Any, admin: Any, actor_of: Any
) -> None:
    actor = actor_of(admin)
    mending = correcting.begin_correction(reform=applied, actor=actor)
    correcting.send_elsewhere(reform=mending, unit=world.xa_a, into=[], version=1, actor=actor)
    assert [line.words for line in changes_of(mending)] == ["Xã An Mẫu không kết thúc, giữ nguyên"]
    running.ask_preview(reform=mending, version=mending.version, actor=actor)
    mending.refresh_from_db()
    running.ask_apply(reform=mending, version=mending.version, actor=actor)
    assert is_open(Unit.objects.get(pk=world.xa_a.pk))


def test_what_cannot_be_mended_is_said(
    applied: Any, draft: Any, world: Any, admin: Any, actor_of: Any
) -> None:
    actor = actor_of(admin)
    mending = correcting.begin_correction(reform=applied, actor=actor)
    with pytest.raises(DomainError, match="chưa thực hiện: sửa ngay trong bản soạn"):
        correcting.begin_correction(reform=mending, actor=actor)
    with pytest.raises(DomainError, match="không nhập vào chính nó"):
        correcting.send_elsewhere(reform=mending, unit=world.xa_a, into=[world.xa_a], version=1, actor=actor)
    made = Unit.objects.get(name="Xã Mới", level=Level.COMMUNE)
    with pytest.raises(DomainError, match="ghi đúng một đơn vị thay cho nó"):
        correcting.send_elsewhere(reform=mending, unit=made, into=[], version=1, actor=actor)
    assert mending.on_date == date(2026, 3, 1)
