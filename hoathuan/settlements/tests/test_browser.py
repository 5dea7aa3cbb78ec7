"""A dispute from its agreement to the last promise on a phone without JavaScript; every page clean for axe."""

import pytest

from hoathuan.documents.api import check_of
from hoathuan.settlements.models import Agreement, Promise, Version
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, client, live_server):
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def test_from_the_agreement_to_the_last_promise_without_javascript(
    live_server, open_page, axe, client_for, head, case, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    page = sign_in(open_page(width=360, script=False), client_for(head), live_server)

    def look(words):
        page.wait_for_selector(f"main:has-text('{words}')")
        assert overflow(page) == 0, words

    def follow(link):
        page.locator(f"main a:has-text('{link}')").first.click()

    def send(words="main form.ht-form button[type=submit]"):
        page.locator(words).first.click()

    page.goto(f"{live_server.url}/vu-viec/{case.uuid}/")
    follow("Mở trang thỏa thuận")
    look("Chưa có văn bản")
    follow("Ghi một việc đã hứa")
    page.fill("[name=debtor]", "Hà Văn Mẫu")
    page.fill("[name=deed]", "Dời hàng rào về ranh cũ")
    page.fill("[name=due_on]", "20/6/2026")
    send()
    look("Quá hạn 20/06/2026")
    follow("Soạn văn bản")
    look("Tám phần theo Điều 24")
    page.locator("a[href$='/soan/solution/']").click()
    page.fill("[name=text]", "Ông Mẫu dời hàng rào về ranh cũ.")
    send()
    look("Đã lưu nháp phần đ")
    follow("in để ký")
    look("Sau bước này không sửa được")
    send()
    look("Văn bản đã xong")
    follow("Xem, ghi chữ ký")
    look("Chưa ký")
    for _who in range(2):
        page.locator("main a:has-text('Ghi')").first.click()
        page.check("[name=hand][value=signed]")
        send()
        look("Đã ghi")
    assert Agreement.objects.get().signed_on is not None
    follow("Mở trang kiểm tra")
    look("Là bản mới nhất")
    page.goto(f"{live_server.url}/thoa-thuan/{case.uuid}/nghia-vu/{Promise.objects.get().uuid}/")
    follow("Đã thực hiện")
    page.fill("[name=on_date]", "21/06/2026")
    send()
    look("Đã thực hiện, chậm")
    follow("Về trang thỏa thuận")
    look("Đã thực hiện xong ngày 21/06/2026")

    reader = open_page(width=360, script=False)  # without an account
    reader.goto(f"{live_server.url}/thoa-thuan/so-ban/{check_of(Version.objects.get()).spoken}/")
    reader.select_option("[name=letter]", "đ")
    reader.fill("[name=text]", "ông mẫu dời hàng rào về ranh cũ")
    reader.click("main button[type=submit]")
    assert "Giống: phần này đúng" in reader.inner_text("main")
    assert overflow(reader) == 0


def test_every_page_is_clean_for_axe_and_fits_a_phone(
    live_server, open_page, axe, client_for, officer, case, version, acted, settings
):
    from .test_court import wish
    from .test_following import add

    (one,) = add(acted, case, amount=5_000_000)
    wish(acted, case)
    home = f"/thoa-thuan/{case.uuid}/"
    asked = (
        home, f"{home}soan/", f"{home}soan/duties/", f"{home}chot/", f"{home}ban/1/", f"{home}nghia-vu/",
        f"{home}nghia-vu/{one.uuid}/", f"{home}nghia-vu/{one.uuid}/thay-doi/", f"{home}bao-cao/", f"{home}toa-an/",
        f"{home}toa-an/don/", f"/kiem-tra/{check_of(version).spoken}/",
        f"/thoa-thuan/so-ban/{check_of(version).spoken}/",
    )  # fmt: skip
    page = sign_in(open_page(), client_for(officer), live_server)
    for path in asked:
        page.goto(live_server.url + path)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert (path, width, axe(page)) == (path, width, [])
            assert (path, width, overflow(page)) == (path, width, 0)
