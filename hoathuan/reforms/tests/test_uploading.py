"""A list of changes from a sheet: whole or not at all, every bad row named."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from hoathuan.reforms.changes import changes_of
from hoathuan.units.changing.checking import problems_of
from hoathuan.units.models import Reform

pytestmark = pytest.mark.django_db
HEAD = ["Mã cũ", "Tên cũ", "Mã mới", "Tên mới", "Loại", "Mã tỉnh mới"]


@pytest.fixture
def upload(draft: Any, admin: Any, client_for: Any) -> Any:
    client = client_for(admin)

    def send(content: bytes, name: str = "danh-sach.xlsx") -> str:
        file = SimpleUploadedFile(name, content)
        address = reverse("reforms:upload", args=[draft.uuid])
        version = Reform.objects.get(pk=draft.pk).version
        response = client.post(address, {"level": 3, "file": file, "version": version}, follow=True)
        return response.content.decode()

    return send


def sheet(*rows: list[Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_list_becomes_lines(upload: Any, draft: Any, world: Any) -> None:
    shown = upload(
        sheet(
            [90101, "Xã An Mẫu", 90105, "Phường Mẫu Mới", "phường", 901],
            [90102, "xa binh mau", 90105, "Phường Mẫu Mới", "", 901],
        )
    )
    assert "Đã ghi 2 đơn vị vào bản soạn." in shown
    assert [line.words for line in changes_of(draft)] == [
        "Xã An Mẫu, Xã Bình Mẫu → Phường Mẫu Mới (mới, mã 90105)"
    ]
    assert problems_of(draft) == []


def test_one_that_keeps_code_and_name_takes_others_in(upload: Any, draft: Any, world: Any) -> None:
    upload(sheet([90101, "", 90102, "Xã Bình Mẫu", "", ""], [90102, "", 90102, "Xã Bình Mẫu", "", ""]))
    assert [line.words for line in changes_of(draft)] == ["Xã An Mẫu → Xã Bình Mẫu"]


def test_a_unit_on_two_rows_is_split(upload: Any, draft: Any, world: Any) -> None:
    upload(sheet([90101, "", 90102, "Xã Bình Mẫu", "", ""], [90101, "", 90107, "Xã Mới", "", ""]))
    assert "Xã An Mẫu chia về" in changes_of(draft)[0].words


def test_a_csv_is_read_too(upload: Any, draft: Any, world: Any) -> None:
    lines = ["Mã cũ;Tên cũ;Mã mới;Tên mới", "90101;Xã An Mẫu;90105;Xã Mới", "90102;Xã Bình Mẫu;90105;Xã Mới"]
    assert "Đã ghi 2 đơn vị" in upload("\n".join(lines).encode(), "danh-sach.csv")


def test_every_bad_row_is_told_and_nothing_written(upload: Any, draft: Any, world: Any) -> None:
    shown = upload(
        sheet(
            [90101, "Xã An Mẫu", 90105, "Xã Mới", "", 901],
            [99999, "Xã Lạ", 90105, "Xã Mới", "", 901],
            [90102, "Xã Tên Khác", 90105, "Xã Mới", "", 901],
            [90102, "", 90105, "Xã Mới Khác", "", 901],
            [90102, "", 90106, "@SUM(1)", "", 901],
            ["chín", "", 90106, "Xã Sáu", "", 901],
            [90102, "", 90106, "Xã Sáu", "", 902],
            [90101, "", 90105, "Xã Mới", "", 901],
            [90201, "", 90206, "Xã Cao Mới", "", ""],
            [90102, "", 90106, "", "", 901],
        )
    )
    for words in (
        "Danh sách có 9 dòng phải sửa; chưa ghi gì.",
        "Dòng 3: không có đơn vị mã 99999",
        "Dòng 4: mã 90102 là Xã Bình Mẫu, không phải Xã Tên Khác.",
        "Dòng 5: mã 90105 đã ghi cho Xã Mới",
        "Dòng 6: Tên “@SUM(1)” phải bắt đầu bằng chữ",
        "Dòng 7: mã cũ phải là số: “chín”.",
        "Dòng 8: không có tỉnh mã 902 trong phạm vi.",
        "Dòng 9: Xã An Mẫu đã ghi về Xã Mới ở dòng trên.",
        "Dòng 10: không có đơn vị mã 90201",
        "Dòng 11: Ghi tên đơn vị mới.",
    ):
        assert words in shown, re.findall("Dòng [^<]*", shown)
    assert not draft.links.exists()
    assert not draft.new_units.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"MZ\x00\x01not a sheet", "không phải bảng tính|hỏng"),
        (b"PK\x03\x04broken", "hỏng|không mở được|không phải bảng tính"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "trang web"),
        ("Họ tên,Tuổi\nLò Mẫu,40".encode(), "Không thấy các cột"),
    ],
)
def test_a_hostile_or_wrong_file_is_refused_in_words(
    upload: Any, draft: Any, content: bytes, words: str
) -> None:
    shown = upload(content, "danh-sach.xlsx" if not content.startswith("Họ".encode()) else "danh-sach.csv")
    assert re.search(words, shown), shown[-3000:]
    assert not draft.links.exists()


def test_no_upload_stays_behind(
    upload: Any, world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    upload(sheet([90101, "", 90105, "Xã Mới", "", ""]))
    assert list(tmp_path.iterdir()) == []
