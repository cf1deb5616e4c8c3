"""The values, and how each would look in a text that holds it in one form or another."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from urllib.parse import quote, quote_plus

VALUES: Mapping[str, str] = {
    "email": "zephyrine.q@quillfeather.example",
    "other email": "nobody.yet@quillfeather.example",
    "mistyped email": "zephyrine.quillfeather(at)nowhere",
    "given name": "Zephyrine Ünal",
    "family name": "O’Quillfeather",
    "business": "Canarywing & Sons Dumplings",
    "other business": "Sparrowhawk Noodles",
    "ein": "91-7364528",
    "ssn": "631-48-2957",
    "other ssn": "632-57-1846",
    "phone": "415 555 0147",
    "other phone": "415 555 0186",
    "street": "7391 Nightjar Lane",
    "location": "Bluethroat Wharf",
    "website": "https://bluethroat-dumplings.example/menu?for=owls",
    "free text": "Our “Goldcrest” oven moved;\nit stands <beside> the hatch.",
    "bank account": "000482913775",
    "file": "nightjar lease – signed.pdf",
    "other file": "nightjar-virus.exe",
    "search": "kestrelwort permit",
    "note": "Goshawk calls on Tuesday about the hatch",
    "network address": "203.0.113.217",
    "browser": "Wrenfox/98.7 (Larkspur)",
    "forged token": "redwing-token-0123456789",
    "address of a page": "/en/firecrest-page",
}
"""What it is → the canary."""

_SHORTEST = 9  # letters and digits: less turns up by chance


def found_in(text: str, more: Iterable[str] = ()) -> list[str]:
    """The canaries in a text, by what they are, and those of ``more`` (tokens, cookies), in any form."""
    known = {**VALUES, **{f"secret {number}": value for number, value in enumerate(more)}}
    text = f"{text}\n{_decoded(text)}"
    small, bare = text.lower(), _bare(text)
    return [
        f"{what} as {how}"
        for what, value in known.items()
        for how, look in forms(value).items()
        if look and look in (bare if how == "bare" else text if how.startswith("base64") else small)
    ]


def forms(value: str) -> dict[str, str]:
    """How a value may look: as it is, for an address, for HTML, in JSON, encoded, hashed, without signs."""
    raw = value.encode()
    told = {
        "it is": value,
        "in JSON": json.dumps(value)[1:-1],
        "in Python": ascii(value)[1:-1],
        "in HTML": html.escape(value),
        "in an address": quote(value, safe=""),
        "in a form": quote_plus(value),
        "hexadecimal": raw.hex(),
        "a digest": sha256(raw).hexdigest(),
    }
    small = {how: look.lower() for how, look in told.items()}
    return {**small, "bare": _bare(value), **dict(_base64(raw))}


def _decoded(text: str) -> str:
    """What the lines say that are JSON, without its escapes."""
    return "\n".join(str(value) for line in text.splitlines() for value in _values(line))


def _values(line: str) -> Iterator[object]:
    if line.startswith("{"):
        for value in json.loads(line).values():
            yield from value if isinstance(value, list) else [value]


def _base64(raw: bytes) -> Iterator[tuple[str, str]]:
    """As it looks wherever it stands within what was encoded: three ways, in both alphabets."""
    for before in range(3):
        for name, encode in (("base64", b64encode), ("base64url", urlsafe_b64encode)):
            whole = encode(b"\0" * before + raw).decode().rstrip("=")
            yield f"{name} {before}", whole[(before * 8 + 5) // 6 : -1]


def _bare(text: str) -> str:
    """Letters and digits only: what is left of 12-3456789 in 123456789."""
    bare = re.sub(r"[\W_]", "", text.lower())
    return bare if len(bare) >= _SHORTEST else ""
