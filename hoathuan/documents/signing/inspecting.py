"""What a PDF says and who signed it. Runs in a process of its own (`apart`): no settings, no database, no words.

A file that nobody has vouched for can make any reader swallow the machine; here it only swallows its own limits.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

MEMORY_BYTES: Final = 1024 * 1024 * 1024
CPU_SECONDS: Final = 20
MOST_TEXT: Final = 1_000_000
_MOST_PAGES: Final = 300
_MOST_SIGNATURES: Final = 20
_MOST_XML: Final = 20 * 1024 * 1024


def main(arguments: list[str]) -> None:
    """`inspecting text PATH` or `inspecting signatures PATH ROOTS`: one JSON object on the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    what, path, *rest = arguments
    content = Path(path).read_bytes()
    found = {"text": text_of(content)} if what == "text" else {"signatures": signatures_of(content, rest)}
    sys.stdout.write(json.dumps(found))


def text_of(content: bytes) -> str:
    """The words of a PDF, or of a Word file, in the order in which the file holds them."""
    return _text_of_word(content) if content.startswith(b"PK") else _text_of_pdf(content)


def _text_of_pdf(content: bytes) -> str:
    from pypdf import PdfReader

    words: list[str] = []
    for number, page in enumerate(PdfReader(io.BytesIO(content), strict=False).pages):
        if number >= _MOST_PAGES or sum(map(len, words)) > MOST_TEXT:
            break
        words.append(page.extract_text())
    return "\n".join(words)[:MOST_TEXT]


def _text_of_word(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("word/document.xml") as part:
        xml = part.read(_MOST_XML)
    words: list[str] = []
    inside = [False]
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, _attributes: dict[str, str]) -> None:
        inside[0] = name.endswith(" t")
        if name.endswith((" p", " br", " tab")):
            words.append(" ")

    def end(_name: str) -> None:
        inside[0] = False

    def said(text: str) -> None:
        if inside[0]:
            words.append(text)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, said
    parser.Parse(xml, True)
    return "".join(words)[:MOST_TEXT]


def signatures_of(content: bytes, roots: list[str]) -> list[dict[str, Any]]:
    """Every signature of the file, oldest first, as plain facts."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(content), strict=False)
    trusted = _certificates(roots)
    return [_facts(one, trusted) for one in reader.embedded_regular_signatures[:_MOST_SIGNATURES]]


def _certificates(roots: list[str]) -> list[Any]:
    from pyhanko.keys import load_certs_from_pemder

    return list(load_certs_from_pemder(roots))  # type: ignore[no-untyped-call]


def _facts(signature: Any, trusted: list[Any]) -> dict[str, Any]:
    try:
        certificate = signature.signer_cert
        facts = _of_certificate(certificate) | {"signed_at": _iso(signature.self_reported_timestamp)}
    except Exception as problem:  # whatever a reader stumbles over: this signature cannot be read
        return {"broken": f"{type(problem).__name__}: {problem}"[:200]}
    try:
        return facts | _status(signature, trusted, facts)
    except Exception as problem:
        return facts | {"broken": f"{type(problem).__name__}: {problem}"[:200]}


def _of_certificate(certificate: Any) -> dict[str, Any]:
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return {
        "signer": _plain(subject.get("common_name")),
        "organisation": _plain(subject.get("organization_name")),
        "issuer": _plain(issuer.get("common_name") or issuer.get("organization_name")),
        "not_before": _iso(certificate.not_valid_before),
        "not_after": _iso(certificate.not_valid_after),
    }


def _plain(value: Any) -> str:
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value or ""))[:200]


def _status(signature: Any, trusted: list[Any], facts: dict[str, Any]) -> dict[str, Any]:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature

    now = datetime.now(UTC)
    said = signature.self_reported_timestamp
    # a day in the future proves nothing
    moment = said if said is not None and said < now else now
    context = _context(
        signature.reader,
        trust_roots=trusted, moment=moment, allow_fetching=False, revocation_mode="soft-fail",
    )  # fmt: skip
    status = validate_pdf_signature(signature, signer_validation_context=context)
    level = status.modification_level
    return {
        "intact": bool(status.intact and status.valid),
        "changed": not status.intact
        or level is None
        or level == ModificationLevel.OTHER
        or not status.docmdp_ok,
        "trusted": bool(status.trusted),
        "revoked": bool(status.revoked),
        "expired": moment > signature.signer_cert.not_valid_after
        or moment < signature.signer_cert.not_valid_before,
        "stamped": bool(status.timestamp_validity and status.timestamp_validity.valid),
    }


def _context(reader: Any, **asked: Any) -> Any:
    """What is known of certificates: with the lists of revoked ones that the file itself carries."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError
    from pyhanko_certvalidator import ValidationContext

    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(asked)
    except NoDSSFoundError:
        return ValidationContext(**asked)


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


if __name__ == "__main__":
    main(sys.argv[1:])
