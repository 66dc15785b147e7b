"""A lesson's exercises and explorers as one small anywidget whose state holds all that it needs: no kernel has to answer."""

from __future__ import annotations

import pathlib
from typing import Any

import anywidget
import questions
import traitlets


class Embedded(anywidget.AnyWidget):
    """An exercise or an explorer that works where html-manager shows it."""

    _esm = pathlib.Path(__file__).with_name("embedded.js")
    spec = traitlets.Dict().tag(sync=True)


def ask(lesson: str, identifier: str) -> Embedded:
    """Show an exercise."""
    return Embedded(spec=questions.question(lesson, identifier))


def explore(name: str) -> Embedded:
    """Show an explorer with the pictures of all its states."""
    explorer = questions.explorer_of(name)
    frames, sentences = zip(*(explorer.frame(setting) for setting in explorer.settings()), strict=True)
    controls: list[dict[str, Any]] = [
        {
            "kind": control.kind,
            "label": control.label,
            "options": [str(label) for label in control.shown],
            "initial": control.values.index(control.initial),
        }
        for control in explorer.text.controls
    ]
    return Embedded(spec={"heading": explorer.text.title, "controls": controls, "frames": frames, "sentences": sentences})
