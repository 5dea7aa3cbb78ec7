"""Issue, take the signed copy back, void: the steps after which a paper is never lost."""

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.attachments.api import Attachment, read_attachment, store_bytes
from hoathuan.core.attachments.kinds import PDF
from hoathuan.core.dates import today
from hoathuan.core.text import clean, legal_text
from hoathuan.documents.checks.models import FileRole
from hoathuan.documents.checks.services import (
    add_file,
    add_to_held,
    check_url,
    issue_check,
    void_check,
)
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import NumberTaken, PaperRefused
from hoathuan.documents.kinds import get
from hoathuan.documents.making import Checked, make_paper
from hoathuan.documents.models import Paper, Series
from hoathuan.documents.numbers import book_key, next_number
from hoathuan.documents.rights import check_issue, check_sign
from hoathuan.documents.signing.api import check_returned, sign_pdf, signs_for, take_back
from hoathuan.units.changing import gate

if TYPE_CHECKING:
    from .ahead import Ahead

_NUMBER: Final = re.compile(r"^0*([1-9][0-9]{0,6})([a-z\u0111]{0,2})$")


def series_for(paper: Paper, on: date) -> Series | None:
    """The register that this body keeps here for papers of this sign on that day; None: the number is typed."""
    kept = Series.objects.filter(body=paper.body_id, sign=paper.sign, started_on__lte=on)
    return kept.select_related("body").first()


def book_of(series: Series, year: int) -> str:
    return book_key(f"van-ban-di/{series.uuid.hex[:12]}", series.body.uuid, year)


def plain_number(typed: str) -> str:
    """A number as it is compared: "007" and "7" are one. Raises PaperRefused for what is no number of a register."""
    found = _NUMBER.match(clean(typed).lower())
    if found is None:
        raise PaperRefused(
            _("Ghi số như trong sổ văn bản đi của cơ quan, ví dụ 7 hoặc 7a; ký hiệu ghi ở ô riêng.")
        )
    return found[1] + found[2]


def _figure(number: str) -> int:
    """7 of "7a"."""
    found = _NUMBER.match(number)
    return int(found[1]) if found else 0


@transaction.atomic
def issue_paper(
    *, paper: Paper, issued_on: date, actor: Actor, number: str = "", ahead: "Ahead | None" = None
) -> Paper:
    """Give a draft its number and day, and keep it as it leaves the office. `ahead` may have set it already.

    The number is that of the year of `issued_on`, whatever the clock says when the button is pressed. The same again
    changes nothing. Whatever fails, nothing has happened: the number is free, no file is kept.
    """
    gate.hold()
    held = _held(paper)
    check_issue(actor, held)
    if held.state != PaperState.DRAFT:
        return _issued_already(held, issued_on, number)
    if issued_on > today():
        raise PaperRefused(_("Ngày ban hành còn ở tương lai: ghi ngày từ hôm nay trở về trước."))
    held.number, held.issued_on = _number(held, issued_on, number), issued_on
    held.state = PaperState.ISSUED
    _keep_file(held, actor, ahead)
    held.version += 1
    _save(held)
    audit.record(
        actor=actor,
        action="documents.issued",
        subject=held,
        data={"number": held.code, "on": issued_on.isoformat(), "sha256": held.issued_file.sha256},  # type: ignore[union-attr]
    )
    if after := get(held.kind).after_issue:
        after(held, actor)
    return held


def _issued_already(held: Paper, issued_on: date, number: str) -> Paper:
    same = held.issued_on == issued_on and (not number or plain_number(number) == held.number)
    if same and held.state != PaperState.VOIDED:
        return held
    words = {"code": held.code, "day": f"{held.issued_on:%d/%m/%Y}"}
    raise PaperRefused(_("Văn bản này đã được ban hành: số %(code)s ngày %(day)s.") % words)


def _hold_registers(body: int) -> None:
    """No register of the body begins before our number stands: it would draw the same one again, and stay there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM accounts_body WHERE id = %s FOR SHARE", [body])


def _number(held: Paper, on: date, typed: str) -> str:
    _hold_registers(held.body_id)
    series = series_for(held, on)
    if series is None:
        number = plain_number(typed)
        if _same_register(held, on).filter(number=number).exists():
            raise _taken(held, on, number)
        _check_not_of_series(held, on, number)
        return number
    if typed:
        raise PaperRefused(
            _("Cơ quan lấy số %(sign)s từ sổ của phần mềm nên không tự ghi số.") % {"sign": held.sign}
        )
    drawn = next_number(book_of(series, on.year))  # from here on the next one waits for us
    newest = _day_before(held, on, drawn)
    if newest is not None and newest > on:
        raise PaperRefused(
            _("Số trong sổ phải theo thứ tự ngày: số gần nhất đã ban hành ngày %(day)s.")
            % {"day": f"{newest:%d/%m/%Y}"}
        )
    return str(drawn)


def _day_before(held: Paper, on: date, drawn: int) -> date | None:
    """The day of the number before this one; of the first that is drawn, the newest that was typed."""
    same = _same_register(held, on)
    before = same.filter(number=str(drawn - 1)).values_list("issued_on", flat=True).first()
    newest: date | None = before or same.aggregate(day=Max("issued_on"))["day"]
    return newest


def _check_not_of_series(held: Paper, on: date, number: str) -> None:
    """A number typed for a day before the series began must not be one that the series will draw."""
    later = Series.objects.filter(body=held.body_id, sign=held.sign, started_on__year=on.year).first()
    if later is not None and _figure(number) >= later.first_number:
        raise PaperRefused(
            _("Từ số %(first)s trở đi sổ %(sign)s do phần mềm cấp: ghi số nhỏ hơn, của những ngày trước.")
            % {"first": later.first_number, "sign": held.sign}
        )


def _same_register(held: Paper, on: date) -> QuerySet[Paper]:
    return Paper.objects.filter(body=held.body_id, sign=held.sign, number_year=on.year).exclude(number="")


def _keep_file(held: Paper, actor: Actor, ahead: "Ahead | None") -> None:
    """The code first, since it stands on the paper; then the file, then its hash beside the code."""
    check = issue_check(
        held, kind=str(get(held.kind).label), number=held.code, issued_on=held.issued_on or today(),
        issuer=held.body.name, actor=actor, code=ahead.code_for(held) if ahead else "",
    )  # fmt: skip
    made = (ahead and ahead.take(held, check)) or make_paper(held, Checked(check.spoken, check_url(check)))
    held.issued_file = store_bytes(made.content, made.name, actor)
    add_to_held(check, held.issued_file.sha256, role=FileRole.ISSUED, actor=actor)


def _save(held: Paper) -> None:
    try:
        with transaction.atomic():
            held.save(update_fields=["state", "number", "issued_on", "issued_file", "version"])
    except IntegrityError as error:
        if "paper_number_once" not in str(error):
            raise
        raise _taken(held, held.issued_on or today(), held.number) from error
    held.number_year = held.issued_on.year if held.issued_on else None  # as the table has made it


def _taken(held: Paper, on: date, number: str) -> NumberTaken:
    words = {"number": number, "sign": held.sign, "year": on.year}
    return NumberTaken(
        _(
            "Số %(number)s/%(sign)s của năm %(year)s đã dùng cho văn bản khác của cơ quan (kể cả văn bản đã hủy). "
            "Xem lại sổ văn bản đi."
        )
        % words
    )


@transaction.atomic
def void_paper(*, paper: Paper, reason: str, actor: Actor) -> Paper:
    """Say that an issued paper does not hold; its number stays used. Again changes nothing: the first reason stays."""
    gate.hold()
    held = _held(paper)
    check_issue(actor, held)
    if held.state == PaperState.VOIDED:
        return held
    if held.state == PaperState.DRAFT:
        raise PaperRefused(_("Dự thảo chưa có số: hãy bỏ dự thảo thay vì hủy."))
    reason = clean(reason)
    if len(reason) < 5:
        raise PaperRefused(_("Ghi lý do hủy, ít nhất vài chữ: người sau đọc sổ cần hiểu vì sao."))
    held.state, held.void_reason, held.voided_on = PaperState.VOIDED, reason[:300], today()
    held.version += 1
    held.save()
    void_check(held, actor=actor)
    audit.record(
        actor=actor, action="documents.voided", subject=held, data={"number": held.code, "reason": reason}
    )
    if after := get(held.kind).after_void:
        after(held, actor)
    return held


@transaction.atomic
def take_signed(*, paper: Paper, upload: UploadedFile, actor: Actor, sure: bool = False) -> Paper:
    """Keep the signed copy that came back and its hash. A newer one takes its place; the trail names both.

    The unsigned file itself is refused; a copy with other words, or with a signature that does not hold, unless a
    person is `sure` that it is the paper.
    """
    held = _held(paper)
    check_issue(actor, held)
    return _with_copy(held, _issued_file(held), upload, actor, sure=sure)


@transaction.atomic
def sign_here(*, paper: Paper, actor: Actor) -> Paper:
    """Sign with the body's own certificate, which this installation holds, and keep the copy as if it had come back.

    Again changes nothing. Raises NotConfigured and SigningFailed in words; then nothing has happened.
    """
    held = _held(paper)
    check_sign(actor, held)
    if held.state == PaperState.SIGNED:
        return held
    issued = _issued_file(held)
    if not signs_for(held.body.name):
        raise PaperRefused(_("Hệ thống không giữ chứng thư số của cơ quan ban hành: tải văn bản về để ký."))
    if issued.mime != PDF.mime:
        raise PaperRefused(_("Văn bản này là tệp Word: xuất ra PDF, ký, rồi đưa bản đã ký trở lại đây."))
    made = sign_pdf(read_attachment(issued), above=held.signer, on_behalf=held.body.name)
    return _with_copy(held, issued, SimpleUploadedFile(_signed_name(issued), made), actor, sure=False)


def _signed_name(issued: Attachment) -> str:
    return issued.name.removesuffix(PDF.extensions[0]) + legal_text(" (đã ký)") + PDF.extensions[0]


def _issued_file(held: Paper) -> Attachment:
    """What left the office, of a paper that may still be signed."""
    if held.state == PaperState.DRAFT:
        raise PaperRefused(_("Dự thảo chưa ban hành nên chưa có bản ký."))
    if held.state == PaperState.VOIDED:
        raise PaperRefused(_("Văn bản đã bị hủy nên không nhận bản ký nữa."))
    if held.issued_file is None:  # the table refuses such a row
        raise PaperRefused(_("Văn bản này không còn bản ban hành."))
    return held.issued_file


def _with_copy(held: Paper, issued: Attachment, upload: UploadedFile, actor: Actor, *, sure: bool) -> Paper:
    returned = take_back(issued=issued, upload=upload, actor=actor)
    check_returned(returned, sure=sure)
    held.signed_file, held.state = returned.copy, PaperState.SIGNED
    held.version += 1
    held.save()
    add_file(held, returned.copy.sha256, role=FileRole.SIGNED, actor=actor)
    data = {"sha256": returned.copy.sha256, "likeness": returned.likeness}
    audit.record(actor=actor, action="documents.signed", subject=held, data=data)
    return held


def _held(paper: Paper) -> Paper:
    rows = Paper.objects.select_for_update(of=("self",))
    held = rows.select_related("body__superior", "unit", "version_used", "issued_file").filter(pk=paper.pk)
    found = held.first()
    if found is None:
        raise PaperRefused(_("Dự thảo này đã bị bỏ."))
    return found
