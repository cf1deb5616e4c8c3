"""Stage one of rendering: spec text, translations and themes become request templates."""

from generator.rendering.brackets import literal
from generator.rendering.control import Control
from generator.rendering.renderer import Renderer
from generator.rendering.slots import missing_slots
from generator.rendering.themes import Theme, read_theme
from generator.rendering.tokens import ThemeProblem

__all__ = ["Control", "Renderer", "Theme", "ThemeProblem", "literal", "missing_slots", "read_theme"]
