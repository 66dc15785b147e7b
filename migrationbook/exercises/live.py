"""What the live version of an exercise has to know, as plain data for the page's script."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, TypeVar

from migrationbook.core.inline import plain, to_html
from migrationbook.core.strings import words
from migrationbook.corpus.fingerprint import OMISSION
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.exercises import kinds
from migrationbook.explorers.states import Explorer, states_at_goal

Thing = TypeVar("Thing")


def shuffled(things: Sequence[Thing], seed: str, name: Callable[[Thing], str] = str) -> list[Thing]:
    """Return things in an order that looks random and is the same at every build.

    Parameters
    ----------
    things:
        What to put in another order.
    seed:
        The exercise's full name.
    name:
        Says what a thing is called.
    """
    return sorted(things, key=lambda thing: hashlib.sha256(f"{seed}:{name(thing)}".encode()).digest())


@dataclass(frozen=True)
class Context:
    """What an exercise stands in.

    Parameters
    ----------
    corpus:
        The course's data.
    asked:
        The exercise in its lesson.
    """

    corpus: Corpus
    asked: Asked

    def html(self, source: str) -> str:
        """Return a text of the data as HTML."""
        return to_html(source, self.corpus)

    def plain(self, source: str) -> str:
        """Return a text of the data without marks."""
        return plain(source, self.corpus)


def spec(context: Context) -> dict[str, Any]:
    """Return what the page's script has to know of an exercise.

    Parameters
    ----------
    context:
        The exercise and what it stands in.
    """
    asked, exercise = context.asked, context.asked.exercise
    found = {
        "uid": asked.uid,
        "kind": exercise.kind,  # type: ignore[attr-defined]
        "number": asked.number,
        "heading": words("exercise", number=asked.number),
        "kind_label": words(f"kinds.{exercise.kind}"),  # type: ignore[attr-defined]
        "ask": context.html(exercise.ask),
        "hint": context.html(exercise.hint) if exercise.hint else None,
        "excerpt": {"href": f"#excerpt-{exercise.excerpt}", "label": words("look_at")} if exercise.excerpt else None,
    }
    return {**found, **_answers(exercise, context)}


@singledispatch
def _answers(exercise: kinds.Exercise, context: Context) -> dict[str, Any]:
    raise TypeError(f"no live version for {type(exercise).__name__}")


@_answers.register(kinds.Single)
@_answers.register(kinds.Multiple)
def _(exercise: kinds.Single | kinds.Multiple, context: Context) -> dict[str, Any]:
    options = [{"html": context.html(o.text), "right": o.right, "why": context.html(o.why)} for o in exercise.options]
    return {"options": options}


@_answers.register
def _(exercise: kinds.Numeric, context: Context) -> dict[str, Any]:
    return {
        "answer": exercise.answer,
        "tolerance": exercise.tolerance,
        "unit": exercise.unit,
        "why": context.html(exercise.why),
        "mistakes": [
            {
                "value": mistake.value,
                "tolerance": exercise.tolerance if mistake.tolerance is None else mistake.tolerance,
                "why": context.html(mistake.why),
            }
            for mistake in exercise.mistakes
        ],
        "otherwise": context.html(exercise.otherwise),
    }


def order_shown(exercise: kinds.Order, uid: str) -> list[int]:
    """Return the order in which the items of an order exercise are shown at first; never the right one."""
    shown = shuffled(range(len(exercise.items)), uid, lambda index: exercise.items[index].text)
    return shown[1:] + shown[:1] if shown == sorted(shown) else shown


@_answers.register
def _(exercise: kinds.Order, context: Context) -> dict[str, Any]:
    return {
        "items": [{"html": context.html(i.text), "text": context.plain(i.text), "why": context.html(i.why)} for i in exercise.items],
        "shown": order_shown(exercise, context.asked.uid),
    }


def match_choices(exercise: kinds.Match, uid: str) -> list[str]:
    """Return the right sides and decoys of a match exercise in the order in which they are offered."""
    return shuffled([*(pair.right for pair in exercise.pairs), *exercise.decoys], uid)


@_answers.register
def _(exercise: kinds.Match, context: Context) -> dict[str, Any]:
    right = match_choices(exercise, context.asked.uid)
    left = [
        {"html": context.html(p.left), "text": context.plain(p.left), "why": context.html(p.why), "answer": right.index(p.right)}
        for p in exercise.pairs
    ]
    return {"left": left, "right": right}


@_answers.register
def _(exercise: kinds.Classify, context: Context) -> dict[str, Any]:
    rows = [
        {
            "html": context.html(row.text),
            "text": context.plain(row.text),
            "is": exercise.columns.index(row.column),
            "why": context.html(row.why),
        }
        for row in exercise.rows
    ]
    return {"columns": exercise.columns, "rows": rows}


def gap_choices(gap: kinds.Gap, seed: str) -> list[dict[str, Any]]:
    """Return the words offered for a gap, in the order in which they are offered."""
    offered = [{"text": gap.right, "right": True, "why": gap.why}]
    offered += [{"text": wrong.text, "right": False, "why": wrong.why} for wrong in gap.wrong]
    return shuffled(offered, seed, lambda choice: choice["text"])


@_answers.register
def _(exercise: kinds.Cloze, context: Context) -> dict[str, Any]:
    uid = context.asked.uid
    return {
        "segments": cloze_segments(context.html(exercise.text)),
        "gaps": [
            {"options": [{**choice, "why": context.html(choice["why"])} for choice in gap_choices(gap, f"{uid}:{number}")]}
            for number, gap in enumerate(exercise.gaps)
        ],
    }


def cloze_segments(text: str) -> list[str]:
    """Return the pieces of a text between its gaps."""
    return re.split(r"\{\d+\}", text)


def marked_words(exercise: kinds.Mark, passage: str) -> list[dict[str, Any]]:
    """Return the words of a passage, each with the target or decoy that it belongs to.

    Parameters
    ----------
    exercise:
        The exercise that names targets and decoys.
    passage:
        The German text of its excerpt.
    """
    # an omission sign is one thing, not words to mark
    pieces = re.split(f"({OMISSION.pattern})", passage)
    found: list[dict[str, Any]] = []
    for piece in pieces:
        if OMISSION.fullmatch(piece):
            found.append({"text": piece, "target": None, "decoy": None, "fixed": True})
        else:
            found += [{"text": word, "target": None, "decoy": None} for word in piece.split()]
    for field, wanted in (("target", exercise.targets), ("decoy", exercise.decoys)):
        for number, phrase in enumerate(wanted):
            sought = phrase.words.split()
            start = next(
                at for at in range(len(found)) if [entry["text"] for entry in found[at : at + len(sought)]] == sought
            )
            for entry in found[start : start + len(sought)]:
                entry[field] = number
    return found


@_answers.register
def _(exercise: kinds.Mark, context: Context) -> dict[str, Any]:
    def reasons(wanted: list[kinds.Words]) -> list[dict[str, str]]:
        return [{"text": phrase.words, "why": context.html(phrase.why)} for phrase in wanted]

    passage = context.corpus.excerpts[exercise.excerpt].de
    return {
        "lang": "de",
        "words": marked_words(exercise, passage),
        "targets": reasons(exercise.targets),
        "decoys": reasons(exercise.decoys),
    }


@_answers.register
def _(exercise: kinds.Position, context: Context) -> dict[str, Any]:
    options = [{"html": context.html(o.text), "reason": context.html(o.reason), "cost": context.html(o.cost)} for o in exercise.options]
    return {"options": options}


@_answers.register
def _(exercise: kinds.Open, context: Context) -> dict[str, Any]:
    return {
        "lines": exercise.lines,
        "model": context.html(exercise.model),
        "criteria": [context.html(criterion) for criterion in exercise.criteria],
    }


@_answers.register
def _(exercise: kinds.Argument, context: Context) -> dict[str, Any]:
    boxes = {"for": exercise.reasons_for, "against": exercise.against, "moves": exercise.moves}
    return {
        "claim": context.html(exercise.claim),
        "boxes": [
            {"name": name, "label": words(f"argument.{name}"), "model": [context.html(reason) for reason in reasons]}
            for name, reasons in boxes.items()
        ],
    }


@_answers.register
def _(exercise: kinds.Form, context: Context) -> dict[str, Any]:
    # the worked examples stay out: they belong to the instructor edition
    return {
        "title": exercise.title,
        "sections": [
            {
                "id": section.id,
                "label": section.label,
                "ask": context.html(section.ask),
                "ask_text": context.plain(section.ask),
                "lines": section.lines,
            }
            for section in exercise.sections
        ],
        "criteria": [context.html(criterion) for criterion in exercise.criteria],
    }


@_answers.register
def _(exercise: kinds.Explore, context: Context) -> dict[str, Any]:
    name = f"{context.asked.home}#{exercise.explorer}"
    explorer = Explorer(name, context.corpus.explorer(name), context.corpus)

    def matching(setting: dict[str, Any]) -> list[int]:
        return [
            number
            for number, state in enumerate(explorer.settings())
            if all(state[control] == value for control, value in setting.items())
        ]

    # what the measure is at each state, for a hint that says it; left out where none does
    says_value = exercise.otherwise is not None and "{value}" in exercise.otherwise
    return {
        "explorer": explorer.uid,
        **({"measured": explorer.measures[exercise.goal.measure]} if says_value else {}),
        "measure": exercise.goal.measure,
        "measure_label": explorer.text.measures[exercise.goal.measure],
        "holds": states_at_goal(explorer, exercise),
        "why": context.html(exercise.why),
        "mistakes": [{"states": matching(m.setting), "why": context.html(m.why)} for m in exercise.mistakes],
        "otherwise": context.html(exercise.otherwise) if exercise.otherwise else None,
    }
