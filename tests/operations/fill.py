"""`python -m tests.operations.fill`: people, teams, disputes, files and numbers in an installation."""

import os
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import django

from config.settings.push_key import make

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
os.environ["PUSH_KEY"] = make()  # of this process alone: what it tells waits, and nobody sends it
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402

from hoathuan.accounts.acting import as_actor  # noqa: E402
from hoathuan.accounts.models import Seat, User  # noqa: E402
from hoathuan.core import audit  # noqa: E402
from hoathuan.core.dates import today  # noqa: E402
from hoathuan.documents import kinds  # noqa: E402
from hoathuan.documents.models import Paper  # noqa: E402
from hoathuan.documents.services.drafting import Typed, draft_paper  # noqa: E402
from hoathuan.documents.services.issuing import issue_paper, sign_here  # noqa: E402
from hoathuan.documents.services.series import start_series  # noqa: E402
from hoathuan.documents.signing.tests.authority import PASSPHRASE, Authority  # noqa: E402
from hoathuan.inbox.directions.services import acting, drafting, issuing  # noqa: E402
from hoathuan.inbox.services import calendars, reminding, wishes  # noqa: E402
from hoathuan.norms import services as norms  # noqa: E402
from hoathuan.norms.planning import Entry  # noqa: E402
from hoathuan.norms.values import Document  # noqa: E402
from hoathuan.stats.cells.folding import fold  # noqa: E402
from tests.moving.country import Country, actor_of, build, seat  # noqa: E402
from tests.operations.rig import PASSWORD  # noqa: E402


def fill() -> None:
    made = build()
    officer = made.seats["Xã An Mẫu"].person.user
    officer.username = "canbo"
    officer.set_password(PASSWORD)
    officer.save()
    audit.record(actor=None, action="operations.filled", data={"on": date(2026, 6, 23).isoformat()})
    for name, content in (
        ("attachments/aa/quyet-dinh", b"%PDF-1.7 mau"),
        ("attachments/bb/anh", b"\x00\xff" * 5000),
    ):
        default_storage.save(name, ContentFile(content))
    issue_papers(made)
    send_a_letter(made)
    tell_outside(made)
    enter_a_rate(made)
    fold()
    assert User.objects.count() > 5
    assert settings.MEDIA_ROOT.is_dir()


def issue_papers(made: Country) -> None:
    """One with a typed number; the next draws it from a series, and its signed copy is kept."""
    officer = made.seats["Xã An Mẫu"]
    with as_actor(actor := actor_of(officer)):
        issue_paper(paper=draft(officer), issued_on=today(), number="7", actor=actor)
        start_series(body=officer.body, sign="UBND-TP", started_on=today(), first_number=8, actor=actor)
        drawn = issue_paper(paper=draft(officer), issued_on=today(), actor=actor)
    sign(drawn, made.seats["leader a"])


def draft(officer: Seat) -> Paper:
    said = {"kinh_gui": "Các thôn", "noi_dung": "Đề nghị gửi danh sách."}
    typed = Typed(officer.body, "Về việc gửi danh sách", "UBND-TP", "Phạm Văn Mẫu", "CHỦ TỊCH", said)
    return draft_paper(kind=kinds.get("cong-van"), subject=None, typed=typed, actor=actor_of(officer))


def sign(paper: Paper, leader: Seat) -> None:
    """With a certificate that is forgotten afterwards."""
    with tempfile.TemporaryDirectory() as folder, as_actor(actor := actor_of(leader)):
        given = Authority().give(Path(folder), who="Phạm Văn Mẫu", body=paper.body.name)
        settings.HT_SIGN_PKCS12, settings.HT_SIGN_PASSPHRASE = str(given), PASSPHRASE
        sign_here(paper=paper, actor=actor)


def send_a_letter(made: Country) -> None:
    """To all communes of the province; one has answered."""
    province, commune = made.seats["Tỉnh Mẫu"], made.seats["Xã An Mẫu"]
    typed = drafting.Typed(
        province.body, "Rà soát", "Gửi danh sách.", number="12/STP", signed_on=today(), scope="below",
        due_on=today() + timedelta(days=1),
    )  # fmt: skip
    with as_actor(actor := actor_of(province)):
        letter = issuing.issue(direction=drafting.draft(typed=typed, actor=actor), actor=actor)
    with as_actor(actor := actor_of(commune)):
        line = letter.recipients.get(unit=made.world.xa_a)
        acting.act(recipient=line, actor=actor, text="Đã rà soát")


def tell_outside(made: Country) -> None:
    """Who has not answered has a calendar and a browser to be told on, and is reminded."""
    late = made.seats["Xã Bình Mẫu"]
    wishes.add_device(
        user=late.person.user, endpoint="https://fcm.googleapis.com/fcm/send/mau", p256dh="mau", auth="mau",
        label="Máy mẫu",
    )  # fmt: skip
    calendars.renew(actor=actor_of(late))
    reminding.remind()


def enter_a_rate(made: Country) -> None:
    province = made.world.tinh_mau
    document = Document("09/2026/NQ-HĐND", date(2026, 7, 10), "Điều 2", "HĐND tỉnh")
    with as_actor(actor := actor_of(seat("province_leader", province))):
        norms.enter(
            actor=actor, province=province, document=document, first=date(2026, 8, 1),
            entries=[Entry("mediation.pay_successful", Decimal(350_000))],
        )  # fmt: skip


if __name__ == "__main__":
    fill()
