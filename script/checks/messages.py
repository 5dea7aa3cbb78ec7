"""`script/messages`: carry new texts into the catalogues, compile them, or check them.

Vietnamese is the source language. Each context keeps its English in `locale/en/LC_MESSAGES/django.po`.
"""

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from . import catalogues, in_python, in_templates
from .findings import Fault, Message
from .sources import PRODUCT, contexts, python_files, shown, template_files


@dataclass
class Texts:
    """What one context says."""

    context: Path
    messages: list[Message] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def unique(self) -> list[Message]:
        """One message per key; a text used with and without plural keeps the plural."""
        found: dict[tuple[str, str | None], Message] = {}
        for message in self.messages:
            if message.key not in found or (message.plural and not found[message.key].plural):
                found[message.key] = message
        return list(found.values())


def collect(context: Path) -> Texts:
    texts = Texts(context)
    for path in python_files(context):
        _add(texts, in_python.read(path))
    for path in template_files(context):
        _add(texts, in_templates.read(path))
    return texts


def _add(texts: Texts, found: tuple[list[Message], list[Fault]]) -> None:
    texts.messages += found[0]
    texts.faults += found[1]


def merge(product: Path) -> None:
    """New texts in, texts that are gone out, every translation kept."""
    known = {context: catalogues.load(context) for context in contexts(product)}
    for context, catalogue in known.items():
        messages = collect(context).unique()
        if not messages and not catalogues.po_path(context).exists():
            continue
        others = [other for name, other in known.items() if name != context]
        new = catalogues.merged(messages, catalogue, others)
        missing = sum(not catalogues.is_translated(entry) for entry in new if entry.id)
        if catalogues.save(context, new) or missing:
            print(f"{context.name}: {len(new)} texts, {missing} without English")


def compile_all(product: Path) -> None:
    for context in contexts(product):
        catalogues.compile_one(context)


def check(product: Path) -> list[Fault]:
    found: list[Fault] = []
    known = {}
    for context in contexts(product):
        texts, catalogue = collect(context), catalogues.load(context)
        known[shown(catalogues.po_path(context))] = catalogue
        found += texts.faults
        found += catalogues.faults(context, texts.unique(), catalogue)
    return found + list(catalogues.contradictions(known))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/messages", description=__doc__)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--compile", action="store_true", help="write the .mo files only")
    choice.add_argument("--check", action="store_true", help="say what is missing, change nothing")
    asked = parser.parse_args(arguments)
    if not settings.configured:
        settings.configure()  # Django's lexer asks for settings, and none of them matters here
    if asked.check:
        faults = check(PRODUCT)
        print(*faults, sep="\n", end="\n" if faults else "")
        return 1 if faults else 0
    if not asked.compile:
        merge(PRODUCT)
    compile_all(PRODUCT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
