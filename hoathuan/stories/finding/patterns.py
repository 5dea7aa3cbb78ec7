"""What tells who, where or when by its form alone: numbers, dates, plates, places named by their kind."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

import re
from collections.abc import Iterator

from hoathuan.stories.choices import Mark

from .rounding import AMOUNT, is_money, is_round
from .words import KINDS_OF_PLACE

Found = tuple[int, int, Mark]

_BETWEEN_DIGITS = r"[\s.\-()\u2010-\u2015]"
_DIGITS = re.compile(rf"\+?\d(?:{_BETWEEN_DIGITS}{{0,3}}\d){{7,}}")
_YEARS = re.compile(r"(?:(?:19|20)\d\d[\s\-–]*)+$")
_SPELLED = re.compile(
    r"\b(?:(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)[\s,.\-]+){7,}\w+", re.IGNORECASE
)
_CONTACT = re.compile(
    r"[\w.+\-]+\s?@\s?[\w\-]+(?:\.[\w\-]+)+|(?:https?://|www\.)\S+|\b(?:facebook|zalo|fb)\s*[:.]\s*\S+", re.I
)
_PLATE = re.compile(
    r"(?<!\d)\d{2}[\s.\-]*[A-ZĐ]{1,2}\d?[\s.\-]*(?:\d{3}[\s.]?\d{2}|\d{4})(?!\d)"
    r"|(?<!\d)\d{2}-?[a-zđ]{1,2}\d?-?(?:\d{3}\.?\d{2}|\d{4})(?!\d)"
)
_OF_LAW = r"(?!\s*/\s*[A-ZĐ])"  # 15/2014/NĐ-CP
_DATES = (
    re.compile(rf"(?<![\d/])\d{{1,2}}\s*[/.\-]\s*\d{{1,2}}\s*[/.\-]\s*(?:\d{{4}}|\d{{2}})(?!\d){_OF_LAW}"),
    re.compile(
        r"(?:ngày|hôm|mùng|mồng|rằm|sáng|trưa|chiều|tối|đêm)\s+\d{1,2}\s*(?:[/.\-]|tháng)\s*"
        r"(?:\d{1,2}|giêng|chạp)",
        re.I,
    ),
    re.compile(r"(?:ngày|mùng|mồng|rằm)\s+(?:\d{1,2}\s+)?tháng\s+\w+", re.I),
    re.compile(rf"(?:tháng\s+)?(?<![\d/])\d{{1,2}}\s*[/\-]\s*(?:19|20)\d\d(?!\d){_OF_LAW}", re.I),
    re.compile(r"tháng\s+(?:\d{1,2}|\w+)\s+năm\s+\d{4}", re.I),
)
#: "xã hội" is no commune, and "bên thôn A" says nothing.
_PLACE = re.compile(
    rf"\b(?i:{KINDS_OF_PLACE})\s+(?:số\s+)?(?:\d+\w?|(?!(?i:hội)\b)(?!\w\b)(?=[^\W\d_])(?-i:[A-ZĐÀ-ỸĂÂÊÔƠƯ])\w*(?:\s+[A-ZĐÀ-Ỹ]\w*)*)"
)
_NO_PLACES = re.compile(
    r"bản\s+(?:cam\s+kết|thỏa\s+thuận|thoả\s+thuận|án|hợp\s+đồng|kê|tường\s+trình|luật)", re.I
)
_HOUSE = re.compile(
    r"\b(?:số\s+nhà|nhà\s+số|căn\s+hộ(?:\s+số)?|thửa(?:\s+đất)?\s+số|thửa|tờ\s+bản\s+đồ(?:\s+số)?)\s+\w*\d+\w*",
    re.I,
)
_AGE = re.compile(r"\b\d{1,3}\s+tuổi\b", re.I)
_RARE = re.compile(
    r"\b(?:duy\s+nhất|đầu\s+tiên|lớn\s+nhất|chủ\s+tịch|phó\s+chủ\s+tịch|bí\s+thư|trưởng\s+thôn|trưởng\s+bản|tổ\s+trưởng"
    r"|hiệu\s+trưởng|thầy\s+(?:cúng|mo|thuốc|lang)|già\s+làng|trưởng\s+dòng\s+họ|linh\s+mục|sư\s+trụ\s+trì|sinh\s+đôi"
    r"|sinh\s+ba|khuyết\s+tật|tâm\s+thần|nhiễm\s+hiv|người\s+nước\s+ngoài|dân\s+tộc\s+\w+|lên\s+báo|trên\s+ti\s*vi)\b",
    re.I,
)


def by_form(text: str, *, law: bool = False) -> Iterator[Found]:
    """Everything found by its form; `law`: in the answer on the law used, where days and numbers are those of laws."""
    yield from _numbers(text)
    for pattern, mark in ((_CONTACT, Mark.CONTACT), (_PLATE, Mark.PLATE), (_HOUSE, Mark.PLACE)):
        yield from ((m.start(), m.end(), mark) for m in pattern.finditer(text))
    yield from (
        (m.start(), m.end(), Mark.PLACE)
        for m in _PLACE.finditer(text)
        if not _NO_PLACES.match(text, m.start())
    )
    if not law:
        for date in _DATES:
            yield from ((m.start(), m.end(), Mark.DATE) for m in date.finditer(text))
        yield from _advice(text)


def _numbers(text: str) -> Iterator[Found]:
    for m in _DIGITS.finditer(text):
        whole = m.group()
        digits = "".join(sign for sign in whole if sign.isdigit())
        amount = AMOUNT.match(text, m.start())
        if (amount and is_money(amount) and amount.end() >= m.end()) or _no_number(whole):
            continue
        phone = len(digits) in (10, 11) and (whole.startswith("+84") or digits.startswith(("0", "84")))
        yield m.start(), m.end(), Mark.CONTACT if phone else Mark.NUMBER
    yield from ((m.start(), m.end(), Mark.NUMBER) for m in _SPELLED.finditer(text))


def _no_number(whole: str) -> bool:
    """Years in a row, or a day written with dots."""
    return bool(_YEARS.fullmatch(whole) or _DATES[0].fullmatch(whole))


def _advice(text: str) -> Iterator[Found]:
    yield from ((m.start(), m.end(), Mark.AMOUNT) for m in AMOUNT.finditer(text) if not is_round(m))
    yield from ((m.start(), m.end(), Mark.AGE) for m in _AGE.finditer(text))
    yield from ((m.start(), m.end(), Mark.RARE) for m in _RARE.finditer(text))
