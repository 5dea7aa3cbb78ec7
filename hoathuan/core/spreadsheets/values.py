"""Values as people type them into lists: birth dates, days, sex, people, phone numbers, numbers.

Each function takes a cell and returns the value, or raises `ValueProblem` whose message says what to
write instead. A blank cell is None (an empty text for codes): whether it may be blank is another rule.
"""
# Vietnamese in this module is data, not interface text.

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from hoathuan.core import peoples
from hoathuan.core.dates import today
from hoathuan.core.spreadsheets.cells import Cell, shown
from hoathuan.core.spreadsheets.errors import ValueProblem
from hoathuan.core.text import clean, fold

# Excel's day 0 for every date after its false 29/02/1900
_EPOCH: Final = date(1899, 12, 30)
_SERIAL_MIN, _SERIAL_MAX = 4_000, 80_000  # 1910 to 2119
_DAY: Final = re.compile(r"^(\d{1,2})\s*[/.\-\\ ]\s*(\d{1,2})\s*[/.\-\\ ]\s*(\d{4}|\d{2})$")
_ISO: Final = re.compile(r"^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T]00:00(?::00)?)?$")
_MONTH: Final = re.compile(r"^(?:\d{1,2}|[?.x_ ]*)[/.\- ]+(\d{4})$")
_UNKNOWN_DAY: Final = re.compile(
    r"^(?:0{1,2}|[?.x_ ]*)[/.\-](?:0{1,2}|[?.x_ ]*)[/.\-]\s*(\d{4})$", re.IGNORECASE
)
_WORDS: Final = re.compile(r"\b(sinh|nam|năm|ngày|ngay|tháng|thang)\b\.?", re.IGNORECASE)
_NOTE: Final = re.compile(r"\([^)]*\)")

_OLDEST: Final = 1900
# a two-digit year of birth is read as 20yy only for people who are at least this old
_LEAST_AGE: Final = 15


def parse_person_date(value: Cell) -> tuple[int, date | None] | None:
    """Year of birth, and the full date when it is given: 15/3/1968, 1968, 15.3.68, an Excel day number."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return _from_date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    return _from_text(clean(value))


def _from_date(value: date) -> tuple[int, date | None]:
    serial = (value - _EPOCH).days
    if _OLDEST <= serial <= today().year:
        # a year typed into a cell that is formatted as a date: 1968 shows as 20/05/1905
        return _year(serial), None
    return _year(value.year), _past(value)


def _from_number(value: float) -> tuple[int, date | None]:
    number = int(value)
    if number != value:
        raise ValueProblem(_("Ghi năm sinh bốn chữ số (1968) hoặc ngày/tháng/năm (15/03/1968)."))
    if _SERIAL_MIN < number < _SERIAL_MAX:
        found = _EPOCH + timedelta(days=number)
        return _year(found.year), _past(found)
    return _year(number), None


def _from_text(text: str) -> tuple[int, date | None]:
    bare = clean(_WORDS.sub(" ", _NOTE.sub("", text))).strip(" ,;:/.-")
    if bare.isascii() and bare.isdigit():
        return _from_number(int(bare))
    if re.fullmatch(r"\d{4}\.0+", bare):
        return _year(int(float(bare))), None
    if unknown := _UNKNOWN_DAY.match(text) or _MONTH.match(bare):
        return _year(int(unknown.group(1))), None
    found = _day(bare, two_digits=_birth_century)
    return _year(found.year), _past(found)


def _year(year: int) -> int:
    if year < 1000:
        raise ValueProblem(_("Năm sinh thiếu chữ số: ghi đủ bốn chữ số, ví dụ 1968."))
    if year < _OLDEST:
        raise ValueProblem(_("Năm sinh trước năm 1900: xem lại và ghi đúng năm, ví dụ 1968."))
    if year > today().year:
        raise ValueProblem(_("Năm sinh ở tương lai: xem lại và ghi đúng năm, ví dụ 1968."))
    return year


def _past(day: date) -> date:
    if day > today():
        raise ValueProblem(_("Ngày sinh ở tương lai: xem lại và ghi ngày/tháng/năm, ví dụ 15/03/1968."))
    return day


def _birth_century(year: int) -> int:
    return 2000 + year if 2000 + year <= today().year - _LEAST_AGE else 1900 + year


def _this_century(year: int) -> int:
    return 2000 + year


def _day(text: str, *, two_digits: object) -> date:
    numbers = _numbers(text)
    if numbers is None:
        raise ValueProblem(_("Không đọc được ngày: ghi ngày/tháng/năm, ví dụ 15/03/1968."))
    year, month, day = numbers
    if year < 100 and callable(two_digits):
        year = two_digits(year)
    if month > 12 and day <= 12:
        raise ValueProblem(_("Tháng lớn hơn 12: ghi theo thứ tự ngày/tháng/năm, ví dụ 15/03/1968."))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueProblem(_("Không có ngày này trong lịch: xem lại ngày và tháng.")) from None


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month, day as typed; day first, or the ISO order."""
    if iso := _ISO.match(text):
        return int(iso.group(1)), int(iso.group(2)), int(iso.group(3))
    if parts := _DAY.match(text):
        return int(parts.group(3)), int(parts.group(2)), int(parts.group(1))
    return None


def parse_day(value: Cell, *, allow_future: bool = False) -> date | None:
    """A day on which something happened: date cell, Excel day number or text with day first."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        found = value
    elif isinstance(value, int | float) and _SERIAL_MIN < value < _SERIAL_MAX:
        found = _EPOCH + timedelta(days=int(value))
    else:
        text = clean(_WORDS.sub(" ", shown(value))).strip(" ,;:")
        found = _day(text.replace(" / ", "/"), two_digits=_this_century)
    if not allow_future and found > today():
        raise ValueProblem(_("Ngày ở tương lai: ghi ngày từ hôm nay trở về trước."))
    if found.year < _OLDEST:
        raise ValueProblem(_("Năm trước 1900: xem lại năm, ghi đủ bốn chữ số."))
    return found


_MEN: Final = frozenset({"nam", "m", "male", "trai", "ong", "nam gioi", "gioi tinh nam"})
_WOMEN: Final = frozenset({"nu", "f", "female", "gai", "ba", "nu gioi", "gioi tinh nu"})


def parse_sex(value: Cell) -> str:
    """ "M" or "F"; an empty text for a blank cell."""
    sex = _sex(shown(value))
    if sex is None:
        raise ValueProblem(_("Giới tính: ghi Nam hoặc Nữ."))
    return sex


@lru_cache(maxsize=256)
def _sex(typed: str) -> str | None:
    text = fold(typed).strip(" .")
    if not text or text in _MEN:
        return "M" if text else ""
    return "F" if text in _WOMEN else None


def parse_ethnicity(value: Cell) -> str:
    """The two-digit code of one of the 54 peoples; an empty text for a blank cell."""
    code = _people(shown(value))
    if code is None:
        words = _(
            "Không thấy dân tộc này trong danh mục 54 dân tộc: ghi tên như trong căn cước, ví dụ Mường."
        )
        raise ValueProblem(words)
    return code


@lru_cache(maxsize=1024)
def _people(typed: str) -> str | None:
    text = re.sub(r"^(dân tộc|dan toc|người|dt)[ .:]+", "", clean(typed), flags=re.IGNORECASE)
    if not text:
        return ""
    people = peoples.find(text)
    return people.code if people else None


# subscriber numbers of 11 digits got new prefixes in 2018; nobody can be called on the old ones
_RENUMBERED: Final = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
    **{f"016{digit}": f"03{digit}" for digit in range(2, 10)},
}  # fmt: skip
_MOBILE: Final = re.compile(r"^0[35789]\d{8}$")
_LANDLINE: Final = re.compile(r"^02\d{9}$")


def parse_phone(value: Cell) -> str:
    """A Vietnamese number as +84…; mends the leading zero that Excel drops; empty text when blank."""
    text = clean(shown(value))
    if not text:
        return ""
    digits = re.sub(r"[^\d+]", "", text)
    national = _national(digits)
    if _MOBILE.match(national) or _LANDLINE.match(national):
        return "+84" + national[1:]
    if len(digits) >= 18:
        raise ValueProblem(_("Ô có hơn một số điện thoại: giữ một số, số kia ghi vào cột ghi chú."))
    raise ValueProblem(_("Số điện thoại không đủ hoặc thừa chữ số: ghi như 0912 345 678."))


def _national(digits: str) -> str:
    national = digits
    for prefix in ("+84", "0084", "84"):
        if digits.startswith(prefix) and len(digits) - len(prefix) in (9, 10):
            national = "0" + digits[len(prefix) :].lstrip("0")
            break
    if not national.startswith("0"):
        national = "0" + national
    if len(national) == 11 and national[:4] in _RENUMBERED:
        national = _RENUMBERED[national[:4]] + national[4:]
    return national


def parse_whole(value: Cell) -> int | None:
    """A whole number ≥ 0, also typed with dots between thousands; None when blank."""
    if value is None or value == "":
        return None
    text = re.sub(r"(?<=\d)[. ](?=\d{3}\b)", "", shown(value)).strip()
    if not re.fullmatch(r"\d{1,12}", text):
        raise ValueProblem(_("Ghi một số nguyên, ví dụ 12."))
    return int(text)


def parse_text(value: Cell, *, most: int = 2_000) -> str:
    """Clean text of at most `most` characters; a text beginning with = stays text."""
    text = clean(shown(value))
    if len(text) > most:
        raise ValueProblem(_("Nội dung dài quá %(most)s ký tự: ghi ngắn lại.") % {"most": most})
    return text
