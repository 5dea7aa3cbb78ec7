"""The small language of a form's arithmetic: columns by their keys, +, -, and for checks one comparison.

It is the notation that forms themselves use: `1 = 5 + 9 + 10 + 11`, `6 <= 2`. A whole number is always a
column, never a quantity. Anything else is refused when the definition is read, so nothing is ever run.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .errors import DefinitionProblem

Number = int | Decimal | None
Values = Mapping[str, Number]

_SUMS: dict[type[ast.operator], Callable[..., int | Decimal]] = {ast.Add: operator.add, ast.Sub: operator.sub}
_TESTS: dict[type[ast.cmpop], tuple[str, Callable[..., bool]]] = {
    ast.Eq: ("=", operator.eq),
    ast.LtE: ("≤", operator.le),
    ast.GtE: ("≥", operator.ge),
    ast.Lt: ("<", operator.lt),
    ast.Gt: (">", operator.gt),
}
_LONGEST = 200
_LONE_EQUALS = re.compile(r"(?<![<>=])=(?!=)")


@dataclass(frozen=True)
class Sum:
    """A column, or columns added to and taken from one another."""

    node: ast.expr

    def columns(self) -> list[str]:
        """The columns that it names, from left to right."""
        return [_key(node) for node in _operands(self.node)]

    def value(self, values: Values) -> Number:
        """None where one of the columns is not reported: blank is not 0."""
        return _value(self.node, values)

    def __str__(self) -> str:
        return _text(self.node)


@dataclass(frozen=True)
class Comparison:
    """Two sums that must be equal, or one not above the other."""

    left: Sum
    test: type[ast.cmpop]
    right: Sum

    def columns(self) -> list[str]:
        return [*self.left.columns(), *self.right.columns()]

    def holds(self, values: Values) -> bool | None:
        """None where a column is not reported, so that nothing can be said."""
        left, right = self.left.value(values), self.right.value(values)
        return None if left is None or right is None else _TESTS[self.test][1](left, right)

    def __str__(self) -> str:
        return f"{self.left} {_TESTS[self.test][0]} {self.right}"


def parse_sum(text: str) -> Sum:
    return _sum(_parsed(text), text)


def parse_comparison(text: str) -> Comparison:
    node = _parsed(_LONE_EQUALS.sub("==", text))
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in _TESTS:
        raise DefinitionProblem(f"not one comparison of columns: {text!r}")
    return Comparison(_sum(node.left, text), type(node.ops[0]), _sum(node.comparators[0], text))


def _parsed(text: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise DefinitionProblem("an expression is too long")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise DefinitionProblem(f"cannot be read: {text!r}") from problem


def _sum(node: ast.expr, text: str) -> Sum:
    for leaf in _operands(node):
        named = isinstance(leaf, ast.Name) or (isinstance(leaf, ast.Constant) and type(leaf.value) is int)
        if not named:
            raise DefinitionProblem(f"only columns, + and - may stand in {text!r}")
    return Sum(node)


def _operands(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and type(node.op) in _SUMS:
        return [*_operands(node.left), *_operands(node.right)]
    return [node]


def _key(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else str(node.value)  # type: ignore[attr-defined]


def _value(node: ast.expr, values: Values) -> Number:
    if not isinstance(node, ast.BinOp):
        return values[_key(node)]
    left, right = _value(node.left, values), _value(node.right, values)
    return None if left is None or right is None else _SUMS[type(node.op)](left, right)


def _text(node: ast.expr) -> str:
    if not isinstance(node, ast.BinOp):
        return _key(node)
    # a subtrahend that is itself a sum keeps its brackets
    right = f"({_text(node.right)})" if isinstance(node.right, ast.BinOp) else _text(node.right)
    return f"{_text(node.left)} {'+' if isinstance(node.op, ast.Add) else '-'} {right}"
