"""From a printed form to a dispute, on a telephone: print, write by hand, photograph, send, type in."""

import io
import json
from typing import Any

import pytest
import typst
from PIL import Image, ImageDraw, ImageEnhance

from hoathuan.accounts.acting import as_actor
from hoathuan.cases.models import Case
from hoathuan.documents.fonts import typesetter_fonts
from hoathuan.documents.rendering import TEMPLATES
from hoathuan.paperforms import api, printing
from hoathuan.paperforms.models import Batch, Draft
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = 360


def page_of(batch: Any) -> Image.Image:
    """The first printed page, as the eye sees it."""
    data = printing.sheets(batch, list(batch.forms.select_related("team__now_commune")))
    inputs = {"data": json.dumps(data.model_dump(mode="json")), "title": "Phiếu", "author": "Xã"}
    shown: Any = typst.compile(
        TEMPLATES / "paper-forms.typ", root=TEMPLATES, font_paths=typesetter_fonts(), ignore_system_fonts=True,
        sys_inputs=inputs, format="png", ppi=100,
    )  # fmt: skip
    return Image.open(io.BytesIO(shown[0] if isinstance(shown, list) else shown)).convert("RGB")


def photograph(page: Image.Image) -> bytes:
    """Written on with a blue pen, laid aslant on a dark table, in poor light."""
    pen = ImageDraw.Draw(page)
    for place, words in (
        ((600, 205), "10 / 06 / 26"),
        ((80, 290), "Lo Thi Mau"),
        ((80, 880), "Tranh loi di"),
    ):
        pen.text(place, words, fill=(20, 40, 160), font_size=26)
    turned = page.rotate(-97, expand=True, fillcolor=(70, 60, 50))
    out = io.BytesIO()
    ImageEnhance.Brightness(turned).enhance(0.45).save(out, "JPEG", quality=70)
    return out.getvalue()


@pytest.fixture
def sit(client_for: Any, live_server: Any, open_page: Any) -> Any:
    """A telephone on which this seat is signed in."""

    def enter(seat: Any) -> Any:
        page = open_page(width=PHONE, height=740)
        session = client_for(seat).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter


def test_a_form_goes_from_the_printer_to_the_register(
    sit: Any,
    live_server: Any,
    axe: Any,
    world: Any,
    seat_of: Any,
    officer: Any,
    head: Any,
    team: Any,
    actor_of: Any,
) -> None:
    def clean(page: Any) -> None:
        assert axe(page) == []
        assert overflow(page) <= 0

    desk = sit(officer)
    desk.goto(f"{live_server.url}/phieu/")
    clean(desk)
    desk.get_by_role("button", name="In phiếu trắng").click()
    clean(desk)
    desk.get_by_role("button", name="Làm phiếu").click()
    desk.get_by_role("button", name="Mở phiếu để in (PDF)").wait_for()
    clean(desk)
    batch = Batch.objects.get()
    assert batch.forms.count() == 2

    phone = sit(seat_of("village_head", world.villages["Xã An Mẫu"][0]))
    phone.goto(f"{live_server.url}/phieu/gui/")
    clean(phone)
    picture = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photograph(page_of(batch))}
    phone.get_by_label("Ảnh phiếu đã ghi").set_input_files([picture])
    phone.get_by_role("button", name="Gửi ảnh").click()
    phone.get_by_text("Đã chuyển đến tổ").wait_for()
    clean(phone)

    team_phone = sit(head)
    team_phone.goto(f"{live_server.url}/phieu/")
    clean(team_phone)
    team_phone.get_by_role("link", name="Phiếu số 1").click()
    team_phone.get_by_role("img", name="Ảnh phiếu 1").wait_for()
    clean(team_phone)
    team_phone.get_by_label("Ngày kết thúc hòa giải").fill("10/6/2026")
    team_phone.get_by_label("Các bên", exact=True).fill("Lò Thị Mẫu\nHà Văn Mẫu")
    team_phone.get_by_label("Mâu thuẫn về việc gì?").select_option("passage")
    team_phone.get_by_label("Hòa giải thành: các bên đạt được thỏa thuận").check()
    team_phone.get_by_role("button", name="Lưu vào sổ").click()
    team_phone.wait_for_url("**/da-luu/")
    case = Case.objects.get()
    assert case.uuid == batch.forms.get(number=1).uuid
    with as_actor(actor_of(head)):
        assert Draft.objects.get().case == case
        assert len(api.photos_of(actor_of(head), case)) == 1
    team_phone.goto(f"{live_server.url}/vu-viec/{case.uuid}/")
    assert team_phone.get_by_role("link", name="Ảnh phiếu 1").is_visible()
    clean(team_phone)
    assert "Đã vào sổ" not in phone.content()
