"""Messages and unwrapped Vietnamese in Python sources."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .findings import VIETNAMESE, Fault, Message
from .sources import shown

#: How many of the first arguments are text: (meaning, singular, plural).
FUNCTIONS = {
    "gettext": "s",
    "gettext_lazy": "s",
    "gettext_noop": "s",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "pgettext": "ms",
    "pgettext_lazy": "ms",
    "npgettext": "msp",
    "npgettext_lazy": "msp",
}
#: Marks Vietnamese that stays Vietnamese: words of the law.
UNTRANSLATED = {"legal_text"}
#: A module that says so holds words as data (an alphabet, headings to recognise), none of them shown as interface.
DATA_MARK = "# Vietnamese in this module is data, not interface text."


def read(path: Path) -> tuple[list[Message], list[Fault]]:
    """The messages of one module and its faults."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source, filename=str(path))
    reader = _Reader(shown(path), _names(tree))
    reader.visit(tree)
    faults = reader.faults
    if DATA_MARK not in source:
        faults = faults + list(_unwrapped(tree, reader.wrapped, shown(path)))
    return reader.messages, faults


def _names(tree: ast.Module) -> dict[str, str]:
    """What the module calls the functions of django.utils.translation."""
    names = {name: name for name in FUNCTIONS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {
                alias.asname or alias.name: alias.name for alias in node.names if alias.name in FUNCTIONS
            }
    return names


class _Reader(ast.NodeVisitor):
    """Collects messages, and remembers which constants are inside a call that speaks for them."""

    def __init__(self, place: str, names: dict[str, str]) -> None:
        self.place = place
        self.names = names
        self.messages: list[Message] = []
        self.faults: list[Fault] = []
        self.wrapped: set[int] = set()

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in UNTRANSLATED:
            self.wrapped |= {id(part) for argument in node.args for part in ast.walk(argument)}
        function = self.names.get(called)
        if function:
            self._take(node, FUNCTIONS[function])
        self.generic_visit(node)

    def _take(self, node: ast.Call, shape: str) -> None:
        texts = {}
        for kind, argument in zip(shape, node.args, strict=False):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                texts[kind] = argument.value
                self.wrapped.add(id(argument))
            elif kind == "s" and isinstance(argument, ast.JoinedStr | ast.BinOp):
                words = "a translated text must be one plain string; fill its places afterwards with %"
                self.faults.append(Fault(self.place, node.lineno, words))
        if "s" in texts:
            self.messages.append(Message(texts["s"], texts.get("p"), texts.get("m"), self.place))


def _unwrapped(tree: ast.Module, wrapped: set[int], place: str) -> Iterator[Fault]:
    docstrings = {id(text) for text in _docstrings(tree)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if id(node) in wrapped or id(node) in docstrings or not VIETNAMESE.search(node.value):
            continue
        yield Fault(place, node.lineno, f"not wrapped for translation: {node.value[:60]!r}")


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every string that stands alone as a statement: docstrings and notes below attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
