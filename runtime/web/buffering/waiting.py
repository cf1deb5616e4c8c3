"""Idle connections in one selector, so that an iteration of the loop costs active connections only."""

from __future__ import annotations

from selectors import EVENT_READ, DefaultSelector
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel


class WaitingRoom(wasyncore.file_dispatcher):  # type: ignore[misc]  # waitress has no types
    """One entry of the loop for all idle connections: Waitress's loop checks every entry each time."""

    def __init__(self, loop: dict[int, Any]) -> None:
        self._selector = DefaultSelector()
        self._loop = loop
        super().__init__(self._selector.fileno(), loop)

    def take_in(self) -> None:
        """Move connections here that have nothing to send and nothing to do."""
        for one in self.others():
            if one.readable() and not one.writable():
                del self._loop[one.socket.fileno()]
                self._selector.register(one.socket, EVENT_READ, one)

    def others(self) -> list[Any]:
        """The connections that are not idle."""
        return [one for one in list(self._loop.values()) if isinstance(one, HTTPChannel)]

    def let_out(self, connection: Any) -> None:
        """Move a connection back to the loop, if it is here."""
        if connection.socket in self._selector.get_map():
            self._selector.unregister(connection.socket)
            self._loop[connection.socket.fileno()] = connection

    def readable(self) -> bool:
        """Always true: it is read when one of its connections has data."""
        return True

    def writable(self) -> bool:
        """Always false."""
        return False

    def handle_read(self) -> None:
        """Let the connections read that have data."""
        for key, _ in self._selector.select(0):
            wasyncore.read(key.data)
            if key.data.connected and not key.data.readable():
                self.let_out(key.data)
