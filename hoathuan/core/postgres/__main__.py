"""`python -m hoathuan.core.postgres start|stop|status|url [owner|default]`."""

import argparse
import sys

from . import PostgresProblem, is_embedded, start, status, stop, urls


def _start() -> int:
    print("started" if start() else "already running")
    return 0


def _stop() -> int:
    print("stopped" if stop() else "was not running")
    return 0


def _status() -> int:
    now = status()
    print(
        f"{'running' if now.running else 'not running'}: {now.place.home}"
        + (f" (process {now.pid})" if now.pid else "")
    )
    return 0 if now.running else 3


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m hoathuan.core.postgres", description=__doc__)
    parser.add_argument("verb", choices=["start", "stop", "status", "url"])
    parser.add_argument("role", nargs="?", choices=["default", "owner"], default="default")
    asked = parser.parse_args(arguments)
    if asked.verb == "url":
        print(urls()["owner" if asked.role == "owner" else "default"])
        return 0
    if not is_embedded():
        print("DATABASE_URL names the server: it is started and stopped elsewhere.")
        return 0
    return {"start": _start, "stop": _stop, "status": _status}[asked.verb]()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except PostgresProblem as problem:
        sys.exit(f"{problem}")
