"""The message catalogues: one per context, kept by Babel; Vietnamese is the source, English the translation."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from .findings import Fault, Message
from .sources import shown

#: Header lines that change at every run and say nothing.
NOISE = re.compile(
    rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator'
    rb"|Language-Team|Generated-By):.*\n",
    re.MULTILINE,
)
PLACES = re.compile(r"%\((\w+)\)|\{(\w*)\}")


def po_path(context: Path) -> Path:
    return context / "locale" / "en" / "LC_MESSAGES" / "django.po"


def load(context: Path) -> Catalog:
    path = po_path(context)
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en", ignore_obsolete=True)


def merged(messages: Iterable[Message], old: Catalog, others: Iterable[Catalog]) -> Catalog:
    """A catalogue of exactly `messages`, with the English that is known here or in another context."""
    new = Catalog(locale="en", fuzzy=False, header_comment="")
    for message in sorted(messages, key=lambda m: (m.text, m.meaning or "")):
        known = (_english(catalogue, message) for catalogue in (old, *others))
        english = next((text for text in known if text), None)
        identity = (message.text, message.plural) if message.plural else message.text
        new.add(identity, english or "", context=message.meaning, locations=[(message.place, 0)])
    return new


def _english(catalogue: Catalog, message: Message) -> str | tuple[str, ...] | None:
    found = catalogue.get(message.text, context=message.meaning)
    if found is None or found.fuzzy or not is_translated(found):
        return None
    forms = forms_of(found)
    if not message.plural:
        return forms[0] if isinstance(found.string, str) else None
    return None if isinstance(found.string, str) else forms


def forms_of(entry: Entry) -> tuple[str, ...]:
    """The English of an entry: one text, or one for each plural form."""
    if isinstance(entry.string, str):
        return (entry.string,)
    return tuple(entry.string or ("",))


def is_translated(entry: Entry) -> bool:
    return all(forms_of(entry))


def save(context: Path, catalogue: Catalog) -> bool:
    """Write the catalogue; True if that changed the file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, include_lineno=False, sort_output=True)
    text = NOISE.sub(b"", buffer.getvalue()).lstrip(b"\n")
    path = po_path(context)
    if path.exists() and path.read_bytes() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    return True


def compile_one(context: Path) -> None:
    """English, and where a package of a context's speaks no Vietnamese, the Vietnamese of what it says."""
    for language in ("en", "vi"):
        path = context / "locale" / language / "LC_MESSAGES" / "django.po"
        if not path.exists():
            continue
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=language, ignore_obsolete=True))


def faults(context: Path, messages: Iterable[Message], catalogue: Catalog) -> Iterator[Fault]:
    """Messages without English, or with English that fills other places."""
    place = shown(po_path(context))
    for message in {message.key: message for message in messages}.values():
        english = _english(catalogue, message)
        if english is None:
            yield Fault(message.place, 0, f"no English for {message.text!r}: add it to {place}")
            continue
        forms = (english,) if isinstance(english, str) else english
        if any(_places(form) - _places(message.text, message.plural) for form in forms):
            yield Fault(place, 0, f"the English of {message.text!r} fills places that the Vietnamese has not")


def _places(*texts: str | None) -> set[str]:
    return {a or b for text in texts if text for a, b in PLACES.findall(text)}


def contradictions(catalogues: dict[str, Catalog]) -> Iterator[Fault]:
    """One Vietnamese text has one English text, since Django merges all catalogues into one."""
    seen: dict[tuple[str, str | None], tuple[str, object]] = {}
    for name, catalogue in catalogues.items():
        for entry in catalogue:
            if not entry.id or not entry.string:
                continue
            text = entry.id if isinstance(entry.id, str) else entry.id[0]
            first, english = seen.setdefault((text, entry.context), (name, entry.string))
            if english != entry.string:
                yield Fault(name, 0, f"{text!r} is {entry.string!r} here and {english!r} in {first}")
