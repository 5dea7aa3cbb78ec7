"""A few papers of the commune that is shown: one signed, one waiting for its signature, one voided, one draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.utils import timezone

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import Actor, actor_for
from hoathuan.accounts.models import Seat
from hoathuan.core.attachments.api import read_attachment
from hoathuan.documents import kinds
from hoathuan.documents.errors import FontsMissing
from hoathuan.documents.fonts import font_files
from hoathuan.documents.models import Paper
from hoathuan.documents.services.drafting import Typed, draft_paper
from hoathuan.documents.services.issuing import issue_paper, take_signed, void_paper
from hoathuan.documents.signing.api import sign_pdf
from hoathuan.teams.models import Team

SIGN = "QĐ-UBND"
_PROPOSED = "Theo đề nghị của Trưởng ban công tác Mặt trận tại Tờ trình mẫu của dữ liệu thử"


class Papers:
    """Decisions of one commune about its teams, and a letter of the province's department."""

    def __init__(self, commune: Seat, chair: Seat, province: Seat, today: date) -> None:
        self.officer, self.chair, self.province, self.today = commune, chair, province, today

    def run(self) -> int:
        """How many papers there are now; none where the fonts have not been built."""
        try:
            font_files()
        except FontsMissing:
            return 0
        teams = self._teams()
        for number, (team, way) in enumerate(zip(teams, _WAYS, strict=False), start=1):
            way(self, self._decision(team), str(number))
        self._letter()
        return Paper.objects.count()

    def _teams(self) -> QuerySet[Team]:
        here = Team.objects.filter(now_commune=self.officer.unit_id, ended_on=None, mediators__ended_on=None)
        return here.distinct().order_by("sort", "id")[: len(_WAYS)]

    def _decision(self, team: Team) -> Paper:
        kind = kinds.get("cong-nhan-hoa-giai-vien")
        return self._draft(kind, self.officer, team, {"de_nghi": _PROPOSED, "can_cu_khac": ""}, SIGN)

    def _draft(self, kind: Any, seat: Seat, about: Team | None, fields: dict[str, str], sign: str) -> Paper:
        signer = self.chair.person.full_name if seat is self.officer else "Người Ký Mẫu"
        office = "CHỦ TỊCH" if seat is self.officer else "GIÁM ĐỐC"
        title = kind.title(about) or "Về việc rà soát, kiện toàn tổ hòa giải ở cơ sở (văn bản mẫu)"
        actor = _actor(seat)
        with as_actor(actor):
            typed = Typed(seat.body, title, sign, signer, office, fields)  # type: ignore[arg-type]
            return draft_paper(kind=kind, subject=about, typed=typed, actor=actor)

    def _letter(self) -> None:
        words = (
            "Đây là công văn mẫu trong dữ liệu thử, không có giá trị pháp lý.\n"
            "Đề nghị Ủy ban nhân dân các xã, phường rà soát số tổ, số hòa giải viên và thành phần của từng tổ."
        )
        fields = {"kinh_gui": "Ủy ban nhân dân các xã, phường", "noi_dung": words}
        paper = self._draft(kinds.get("cong-van"), self.province, None, fields, "STP-PBGDPL")
        self._issued(paper, "1", self.province)

    def _issued(self, paper: Paper, number: str, seat: Seat | None = None) -> Paper:
        actor = _actor(seat or self.officer)
        with as_actor(actor):
            day = self.today - timedelta(days=3)
            return issue_paper(paper=paper, issued_on=day, number=number, actor=actor)

    def signed(self, paper: Paper, number: str) -> None:
        """The signed copy bears a signature that nobody trusts: its certificate was made up for it."""
        issued = self._issued(paper, number)
        if issued.issued_file is None:
            return
        content = sign_pdf(
            read_attachment(issued.issued_file), above=issued.signer, on_behalf=issued.body.name,
            signer=made_up_signer(issued.signer, issued.body.name),
        )  # fmt: skip
        actor = _actor(self.chair)
        with as_actor(actor):
            take_signed(paper=issued, upload=SimpleUploadedFile("ban-ky-mau.pdf", content), actor=actor)

    def issued(self, paper: Paper, number: str) -> None:
        self._issued(paper, number)

    def voided(self, paper: Paper, number: str) -> None:
        issued = self._issued(paper, number)
        actor = _actor(self.chair)
        with as_actor(actor):
            void_paper(paper=issued, reason="Ghi nhầm danh sách (dữ liệu thử)", actor=actor)

    def drafted(self, paper: Paper, number: str) -> None:
        """Nothing more."""


_WAYS: tuple[Callable[[Papers, Paper, str], None], ...] = (
    Papers.signed, Papers.issued, Papers.voided, Papers.drafted,
)  # fmt: skip


def _actor(seat: Seat) -> Actor:
    return actor_for(seat, seat.person.user)


def made_up_signer(who: str, body: str) -> Any:
    """A certificate that signs itself and is thrown away: it shows the way, and no program holds it for real."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID
    from pyhanko.sign.signers import SimpleSigner

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"{who} (chữ ký mẫu)"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, body[:64]),
        ]
    )
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    now = timezone.now()
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    certificate = made.not_valid_after(now + timedelta(days=365)).sign(key, hashes.SHA256())
    packed = pkcs12.serialize_key_and_certificates(
        b"mau", key, certificate, None, serialization.BestAvailableEncryption(b"mau")
    )
    return SimpleSigner.load_pkcs12_data(packed, [], passphrase=b"mau")
