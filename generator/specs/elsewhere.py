"""Keys that authors look for where they have no meaning, each with what to do instead."""

from __future__ import annotations

from collections.abc import Mapping

IN_USES: Mapping[str, str] = dict.fromkeys(
    ("type", "options", "valid_if", "default", "min", "max", "max_length", "pattern", "of", "fields"),
    "A form may change a master field's words, not its meaning: change it in master_fields.yaml for all.",
)
"""What only the data dictionary may say of a master field."""

IN_LOCAL: Mapping[str, str] = {
    "prefill": "The city keeps no fact that could be filled in here: remove it, or use a master field.",
}
"""What only facts have, so that it would do nothing in a field of one form."""

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
"""What a list says as a whole."""

NOT_ASKED: Mapping[str, str] = {
    **dict.fromkeys(
        ("required", "required_if", "default", "errors", "autocomplete"),
        "Nobody is asked here, so it would do nothing: remove it.",
    ),
    "valid_if": "Nobody is asked here, so it would do nothing: put the rule at a question that it reads.",
}
"""What only questions have, so that it would do nothing where a value or a text is shown."""
