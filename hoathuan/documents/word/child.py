"""The process that opens a Word template: nobody has vouched for it, so it works under limits of memory and time.

It loads neither settings nor database. One JSON object comes in: `{"do": "check" | "fill", "file", "known", "values",
"picture"}`; one goes out: `{"problems": [...]}`, `{"made": base64}` or `{"refused": code}`.
"""

import base64
import io
import json
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from hoathuan.core.declarations import declares
from hoathuan.documents.word import rules

MEMORY_BYTES: Final = 768 * 1024 * 1024
CPU_SECONDS: Final = 10
MOST_UNPACKED: Final = 60 * 1024 * 1024
#: What a filled paper may be, unpacked: a short template can swell to any length.
MOST_MADE: Final = 20 * 1024 * 1024
PICTURE_MM: Final = 20
_FOOTNOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
#: As docxtpl fills them.
_PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")


class Refused(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        answer = _answer(json.load(sys.stdin))
    except Refused as refused:
        answer = {"refused": refused.code}
    except MemoryError:
        answer = {"refused": "too_heavy"}
    json.dump(answer, sys.stdout)


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    file = io.BytesIO(base64.b64decode(asked["file"]))
    _check_package(file)
    template = _open(file)
    found = rules.problems(_sources(template), asked["known"])
    if asked["do"] == "check":
        return {"problems": [asdict(problem) for problem in found]}
    if any(problem.code != "missing" for problem in found):
        raise Refused("hostile")  # checked when it was taken: the file on the disk is another one
    return {"made": _filled(template, asked["values"], asked.get("picture"))}


def _check_package(file: io.BytesIO) -> None:
    try:
        with zipfile.ZipFile(file) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise Refused("too_heavy")
            for part in package.infolist():
                if part.filename.lower().endswith((".xml", ".rels")) and declares(package.read(part)):
                    raise Refused("broken")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise Refused("broken") from error


def _library() -> Any:
    """Loaded once the limits stand."""
    import docxtpl

    return docxtpl


def _open(file: io.BytesIO) -> Any:
    template = _library().DocxTemplate(file)
    try:
        template.render_init()
    except Exception as error:  # whatever the library stumbles over: it is no Word file that we can read
        raise Refused("broken") from error
    return template


def _sources(template: Any) -> Iterator[str]:
    """Every part that will be filled, as it will be read then."""
    yield template.patch_xml(template.get_xml())
    for place in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(place):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type == _FOOTNOTES:
            yield template.patch_xml(part.blob.decode("utf-8"))
    for name in _PROPERTIES:
        yield getattr(template.docx.core_properties, name) or ""


def _filled(template: Any, values: dict[str, Any], picture: str | None) -> str:
    from docx.shared import Mm

    context = dict(values)
    context["ma_vuong"] = ""
    if picture:
        context["ma_vuong"] = _library().InlineImage(
            template, io.BytesIO(base64.b64decode(picture)), width=Mm(PICTURE_MM)
        )
    try:
        template.render(context, rules.environment(), autoescape=True)
    except Exception as error:  # its XML does not hold together once the values stand in it
        raise Refused("broken") from error
    out = io.BytesIO()
    template.save(out)
    _check_made(out)
    return base64.b64encode(out.getvalue()).decode()


def _check_made(made: io.BytesIO) -> None:
    with zipfile.ZipFile(made) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_MADE:
            raise Refused("too_heavy")


if __name__ == "__main__":
    main()
