"""Texts typed in the old TCVN3 (ABC, `.VnTime`) fonts, which still sleep in many commune files.

Such a text shows "NguyÔn V¨n" when the old font is missing. The table follows TCVN 5712:1993.
"""
# Vietnamese in this module is data, not interface text.

from collections.abc import Iterable

# the letters of ABC fonts as code page 1252 shows them, beside what they mean
_ABC = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§"
_UNICODE = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TABLE = str.maketrans(_ABC, _UNICODE)

# signs that no Vietnamese Unicode text holds inside a word
_TELLTALE = frozenset("µ¶·¸¹¨»¼½¾Æ©®ªÇËÎÏÑÖ×ØÜÞßäåæçëîïñö÷øûüþ«¬\xad")
_UNICODE_ONLY = frozenset("ăđơưĂĐƠƯ")


def is_tcvn3(texts: Iterable[str]) -> bool:
    """Whether these texts were typed in an ABC font: more of its signs than of Vietnamese letters."""
    old = new = 0
    for text in texts:
        old += sum(char in _TELLTALE for char in text)
        new += sum(char in _UNICODE_ONLY or "\u1ea0" <= char <= "\u1ef9" for char in text)
    return old >= 5 and old > 4 * new


def from_tcvn3(text: str) -> str:
    """The same text in Unicode; text in capital ABC fonts comes out in small letters, as stored."""
    return text.translate(_TABLE)
