"""What the pages of operations name in passing exists: commands with their options, services, addresses, metrics."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable

import pytest
from django.core.management import get_commands, load_command_class

from hoathuan.core.operations.probes import ADDRESSES

from .following import BLOCK, PAGES
from .rig import ROOT
from .serving import DEPLOY

TEXTS = {page.stem: BLOCK.sub("", page.read_text(encoding="utf-8")) for page in PAGES}
TROUBLES = TEXTS["troubles"]
INLINE = re.compile(r"`([^`]+)`")
METRICS = set(INLINE.findall(TEXTS["watching"]))


def commands(first: str) -> list[str]:
    """What stands in a line of any of the pages and begins so."""
    return sorted({one for text in TEXTS.values() for one in INLINE.findall(text) if one.startswith(first)})


def given(command: str) -> list[str]:
    """The words of a command, without those that stand for others."""
    return [word for word in shlex.split(command.replace("\n", " "))[1:] if word != "…"]


@pytest.mark.parametrize("command", commands("manage.py "))
def test_a_command_of_the_program_is_there_and_takes_its_options(command: str) -> None:
    name, *options = given(command)
    load_command_class(get_commands()[name], name).create_parser("manage.py", name).parse_args(options)


@pytest.mark.parametrize("command", commands("script/"))
def test_a_script_is_there_and_knows_its_options(command: str) -> None:
    path = ROOT / command.split()[0]
    assert os.access(path, os.X_OK)
    known = path.read_text(encoding="utf-8")
    if options := [word for word in given(command) if word.startswith("-")]:
        if ".venv/bin/python -m" in known:
            known = subprocess.run([path, "--help"], capture_output=True, text=True, check=True).stdout
        assert [option for option in options if option not in known] == []


def services(command: str) -> None:
    units = re.findall(r"hoathuan-[a-z]+@?", command)
    assert [unit for unit in units if not (DEPLOY / "systemd" / f"{unit}.service").exists()] == []


def address(command: str) -> None:
    assert re.sub(r".*//[^/]+", "", command) in ADDRESSES


def metric(name: str) -> None:
    assert name in METRICS


#: What page and test know; None: nothing more to look at. What begins otherwise is a mistake, or belongs here.
KNOWN: dict[str, Callable[[str], None] | None] = {
    "manage.py ": None,
    "script/": None,
    "systemctl ": services,
    "journalctl ": services,
    "curl ": address,
    "hoathuan_": metric,
    "timedatectl": None,
    "SELECT query, state, wait_event FROM pg_stat_activity": None,
    '"level": ': None,
    '"database": ': None,
    '"migrations": ': None,
    '"read": ': None,
    "SECRET_KEY": None,
    "media": None,
    "/var/log": None,
}


@pytest.mark.parametrize("said", sorted(set(INLINE.findall(TROUBLES))))
def test_what_is_said_of_troubles_can_be_done(said: str) -> None:
    (known,) = [one for one in KNOWN if said.startswith(one)]
    if look := KNOWN[known]:
        look(said)
