"""Migrations run as the owner of the tables, and on one connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connections
from django.db.migrations.state import ProjectState

ROLE = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def migrate_as_owner() -> None:
    """Bring the database that the alias `default` names up to date, as its owner."""
    with as_owner(), lightly_rendered():
        call_command("migrate", database="default", interactive=False, verbosity=0)


@contextmanager
def as_owner() -> Iterator[None]:
    """The alias `default` signs in as the owner meanwhile.

    Not `migrate --database owner`: migrations of other packages write through the default alias whatever
    they are told, and then wait for ever for the tables that the other connection has locked.
    """
    default, owner = connections["default"], connections["owner"]
    usual = default.settings_dict
    default.close()
    default.settings_dict = usual | {key: owner.settings_dict[key] for key in ROLE}
    try:
        yield
    finally:
        default.close()
        default.settings_dict = usual


@contextmanager
def lightly_rendered() -> Iterator[None]:
    """An index or a constraint is added to one model's options, and its classes stay.

    Django makes the class of that model anew and those of all that are related to it, for each of them: half of the
    time that setting up takes. No relation changes by it, so nothing else has to know.
    """
    usual = {name: getattr(ProjectState, name) for name in ("add_index", "add_constraint")}
    for name, option in zip(usual, ("indexes", "constraints"), strict=True):
        setattr(ProjectState, name, _appending(option))
    try:
        yield
    finally:
        for name, method in usual.items():
            setattr(ProjectState, name, method)


def _appending(option: str) -> Any:
    def append(state: ProjectState, app_label: str, model_name: str, added: Any) -> None:
        options = state.models[app_label, model_name].options
        options[option] = [*options[option], added]
        if "apps" in vars(state):  # asking for it would render them all
            about = state.apps.get_model(app_label, model_name)._meta
            setattr(about, option, [*getattr(about, option), added.clone()])
            vars(about).pop("total_unique_constraints", None)

    return append
