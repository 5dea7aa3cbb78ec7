"""The automatic check of a story: names, places and numbers are found however they are written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoathuan.stories.choices import ADVICE, Mark
from hoathuan.stories.finding import Wanted, blocking, find, parts, rounded

FAMILY = "Lò Vừ Hà Nguyễn Đèo Quàng Trần Giàng Lường Ẫm Bạc Cầm".split()
MIDDLE = "Thị Văn A Đức Thúy Seo".split()
GIVEN = "Mẫu Bền Nương Đào Sơn Páo Hương Nguyên Ưng Nhài".split()
VILLAGES = ["Bản Mới", "Thôn 1", "Nà Lốc", "Xã An Mẫu", "Tổ dân phố 12", "Phiêng Đén", "Bản Đứa Mòn"]
AROUND = ["", "Hai nhà cãi nhau. ", "Bên A nói với ", "Sau đó ", "(", "Vì lối đi chung, "]
AFTER = ["", " đã nhận lỗi.", ", rồi thôi.", ")", "\nHai bên bắt tay.", " và bên B."]
SPACES = [" ", "  ", "\u00a0", "\n", " - ", "-", ". ", "_", "\u200b ", "\t"]


@st.composite
def written(draw, name: str) -> str:
    """The name in any case, with some marks left out, in one of two encodings, with any sign between syllables."""
    syllables = []
    for syllable in name.split():
        letters = [
            draw(st.sampled_from([c, bare(c), c.upper(), bare(c).upper(), c.lower()])) for c in syllable
        ]
        syllables.append("".join(letters))
    joined = syllables[0]
    for syllable in syllables[1:]:
        joined += draw(st.sampled_from(SPACES)) + syllable
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD", "NFKC"])), joined)


def bare(sign: str) -> str:
    signs = unicodedata.normalize("NFD", sign.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in signs if not unicodedata.combining(c))


names = st.tuples(
    st.sampled_from(FAMILY), st.lists(st.sampled_from(MIDDLE), max_size=2), st.sampled_from(GIVEN)
).map(lambda p: " ".join([p[0], *p[1], p[2]]))


def covered(text: str, at: int, length: int, wanted: Wanted) -> bool:
    """Whether everything of the inserted words is inside what was found."""
    hits = [hit for hit in find(text, wanted) if hit.blocks]
    signs = [i for i in range(at, at + length) if text[i].isalnum()]
    return all(any(hit.start <= i < hit.end for hit in hits) for i in signs)


@given(st.data(), names, st.sampled_from(AROUND), st.sampled_from(AFTER))
def test_a_name_is_found_in_any_case_marks_and_spacing(data, name, before, after):
    inserted = data.draw(written(name))
    text = f"{before}{inserted}{after}"
    assert covered(text, len(before), len(inserted), Wanted(names=(f"Ông {name}, 54 tuổi, thôn 1",)))


@given(
    st.data(),
    names,
    st.sampled_from(["bà", "Ông", "CHỊ", "anh", "nhà", "gia đình", "hộ", "vợ chồng"]),
    st.sampled_from(AFTER),
)
def test_what_somebody_is_called_by_is_found_after_a_title(data, name, title, after):
    called = data.draw(written(name.split()[-1]))
    text = f"Khi đó {title} {called}{after}"
    hits = [hit for hit in find(text, Wanted(names=(name,))) if hit.mark == Mark.NAME]
    assert hits or called.lower() == "bên"  # the neutral word for a party


@given(st.data(), st.sampled_from(VILLAGES), st.sampled_from(AROUND), st.sampled_from(AFTER))
def test_a_place_is_found_in_any_case_marks_and_spacing(data, place, before, after):
    inserted = data.draw(written(place))
    text = f"{before}{inserted}{after}"
    wanted = Wanted(places=(f"số nhà 5, {place}, Xã Khác",))
    assert covered(text, len(before), len(inserted), wanted)


DIGITS = st.text("0123456789", min_size=8, max_size=14).filter(lambda d: not d.startswith(("19", "20")))


@given(DIGITS, st.lists(st.sampled_from(["", " ", ".", "-", "\u00a0"]), min_size=14, max_size=14))
def test_a_long_number_is_found_however_it_is_parted(digits, between):
    inserted = "".join(f"{sign}{gap}" for sign, gap in zip(digits, between, strict=False)).rstrip(" .-\u00a0")
    text = f"Liên hệ {inserted} để hỏi"
    assert covered(text, 8, len(inserted), Wanted())


@given(
    st.dates(),
    st.sampled_from(["{0:%d/%m/%Y}", "{0.day}.{0.month}.{0.year}", "ngày {0.day} tháng {0.month} năm {0.year}",
                     "ngày {0.day}/{0.month}", "tháng {0.month}/{0.year}", "mùng {0.day} tháng {0.month}"]),
)  # fmt: skip
def test_a_day_is_found_in_every_form(day, form):
    if day.year < 1900 or day.year > 2099:
        day = day.replace(year=2025, day=min(day.day, 28))
    said = form.format(day)
    hits = find(f"Hôm ấy, {said}, hai bên gặp nhau.", Wanted())
    assert [hit.mark for hit in hits if hit.blocks] == [Mark.DATE]


@pytest.mark.parametrize(
    "words, mark",
    [
        ("29A-123.45", Mark.PLATE),
        ("36-N1 1234", Mark.PLATE),
        ("27b1-12345", Mark.PLATE),
        ("30 K 123 45", Mark.PLATE),
        ("0912 345 678", Mark.CONTACT),
        ("+84 912 345 678", Mark.CONTACT),
        ("038170001234", Mark.NUMBER),
        ("1903 5678 9012 34", Mark.NUMBER),
        ("không chín một hai ba bốn năm sáu bảy tám", Mark.NUMBER),
        ("nha.mau@vi-du.vn", Mark.CONTACT),
        ("zalo: lomau54", Mark.CONTACT),
        ("số nhà 12", Mark.PLACE),
        ("thửa đất số 45", Mark.PLACE),
        ("huyện Mường Mẫu", Mark.PLACE),
        ("L.T.M", Mark.INITIALS),
        ("L. T. M.", Mark.INITIALS),
        ("LTM", Mark.INITIALS),
        ("thị mẫu", Mark.NAME),
    ],
)
def test_each_kind_has_its_mark_and_must_go(words, mark):
    hits = find(f"Bên A kể rằng {words} là của mình", Wanted(names=("Lò Thị Mẫu",)))
    assert [hit.mark for hit in hits] == [mark]
    assert blocking(hits)


def test_one_letter_of_a_name_is_found_beside_a_place_and_not_alone():
    wanted = Wanted(names=("Lò Thị Mẫu",), places=("bản Nà Lốc",))
    assert Mark.INITIALS in {h.mark for h in find("Có ông M ở Nà Lốc. Xong.", wanted)}
    assert find("Ông M nói với bà H. Hai bên ngồi lại.", wanted) == []


NEUTRAL = """Bên A và bên B là hai nhà cạnh nhau ở miền núi, chung một lối đi. Bên B xây tường, bên A phải đi vòng.
Hòa giải viên mời hai bên xem lại lối đi, nhờ người lớn tuổi trong họ nói chuyện. Xã hội thay đổi, đất có giá.
Sau hai buổi, hai bên thỏa thuận để lối đi rộng 2 m; bên B trả khoảng 3 triệu đồng, chia 1/2 mỗi đợt, trong 3 tháng.
Bản thân bên A cũng nhận có lỗi. Hai bên ký bản Cam kết. Năm 2025 lối đi vẫn mở."""


def test_a_story_in_neutral_words_goes_through():
    wanted = Wanted(
        names=("Lò Thị Mẫu", "Hà Văn Mới", "Vừ A Bền", "Quàng Văn Nhà"), places=("Bản Mới", "Xã An Mẫu")
    )
    assert [NEUTRAL[h.start : h.end] for h in find(NEUTRAL, wanted) if h.blocks] == []


def test_numbers_of_laws_may_stand_where_the_law_is_named():
    law = "Luật Đất đai 31/2024/QH15 ngày 18 tháng 01 năm 2024, Điều 171; Nghị định 15/2014/NĐ-CP ngày 27/02/2014"
    assert find(law, Wanted(), law=True) == []
    assert [h.mark for h in find("Theo Nghị định 15/2014/NĐ-CP hai bên thôi.", Wanted())] == []


def test_advice_does_not_hold_a_story_back():
    hits = find("Bên A 54 tuổi, là tổ trưởng, đòi 12.350.000 đồng", Wanted())
    assert {h.mark for h in hits} == set(ADVICE)
    assert not blocking(hits)


@pytest.mark.parametrize(
    "exact, round_",
    [
        ("12.350.000 đồng", "12 triệu đồng"),
        ("1.236.000đ", "1,2 triệu đồng"),
        ("12.567 triệu", "13 tỷ đồng"),
        ("987.654 đồng", "990 nghìn đồng"),
        ("2,345 tỷ", "2,3 tỷ đồng"),
        ("15 triệu đồng", "15 triệu đồng"),
        ("3 người", "3 người"),
        ("20.000.000 đồng", "20.000.000 đồng"),
    ],
)
def test_amounts_are_rounded_on_request_and_other_figures_are_not(exact, round_):
    assert rounded(f"trả {exact} một lần") == f"trả {round_} một lần"


@given(st.text(max_size=200), st.lists(names, max_size=3))
def test_whatever_is_found_the_text_stays_whole(text, people):
    hits = find(text, Wanted(names=tuple(people)))
    assert "".join(part.text for part in parts(text, hits)) == text
    assert all(a.end <= b.start for a, b in zip(hits, hits[1:], strict=False))


@given(st.integers(1_000, 99_999_999_999))
def test_rounding_twice_is_rounding_once_and_keeps_the_size(amount):
    said = f"{amount:,} đồng".replace(",", ".")
    once = rounded(said)
    assert rounded(once) == once
