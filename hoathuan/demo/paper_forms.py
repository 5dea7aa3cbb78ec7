"""Blank forms of the commune that is shown, and two photographs of filled ones that wait: of the team, and unclear."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Seat
from hoathuan.core.attachments.api import store
from hoathuan.documents.api import qr_png
from hoathuan.paperforms import codes
from hoathuan.paperforms.selectors import teams_of_commune
from hoathuan.paperforms.services import print_batch
from hoathuan.paperforms.services.sending import take
from hoathuan.teams.models import Team

_COPIES = 2
_WORDS = (
    "PHIEU MAU - DU LIEU THU",
    "1. Ngay ket thuc: 10/03/2026",
    "2. Lo Thi Mau, 1972; Ha Van Thu, 1968",
    "3. Loi di, dien, nuoc",
    "4. Hoa giai thanh",
    "7. Tranh loi di chung (vi du)",
    "8. De loi di rong 2 m",
)


class Forms:
    """Printed for every team; what was handed in stands for a telephone's pictures."""

    def __init__(self, officer: Seat, shown: Team) -> None:
        self.officer, self.shown = officer, shown

    def run(self) -> int:
        """How many forms were printed."""
        actor = actor_for(self.officer, self.officer.person.user)
        with as_actor(actor):
            batch = print_batch(actor=actor, teams=list(teams_of_commune(actor)), copies=_COPIES)
            form = batch.forms.filter(team=self.shown).select_related("team").first()
            if form is not None:
                take(actor, store(_photograph(form.code), actor), form, form.team)
            take(actor, store(_photograph(""), actor), None, None)
            return batch.forms.count()


def _photograph(code: str) -> SimpleUploadedFile:
    """A sheet on a table, with what a mediator would have written."""
    table = Image.new("RGB", (900, 1240), (96, 84, 70))
    sheet = Image.new("RGB", (820, 1160), (244, 242, 236))
    pen = ImageDraw.Draw(sheet)
    for number, words in enumerate(_WORDS):
        pen.text((60, 240 + 90 * number), words, fill=(24, 40, 140), font_size=28)
    if code:
        with Image.open(io.BytesIO(qr_png(codes.in_square(code)))) as square:
            sheet.paste(square.convert("RGB").resize((170, 170)), (600, 40))
        pen.text((590, 212), codes.shown(code), fill=(20, 20, 20), font_size=20)
    table.paste(sheet.rotate(2, expand=False, fillcolor=(96, 84, 70)), (40, 40))
    out = io.BytesIO()
    table.save(out, "JPEG", quality=70)
    return SimpleUploadedFile("phieu-mau.jpg", out.getvalue(), "image/jpeg")
