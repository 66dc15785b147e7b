"""The course's exercises in the plain form that both peers show: a question with parts, each one control."""

from __future__ import annotations

import html
import re
from typing import Any

from migrationbook.corpus.load import corpus
from migrationbook.explorers.states import Explorer
from migrationbook.lesson.exercise import Context, spec

Part = dict[str, Any]


def question(lesson: str, identifier: str) -> dict[str, Any]:
    """Return an exercise of a lesson as a peer asks it.

    Parameters
    ----------
    lesson:
        ``chapter/lesson``.
    identifier:
        Name of the exercise in its lesson.
    """
    asked = next(entry for entry in corpus().asked(lesson) if entry.id == identifier)
    found = spec(Context(corpus(), asked))
    return {"heading": found["heading"], "ask": found["ask"], "parts": parts(found)}


def explorer_of(name: str) -> Explorer:
    """Return an explorer by its name, ``chapter/lesson#explorer``."""
    return Explorer(name, corpus().explorer(name), corpus())


def parts(found: dict[str, Any]) -> list[Part]:
    """Return the parts of an exercise.

    A part is a choice (``radio``, ``select`` or ``check``: options, the number of the right one or ``None`` where all are
    sound, a reason for each), a ``number`` or a ``text``. What needs more than these in the course becomes a text with
    a model answer.

    Parameters
    ----------
    found:
        What the course's own page knows of the exercise.
    """
    kind = found["kind"]
    if kind in ("single", "position"):
        options = found["options"]
        right = next((at for at, option in enumerate(options) if option.get("right")), None)
        reasons = [option.get("why") or f"{option['reason']} {option['cost']}" for option in options]
        return [_choice("radio", "", [words(option["html"]) for option in options], right, reasons)]
    if kind == "multiple":
        return [_choice("check", words(option["html"]), ["", ""], int(option["right"]), [option["why"]] * 2) for option in found["options"]]
    if kind == "mark":
        offered = [(phrase, 1) for phrase in found["targets"]] + [(phrase, 0) for phrase in found["decoys"]]
        return [_choice("check", phrase["text"], ["", ""], right, [phrase["why"]] * 2) for phrase, right in offered]
    if kind == "classify":
        return [_choice("radio", row["text"], found["columns"], row["is"], [row["why"]] * len(found["columns"])) for row in found["rows"]]
    if kind == "match":
        return [_choice("select", row["text"], found["right"], row["answer"], [row["why"]] * len(found["right"])) for row in found["left"]]
    if kind == "order":
        places = [str(place + 1) for place in range(len(found["items"]))]
        items = list(enumerate(found["items"]))
        return [_choice("select", items[at][1]["text"], places, at, [items[at][1]["why"]] * len(places)) for at in found["shown"]]
    if kind == "cloze":
        return [
            _choice(
                "select",
                f"{words(before)} …",
                [option["text"] for option in gap["options"]],
                next(at for at, option in enumerate(gap["options"]) if option["right"]),
                [option["why"] for option in gap["options"]],
            )
            for before, gap in zip(found["segments"], found["gaps"], strict=False)
        ]
    if kind == "numeric":
        return [{"control": "number", "label": found["unit"] or "", **{name: found[name] for name in _NUMBER}}]
    return [{"control": "text", "label": "", "model": _model(found)}]


_NUMBER = ("answer", "tolerance", "why", "mistakes", "otherwise")


def verdict(part: Part, value: Any) -> tuple[bool, str]:
    """Judge a part of an answer.

    Parameters
    ----------
    part:
        The part.
    value:
        The number of the chosen option; for a number or a text, what was written.

    Returns
    -------
    tuple
        Whether it is right, and the reason as HTML.
    """
    if part["control"] == "text":
        return True, part["model"]
    if part["control"] != "number":
        return part["right"] in (None, value), part["reasons"][value]
    try:
        number = float(value)
    except ValueError:
        return False, part["otherwise"]
    if abs(number - part["answer"]) <= part["tolerance"]:
        return True, part["why"]
    near = (mistake["why"] for mistake in part["mistakes"] if abs(number - mistake["value"]) <= mistake["tolerance"])
    return False, next(near, part["otherwise"])


def words(text: str) -> str:
    """Return HTML without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def _choice(control: str, label: str, options: list[str], right: int | None, reasons: list[str]) -> Part:
    return {"control": control, "label": label, "options": options, "right": right, "reasons": reasons}


def _model(found: dict[str, Any]) -> str:
    """Return the model answer of what is asked as a text."""
    if found["kind"] == "argument":
        return " ".join(reason for box in found["boxes"] for reason in box["model"])
    return found.get("model") or found.get("why") or " ".join(found["criteria"])
