"""The data dictionary as read: groups of entries."""

from __future__ import annotations

from collections.abc import Mapping

from generator.specs.models import MasterSpec, ShapeSpec

PARTIES = ("business", "person")
"""The groups that hold facts; all other groups are row shapes."""

Entry = MasterSpec | ShapeSpec
Dictionary = Mapping[str, Mapping[str, Entry]]
"""All entries of ``master_fields.yaml`` by group and name; those that cannot be read are absent."""
