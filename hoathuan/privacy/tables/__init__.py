"""What the tables below this context hold about people: core, units, accounts, packages; and its own."""

from . import accounts, core, own, packages


def register_all() -> None:
    for module in (core, accounts, packages, own):
        module.register_all()
