"""Names that nobody bears: the family names are words (sample, trial, instance), the rest sounds right."""

from dataclasses import dataclass
from functools import cache
from random import Random

from hoathuan.accounts.choices import Sex
from hoathuan.accounts.models import Person
from hoathuan.core.text import fold, person_sort_key

FAMILY = ["Mẫu", "Thử", "Ví"]
MIDDLE = {
    Sex.MALE: ["Văn", "Đức", "Xuân", "Hữu", "Quang", "Ngọc", "Công", "Bá"],
    Sex.FEMALE: ["Thị", "Ngọc", "Thu", "Thanh", "Minh", "Phương", "Kim", "Bích"],
}
GIVEN = {
    Sex.MALE: (
        "Suối Đồi Rừng Lúa Nương Gió Sông Đá Núi Tre Lim Sến Nghiến Bương Luồng Trúc Mộc Thạch Giang Khê"
    ).split(),
    Sex.FEMALE: ("Hoa Sim Mua Ban Mai Lan Cúc Sen Đào Mận Quế Hồi Lúa Bông Tằm Tơ Sương Mây Suối Ẫm").split(),
}
# codes of the peoples who live in Thanh Hóa's uplands, besides the Kinh: Mường, Thái, Mông, Dao, Thổ
UPLAND = ["06", "06", "06", "03", "03", "03", "08", "09", "24"]
KINH = "01"


@dataclass(frozen=True)
class Made:
    """A made-up person."""

    name: str
    sex: str
    birth_year: int
    ethnicity: str


def make_person(random: Random, sex: str | None = None, ethnicity: str = KINH) -> Made:
    sex = Sex(sex) if sex else random.choice([Sex.MALE, Sex.FEMALE])
    name = f"{random.choice(FAMILY)} {random.choice(MIDDLE[sex])} {random.choice(GIVEN[sex])}"
    return Made(name, sex, random.randint(1950, 1996), ethnicity)


def phone(number: int) -> str:
    """A number that no operator gives out."""
    return f"000{number:07d}"


@cache
def keys_of(name: str) -> tuple[str, str]:
    """`sort` and `folded` of a person's name: few names are borne by many."""
    return person_sort_key(name), fold(name)


def person(made: Made) -> Person:
    """The made-up person as a row that is not written yet."""
    row = Person(full_name=made.name, sex=made.sex, birth_year=made.birth_year, ethnicity=made.ethnicity)
    row.sort, row.folded = keys_of(made.name)
    return row


PLACES = "Suối Đồi Rừng Nương Gò Bãi Đồng Khe Dốc Bến Ao Đầm".split()
PLANTS = (
    "Sim Mua Lim Vối Tre Luồng Trúc Quế Lúa Ngô Khoai Mía Sen Súng Cói Dâu Chè Bưởi Cam Mơ Mận Ổi".split()
)


def village_names(random: Random, kind: str, count: int) -> list[str]:
    """Names of the villages of one commune, all different: "Thôn Đồi Sim"; when those run out, "Thôn Đồi Sim 2"."""
    most = len(PLACES) * len(PLANTS)
    pairs = random.sample(range(most), min(count, most))
    names = [f"{kind} {PLACES[pair // len(PLANTS)]} {PLANTS[pair % len(PLANTS)]}" for pair in pairs]
    return names + [f"{names[number % most]} {number // most + 1}" for number in range(most, count)]
