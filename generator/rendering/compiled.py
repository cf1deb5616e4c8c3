"""Templates that an earlier build compiled: compiling takes longer than rendering a page."""

from __future__ import annotations

from functools import cached_property

from jinja2.bccache import Bucket, BytecodeCache

from generator.memory import Memory
from generator.rendering.brackets import new_salt

_SALT = "salt"


class CompiledTemplates(BytecodeCache):
    """Remembers one file for each template; Jinja itself compares it with the source."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    @cached_property
    def salt(self) -> str:
        """The secret with which templates are compiled, the same for all builds that share a memory."""
        known = self._memory.recall(_SALT).decode()
        salt = known or new_salt()
        self._memory.remember(_SALT, salt.encode())
        return salt

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was remembered."""
        if code := self._memory.recall(_name(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        self._memory.remember(_name(bucket), bucket.bytecode_to_string())


def _name(bucket: Bucket) -> str:
    return f"{bucket.key}.template"
