"""Blank forms on which a team writes one dispute by hand (template `paper-forms`)."""

from pydantic import Field, computed_field

from hoathuan.documents.qr import qr_svg
from hoathuan.documents.shapes.base import Shape


class PaperForm(Shape):
    """One page. `code` is what a person can type, `square` what the square code says: no personal data in either."""

    code: str
    square: str
    number: int = Field(ge=1)
    commune: str
    village: str = ""
    team: str
    head: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def qr(self) -> str:
        return qr_svg(self.square)


class PaperForms(Shape):
    """All pages; `fields` and `endings` are the answers to tick, in the order of the screen."""

    fields: tuple[str, ...]
    endings: tuple[str, ...]
    forms: tuple[PaperForm, ...] = ()
