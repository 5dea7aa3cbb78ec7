"""Secrets of one machine for trying out: made once, kept in `var/`. Production takes none of them."""

import os
from collections.abc import Callable
from pathlib import Path


def local_key(path: Path, make: Callable[[], str]) -> str:
    """The secret in this file; made when it is not there, by whoever comes first."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f"{path.name}.{os.getpid()}")
        own.touch(mode=0o600)
        own.write_text(make())
        try:
            os.link(own, path)
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return path.read_text().strip()
