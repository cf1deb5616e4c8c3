"""The data dictionary as read: entries by group."""

from __future__ import annotations

from collections.abc import Mapping

from generator.specs.models import MasterSpec, ShapeSpec

PARTIES = ("business", "person")
"""The groups that hold facts; all other groups are row shapes."""

Entry = MasterSpec | ShapeSpec
Dictionary = Mapping[str, Mapping[str, Entry]]
"""The entries of ``master_fields.yaml`` by group and name, without invalid ones."""
