"""How many keys a year of paper takes in the grid: 19 teams, 40 disputes, typed in a real browser.

    python -m pytest bench/grid_keystrokes.py -s -p no:randomly

Nobody is measured: keys, clicks and screens are counted, and minutes follow from an assumed speed (HT_KEYS_A_MINUTE,
200). Vietnamese is counted as Telex writes it (ò is "o", "f"; đ is "d", "d"), capitals with their shift. Reading the
handwriting is not in it. Two depths: names alone, and names with age and village, which the printed book asks for.
"""

import os
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from typing import Any

import pytest

from hoathuan.cases.models import Case
from hoathuan.cases.tests.conftest import make_team

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEAMS, ROWS = 19, 40
SPEED = int(os.environ.get("HT_KEYS_A_MINUTE", "200"))
_NAMES = (
    "Lò Thị Mẫu",
    "Hà Văn Mẫu",
    "Vi Thị Mẫu",
    "Lương Văn Mẫu",
    "Quàng Thị Mẫu",
    "Nguyễn Văn Mẫu",
    "Cầm Thị Mẫu",
)
_MATTERS = (
    ("Lấn ranh giới đất vườn khi làm lại hàng rào", "4"),
    ("Nước thải chảy sang nhà bên", "3"),
    ("Vợ chồng cãi nhau vì uống rượu", "7"),
    ("Vay 5 triệu chưa trả", "5"),
    ("Trâu ăn lúa của nhà khác", "5"),
    ("Tranh chấp lối đi chung vào hai nhà", "2"),
)
_SHIFTED = "+:"
#: Marks that Telex writes with a key of their own; the breve, the circumflex and the horn are one key each, too.
_DOUBLED = {"đ": "dd", "Đ": "Dd"}


def telex(text: str) -> int:
    """How many keys a text takes, each capital with its shift."""
    spelled = unicodedata.normalize("NFD", "".join(_DOUBLED.get(sign, sign) for sign in text))
    return len(spelled) + sum(sign.isupper() or sign in _SHIFTED for sign in spelled)


@dataclass
class Hand:
    """Types like a person: counts keys, clicks and screens."""

    page: Any
    keys: int = 0
    clicks: int = 0
    screens: int = 0
    by_column: dict[str, int] = field(default_factory=dict)

    def type(self, column: str, text: str) -> None:
        """A cell and Enter."""
        if text:
            self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        self.keys += telex(text) + 1
        self.by_column[column] = self.by_column.get(column, 0) + telex(text) + 1

    def click(self, target: Any) -> None:
        target.click()
        self.clicks += 1

    def see(self) -> None:
        self.screens += 1

    @property
    def minutes(self) -> float:
        return self.keys / SPEED


def rows(*, whole: bool) -> list[list[str]]:
    """A year of paper, book after book: team, day, day of the end, parties, kind, ending, what it was about."""
    names, matters, made = cycle(_NAMES), cycle(_MATTERS), []
    for number in range(ROWS):
        team = number * TEAMS // ROWS + 1
        above = (number - 1) * TEAMS // ROWS + 1 if number else 0
        begun = date(2026, 1, 5 + number % 20)
        about, kind = next(matters)
        people = [next(names), next(names)]
        if whole:
            people = [f"{name}, {40 + number % 30}, thôn {team}" for name in people]
        made.append(
            [
                "" if team == above else str(team),
                f"{begun:%d%m}",
                f"+{3 + number % 9}",
                "; ".join(people),
                kind,
                "k" if number % 8 == 7 else "t",
                about,
            ]
        )
    return made


@pytest.mark.parametrize("whole", [False, True], ids=["names", "names, age, village"])
def test_a_year_of_nineteen_teams_is_typed_in_half_an_hour(
    world: Any, seat_of: Any, client_for: Any, live_server: Any, open_page: Any, whole: bool
) -> None:
    for number in range(1, TEAMS + 1):
        make_team(world.xa_a, f"Tổ hòa giải thôn {number}")
    officer = seat_of("commune_officer", world.xa_a)
    page = open_page()
    session = client_for(officer).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    hand = Hand(page)
    page.goto(f"{live_server.url}/vu-viec/")
    hand.see()
    hand.click(page.get_by_role("link", name="Nhập sổ giấy"))
    page.wait_for_url("**/nhap-so/**")
    hand.see()
    hand.click(page.locator("[name=rows-0-team]"))
    columns = ("tổ", "ngày tiếp nhận", "ngày kết thúc", "các bên", "loại việc", "kết quả", "nội dung")
    for row in rows(whole=whole):
        for column, text in zip(columns, row, strict=True):
            hand.type(column, text)
    hand.click(page.get_by_role("button", name="Lưu các dòng vào sổ"))
    page.get_by_text(f"Đã lưu {ROWS} vụ việc vào sổ.").wait_for()
    hand.see()
    assert Case.objects.count() == ROWS
    told = ", ".join(f"{name} {count}" for name, count in hand.by_column.items())
    print(
        f"\n{ROWS} rows, {'whole' if whole else 'names alone'}: {hand.keys} keys ({hand.keys / ROWS:.0f} a row),"
        f" {hand.clicks} clicks, {hand.screens} screens; {hand.minutes:.1f} minutes at {SPEED} keys a minute\n{told}"
    )
    assert hand.minutes <= 30
