"""A published language, with translations of the product's texts."""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from typing import Literal

from forms.text.directions import isolated
from forms.text.messages import Message, fill
from forms.text.untranslated import Untranslated


@dataclass(frozen=True)
class Language:
    """One language as pages use it: ``code`` goes into ``lang``, ``locale`` into Babel."""

    code: str
    locale: str = "en_US"
    name: str = "English"
    direction: Literal["ltr", "rtl"] = "ltr"
    translations: gettext.NullTranslations = field(
        default_factory=gettext.NullTranslations, compare=False, repr=False
    )

    def say(self, message: Message) -> str:
        """A message as text in this language."""
        if message.plural:
            text = self.translations.ngettext(message.text, message.plural, message.count)
        else:
            text = self.translations.gettext(message.text)
        # A value may itself be a message (an option's label, a unit).
        values = {
            gap: self.say(value) if isinstance(value, Message) else isolated(str(value), self.direction)
            for gap, value in message.values.items()
        }
        filled = fill(text, values)
        return Untranslated(filled) if isinstance(text, Untranslated) else filled


ENGLISH = Language("en")
