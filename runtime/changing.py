"""Changing one fact on the owner's own page: the same reading, rules and outcomes as in any form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from forms.fields.base import AnswerError
from forms.model.form import Page
from forms.model.outcome import Outcome
from forms.text.messages import message
from forms.text.text import in_one_line
from runtime.check_context import said
from runtime.checking import Judged, judge_all
from runtime.controls import Problems
from runtime.dataset import FactsMoved, StaleDraft
from runtime.filling import Filling, fill_in, new_draft, parse
from runtime.posting import Post
from runtime.refusals import no_such_page
from runtime.rereading import change_title
from runtime.saving import judge, save
from runtime.sending import send
from runtime.visit import Visit

_SAY = {Outcome.PROPOSED: "fact-proposed", Outcome.UNCHANGED: "fact-unchanged"}


@dataclass(frozen=True)
class Change:
    """What became of a post: the sentence to say (see FLASHES), or what is wrong."""

    filling: Filling
    say: str = ""
    problems: Problems = field(default_factory=dict)
    clashed: bool = False  # somebody else changed the fact meanwhile


def fact_filling(visit: Visit, master: str) -> Filling:
    """The form of one question about a master field, filled with what the city knows."""
    form = visit.edition.fact_forms(visit.language.code).get(master)
    if form is None:
        raise no_such_page()
    owner = visit.owner
    draft = new_draft(owner.account.id, owner.business.id, form, visit.language.code)
    return fill_in(form, draft, visit.facts, visit.today)


def change_fact(visit: Visit, filling: Filling, page: Page, post: Post) -> Change:
    """Take one answer in and record what it changes, in one transaction; what is unchanged writes nothing."""
    taken = judge(visit, filling, page, post)
    if taken.problems:
        return Change(taken.filling, problems=taken.problems)
    (item,) = judge_all(taken.filling)
    if item.outcome is None:
        return _left_empty(taken.filling, item)
    if item.outcome == Outcome.CONFLICTING:
        return _changed_meanwhile(visit, taken.filling, item)
    if item.outcome != Outcome.UNCHANGED and not _record(visit, taken.filling, item):
        return _changed_meanwhile(visit, _known_now(visit, taken.filling), item)
    return Change(taken.filling, _SAY.get(item.outcome, "fact-saved"))


def _left_empty(filling: Filling, item: Judged) -> Change:
    """An optional fact that stays unknown is fine; one that is known is not forgotten by leaving it out."""
    if item.field.shared is None or item.field.shared.master not in filling.facts:
        return Change(filling, "fact-unchanged")
    text = message("{label}: enter the new answer. A known answer cannot be emptied.", label=item.field.label)
    return Change(filling, problems={item.field.name: (AnswerError(text),)})


def _changed_meanwhile(visit: Visit, filling: Filling, item: Judged) -> Change:
    fact = filling.fact(item.field)
    theirs = replace(item, value=parse(item.field, fact.value) if fact else None)
    text = message(
        "{label}: somebody changed this to “{other}” meanwhile. Save again to keep what you entered.",
        label=item.field.label,
        other=in_one_line(said(visit, theirs)) or "—",
    )
    return Change(filling, problems={item.field.name: (AnswerError(text),)}, clashed=True)


def _record(visit: Visit, filling: Filling, item: Judged) -> bool:
    """Write the change like any submission; False when another window or person was quicker."""
    if visit.draft:  # a draft that carried an earlier change and was never sent
        visit.store.drafts.discard(visit.draft.id)
    try:
        saved = save(visit, filling)
    except StaleDraft:
        return False
    try:
        send(visit, _named(visit, saved), (item,), saved.draft.revision)
    except (FactsMoved, StaleDraft):
        visit.store.drafts.discard(saved.draft.id)
        return False
    return True


def _named(visit: Visit, filling: Filling) -> Filling:
    title = change_title(visit.language, filling.form.title)
    return replace(filling, form=replace(filling.form, title=title))


def _known_now(visit: Visit, filling: Filling) -> Filling:
    return filling.with_facts(visit.known_facts())
