"""Names that nobody bears: the family names are words (sample, trial, instance), the rest sounds right."""

from dataclasses import dataclass
from random import Random

from hoathuan.accounts.choices import Sex

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
PARTY_WORDS = ["Bên A", "Bên B"]


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
