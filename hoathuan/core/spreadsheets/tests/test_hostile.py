"""Files made to hurt: each is refused in words or cut, and the server stays small."""

import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from hoathuan.core.spreadsheets.errors import FileRefused
from hoathuan.core.spreadsheets.read import describe, stream

from .workbooks import rewritten, workbook

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workbook(tmp_path / "a.xlsx", [["Họ và tên", "Tổ"], ["Người Mẫu A", "Tổ 1"]])


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        describe(path)
    return caught.value.code


def test_zip_bomb(path: Path) -> None:
    assert refused(rewritten(path, SHEET, lambda xml: xml + b" " * 500_000_000)) == "bomb"


def test_zip_bomb_of_a_smaller_size_but_impossible_ratio(path: Path) -> None:
    assert refused(rewritten(path, SHEET, lambda xml: xml + b" " * 60_000_000)) == "bomb"


def test_zip_bomb_that_lies_about_its_size(path: Path) -> None:
    rewritten(path, SHEET, lambda xml: xml + b" " * 60_000_000)
    data = bytearray(path.read_bytes())
    # the central directory says 1,000 bytes where 60 MB come out
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) != -1:
        if struct.unpack_from("<I", data, at + 24)[0] > 1_000_000:
            struct.pack_into("<I", data, at + 24, 1_000)
        at += 4
    path.write_bytes(bytes(data))
    assert refused(path) == "broken"


def test_too_many_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_500):
            archive.writestr(f"xl/media/{number}.txt", "")
    assert refused(path) == "bomb"


def test_external_entity(path: Path) -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert refused(rewritten(path, SHEET, lambda xml: declared + xml)) == "entities"


def test_entity_declared_late_and_in_another_part(path: Path) -> None:
    padding = b'<?xml version="1.0"?><!--' + b"x" * (1 << 20) + b"--><!doctype y>"
    assert refused(rewritten(path, "xl/styles.xml", lambda xml: padding + xml)) == "entities"


def test_a_million_formatted_rows_below_the_list_are_cut(path: Path) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (n, n, n) for n in range(3, 1_000_001)
    )
    rewritten(path, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert [row.number for row in stream(path, 0)] == [1, 2]


def test_one_far_cell_does_not_fill_the_memory(path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "x"

    assert refused(workbook(path, [["Họ và tên"]], far)) == "too_many_cells"


def test_one_far_row_is_only_a_row(path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        sheet["A1048576"] = "x"

    assert [row.number for row in stream(workbook(path, [["Họ và tên"]], far), 0)] == [1, 1_048_576]


def test_far_cell_without_an_address_is_stopped_by_the_limits_of_the_process(path: Path) -> None:
    cells = b"<c><v>1</v></c>" * 16_000
    row = b'<row r="1048576">' + cells + b"</row>"
    rewritten(path, SHEET, lambda xml: xml.replace(b"</sheetData>", row + b"</sheetData>"))
    assert refused(path) in {"too_heavy", "broken", "too_many_cells"}


def test_encrypted_entries(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) != -1:
        data[at + 8] |= 1
        at += 4
    path.write_bytes(bytes(data))
    assert refused(path) == "encrypted"


def test_formats_without_values_do_not_count_as_rows(path: Path) -> None:
    def bold(sheet: Worksheet) -> None:
        for number in range(2, 3_000):
            sheet.cell(number, 5).font = Font(bold=True)

    assert [row.number for row in stream(workbook(path, [["Họ và tên"]], bold), 0)] == [1]


def test_repeated_rows_of_an_ods_do_not_fill_the_memory(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p>'
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="T"><table:table-row table:number-rows-repeated="1000000">'
        f"{cell}</table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert refused(path) in {"too_heavy", "broken", "too_many_cells"}


#: Reads one file as a request would, from a process that has had no other children.
READS = """
import resource, sys
from pathlib import Path
from hoathuan.core.spreadsheets.errors import FileRefused
from hoathuan.core.spreadsheets.read import describe
try:
    describe(Path(sys.argv[1]))
except FileRefused:
    pass
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(own.split()[1], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_neither_the_server_nor_its_reading_process_grows_with_a_hostile_file(tmp_path: Path) -> None:
    heavy = workbook(tmp_path / "heavy.xlsx", [["ô"] * 100] * 5_000)
    done = subprocess.run(
        [sys.executable, "-c", READS, str(heavy)],
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
    )
    server, reader = map(int, done.stdout.split())
    assert server < 300_000, "in kB: rows arrive in a stream"
    assert reader < 1_700_000, "in kB: a reading process is limited to 1.5 GB"
