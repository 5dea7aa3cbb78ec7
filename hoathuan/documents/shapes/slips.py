"""Activation slips for the people of one unit (template `activation-slips`)."""

from datetime import date

from pydantic import computed_field

from hoathuan.documents.qr import qr_svg
from hoathuan.documents.shapes.base import Shape


class Slip(Shape):
    """One person's slip.

    `code` is the one-time code in groups joined by "-"; `link` opens the activation page and is what the
    square code holds: it must carry no personal data beyond the code itself.
    """

    name: str
    role: str = ""
    team: str = ""
    username: str
    code: str
    link: str
    expires_on: date

    @computed_field  # type: ignore[prop-decorator]
    @property
    def qr(self) -> str:
        return qr_svg(self.link)


class ActivationSlips(Shape):
    """A sheet of slips; `address` is typed by those whose phone reads no square codes; `helper` whom to ask."""

    unit: str
    address: str
    helper: str
    printed_on: date
    slips: tuple[Slip, ...] = ()
