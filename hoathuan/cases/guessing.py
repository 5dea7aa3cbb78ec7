"""The register has no column for the kind of dispute: what its summary most likely is about.

Data, not law: words as communes write them, without accents, the first that fits wins. A person may put it right.
"""

import re

from hoathuan.core.text import fold

from .choices import Field

_WORDS: tuple[tuple[str, str], ...] = (
    (Field.DIVORCE, r"ly hon|ly than"),
    (Field.INHERITANCE, r"thua ke|di chuc|chia tai san cua (bo|cha|me|ong|ba)"),
    (
        Field.PASSAGE,
        r"loi di|duong di|loi vao|ngo di|nuoc|duong dien|cong trinh phu",
    ),
    (Field.LAND, r"dat|ranh gioi|lan chiem|thua ruong|hang rao|moc gioi"),
    (Field.HYGIENE, r"ve sinh|rac|chan nuoi|o nhiem|tieng on|hat karaoke|karaoke|mui hoi"),
    (Field.MARRIAGE, r"vo chong|ngoai tinh|ghen"),
    (Field.FAMILY, r"gia dinh|bo me|cha con|me con|anh em|cap duong|nuoi con|me chong|con dau|chi em"),
    (Field.PROPERTY, r"vay|no tien|tien|boi thuong|hop dong|mua ban|tai san|trau|bo an|ga vit|dat coc"),
    (Field.OFFENCE, r"danh nhau|xo xat|gay go|danh bac|trom|gay roi|xuc pham"),
    (Field.NEIGHBOURS, r"hang xom|lang gieng|cai nhau|mau thuan|xich mich|va cham"),
)
_PATTERNS = tuple((field, re.compile(rf"\b(?:{words})\b")) for field, words in _WORDS)


def guess_field(summary: str) -> str:
    """The likeliest field of a summary; "other" when nothing fits."""
    folded = fold(summary)
    return next((field for field, pattern in _PATTERNS if pattern.search(folded)), Field.OTHER)
