"""What publishing a new edition would do to what people have written: counted before it is served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from forms.fields.base import Field, Stored
from forms.model.form import Form
from forms.model.workflow import statuses
from runtime.dataset import Dataset
from runtime.services.access import Actor, require
from runtime.services.filling.form_state import parse
from runtime.services.site.published_site import PublishedSite

Kind = Literal["form", "question", "answer", "master field", "fact", "agency", "language"]


@dataclass(frozen=True)
class Loss:
    """Something that stored data uses and the new edition has no longer; ``used`` counts by record."""

    kind: Kind
    names: tuple[str, ...]  # such as (form, question)
    used: Mapping[str, int]  # "draft", "submission", "open case" or "fact" → number

    @property
    def what(self) -> str:
        """What is lost, in words."""
        return _WHAT[self.kind].format(*self.names)

    @property
    def remedy(self) -> str:
        """What it means to people, and how to spare them."""
        return _REMEDIES[self.kind]


def losses(
    actor: Actor, dataset: Dataset, before: PublishedSite | None, after: PublishedSite
) -> tuple[Loss, ...]:
    """What drafts, facts and submissions use of ``before`` and would not find in ``after``.

    Without ``before``, everything that they use and would not find. What was lost earlier is not told again.
    """
    require(actor, "compare editions")
    comparison = _Comparison(_Names(before) if before else None, _Names(after))
    dataset.usage.each_draft(comparison.see_draft)
    dataset.usage.each_fact(comparison.see_fact)
    for (form, agency, status), count in dataset.usage.submissions().items():
        comparison.see_submissions(form, agency, status, count)
    return tuple(comparison.losses())


class _Names:
    """The names of an edition that stored data refers to."""

    def __init__(self, site: PublishedSite) -> None:
        city = site.city(site.source_language)
        self._site = site
        self.agencies = frozenset(agency.name for agency in city.agencies)
        self.languages = frozenset(site.languages)
        self.masters: Mapping[str, Field] = {
            master: next(form.fields()) for master, form in site.fact_forms(site.source_language).items()
        }
        self._questions: dict[str, Mapping[str, Field]] = {}

    def form(self, name: str) -> Form | None:
        """A form in the source language."""
        return self._site.form(self._site.source_language, name)

    def questions(self, form: str) -> Mapping[str, Field]:
        """The questions of a form by name; none for an unknown form."""
        if form not in self._questions:
            found = self.form(form)
            self._questions[form] = {field.name: field for field in found.fields()} if found else {}
        return self._questions[form]


class _Comparison:
    def __init__(self, before: _Names | None, after: _Names) -> None:
        self._before = before
        self._after = after
        self._used: Counter[tuple[Kind, tuple[str, ...], str]] = Counter()

    def losses(self) -> Iterator[Loss]:
        """The losses found, one for each name."""
        lost = sorted({(kind, names) for kind, names, _ in self._used})
        for kind, names in lost:
            of = {record: n for (k, which, record), n in self._used.items() if (k, which) == (kind, names)}
            yield Loss(kind, names, of)

    def see_draft(self, form: str, language: str, answers: Mapping[str, Stored]) -> None:
        """Compare a draft."""
        before, after = self._before, self._after
        if language not in after.languages and (before is None or language in before.languages):
            self._used["language", (language,), "draft"] += 1
        if after.form(form) is None:
            if before is None or before.form(form):
                self._used["form", (form,), "draft"] += 1
            return
        then, now = before.questions(form) if before else None, after.questions(form)
        for name, stored in answers.items():
            if _fitted(then, name, stored) and not _fits(now, name, stored):
                kind: Kind = "answer" if name in now else "question"
                self._used[kind, (form, name), "draft"] += 1

    def see_fact(self, master: str, value: Stored) -> None:
        """Compare a current fact."""
        then, now = self._before.masters if self._before else None, self._after.masters
        if _fitted(then, master, value) and not _fits(now, master, value):
            self._used["fact" if master in now else "master field", (master,), "fact"] += 1

    def see_submissions(self, form: str, agency: str, status: str, count: int) -> None:
        """Compare submissions; a case is open while it waits for its agency or its owner."""
        before, after = self._before, self._after
        is_form = form not in after.masters and (before is None or form not in before.masters)
        if is_form and after.form(form) is None and (before is None or before.form(form)):
            self._count("form", form, status, count)
        if agency not in after.agencies and (before is None or agency in before.agencies):
            self._count("agency", agency, status, count)

    def _count(self, kind: Kind, name: str, status: str, count: int) -> None:
        self._used[kind, (name,), "submission"] += count
        known = statuses().get(status)
        if known is None or known.waits or known.asks:
            self._used[kind, (name,), "open case"] += count


def _fitted(before: Mapping[str, Field] | None, name: str, stored: Stored) -> bool:
    return before is None or _fits(before, name, stored)


def _fits(questions: Mapping[str, Field], name: str, stored: Stored) -> bool:
    """Whether a question of this name can read a stored value."""
    field = questions.get(name)
    return field is not None and (stored is None or parse(field, stored) is not None)


_WHAT: Mapping[Kind, str] = {
    "form": "The form “{0}” is gone.",
    "question": "The question “{1}” of the form “{0}” is gone.",
    "answer": "The question “{1}” of the form “{0}” does not take these answers any more.",
    "master field": "The master field “{0}” is gone.",
    "fact": "The master field “{0}” does not take these facts any more.",
    "agency": "The agency “{0}” is gone.",
    "language": "The language “{0}” is gone.",
}
_REMEDIES: Mapping[Kind, str] = {
    "form": "Nobody can go on with a draft of it; submissions stay readable. If you renamed it, give it its"
    " old name back; else keep it until these drafts are sent and these cases are closed.",
    "question": "These answers are not shown and not sent. If you renamed the question, give it its old name"
    " back.",
    "answer": "People are asked again. If an option, a column or the type has changed, put the old one back.",
    "master field": "No form shows these facts. If you renamed it, give it its old name back.",
    "fact": "People are asked again. If an option, a column or the type has changed, put the old one back.",
    "agency": "Owners find no contact for these cases. If you renamed it, give it its old name back; else"
    " close its cases first.",
    "language": "These drafts go on in another language. Put the language back, or tell people.",
}
