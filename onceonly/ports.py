"""Checks that the port of a command is free before any work is done."""

from __future__ import annotations

import errno
import ipaddress
import socket

import click

PORT = click.IntRange(1, 65_535)
_HOST = "127.0.0.1"
_TRIED = 100  # ports tried after the one that is in use


class IPv4(click.ParamType[str]):
    """An address of this computer, in figures."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address as it is written; fails with a remedy for anything else."""
        try:
            return str(ipaddress.IPv4Address(value))
        except ValueError:
            self.fail(f"“{value}” is no address such as 127.0.0.1 or 0.0.0.0.", param, ctx)


def refuse_taken(port: int, host: str = _HOST) -> None:
    """Raises ClickException with a remedy when nobody can listen on ``port`` of this computer now."""
    try:
        _listen(port, host)
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            message = f"{host} is no address of this computer. For every one that it has: --host 0.0.0.0"
            raise click.ClickException(message) from error
        cause = _CAUSES.get(error.errno or 0, str(error.strerror))
        raise click.ClickException(
            f"Port {port} {cause}. Take another one, for example: --port {_free(port)}"
        ) from error


def _listen(port: int, host: str = _HOST) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do, for a quick restart
        tried.bind((host, port))


def _free(port: int) -> int:
    """A free port near ``port``, or any that the system assigns."""
    for near in range(max(port + 1, 8000), min(max(port + 1, 8000) + _TRIED, 65_536)):
        try:
            _listen(near)
        except OSError:
            continue
        return near
    with socket.socket() as given:
        given.bind((_HOST, 0))
        found: int = given.getsockname()[1]
        return found


_CAUSES = {
    errno.EADDRINUSE: "is in use: another program listens there already, perhaps a portal that still runs",
    errno.EACCES: "is only for the administrator of this computer",
}
