"""Templates that an earlier build compiled: compiling takes longer than rendering a page."""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache

from generator.memory import Memory


class CompiledTemplates(BytecodeCache):
    """Remembers one file for each template; Jinja itself compares it with the source."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was remembered."""
        if code := self._memory.recall(_name(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        self._memory.remember(_name(bucket), bucket.bytecode_to_string())


def _name(bucket: Bucket) -> str:
    return f"{bucket.key}.template"
