"""Mistakes in articles, each a change of one good article."""

from __future__ import annotations

from tests.unit.generator.dunes import VISIT
from tests.unit.generator.mistake import Mistake

HARD = (
    "Notwithstanding aforementioned administrative considerations, applicants necessarily demonstrate "
    "organizational responsibility regarding environmental sustainability, financial accountability, "
    "operational continuity, regulatory compliance, documentation availability, and intergovernmental "
    "communication capability throughout."
)

ARTICLE_MISTAKES = [
    Mistake(
        "E343", VISIT, "mailto:fire@dunes.example", "javascript:alert(1)", "javascript:alert(1)", "https"
    ),
    Mistake("E343", VISIT, "mailto:fire@dunes.example", "//evil.example", "//evil.example", "not allowed"),
    Mistake("E350", VISIT, "# What an", "What an", "What an inspector looks at", "“# ”"),
    Mistake("E350", VISIT, "# What an", "## What an", "What an inspector looks at", "“# ”"),
    Mistake("E351", VISIT, "form:inspection", "form:inspecton", "form:inspecton", "Did you mean inspection?"),
    Mistake("E351", VISIT, "form:inspection", "article:fire/visit", "article:fire/visit", "fire/the-visit?"),
    Mistake("E352", VISIT, "Ask [us]", "word " * 5000 + "[us]", "", "20,000"),
    Mistake("E353", VISIT, "**one hour**", "<b>one hour</b>", "<b>", "without HTML"),
    Mistake("E353", VISIT, "**one hour**", "one hour <!-- or two -->", "<!-- or two -->", "without HTML"),
    Mistake("E353", VISIT, "**one hour**", "![one hour](https://x.example/a.png)", "![", "pictures"),
    Mistake("E353", VISIT, "**one hour**", "`one hour`", "`", "code"),
    Mistake("E353", VISIT, "## Before", "#### Before", "#### ", "## or ###"),
    Mistake("E353", VISIT, "## Before", "##Before", "##", "space"),
    Mistake("E353", VISIT, "## Before", "# Before", "Before the visit", "second title"),
    Mistake("E353", VISIT, "## Before", "> Before", ">", "quotations"),
    Mistake("E353", VISIT, "## Before", "| Before |", "|", "tables"),
    Mistake("E353", VISIT, "## Before the visit", "Before the visit\n---", "---", "##"),
    Mistake("E353", VISIT, "2. Clear", "   - Clear", "C", "lists in lists"),
    Mistake("E354", VISIT, "[the form](form:", "[](form:", "form:inspection", "[the food permit]"),
    Mistake("W606", VISIT, "Ask [us]", f"{HARD} [us]", "", "shorter"),
    Mistake("W608", VISIT, "Ask [us]", "It is so. " * 250 + "[us]", "What an inspector looks at", "Make two"),
]
