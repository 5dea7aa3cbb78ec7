"""The samples in deploy/ do what they say: started on this machine, with other ports and paths."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .rig import ROOT, Installation, free_port
from .serving import DEPLOY, HOST, Browser, Web, line_of, machine, over_tls, web_server

UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())


@pytest.fixture(scope="module")
def web(filled: Installation) -> Iterator[Web]:
    filled.must("collectstatic", "--noinput", "--verbosity", "0")
    with web_server(filled, "--workers", "2") as running:
        yield running


def programs_for_systemd(folder: Path, unit: str) -> Path:
    text = (DEPLOY / "systemd" / unit).read_text()
    target = folder / unit
    target.write_text(text.replace("/srv/hoathuan/app", str(ROOT)))
    return target


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_line_of_the_units(unit: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    for name in UNITS:
        programs_for_systemd(tmp_path, name)
    name = unit.replace("@.", "@1.")
    if name != unit:
        (tmp_path / unit).rename(tmp_path / name)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True
    )
    ours = [line for line in done.stderr.splitlines() if "hoathuan" in line and "not-found" not in line]
    assert ours == []


def test_the_service_that_serves_does_not_know_the_owner() -> None:
    for unit in ("hoathuan-web.service", "hoathuan-jobs@.service"):
        assert "owner" not in (DEPLOY / "systemd" / unit).read_text()


def test_the_samples_of_settings_are_refused_until_they_are_filled_in(filled: Installation) -> None:
    lines = (DEPLOY / "hoathuan.env").read_text().splitlines()
    sample = dict(line.split("=", 1) for line in lines if line and line[0] != "#")
    said = filled.refused("check", env={**filled.environment, **sample})
    assert "still holds the words of the sample" in said


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of its own making for the name of the sample."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(private)
    return folder


def nginx_configuration(folder: Path, certificate: Path, ports: dict[str, int]) -> Path:
    site = (DEPLOY / "nginx" / "hoathuan.conf").read_text()
    for old, new in {
        "127.0.0.1:8000": f"127.0.0.1:{ports['web']}",
        "listen 80;": f"listen 127.0.0.1:{ports['plain']};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{ports['tls']} ssl http2;",
        "/etc/ssl/hoathuan": str(certificate),
        "/var/log/nginx": str(folder),
    }.items():
        assert old in site
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site)
    kinds = "client_body proxy fastcgi uwsgi scgi".split()
    folders = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    main = folder / "nginx.conf"
    main.write_text(
        f"pid {folder}/nginx.pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; {folders} include {folder}/site.conf; }}\n"
    )
    return main


@pytest.fixture(scope="module")
def nginx(web: Web, certificate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")
    if program is None:
        pytest.skip("no nginx on this machine (apt-get install nginx-light)")
    folder = tmp_path_factory.mktemp("nginx")
    # its workers are another user, who has to reach the folder for large bodies
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    ports = {"web": web.port, "plain": free_port(), "tls": free_port()}
    command = [program, "-p", str(folder), "-c", str(nginx_configuration(folder, certificate, ports))]
    done = subprocess.run([*command, "-e", str(folder / "error.log")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    yield ports
    subprocess.run([*command, "-e", str(folder / "error.log"), "-s", "stop"], check=True)


@pytest.fixture
def reader(nginx: dict[str, int], certificate: Path) -> Browser:
    return over_tls(nginx["tls"], certificate / "fullchain.pem")


def test_a_reader_signs_in_through_the_proxy_and_works(reader: Browser) -> None:
    reader.sign_in("canbo")
    page = reader.get("/vu-viec/")
    assert page.status == 200
    assert "An Mẫu" in page.text
    assert "strict-transport-security" in page.headers
    assert "nginx/" not in page.headers["server"]


def test_plain_http_is_led_to_tls(nginx: dict[str, int]) -> None:
    answer = machine(nginx["plain"]).get("/vu-viec/", Host=HOST)
    assert (answer.status, answer.headers["location"]) == (301, f"https://{HOST}/vu-viec/")


def test_no_reader_gets_the_figures_and_none_can_pass_for_the_machine(reader: Browser) -> None:
    assert reader.get("/suc-khoe/so-do/").status == 403
    ready = reader.get("/suc-khoe/", **{"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"})
    assert ready.status == 200
    assert "checks" not in ready.text


def test_the_machine_itself_gets_them_past_the_proxy(web: Web, reader: Browser) -> None:
    for _turn in range(8):
        reader.get("/tro-giup/")
    text = machine(web.port).get("/suc-khoe/so-do/").text
    counted = re.findall(r'^hoathuan_requests_total\{.*part="core".*\} (\S+)$', text, re.MULTILINE)
    assert sum(map(float, counted)) >= 8, "counts of both processes are added up"
    assert '"checks"' in machine(web.port).get("/suc-khoe/").text


def test_every_rule_for_prometheus_asks_for_something_that_is_told(web: Web, filled: Installation) -> None:
    rules = (DEPLOY / "prometheus" / "hoathuan.yml").read_text()
    wanted = set(re.findall(r"hoathuan_[a-z_]+", rules))
    machine(web.port).get("/khong-co/")
    text = machine(web.port).get("/suc-khoe/so-do/").text
    told = set(re.findall(r"^(hoathuan_[a-z_]+)", text, re.MULTILINE)) | {"hoathuan_backup_age_seconds"}
    assert wanted - told == set()


def test_its_log_is_json_from_the_first_line_and_says_nothing_of_people(web: Web, reader: Browser) -> None:
    reader.sign_in("canbo")
    reader.get("/to-hoa-giai/?q=L%C3%B2+Th%E1%BB%8B+M%E1%BA%ABu")
    code = reader.get("/khong-co/ai-do/").headers["x-request-id"]
    web.program.until(lambda lines: any(code in line and '"answered"' in line for line in lines))
    assert all(line.startswith("{") for line in web.program.lines), web.program.lines
    everything = "".join(web.program.lines)
    for word in ("canbo", "Lò Thị", "L%C3", "ai-do", "mat-khau"):
        assert word not in everything
    seats = {line.get("seat") for line in web.answered()}
    assert len(seats - {None}) == 1


def test_a_worker_as_its_unit_starts_it_gives_its_sign(filled: Installation) -> None:
    from .serving import started

    command = line_of("hoathuan-jobs@.service", "ExecStart").split()
    before = filled.ask("SELECT count(*) FROM operations_sign WHERE name LIKE 'worker/%%'")
    with started(command, "Starting worker", cwd=ROOT, env=filled.environment) as worker:
        sign = f"worker/%/{worker.process.pid}"
        while not filled.ask("SELECT 1 FROM operations_sign WHERE name LIKE %s", sign):
            assert worker.process.poll() is None, "".join(worker.lines)
    assert filled.ask("SELECT count(*) FROM operations_sign WHERE name LIKE 'worker/%%'") > before


def test_a_backup_as_its_unit_makes_it_every_night(filled: Installation, tmp_path: Path) -> None:
    command = line_of("hoathuan-backup.service", "ExecStart").replace("/var/backups/hoathuan", str(tmp_path))
    done = filled.run(*command.split())
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = tmp_path.glob("hoathuan-*")
    assert (made / "SHA256SUMS").exists()


def test_the_python_of_this_checkout_runs_the_units() -> None:
    assert Path(sys.prefix).name == ".venv"
