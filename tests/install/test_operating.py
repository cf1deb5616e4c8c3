"""What ``deploy/`` and the documentation say can be typed: commands, settings, units, image, web server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement

from onceonly.command_line import main
from runtime.services.settings.loader import VARIABLES
from tests.install.operating import (
    CONTAINERFILE,
    DEPLOY,
    UNITS,
    commands_in_documents,
    commands_in_image,
    commands_in_units,
    documents,
    unit,
)
from tests.install.pythons import ROOT

COMMANDS = [*commands_in_documents(), *commands_in_units(), *commands_in_image()]


@pytest.mark.parametrize(("where", "words"), COMMANDS, ids=[where for where, _ in COMMANDS])
def test_every_command_can_be_typed_as_it_stands(where: str, words: list[str]) -> None:
    command, context = main, click.Context(main, info_name="onceonly")
    rest = list(words)
    while isinstance(command, click.Group):
        name = rest.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"{where}: there is no command {name}"
        command, context = found, click.Context(found, parent=context, info_name=name)
    try:
        command.make_context(command.name, rest, parent=context.parent)
    except click.BadParameter as error:
        if "does not exist" not in error.message:  # folders of the machine that is described
            raise


def test_commands_were_found_everywhere() -> None:
    places = {where.split(":")[0] for where, _ in COMMANDS}
    assert {"operating.md", "first-form.md", "Containerfile", *(path.name for path in UNITS)} <= places


def test_every_setting_exists() -> None:
    known = {*VARIABLES, "ONCEONLY_"}
    texts = {path.name: path.read_text("utf-8") for path in documents()}
    told = [(file, name) for file, text in texts.items() for name in re.findall(r"ONCEONLY_[A-Z_]*", text)]
    assert len(told) > 30
    assert [pair for pair in told if pair[1] not in known] == []


FETCHING = re.compile(r"(pip3?|pipx|uvx|uv tool|uv add)\b[^\n`|]*?(?<![/\w.-])onceonly(?![-\w./*])")


def test_nobody_is_told_to_fetch_a_package_that_is_not_ours() -> None:
    packages = [ROOT / name for name in ("forms", "generator", "onceonly", "runtime")]
    files = [*documents(), *(path for package in packages for path in package.rglob("*.py"))]
    assert [path.name for path in files if FETCHING.search(path.read_text("utf-8"))] == []
    wrong = (
        "pip install onceonly",
        "uvx onceonly demo",
        "pipx install 'onceonly[pdf]'",
        "uv tool install onceonly",
    )
    assert [line for line in wrong if not FETCHING.search(line)] == []


def test_what_the_image_copies_is_enough_for_the_wheel(wheel: Path, tmp_path: Path) -> None:
    first = CONTAINERFILE.split("FROM")[1]
    source = tmp_path / "source"
    for line in re.findall(r"^COPY (.*)$", first, re.MULTILINE):
        *paths, target = line.split()
        for path in paths:
            _copy(ROOT / path, source / (path if target in ("./", path) else f"{target}{Path(path).name}"))
    (built,) = re.findall(r"^RUN python (-m pip wheel .*) --wheel-dir /wheel \.$", first, re.MULTILINE)
    command = [sys.executable, *built.split(), "--wheel-dir", str(tmp_path / "wheel"), "."]
    subprocess.run(command, cwd=source, check=True, capture_output=True, timeout=180)
    (made,) = (tmp_path / "wheel").glob("*.whl")
    assert zipfile.ZipFile(made).namelist() == zipfile.ZipFile(wheel).namelist()


def test_the_image_has_all_libraries_and_those_of_every_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    locked = set(
        re.findall(r"^([a-z0-9.-]+)(?:\[.*\])?==", (DEPLOY / "requirements.lock").read_text("utf-8"), re.M)
    )
    assert {Requirement(line).name for line in wanted if "onceonly[" not in line} - locked == set()


def test_the_image_runs_as_nobody_special_and_says_whether_it_is_well() -> None:
    last = CONTAINERFILE.split("FROM")[-1]
    assert re.search(r"^USER (?!0)\d+:\d+$", last, re.MULTILINE)
    assert "\nVOLUME /city\n" in last
    assert last.index("USER") > last.rindex("RUN")
    assert re.search(r"^HEALTHCHECK .*/usr/share/onceonly/health.py", last, re.MULTILINE)
    for line in re.findall(r"^COPY (?!--from)(.*)$", CONTAINERFILE, re.MULTILINE):
        assert all((ROOT / path).exists() for path in line.split()[:-1]), line


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in (*UNITS, *DEPLOY.glob("*.timer")):
        here = path.read_text("utf-8").replace(
            "/opt/onceonly/bin/onceonly", shutil.which("true") or "/bin/true"
        )
        (tmp_path / path.name).write_text(here, "utf-8")
    checked = ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())]
    done = subprocess.run(checked, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_share_a_user_and_may_do_little(path: Path) -> None:
    service = unit(path)["Service"]
    for key, value in HARDENED.items():
        assert service[key] == value, key


HARDENED = {
    "DynamicUser": "yes",
    "User": "onceonly",
    "StateDirectory": "onceonly",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service",
}


@pytest.mark.skipif(shutil.which("nginx") is None, reason="this machine has no nginx")
def test_nginx_understands_its_example(tmp_path: Path) -> None:
    certificate, key = tmp_path / "city.pem", tmp_path / "city.key"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=business.example.gov",
    ]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=60)
    example = (DEPLOY / "nginx.conf").read_text("utf-8")
    example = example.replace("/etc/ssl/certs/business.example.gov.pem", str(certificate))
    example = example.replace("/etc/ssl/private/business.example.gov.key", str(key))
    example = example.replace("/var/log/nginx", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\n{example}\n}}\n"
    )
    tried = ["nginx", "-t", "-c", str(whole), "-p", str(tmp_path)]
    done = subprocess.run(tried, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "wanted",
    [
        "ssl_certificate_key",
        "proxy_set_header Host              $host;",
        "proxy_set_header X-Forwarded-For   $proxy_add_x_forwarded_for;",
        "proxy_set_header X-Request-Id      $request_id;",
        "client_max_body_size  33m;",
        "client_header_timeout 10s;",
        "client_body_timeout   30s;",
        "send_timeout          30s;",
        "proxy_read_timeout 40s;",
    ],
)
def test_the_web_server_in_front_does_what_operating_asks(wanted: str) -> None:
    assert wanted in (DEPLOY / "nginx.conf").read_text("utf-8")


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.copytree(path, to, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(path, to)
