"""What the checks find: messages to translate, and faults."""

import re
from dataclasses import dataclass

VIETNAMESE = re.compile(
    "[ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]", re.IGNORECASE
)


@dataclass(frozen=True)
class Message:
    """One text as Django looks it up, and where it stands."""

    text: str
    plural: str | None
    meaning: str | None
    place: str

    @property
    def key(self) -> tuple[str, str | None]:
        return self.text, self.meaning


@dataclass(frozen=True)
class Fault:
    """Something to mend: where, what, and how."""

    place: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.words}"
