"""A party compares a part of the agreement without an account; every page is clean for axe and fits a phone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.documents.api import check_of
from hoathuan.settlements.models import Signature
from hoathuan.settlements.services import signing
from tests.plugins.browser import overflow

from .conftest import WORDS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, client, live_server):
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def test_a_party_compares_a_part_without_an_account_and_without_javascript(live_server, open_page, version):
    reader = open_page(width=360, script=False)
    reader.goto(f"{live_server.url}/thoa-thuan/so-ban/{check_of(version).spoken}/")
    reader.select_option("[name=letter]", "đ")
    reader.fill("[name=text]", WORDS["solution"].lower())
    with reader.expect_navigation():
        reader.click("main button[type=submit]")
    assert "Giống: phần này đúng" in reader.inner_text("main")
    assert overflow(reader) == 0


def test_every_page_is_clean_for_axe_and_fits_a_phone(
    live_server, open_page, axe, client_for, officer, case, version, acted, settings
):
    from .test_court import wish
    from .test_following import add

    upload = SimpleUploadedFile("ban-ky.pdf", PDF)
    acted(lambda actor: signing.add_scan(actor=actor, version=version, upload=upload))
    line = acted(lambda actor: Signature.objects.filter(recorded=version).first())
    (one,) = add(acted, case, amount=5_000_000)
    wish(acted, case)
    home = f"/thoa-thuan/{case.uuid}/"
    asked = (
        home, f"{home}soan/", f"{home}soan/duties/", f"{home}chot/", f"{home}ban/1/", f"{home}nghia-vu/",
        f"{home}nghia-vu/{one.uuid}/", f"{home}nghia-vu/{one.uuid}/thay-doi/", f"{home}bao-cao/", f"{home}toa-an/",
        f"{home}toa-an/don/", f"{home}ky/{line.uuid}/", f"{home}ban-quet/nguoi-ky/",
        f"/kiem-tra/{check_of(version).spoken}/",
        f"/thoa-thuan/so-ban/{check_of(version).spoken}/",
    )  # fmt: skip
    page = sign_in(open_page(), client_for(officer), live_server)
    for path in asked:
        page.goto(live_server.url + path)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert (path, width, axe(page)) == (path, width, [])
            assert (path, width, overflow(page)) == (path, width, 0)
