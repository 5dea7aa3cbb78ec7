"""The web server: several processes, one log of JSON lines, counts that are added up."""

import os
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

bind = "127.0.0.1:8000"
workers = 4
threads = 4
timeout = 120
graceful_timeout = 30
# a process is renewed now and then, and not all of them at once
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "hoathuan.core.operations.lines.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # one line for each request is written by the program itself, without addresses in full
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}


def on_starting(server: Any) -> None:
    """Counts of processes that are gone since the last start are not counted again."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for old in Path(folder).glob("*.db"):
        old.unlink()


def child_exit(server: Any, worker: Any) -> None:
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
