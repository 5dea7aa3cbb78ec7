"""The dossier for the court in one file: application, agreement, list of documents (CPC Art. 362, 418)."""

from datetime import date, datetime, time

from hoathuan.core.dates import ZONE
from hoathuan.core.text import legal_text
from hoathuan.documents.api import check_of, check_url, render_pdf, shapes

from . import clocks, papers
from .models import CourtRequest, CourtText, Version, VersionText


def court_words(court: CourtRequest, on: date) -> tuple[str, bool]:
    """Which court decides by the norms of a day, and whether anybody has confirmed it."""
    found = clocks.court_named(on, court.agreement.case.now_commune)
    return (found.text, found.confirmed) if found else ("", False)


def first_words(court: CourtRequest, applicant: str, address: str, related: str) -> dict[str, str]:
    """What the application says before anybody has changed it."""
    words = papers.wording("application")
    name, _confirmed = court_words(court, court.wished_on)
    day = f"{court.agreement.agreed_on:%d/%m/%Y}"
    return {
        "court": name, "applicant": applicant, "address": address, "contact": "", "related": related,
        "requests": words["requests"].format(day=day), "reasons": words["reasons"],
    }  # fmt: skip


def application(
    court: CourtRequest, text: CourtText, version: Version, content: VersionText
) -> shapes.SettlementPart:
    """The application as a person's own paper: it bears no head of the team and no number."""
    words, case = papers.wording("application"), court.agreement.case
    _name, confirmed = court_words(court, court.wished_on)
    mediated = "\n".join(
        [
            papers.issuer_of(case) + ".",
            *(name + legal_text(", hòa giải viên.") for name in _mediators(content)),
        ]
    )
    said = {"mediated": mediated, "content": f"{content.solution}\n{content.duties}\n{content.performance}"}
    return shapes.SettlementPart(
        kind=words["kind"],
        summary=words["summary"],
        to=(text.court or legal_text("Tòa án nhân dân …………………………"),),
        unconfirmed="" if confirmed else words["court_unconfirmed"],
        opening=words["opening"],
        sections=tuple(
            shapes.Section(
                letter=str(at), title=title, text=said.get(name) or getattr(text, name, "") or "……………"
            )
            for at, (name, title) in enumerate(words["sections"], start=1)
        ),
        closing=words["closing"],
        place=content.place,
        on=None,
        signers=(shapes.Signer(lines=(words["signer"],), name=text.applicant, note=words["signer_note"]),),
    )


def _mediators(content: VersionText) -> list[str]:
    return [name for name, role in papers.signer_names(content) if role == "mediator"]


def listed(version: Version) -> list[str]:
    """The documents that go with the application. What the Code does not name itself bears a mark."""
    mark = f" ({papers.wording('application')['list_unconfirmed']})"
    scans = version.scans.count()
    lines = [
        legal_text("Đơn yêu cầu công nhận kết quả hòa giải thành ngoài Tòa án: 01 bản."),
        legal_text("Văn bản hòa giải thành (bản số {}) có chữ ký hoặc điểm chỉ: 01 bản chính.").format(
            version.number
        ),
        legal_text("Bản sao giấy tờ tùy thân của người yêu cầu: 01 bản.") + mark,
        legal_text("Tài liệu về quyền, nghĩa vụ trong thỏa thuận (nếu có): ………………") + mark,
    ]
    if scans:
        lines.append(legal_text("Ảnh chụp bản đã ký lưu ở tổ hòa giải: {} tệp.").format(scans) + mark)
    return lines


def _list(version: Version) -> shapes.SettlementPart:
    words = papers.wording("application")
    sections = tuple(shapes.Section(text=f"{at}. {line}") for at, line in enumerate(listed(version), start=1))
    return shapes.SettlementPart(kind=words["list_kind"], summary=words["list_summary"], sections=sections)


def dossier_pdf(court: CourtRequest, text: CourtText, version: Version, content: VersionText) -> bytes:
    """Application, agreement, list of documents, one after the other."""
    check = check_of(version)
    code, address = (check.spoken, check_url(check)) if check else ("", "")
    agreement = papers.agreement_parts(
        version, content, code=code, address=address, copies=[legal_text("Bản nộp Tòa án")]
    )
    parts = (application(court, text, version, content), *agreement, _list(version))
    when = datetime.combine(version.recorded_on, time(12), tzinfo=ZONE)
    title = legal_text("Hồ sơ yêu cầu công nhận kết quả hòa giải thành")
    author = papers.issuer_of(court.agreement.case)
    return render_pdf(
        "settlement", shapes.SettlementPapers(parts=parts), title=title, author=author, when=when
    )
