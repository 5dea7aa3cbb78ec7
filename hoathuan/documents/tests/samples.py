"""Papers of an invented province, to be printed by tests and by the benchmark."""

from datetime import UTC, date, datetime
from io import BytesIO

from pypdf import PdfReader

from hoathuan.documents import shapes as s
from hoathuan.documents.api import render_pdf

WHEN = datetime(2026, 7, 1, 8, tzinfo=UTC)
LONGEST_NAME = "Công Tằng Tôn Nữ Nguyễn Thị Phương Thảo Nguyên Hạnh Ngọc Quỳnh Hương Mẫu"
HEAD = s.Head(
    superior="ỦY BAN NHÂN DÂN\nTỈNH MẪU",
    body="ỦY BAN NHÂN DÂN\nXÃ AN MẪU",
    number="7",
    sign="QĐ-UBND",
    place="An Mẫu",
    on=date(2026, 2, 5),
)
SIGNERS = (
    s.Signer(lines=("NGƯỜI LẬP BIỂU",), note="(Ký, ghi rõ họ tên)", name="Lê Thị Mẫu"),
    s.Signer(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), note="(Ký, đóng dấu)", name="Trần Văn Mẫu"),
)


def printed(data: s.Shape, when: datetime = WHEN) -> PdfReader:
    template = next(name for name, shape in s.SHAPES.items() if isinstance(data, shape))
    return PdfReader(BytesIO(render_pdf(template, data, title="Giấy thử", author="Xã An Mẫu", when=when)))


def text_of(pdf: PdfReader) -> str:
    """The words of a paper with single spaces; the breaks offered inside long words are left out."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\u200b", "").split())


def letters_of(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def official(**changes: object) -> s.Official:
    fields: dict[str, object] = {
        "head": HEAD,
        "kind": "QUYẾT ĐỊNH",
        "summary": "Về việc công nhận hòa giải viên ở cơ sở nhiệm kỳ 2026 - 2031",
        "authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN MẪU",
        "bases": ("Căn cứ Luật Hòa giải ở cơ sở ngày 20 tháng 6 năm 2013", "Theo đề nghị của thôn Mẫu Một"),
        "resolves": "QUYẾT ĐỊNH:",
        "blocks": (s.Article(number=1, text="Công nhận các ông, bà có tên dưới đây."),),
        "recipients": ("Như Điều 3", "Lưu: VT, TP"),
        "signer": s.Signer(lines=("CHỦ TỊCH",), name="Phạm Văn Mẫu"),
    }
    return s.Official.model_validate(fields | changes)


def slips(count: int, **changes: object) -> s.ActivationSlips:
    def slip(i: int) -> s.Slip:
        fields: dict[str, object] = {
            "name": f"Nguyễn Thị Mẫu {i}",
            "role": "Hòa giải viên",
            "team": f"Tổ hòa giải thôn Mẫu {i // 8 + 1}",
            "username": f"nguyen.mau.{i}",
            "code": f"K7MQ-29FX-{i:04d}",
            "link": f"https://mau.example/kich-hoat/K7MQ29FX{i:04d}",
            "expires_on": date(2026, 12, 31),
        }
        return s.Slip.model_validate(fields | changes)

    return s.ActivationSlips(
        unit="Xã An Mẫu, tỉnh Mẫu",
        address="mau.example/kich-hoat",
        helper="công chức tư pháp xã",
        printed_on=date(2026, 7, 1),
        slips=tuple(slip(i) for i in range(count)),
    )


def progress(targets: int, tasks: int) -> s.PlanProgress:
    states = (("done", "Xong"), ("go", "Đúng tiến độ"), ("risk", "Có nguy cơ"), ("late", "Chậm"))
    return s.PlanProgress(
        head=HEAD.model_copy(update={"number": "", "sign": ""}),
        plan="Kế hoạch số 01/KH-STP ngày 02/01/2026 của Sở Tư pháp tỉnh Mẫu",
        as_of=date(2026, 6, 30),
        targets=tuple(
            s.ProgressTarget(
                no=str(i + 1),
                name=f"Tờ gấp số {i + 1}",
                unit_label="tờ",
                planned=25_000,
                achieved=17_350,
                percent="69.4",
                state=states[i % 4][0],
                state_text=states[i % 4][1],
            )
            for i in range(targets)
        ),
        tasks=tuple(
            s.ProgressTask(
                no=str(i + 1),
                content=f"Nhiệm vụ thứ {i + 1}: tập huấn nghiệp vụ cho hòa giải viên",
                lead="Sở Tư pháp",
                support="Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
                time="Quý II/2026",
                product="Hội nghị",
                state=states[i % 4][0],
                state_text=states[i % 4][1],
            )
            for i in range(tasks)
        ),
        rule="so phần đã đạt với phần thời gian đã qua",
        signers=SIGNERS,
    )


def register(count: int, **changes: object) -> s.Register:
    fields: dict[str, object] = {
        "province": "Tỉnh Mẫu",
        "commune": "Xã An Mẫu",
        "village": "Thôn Mẫu Một",
        "team": "Tổ hòa giải thôn Mẫu Một",
        "volume": "01/2026",
        "opened_on": date(2026, 1, 2),
        "entries": tuple(
            s.RegisterEntry(
                no=str(i + 1),
                received_on=date(2026, 3, 5),
                mediators=("Lò Thị Mẫu Ba",),
                parties=(f"1. {LONGEST_NAME}, 54 tuổi", "2. Nguyễn Văn Mẫu, 61 tuổi"),
                summary="Tranh chấp lối đi chung giữa hai nhà.",
                agreement="Mở lối đi rộng 1,5 m.",
                successful=(True, False, None)[i % 3],
            )
            for i in range(count)
        ),
    }
    return s.Register.model_validate(fields | changes)


def form(count: int, **changes: object) -> s.StatisticalForm:
    fields: dict[str, object] = {
        "code": "00/MAU",
        "basis": "Ban hành theo Thông tư mẫu",
        "status_note": "Biểu mẫu đã hết hiệu lực.",
        "unconfirmed": "thời hạn gửi của cấp xã.",
        "title": "Kết quả hoạt động của tổ hòa giải",
        "period": "Kỳ báo cáo: 6 tháng năm 2026",
        "reporting_unit": "UBND xã An Mẫu",
        "receiving_unit": "Sở Tư pháp tỉnh Mẫu",
        "unit_of_measure": "Vụ việc",
        "head": (
            (s.HeadCell(text="Tổ hòa giải", rowspan=2), s.HeadCell(text="Vụ việc tiếp nhận", colspan=3)),
            (s.HeadCell(text="Tổng số"), s.HeadCell(text="Dân sự"), s.HeadCell(text="Khác")),
        ),
        "columns": (
            s.FormColumn(letter="A", width=4, align="left"),
            *(s.FormColumn(letter=str(i)) for i in (1, 2, 3)),
        ),
        "rows": tuple(s.FormRow(cells=(f"Tổ thứ {i + 1}", 25_000, None, 0)) for i in range(count)),
        "counting_rule": "mỗi vụ việc đếm một lần theo ngày tiếp nhận.",
        "place": "An Mẫu",
        "on": date(2026, 7, 5),
        "signers": SIGNERS,
    }
    return s.StatisticalForm.model_validate(fields | changes)
