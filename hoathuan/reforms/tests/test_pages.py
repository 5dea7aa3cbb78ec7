"""The pages of reforms: who opens them, what they show, what they send."""

from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from hoathuan.reforms.changes import changes_of
from hoathuan.reforms.services import changing, running
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Placement, Reform, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(admin: Any, client_for: Any) -> Client:
    return client_for(admin)


@pytest.fixture
def divided(draft: Any, world: Any, admin: Any, actor_of: Any) -> Any:
    into = [world.xa_b, NewUnit("Xã Mới")]
    changing.split(reform=draft, unit=world.xa_a, into=into, version=draft.version, actor=actor_of(admin))
    return draft


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode()


def addresses(reform: Any, world: Any) -> dict[str, str]:
    """Every address of one reform, by name."""
    pk = [reform.uuid]
    row, line = reform.new_units.get().pk, changes_of(reform)[0].key
    return {
        "detail": reverse("reforms:detail", args=pk),
        "amend": reverse("reforms:amend", args=pk),
        "discard": reverse("reforms:discard", args=pk),
        "write": reverse("reforms:write", args=[*pk, "doi-ten"]),
        "villages": reverse("reforms:villages", args=[*pk, world.xa_a.uuid]),
        "new-unit": reverse("reforms:new-unit", args=[*pk, row]),
        "upload": reverse("reforms:upload", args=pk),
        "take-away": reverse("reforms:take-away", args=[*pk, line]),
        "preview": reverse("reforms:preview", args=pk),
        "apply": reverse("reforms:apply", args=pk),
        "take-back": reverse("reforms:take-back", args=pk),
    }


POSTED = {"discard", "take-away", "preview", "take-back"}


def test_four_people_at_every_address(
    divided: Any, world: Any, admin: Any, country_admin: Any, seat_of: Any, client_for: Any
) -> None:
    """Own province and country open it; for another province it does not exist; a commune may not; nobody signs in."""
    sister = client_for(seat_of("administrator", world.tinh_khac))
    commune = client_for(seat_of("administrator", world.xa_a))
    officer = client_for(seat_of("province_officer", world.tinh_mau))
    for name, address in addresses(divided, world).items():
        method = "post" if name in POSTED else "get"
        assert getattr(sister, method)(address).status_code == 404, name
        assert getattr(commune, method)(address).status_code == 403, name
        assert getattr(officer, method)(address).status_code == 403, name
        assert "login" in getattr(Client(), method)(address)["Location"], name
        if method == "get":
            wanted = 302 if name == "apply" else 200  # nothing was tried out yet
            for seat in (admin, country_admin):
                assert client_for(seat).get(address).status_code == wanted, name
    for name in ("list", "new"):
        address = reverse(f"reforms:{name}")
        assert client_for(admin).get(address).status_code == 200
        assert divided.title not in sister.get(address).content.decode()
        assert commune.get(address).status_code == 403
        assert "login" in Client().get(address)["Location"]
    divided.refresh_from_db()
    assert divided.links.count() == 2


def test_from_the_first_line_to_the_result(client: Client, world: Any) -> None:
    head = {"title": "Nhập hai xã", "legal_basis": "Nghị quyết thử 02", "on_date": "01/03/2026"}
    begun = client.post(reverse("reforms:new"), head)
    reform = Reform.objects.get()
    assert (begun["Location"], reform.province) == (
        reverse("reforms:detail", args=[reform.uuid]),
        world.tinh_mau,
    )
    assert "Chưa ghi đơn vị nào thay đổi." in page_of(client, begun["Location"])
    lines = {"units": "xã an mẫu\n90102", "into": "new", "name": "Phường Mới", "version": reform.version}
    client.post(reverse("reforms:write", args=[reform.uuid, "sap-nhap"]), lines)
    assert "Xã An Mẫu, Xã Bình Mẫu → Phường Mới (mới)" in page_of(client, begun["Location"])
    reform.refresh_from_db()
    job = client.post(reverse("reforms:preview", args=[reform.uuid]), {"version": reform.version})
    assert client.get(job["Location"])["Location"] == begun["Location"]
    tried = page_of(client, begun["Location"])
    order = ["Bước tiếp theo", "Xem trước: sẽ chuyển", "Đơn vị kết thúc", ">Thay đổi</h2>"]
    assert [tried.index(words) for words in order] == sorted(tried.index(words) for words in order)
    named = tried.split("Đơn vị kết thúc")[1].split(">Thay đổi</h2>")[0]
    assert "Xã An Mẫu, Xã Bình Mẫu" in named
    assert "Phường Mới" in named
    confirm = reverse("reforms:apply", args=[reform.uuid])
    assert "từ ngày 01/03/2026, 2 đơn vị kết thúc, 1 đơn vị mới" in page_of(client, confirm)
    refused = client.post(confirm, {"version": reform.version}).content.decode()
    assert "Đánh dấu vào ô xác nhận" in refused
    client.post(confirm, {"version": reform.version, "sure": "on"})
    reform.refresh_from_db()
    assert reform.state == ReformState.APPLIED
    done = page_of(client, begun["Location"])
    assert "Đã chuyển" in done
    assert "Ghi thêm" not in done


def test_what_was_typed_comes_back_with_words(client: Client, draft: Any, world: Any) -> None:
    address = reverse("reforms:write", args=[draft.uuid, "sap-nhap"])
    sent = {"units": "Xã Không Có\nXã An Mẫu", "into": "new", "name": "Xã Mới", "version": draft.version}
    shown = client.post(address, sent).content.decode()
    assert "Không thấy “Xã Không Có”" in shown
    standing = {"units": "Xã An Mẫu", "into": "standing", "name": "Xã Lạ", "version": draft.version}
    assert "Không thấy “Xã Lạ”" in client.post(address, standing).content.decode()
    formula = {"units": "Xã An Mẫu", "into": "new", "name": "=1+1", "version": draft.version}
    assert "phải bắt đầu bằng chữ" in client.post(address, formula).content.decode()
    empty = {"units": "", "into": "new", "name": "", "version": draft.version}
    assert "Ghi vào ô “Tên đơn vị nhận”." in client.post(address, empty).content.decode()


def test_the_second_of_two_editors_is_told(
    client: Client, draft: Any, world: Any, admin: Any, actor_of: Any
) -> None:
    read = draft.version
    changing.end(reform=draft, unit=world.xa_b, version=read, actor=actor_of(admin))
    address = reverse("reforms:write", args=[draft.uuid, "ket-thuc"])
    shown = client.post(address, {"unit": "Xã An Mẫu", "version": read}).content.decode()
    assert "Người khác vừa lưu" in shown
    assert draft.links.count() == 1


def test_each_verb_can_be_written_and_changed(client: Client, draft: Any, world: Any) -> None:
    def send(verb: str, sua: str = "", **fields: Any) -> Any:
        draft.refresh_from_db()
        query = f"?sua={sua}" if sua else ""
        address = reverse("reforms:write", args=[draft.uuid, verb]) + query
        assert page_of(client, address)
        response = client.post(address, fields | {"version": draft.version})
        assert response.status_code == 302, response.content.decode()
        return response["Location"]

    send("doi-ten", unit="Xã An Mẫu (mã 90101)", name="Xã An Hai")
    line = changes_of(Reform.objects.get())[0]
    assert "Xã An Hai" in page_of(
        client, reverse("reforms:write", args=[draft.uuid, "doi-ten"]) + f"?sua={line.key}"
    )
    send("doi-ten", sua=line.key, unit="Xã An Mẫu", name="Xã An Ba")
    villages = send("chia", unit="Xã Bình Mẫu", to_standing="Xã An Ba", to_new="Xã Bình Mới")
    assert "Thôn 1" in page_of(client, villages)
    draft.refresh_from_db()
    link = draft.links.filter(from_unit=world.xa_b).order_by("id")[0]
    chosen = [str(world.villages["Xã Bình Mẫu"][0].uuid)]
    client.post(villages, {f"ve-{link.pk}": chosen, "version": draft.version})
    shown = page_of(client, reverse("reforms:detail", args=[draft.uuid]))
    assert "Xã Bình Mẫu chia về Xã An Ba (mới, mã 90101) (1 thôn)" in shown
    draft.refresh_from_db()
    for line in changes_of(draft):
        draft.refresh_from_db()
        client.post(reverse("reforms:take-away", args=[draft.uuid, line.key]), {"version": draft.version})
    assert not draft.links.exists()
    draft.refresh_from_db()
    client.post(reverse("reforms:discard", args=[draft.uuid]), {"version": draft.version})
    assert not Reform.objects.exists()


def test_hostile_names_are_shown_as_text(
    client: Client, draft: Any, world: Any, admin: Any, actor_of: Any
) -> None:
    new = NewUnit("Xã <script>alert(1)</script>")
    changing.rename(reform=draft, unit=world.xa_a, new=new, version=draft.version, actor=actor_of(admin))
    shown = page_of(client, reverse("reforms:detail", args=[draft.uuid]))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_a_draft_that_waits_for_its_job_cannot_be_opened_for_writing(
    client: Client, divided: Any, world: Any
) -> None:
    Reform.objects.update(state=ReformState.APPLYING)
    for name, address in addresses(divided, world).items():
        method = "post" if name in POSTED else "get"
        assert getattr(client, method)(address).status_code == (200 if name == "detail" else 404), name


def test_pages_cost_few_queries(
    client: Client, draft: Any, world: Any, admin: Any, actor_of: Any, django_assert_max_num_queries: Any
) -> None:
    actor = actor_of(admin)
    changing.merge(
        reform=draft,
        units=[world.xa_a, world.xa_b],
        into=NewUnit("Xã Mới"),
        version=draft.version,
        actor=actor,
    )
    for number in range(30):
        Reform.objects.create(
            title=f"Việc {number}",
            legal_basis="NQ",
            on_date=draft.on_date,
            province=world.tinh_mau,
            state=ReformState.APPLIED if number % 2 else ReformState.DRAFT,
        )
    with django_assert_max_num_queries(14):
        assert "Việc 29" in page_of(client, reverse("reforms:list"))
    running.ask_preview(reform=draft, version=draft.version, actor=actor)
    with django_assert_max_num_queries(40):
        page_of(client, reverse("reforms:detail", args=[draft.uuid]))


def test_before_a_trial_it_is_said_that_writing_stops_meanwhile(
    client: Client, draft: Any, world: Any, admin: Any, actor_of: Any
) -> None:
    changing.merge(
        reform=draft, units=[world.xa_a, world.xa_b], into=NewUnit("Xã Mới"), version=draft.version,
        actor=actor_of(admin),
    )  # fmt: skip
    page = page_of(client, reverse("reforms:detail", args=[draft.uuid]))
    assert "Trong lúc xem trước, việc ghi dữ liệu ở mọi nơi tạm dừng" in page


def test_many_problems_of_one_kind_are_folded(
    client: Client, draft: Any, world: Any, admin: Any, actor_of: Any
) -> None:
    """A day before that of a large change: each village says so, and the page stays short."""
    changing.merge(
        reform=draft, units=[world.xa_a, world.xa_b], into=NewUnit("Xã Mới"), version=draft.version,
        actor=actor_of(admin),
    )  # fmt: skip
    Placement.objects.filter(unit__in=sum(world.villages.values(), [])).update(
        valid=DateRange(date(2026, 4, 1), None)
    )
    page = page_of(client, reverse("reforms:detail", args=[draft.uuid]))
    notice = page.split("Chưa thực hiện được")[1].split("</section>")[0]
    shown, _summary, folded = notice.partition("<details")
    assert shown.count("không thể sắp xếp theo ngày sớm hơn") == 4
    assert folded == ""
    for n in range(30):
        village = Unit.objects.create(
            name=f"Thôn Xa {n}", level=Level.VILLAGE, valid=(date(2025, 7, 1), None)
        )
        Placement.objects.create(unit=village, parent=world.xa_a, valid=(date(2026, 4, 1), None))
    page = page_of(client, reverse("reforms:detail", args=[draft.uuid]))
    shown, _summary, folded = (
        page.split("Chưa thực hiện được")[1].split("</section>")[0].partition("<details")
    )
    assert shown.count("không thể sắp xếp theo ngày sớm hơn") == 3
    assert "lỗi khác" in folded
