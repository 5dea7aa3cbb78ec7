"""Messages and unwrapped text in Django templates, cut by Django's own lexer.

So a message is exactly what Django looks up: trimmed where it trims, with doubled percent signs.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import (
    block_re,
    constant_re,
    endblock_re,
    inline_re,
    plural_re,
)

from .findings import VIETNAMESE, Fault, Message
from .sources import shown

#: Stands where a tag or variable was, so that the HTML around it stays whole.
HOLE = "\x00"
#: Attributes that a person reads or hears.
READ_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "label", "content"}
#: Names and signs that are the same in every language.
NAMES = {"pdf", "excel", "xlsx", "docx", "csv", "qr", "kb", "mb", "hòa", "thuận"}
#: A template that says so is a document in the words of the law.
LEGAL_MARK = "{# Legal text: Vietnamese only. #}"


def read(path: Path) -> tuple[list[Message], list[Fault]]:
    """The messages of one template and its faults."""
    source = path.read_text(encoding="utf-8")
    reader = _Reader(shown(path))
    for token in Lexer(source).tokenize():
        reader.take(token)
    if LEGAL_MARK in source:
        return reader.messages, []
    return reader.messages, [
        *reader.faults,
        *_bare_text(reader.page, shown(path), html=path.suffix == ".html"),
    ]


class _Reader:
    """Walks the tokens of one template; `page` becomes the template without what Django fills in."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.messages: list[Message] = []
        self.faults: list[Fault] = []
        self.page = ""
        self.block: _Block | None = None
        self.in_comment = False

    def take(self, token: Token) -> None:
        if self.in_comment:
            self.in_comment = token.contents != "endcomment"
        elif self.block is not None:
            self._inside_block(self.block, token)
        elif token.token_type == TokenType.TEXT:
            self.page += token.contents
            return
        elif token.token_type != TokenType.COMMENT:
            self._tag(token)
        # every line of the source stays a line of the page: faults are told by line
        self.page += HOLE + "\n" * (max(token.contents.count("\n"), 0))

    def _tag(self, token: Token) -> None:
        if token.token_type == TokenType.BLOCK and token.contents.split(maxsplit=1)[:1] == ["comment"]:
            self.in_comment = True
            return
        if token.token_type == TokenType.BLOCK and block_re.match(token.contents):
            self.block = _Block(token)
        self._constants(token)

    def _constants(self, token: Token) -> None:
        rest = token.contents
        inline = inline_re.match(rest) if token.token_type == TokenType.BLOCK else None
        if inline:
            self._add(_unquote(inline[1]), None, _unquote(inline[3]) if inline[3] else None)
            return
        for found in constant_re.findall(rest):
            self._add(_unquote(found), None, None)
        if VIETNAMESE.search(constant_re.sub("", rest)):
            self.faults.append(
                Fault(self.place, token.lineno or 0, f"not wrapped for translation: {rest[:60]!r}")
            )

    def _inside_block(self, block: "_Block", token: Token) -> None:
        if token.token_type == TokenType.BLOCK and endblock_re.match(token.contents):
            self._add(
                block.text(block.singular), block.text(block.plural) if block.plural else None, block.meaning
            )
            self.block = None
        elif token.token_type == TokenType.BLOCK and plural_re.match(token.contents):
            block.current = block.plural
        else:
            block.current.append(token)

    def _add(self, text: str, plural: str | None, meaning: str | None) -> None:
        if text:
            self.messages.append(Message(text, plural, meaning, self.place))


class _Block:
    """The inside of one blocktranslate."""

    def __init__(self, token: Token) -> None:
        self.singular: list[Token] = []
        self.plural: list[Token] = []
        self.current = self.singular
        self.trimmed = "trimmed" in token.split_contents()
        opened = block_re.match(token.contents)
        self.meaning = _unquote(opened[2]) if opened and opened[2] else None

    def text(self, tokens: list[Token]) -> str:
        parts = [
            f"%({token.contents})s"
            if token.token_type == TokenType.VAR
            else token.contents.replace("%", "%%")
            for token in tokens
            if token.token_type in (TokenType.VAR, TokenType.TEXT)
        ]
        text = "".join(parts)
        return trim_whitespace(text) if self.trimmed else text


def _unquote(text: str) -> str:
    """A quoted constant as Django looks it up: percent signs of a template are doubled."""
    quote = text[0]
    return text[1:-1].replace(f"\\{quote}", quote).replace("%", "%%")


def _bare_text(page: str, place: str, *, html: bool) -> Iterator[Fault]:
    """Words that a person would read and no catalogue knows."""
    if html:
        reader = _Text()
        # a tag whose very name is filled in is a tag all the same
        reader.feed(re.sub(rf"<(/?){HOLE}", r"<\1x", page))
        reader.close()
        pieces = reader.pieces
    else:
        pieces = list(enumerate(page.splitlines(), start=1))
    for line, text in pieces:
        words = [word for word in re.findall(r"[^\W\d_]{2,}", text) if word.lower() not in NAMES]
        if words:
            yield Fault(
                place,
                line,
                f"not wrapped for translation: {' '.join(text.replace(HOLE, ' ').split())[:60]!r}",
            )


class _Text(HTMLParser):
    """Text and readable attributes of a page, each with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "svg")
        for name, value in attrs:
            if value and (
                name in READ_ATTRIBUTES - ({"content"} if tag == "meta" else set())
                or VIETNAMESE.search(value)
            ):
                self.pieces.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "svg")

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            leading = len(data) - len(data.lstrip())
            self.pieces.append((self.getpos()[0] + data[:leading].count("\n"), data))
