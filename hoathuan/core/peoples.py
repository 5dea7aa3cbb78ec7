"""The 54 peoples of Viet Nam with codes and other spellings.

Names and order of the codes: the list of peoples that the General Statistics Office published on 02/03/1979
(Decision 121-TCTK/PPCĐ); the number of the decision and the codes are not confirmed from the official text,
and census lists use another order (there 04 is Mường), so exchange with others goes by name.
Spellings are those met in lists; they only help reading.
"""
# Vietnamese in this module is data, not interface text.

from dataclasses import dataclass
from functools import cache

from hoathuan.core.text import fold

KINH = "01"


@dataclass(frozen=True, slots=True)
class People:
    code: str
    name: str
    spellings: tuple[str, ...] = ()


_LIST = """
01|Kinh|Việt
02|Tày|Ngạn;Phén;Thu Lao;Pa Dí
03|Thái|Thái Đen;Thái Trắng;Tày Khao;Tày Đăm;Tày Mười;Tày Thanh;Tày Mường
04|Hoa|Hán;Người Hoa
05|Khmer|Khơ-me;Khơ me;Khơme;Kh'mer;Khmer Nam Bộ
06|Mường|Mol;Mual;Mọi Bi;Ao Tá
07|Nùng|Nùng An;Nùng Lòi;Nùng Cháo;Nùng Phàn Slình
08|Mông|H'Mông;HMông;H.Mông;H-Mông;Hmong;Mèo;Mông Hoa;Mông Đen;Mông Trắng;Mông Xanh
09|Dao|Dao Đỏ;Dao Tiền;Dao Quần Chẹt;Dao Thanh Y;Mán;Kim Miền;Dìu Miền
10|Gia Rai|Gia-rai;Giarai;Jarai;Jrai;J'rai;Giơ-rai
11|Ngái|Sán Ngái
12|Ê Đê|Ê-đê;Êđê;Ede;Rhade;Ra-đê
13|Ba Na|Ba-na;Bana;Bahnar;Ba Nar
14|Xơ Đăng|Xơ-đăng;Xơđăng;Xê Đăng;Sê Đăng;Sedang;Ca Dong
15|Sán Chay|Cao Lan;Sán Chỉ;Sán Chí;Cao Lan - Sán Chỉ
16|Cơ Ho|Cơ-ho;Cơho;K'Ho;Kơ Ho;Kho
17|Chăm|Chàm;Chiêm Thành;Hroi
18|Sán Dìu|Sán Dẻo
19|Hrê|H'rê;Hre;Chăm Rê
20|Mnông|M'nông;Mơ Nông;Mnong;Pnông
21|Ra Glai|Ra-glai;Raglai;Raglay;Ra Glay
22|Xtiêng|X'tiêng;Stiêng;S'tiêng;Xtieng
23|Bru - Vân Kiều|Bru-Vân Kiều;Bru Vân Kiều;Vân Kiều;Bru
24|Thổ|Kẹo;Mọn;Cuối;Đan Lai;Ly Hà;Tày Poọng
25|Giáy|Nhắng;Giấy
26|Cơ Tu|Cơ-tu;Cơtu;Ca Tu;Katu;Ka Tu
27|Giẻ Triêng|Gié Triêng;Gié-Triêng;Giẻ-Triêng;Gié - Triêng;Triêng;Giẻ
28|Mạ|Châu Mạ
29|Khơ Mú|Khơ-mú;Khơmú;Khmu;Kh'mú;Xá Cẩu
30|Co|Cor;Kor;Cùa
31|Tà Ôi|Tà-ôi;Tà Ôih;Ta Ôi;Pa Cô;Pa Cô - Tà Ôi;Pa-cô;Pa Hy
32|Chơ Ro|Chơ-ro;Chơro;Châu Ro;Chrau
33|Kháng|Xá Khao
34|Xinh Mun|Xinh-mun;Xinhmun;Sinh Mun;Puộc
35|Hà Nhì|U Ni
36|Chu Ru|Chu-ru;Churu;Chơ Ru
37|Lào|Lào Bốc;Lào Nọi
38|La Chí|Cù Tê
39|La Ha|Khlá Phlạo
40|Phù Lá|Xá Phó;Phù Lá Hán
41|La Hủ|Khù Sung
42|Lự|Lừ
43|Lô Lô|Mun Di
44|Chứt|Rục;Sách;Mày;Mã Liềng;Arem
45|Mảng|Mảng Ư
46|Pà Thẻn|Pá Thẻn;Pà Hưng
47|Cơ Lao|Cờ Lao
48|Cống|Xắm Khống
49|Bố Y|Tu Dí
50|Si La|Cù Dề Xừ
51|Pu Péo|La Quả;Ka Bèo
52|Brâu|Brao
53|Ơ Đu|Ơ-đu;Ơđu;Tày Hạt
54|Rơ Măm|Rơ-măm;Rơmăm;Rmăm
55|Người nước ngoài|nước ngoài;ngoại kiều
"""


def _parse(line: str) -> People:
    code, name, spellings = line.split("|")
    return People(code, name, tuple(spellings.split(";")))


PEOPLES: tuple[People, ...] = tuple(_parse(line) for line in _LIST.strip().splitlines())
BY_CODE = {people.code: people for people in PEOPLES}
CHOICES: list[tuple[str, str]] = [(people.code, people.name) for people in PEOPLES]


def name_of(code: str) -> str:
    """The people's name; empty for an unknown or empty code."""
    people = BY_CODE.get(code)
    return people.name if people else ""


def find(text: str) -> People | None:
    """The people meant by a free text; None when unknown or when the spelling fits two of them."""
    return _exact().get(text.lower()) or _folded().get(_bare(text))


def _bare(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


@cache
def _exact() -> dict[str, People]:
    """With accents first: "Thổ" and "Thọ", "Lự" and "Lừ" must not fall together."""
    return {name.lower(): people for people in reversed(PEOPLES) for name in (*people.spellings, people.name)}


@cache
def _folded() -> dict[str, People]:
    found: dict[str, set[str]] = {}
    for people in PEOPLES:
        for name in (people.name, *people.spellings):
            found.setdefault(_bare(name), set()).add(people.code)
    return {key: BY_CODE[next(iter(codes))] for key, codes in found.items() if len(codes) == 1}
