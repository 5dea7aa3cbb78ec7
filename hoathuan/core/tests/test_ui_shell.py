"""The shell: where one may go, as whom one acts, and what an error page tells."""

import logging
from types import SimpleNamespace

import pytest
from django.test import Client, RequestFactory

from hoathuan.core.errors import DomainError
from hoathuan.core.ui import context, errors, nav


@pytest.fixture
def bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_items", {})


def item(key: str, order: int, allowed: bool = True, url: str = "core:help") -> nav.NavItem:
    return nav.NavItem(key, key.title(), url, order, lambda actor: allowed)


@pytest.mark.usefixtures("bar")
class TestNavigation:
    def test_items_stand_in_their_order_and_the_current_one_is_marked(self) -> None:
        nav.register(item("plans", 20))
        nav.register(item("home", 10))
        links = nav.items_for(None, "plans")
        assert [(link.key, link.current) for link in links] == [("home", False), ("plans", True)]

    def test_what_a_seat_may_not_open_is_not_shown(self) -> None:
        nav.register(item("admin", 1, allowed=False))
        assert nav.items_for(None) == []

    def test_an_item_without_a_page_is_left_out(self) -> None:
        nav.register(item("later", 1, url="later:list"))
        assert nav.items_for(None) == []


def test_the_header_names_body_and_seat() -> None:
    seat = SimpleNamespace(
        person=SimpleNamespace(full_name="Lò Thị Mẫu"),
        body=SimpleNamespace(name="Sở Tư pháp tỉnh Mẫu"),
        unit=SimpleNamespace(name="Tỉnh Mẫu"),
        get_kind_display=lambda: "Cán bộ Sở Tư pháp",
    )
    actor = SimpleNamespace(seat=seat, team_id=None, user="thu1")
    assert context.body_name(actor) == "Sở Tư pháp tỉnh Mẫu"
    assert context.seat_name(actor) == "Lò Thị Mẫu · Cán bộ Sở Tư pháp"


def test_without_a_seat_the_header_names_the_account_only() -> None:
    actor = SimpleNamespace(seat=None, user="thu1")
    assert (context.body_name(actor), context.seat_name(actor)) == ("", "thu1")


@pytest.mark.parametrize("path", ["/tro-giup/", "/kha-nang-tiep-can/", "/du-lieu-ca-nhan/"])
@pytest.mark.django_db
def test_pages_of_the_footer_are_open_to_everyone(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.django_db
class TestDisplay:
    def test_the_chosen_theme_is_on_the_next_page_from_the_first_paint(self, client: Client) -> None:
        client.post("/hien-thi/", {"theme": "dark", "next": "/tro-giup/"})
        assert '<html lang="vi" data-theme="dark">' in client.get("/tro-giup/").content.decode()

    def test_back_to_what_the_device_wants(self, client: Client) -> None:
        client.post("/hien-thi/", {"theme": "dark"})
        client.post("/hien-thi/", {"theme": "auto"})
        assert "data-theme" not in client.get("/tro-giup/").content.decode()

    def test_the_chosen_language_stays(self, client: Client) -> None:
        client.post("/hien-thi/", {"language": "en"})
        assert '<html lang="en"' in client.get("/tro-giup/").content.decode()

    def test_a_phone_set_to_english_still_gets_vietnamese(self, client: Client) -> None:
        page = client.get("/tro-giup/", headers={"accept-language": "en-US,en"})
        assert '<html lang="vi"' in page.content.decode()

    def test_the_switch_leads_back_to_the_page_but_never_to_another_site(self, client: Client) -> None:
        assert client.post("/hien-thi/", {"theme": "light", "next": "/tro-giup/?a=1"}).url == "/tro-giup/?a=1"
        assert client.post("/hien-thi/", {"theme": "light", "next": "//khac.example/"}).url == "/"

    def test_it_takes_no_get(self, client: Client) -> None:
        assert client.get("/hien-thi/").status_code == 405


class TestErrorPages:
    @pytest.fixture
    def request_(self) -> object:
        return RequestFactory().get("/vu-viec/")

    @pytest.mark.parametrize(
        "view, status",
        [
            (errors.bad_request, 400),
            (errors.permission_denied, 403),
            (errors.not_found, 404),
            (errors.conflict, 409),
        ],
    )
    def test_each_has_a_code_that_the_log_has_too(self, view, status, request_, caplog) -> None:
        caplog.set_level(logging.INFO, "hoathuan.errors")
        response = view(request_, Exception("chi tiết kỹ thuật"))
        assert response.status_code == status
        code = caplog.messages[-1].split()[0]
        assert code in response.content.decode()
        assert "chi tiết kỹ thuật" not in response.content.decode()

    def test_the_page_of_a_fault_needs_no_context_processor(self, request_, monkeypatch) -> None:
        def broken(request):
            raise RuntimeError("no database")

        monkeypatch.setattr(context, "shell", broken)
        response = errors.server_error(request_)
        assert response.status_code == 500
        assert "Hệ thống gặp lỗi" in response.content.decode()

    def test_a_refusal_written_for_the_user_is_shown(self, request_) -> None:
        html = errors.conflict(request_, DomainError("Kế hoạch này đã ban hành.")).content.decode()
        assert "Kế hoạch này đã ban hành." in html

    def test_an_expired_form_says_that_nothing_was_saved(self, request_) -> None:
        html = errors.csrf_failure(request_, "no cookie").content.decode()
        assert "Chưa có gì được lưu" in html

    def test_codes_avoid_letters_that_sound_or_look_alike(self) -> None:
        letters = set("".join(errors.code() for _ in range(200)))
        assert not letters & set("0O1IJZW2")

    @pytest.mark.django_db
    def test_an_unknown_address_gets_our_page(self, client: Client) -> None:
        response = client.get("/khong-co-trang-nay/")
        assert response.status_code == 404
        assert "Không tìm thấy trang" in response.content.decode()
