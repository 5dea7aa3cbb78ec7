"""What a Word template may say: fields, one loop over a table, plain conditions. Everything else is refused.

No call, no assignment, no inclusion, no loop inside a loop: what is allowed always ends, and reaches nothing but the
values that it is given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

FILTERS: Final = frozenset({"upper", "lower"})
LOOP_WORDS: Final = frozenset({"index", "first", "last", "length"})
MOST_LOOPS: Final = 20
_PLAIN: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.If, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip


def environment() -> SandboxedEnvironment:
    """Where templates are read and filled: sandboxed, everything escaped, nothing within reach."""
    made = SandboxedEnvironment(autoescape=True, extensions=[])
    made.globals.clear()
    made.tests.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


@dataclass(frozen=True)
class Problem:
    """`code`: code | field | missing | syntax | loops; `what` is the word of the template that it is about."""

    code: str
    what: str


@dataclass
class _Reader:
    known: Mapping[str, Any]
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    loops: int = 0

    def say(self, code: str, what: str) -> None:
        problem = Problem(code, what[:80])
        if problem not in self.problems:
            self.problems.append(problem)

    def walk(self, node: nodes.Node, row: tuple[str, str] | None = None) -> None:
        """`row`: the variable of the loop that we are in, and its table."""
        if isinstance(node, nodes.For):
            self._loop(node, row)
        elif isinstance(node, nodes.Name):
            self._name(node.name, row)
        elif isinstance(node, nodes.Getattr):
            self._part(node, row)
        elif isinstance(node, nodes.Filter):
            self._filter(node, row)
        elif isinstance(node, _PLAIN):
            for child in node.iter_child_nodes():
                self.walk(child, row)
        else:
            self.say("code", type(node).__name__)

    def _loop(self, node: nodes.For, row: tuple[str, str] | None) -> None:
        self.loops += 1
        if row or node.recursive or node.test or not isinstance(node.target, nodes.Name):
            return self.say("loops", "for")
        if not isinstance(node.iter, nodes.Name):
            return self.say("code", "for … in …")
        if node.iter.name not in self.known["rows"]:
            return self.say("field", node.iter.name)
        self.used.add(node.iter.name)
        for child in (*node.body, *node.else_):
            self.walk(child, (node.target.name, node.iter.name))
        return None

    def _name(self, name: str, row: tuple[str, str] | None) -> None:
        if name in self.known["fields"]:
            self.used.add(name)
        elif name not in self.known["rows"]:  # "if table" asks whether there are rows
            self.say("field", name)

    def _part(self, node: nodes.Getattr, row: tuple[str, str] | None) -> None:
        if not isinstance(node.node, nodes.Name) or row is None:
            return self.say("code", f".{node.attr}")
        name = node.node.name
        if name == "loop" and node.attr in LOOP_WORDS:
            return None
        if name != row[0]:
            return self.say("code", f"{name}.{node.attr}")
        if node.attr not in self.known["rows"][row[1]]:
            return self.say("field", f"{row[1]}.{node.attr}")
        self.used.add(f"{row[1]}.{node.attr}")
        return None

    def _filter(self, node: nodes.Filter, row: tuple[str, str] | None) -> None:
        if node.name not in FILTERS or node.args or node.kwargs or node.dyn_args or node.node is None:
            return self.say("code", f"|{node.name}")
        return self.walk(node.node, row)


def problems(sources: Iterable[str], known: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with a template made of these parts; empty where it can be used."""
    reader, parser = _Reader(known), environment()
    for source in sources:
        try:
            reader.walk(parser.parse(source))
        except TemplateSyntaxError as error:
            reader.say("syntax", error.message or "")
        except RecursionError:
            reader.say("code", "((((")
    if reader.loops > MOST_LOOPS:
        reader.say("loops", str(reader.loops))
    for name in known["required"]:
        if name not in reader.used:
            reader.say("missing", name)
    return reader.problems
