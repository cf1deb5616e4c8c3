"""Keys that authors may look for in the wrong place, each with its remedy."""

from __future__ import annotations

from collections.abc import Mapping

IN_USES: Mapping[str, str] = dict.fromkeys(
    ("type", "options", "valid_if", "default", "min", "max", "max_length", "pattern", "of", "fields"),
    "A form may change a master field's words, not its meaning: change it in master_fields.yaml for all.",
)
"""Keys of master fields in the data dictionary only."""

IN_LOCAL: Mapping[str, str] = {
    "prefill": "The city keeps no fact that could be filled in here: remove it, or use a master field.",
}
"""Keys of facts only, without effect in local fields."""

IN_ROWS: Mapping[str, str] = {
    **dict.fromkeys(
        ("show_if", "required_if", "valid_if", "default"),
        "Every row asks the same questions: remove it, or set a rule for the list as a whole.",
    ),
    **dict.fromkeys(
        ("sensitivity", "steward", "when_changed", "confirm_after", "prefill", "each_location"),
        "A row holds no facts of its own: say it once, at the master field that is the list.",
    ),
}
"""Keys of lists only."""

NOT_ASKED: Mapping[str, str] = {
    **dict.fromkeys(
        ("required", "required_if", "default", "errors", "autocomplete"),
        "Nobody is asked here, so it would do nothing: remove it.",
    ),
    "valid_if": "Nobody is asked here, so it would do nothing: put the rule at a question that it reads.",
}
"""Keys of questions only, without effect on shown values or texts."""
