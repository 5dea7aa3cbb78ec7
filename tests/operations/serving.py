"""Programs of a running installation, started as their samples say, and a browser that asks them."""

from __future__ import annotations

import http.client
import json
import re
import shlex
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from .rig import PASSWORD, ROOT, Installation, free_port

HOST = "hoathuan.example.vn"
DEPLOY = ROOT / "deploy"
#: What a proxy says of a reader.
PASSED_ON = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}


@dataclass
class Program:
    """A running program; every line that it writes is kept."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)
    _ended: bool = False

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.lines.append(line)
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def until(self, there: Callable[[list[str]], bool]) -> None:
        """Wait until its lines are as wanted, or it has ended."""
        with self._news:
            self._news.wait_for(lambda: there(self.lines) or self._ended, timeout=60)
            assert there(self.lines), "".join(self.lines)

    def json_lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines if line.startswith("{")]


@contextmanager
def started(command: list[str], ready: str, **options: Any) -> Iterator[Program]:
    """Run a program until the block ends; it is ready when a line of it says so."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    program = Program(process)
    listener = threading.Thread(target=program.listen, daemon=True)
    listener.start()
    try:
        program.until(lambda lines: any(ready in line for line in lines))
        yield program
    finally:
        process.terminate()
        process.wait(timeout=60)
        listener.join()


def line_of(unit: str, name: str) -> str:
    """What a unit file says, with the paths of this machine."""
    text = (DEPLOY / "systemd" / unit).read_text()
    found = re.search(rf"^{name}=(.*)$", text, re.MULTILINE)
    assert found is not None
    return found[1].replace("/srv/hoathuan/app", str(ROOT))


@dataclass
class Web:
    """The web server of an installation."""

    program: Program
    port: int

    def browser(self) -> Browser:
        return Browser(lambda: http.client.HTTPConnection("127.0.0.1", self.port, timeout=60))

    def answered(self) -> list[dict[str, Any]]:
        return [line for line in self.program.json_lines() if line["event"] == "answered"]


@contextmanager
def web_server(installation: Installation, *more: str, **settings: str) -> Iterator[Web]:
    """gunicorn as the unit file starts it, on a free port."""
    port = free_port()
    counts = installation.folder / f"counts-{port}"
    counts.mkdir()
    command = [
        *shlex.split(line_of("hoathuan-web.service", "ExecStart")),
        "--bind",
        f"127.0.0.1:{port}",
        *more,
    ]
    environment = installation.environment | {"PROMETHEUS_MULTIPROC_DIR": str(counts)} | settings
    with started(command, "Listening at", cwd=ROOT, env=environment) as program:
        yield Web(program, port)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Browser:
    """Keeps cookies and says what a proxy would say of it."""

    connect: Callable[[], http.client.HTTPConnection]
    headers: dict[str, str] = field(default_factory=lambda: dict(PASSED_ON))
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = HOST

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        connection = self.connect()
        sent = {"Host": self.host, "Referer": f"https://{self.host}/", **self.headers, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        for told in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(told).items()}
        connection.close()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, text)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, **values: str) -> Answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)
        assert token is not None
        return self.ask("POST", path, urlencode({"csrfmiddlewaretoken": token[1], **values}))

    def sign_in(self, name: str) -> Answer:
        answer = self.post("/tai-khoan/login/", login=name, password=PASSWORD)
        assert answer.status == 302, answer.text
        return answer


def machine(port: int) -> Browser:
    """Something on the machine itself that asks the web server past the proxy."""
    return Browser(
        lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=60),
        headers={},
        host=f"127.0.0.1:{port}",
    )


def over_tls(port: int, certificate: Path) -> Browser:
    """A reader's browser that trusts this certificate."""
    context = ssl.create_default_context(cafile=str(certificate))
    context.check_hostname = False  # it is made out for the sample's name, and asked at an address
    return Browser(
        lambda: http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=context), headers={}
    )
