"""The kinds of norms that are known before any context adds its own. Their values are data (`data/values.csv`)."""

from hoathuan.norms.registry import register

from . import deadlines, money, offices


def register_all() -> None:
    register(*money.KINDS, *deadlines.KINDS, *offices.KINDS)
