"""Where connections wait for something to be said, so that a turn of the loop costs only those that move."""

from __future__ import annotations

from selectors import EVENT_READ, DefaultSelector
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel


class WaitingRoom(wasyncore.file_dispatcher):  # type: ignore[misc]  # waitress has no types
    """One entry of the loop for all that wait: Waitress's loop looks at each of its entries in every turn."""

    def __init__(self, loop: dict[int, Any]) -> None:
        self._selector = DefaultSelector()
        self._loop = loop
        super().__init__(self._selector.fileno(), loop)

    def take_in(self) -> None:
        """Let those wait here to whom nothing is to be said, and for whom nothing is to be done."""
        for one in self.others():
            if one.readable() and not one.writable():
                del self._loop[one.socket.fileno()]
                self._selector.register(one.socket, EVENT_READ, one)

    def others(self) -> list[Any]:
        """The connections that do not wait here."""
        return [one for one in list(self._loop.values()) if isinstance(one, HTTPChannel)]

    def let_out(self, connection: Any) -> None:
        """Back to the loop, if it waits here."""
        if connection.socket in self._selector.get_map():
            self._selector.unregister(connection.socket)
            self._loop[connection.socket.fileno()] = connection

    def readable(self) -> bool:
        """Always: it is read when somebody in it says something."""
        return True

    def writable(self) -> bool:
        """Never."""
        return False

    def handle_read(self) -> None:
        """Let those read to whom something is said."""
        for key, _ in self._selector.select(0):
            wasyncore.read(key.data)
            if key.data.connected and not key.data.readable():
                self.let_out(key.data)
