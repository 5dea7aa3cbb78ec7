"""One dispute through the real pages, on phones: from the day it comes in to the last promise and the last đồng."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hoathuan.cases.models import Case
from hoathuan.core.dates import today
from hoathuan.desk.tests.conftest import mediators, seat_for, seats, team
from hoathuan.pay.models import Payment
from hoathuan.pay.tests.conftest import allocate
from hoathuan.settlements.models import Agreement, Promise
from tests.plugins.browser import Phone

__all__ = ["mediators", "seat_for", "seats", "team"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: What the guide asks of a quarrel about a boundary, and the answers.
ANSWERS = (
    ("Ngay lúc này, có ai đang bị đánh", "Không"),
    ("Có ai bị hại theo một trong những cách sau", "Không có chuyện nào như vậy"),
    ("Có ai bị thương", "Không"),
    ("Hai bên mâu thuẫn về việc gì?", "Đất đai, ranh giới, nhà cửa"),
    ("Đất ấy đang vướng chuyện gì?", "Ranh giới, ai được sử dụng"),
)
#: The groups of Art. 24 that the dispute does not fill by itself.
GROUPS = {
    "summary": "Hai nhà tranh nhau ranh giới vườn.",
    "duties": "Hà Văn Mẫu: dời hàng rào.",
    "performance": "Dời xong trong tháng này.",
}


@pytest.fixture
def people(
    world: Any, settings: Any, tmp_path: Path, seats: dict[str, Any], seat_for: Any, mediators: list[Any]
) -> dict[str, Any]:
    """The head and a mediator are on the roster; the commune has money. All live today, as the browser does."""
    settings.MEDIA_ROOT = tmp_path / "media"
    allocate(world.xa_a, 1_000_000, year=today().year)
    return seats | {"head": seat_for(mediators[0], "team_head"), "mediator": seat_for(mediators[1])}


def ago(days: int) -> str:
    return f"{today() - timedelta(days=days):%d/%m/%Y}"


def test_a_dispute_goes_to_its_last_promise_and_its_last_dong(
    phone_of: Callable[..., Phone], people: dict[str, Any]
) -> None:
    head, officer = phone_of(people["head"], script=False), phone_of(people["officer"], script=False)
    received(head)
    asked(head)
    mediated(head)
    agreed(officer)
    signed(officer)
    kept(officer)
    claimed(phone_of(people["head"]))
    approved(phone_of(people["leader"]))
    paid(phone_of(people["accountant"]))
    in_hand(phone_of(people["mediator"]))
    case = Case.objects.get()
    assert (case.state, case.outcome, case.mediator.person) == (
        "ended", "successful", people["mediator"].person
    )  # fmt: skip
    assert case.events.filter(verb="accepted", data__questions=1).exists()
    assert (Agreement.objects.get().newest, Promise.objects.get().standing) == (1, "kept")
    assert Payment.objects.get().handed_out_on == today()


def received(head: Phone) -> None:
    head.go("/", "Việc cần làm")
    head.menu("Sổ vụ việc", "Chưa có vụ việc nào")
    head.tap("Tiếp nhận vụ việc mới", "Tiếp nhận một vụ việc mới")
    head.fill(
        received_on=ago(3), parties="Lò Thị Mẫu, 54 tuổi, thôn 1\nHà Văn Mẫu, 58 tuổi, thôn 1", field="land"
    )
    head.page.locator("summary", has_text="Ghi thêm cho đủ cột của sổ").click()
    head.fill(ground="request")
    head.tap("Lưu vào sổ", "Vụ việc đã vào sổ")
    head.tap("Xem và ghi thêm vào vụ việc này", "Mới tiếp nhận")


def asked(head: Phone) -> None:
    """Danger first, then what the quarrel is about; the head assigns the one whom the parties chose."""
    head.tap("Xác định thuộc phạm vi", "Việc này có hòa giải được không?")
    for question, answer in ANSWERS:
        head.see(question)
        head.page.locator("main .govuk-radios__item", has_text=answer).last.locator("input").check()
        head.tap("Tiếp tục", "Căn cứ")
    head.see("Hòa giải được ở tổ")
    head.fill(reason="Ranh giới giữa hai nhà", on_date=ago(3))
    head.tap("Nhận hòa giải", "Đã xác định thuộc phạm vi")
    head.tap("Phân công hòa giải viên", "Ai chọn người này?")
    head.page.get_by_label("Hòa giải viên").first.select_option(label="Hòa giải viên Mẫu B")
    head.fill(came="chosen", assigned_on=ago(3))
    head.tap("Phân công hòa giải viên", "Đã phân công, chờ bắt đầu")


def mediated(head: Phone) -> None:
    head.tap("Ghi diễn biến", "Chọn việc đã xảy ra")
    head.tap("Ghi buổi hòa giải", "Ai có mặt?")
    head.fill(held_on=ago(2), place="Nhà văn hóa thôn 1", result="Hai bên đồng ý dời hàng rào.")
    for name in ("Lò Thị Mẫu", "Hà Văn Mẫu", "Hòa giải viên Mẫu B"):
        head.tick(name)
    head.tap("Lưu", "Đang hòa giải")
    head.tap("Ghi kết thúc", "Kết thúc thế nào?")
    head.fill(ended_on=ago(2), ending="agreement", agreement="Dời hàng rào về ranh cũ.")
    head.tap("Ghi kết thúc", "Hòa giải thành")


def agreed(officer: Phone) -> None:
    officer.go("/", "Việc của xã An Mẫu")
    officer.menu("Vụ việc", "Vụ việc (1)")
    officer.tap("Số 1/", "Hòa giải thành")
    officer.tap("Mở trang thỏa thuận", "Chưa có văn bản")
    officer.tap("Soạn văn bản", "Tám phần theo Điều 24")
    for name, words in GROUPS.items():
        officer.follow(f"main a[href$='/soan/{name}/']", "Lưu")
        officer.fill(text=words)
        officer.tap("Lưu", "Đã lưu nháp phần")
    officer.tap("in để ký", "Sau bước này không sửa được")
    officer.tap("Xong, in để ký", "Văn bản đã xong")


def signed(officer: Phone) -> None:
    """Both parties and the mediator."""
    officer.tap("Xem, ghi chữ ký", "Chưa ký")
    for _who in range(3):
        officer.follow("main a[href*='/ky/']:has-text('Ghi')", "Đã ký")
        officer.fill(hand="signed")
        officer.follow("main form.ht-form button[type=submit]", "Đã ghi")
    officer.tap("Về trang thỏa thuận", "Đủ 3 chữ ký")


def kept(officer: Phone) -> None:
    officer.tap("Ghi một việc đã hứa", "Ai phải làm?")
    due = f"{today() + timedelta(days=5):%d/%m/%Y}"
    officer.fill(debtor="Hà Văn Mẫu", deed="Dời hàng rào về ranh cũ", due_on=due)
    officer.tap("Ghi việc này", "Còn 1 trên 1 việc đã hứa chưa xong")
    officer.tap("Hà Văn Mẫu: Dời hàng rào", f"Hạn {due}")
    officer.tap("Đã thực hiện", "Ghi thêm")
    officer.fill(on_date=ago(1))
    officer.follow("main form.ht-form button[type=submit]", "Đã thực hiện")
    officer.tap("Về trang thỏa thuận", f"Đã thực hiện xong ngày {ago(1)}")


def claimed(head: Phone) -> None:
    head.go("/", "Việc cần làm")
    head.menu("Tiền thù lao", "Chưa có đề nghị nào")
    head.tap("Lập đề nghị từ sổ", "Có 1 vụ việc đã kết thúc")
    head.tap("Lập đề nghị từ sổ", "Hòa giải viên Mẫu B: 400.000")
    head.tap("Xác nhận và gửi xã", "Tôi xác nhận các vụ việc")
    head.tick("Tôi xác nhận các vụ việc")
    head.tick("Tôi xác nhận các hòa giải viên")
    head.tap("Xác nhận và gửi xã", "Chờ xã giải quyết")


def approved(leader: Phone) -> None:
    leader.go("/", "Cần làm ngay")
    leader.tap("Đề nghị thù lao số 1/", "Chờ xã giải quyết")
    leader.tap("Duyệt", "Dự toán năm nay còn 1.000.000 đồng")
    leader.tap("Lưu quyết định", "Xã đã duyệt")


def paid(accountant: Phone) -> None:
    accountant.go("/", "Cần làm ngay")
    accountant.tap("Chi: Thù lao hòa giải viên", "Đã duyệt mà chưa chi: 400.000 đồng.")
    accountant.tap("Lập đợt chi cho các khoản đã chọn", "Xem trước tệp")
    accountant.fill(bank_reference="UNC-77")
    accountant.tap("Ghi đã chi", "Đã ghi là đã chi: 1 khoản.")


def in_hand(mediator: Phone) -> None:
    """On the page of one's own money, which the home page leads to."""
    mediator.go("/", "Tiền của tôi")
    mediator.tap("Tiền của tôi", "Xã đã chi cho tổ 400.000 đồng của ông/bà")
    mediator.tap("Tôi đã nhận tiền", "Đã ghi: ông/bà đã nhận tiền.")
    mediator.go("/", "Tiền của tôi")
    mediator.tap("Tiền của tôi", "Tôi đã nhận")
    assert "400.000 đồng" in mediator.page.inner_text("main")
    assert "Cầm tiền trong tay" not in mediator.page.inner_text("main")
