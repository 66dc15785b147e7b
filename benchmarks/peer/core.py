"""A lesson's exercises and explorers with the widgets of ipywidgets: a kernel judges and draws."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import questions
from IPython.display import HTML, display


def ask(lesson: str, identifier: str) -> widgets.Widget:
    """Show an exercise."""
    question = questions.question(lesson, identifier)
    controls = [_control(part) for part in question["parts"]]
    button = widgets.Button(description="Check").add_class("peer-check")
    answer = widgets.Output().add_class("peer-verdict")

    def judge(_: Any) -> None:
        answer.clear_output()
        with answer:
            for part, control in zip(question["parts"], controls, strict=True):
                right, reason = questions.verdict(part, int(control.value) if isinstance(control.value, bool) else control.value)
                display(HTML(f"<p>{'Right' if right else 'Wrong'}: {reason}</p>"))

    button.on_click(judge)
    heading = widgets.HTML(f"<p><strong>{question['heading']}</strong></p><p>{question['ask']}</p>")
    rows = [row for part, control in zip(question["parts"], controls, strict=True) for row in (widgets.Label(part["label"]), control)]
    return widgets.VBox([heading, *rows, button, answer]).add_class("peer-exercise")


def _control(part: questions.Part) -> widgets.Widget:
    if part["control"] in ("radio", "select"):
        options = [(text, number) for number, text in enumerate(part["options"])]
        return widgets.RadioButtons(options=options) if part["control"] == "radio" else widgets.Dropdown(options=options)
    if part["control"] == "check":
        return widgets.Checkbox()
    return widgets.Text() if part["control"] == "number" else widgets.Textarea()


def explore(name: str) -> widgets.Widget:
    """Show an explorer."""
    explorer = questions.explorer_of(name)
    controls = {}
    for control in explorer.text.controls:
        make = widgets.SelectionSlider if control.kind == "slider" else widgets.Dropdown
        options = list(zip([str(label) for label in control.shown], control.values, strict=True))
        controls[control.name] = make(options=options, value=control.initial, description=control.label)

    def draw(**setting: Any) -> None:
        view = explorer.view(setting)
        display(view.draw())
        display(HTML(f"<p>{explorer.sentence(view)}</p>"))

    picture = widgets.interactive_output(draw, controls).add_class("peer-picture")
    heading = widgets.HTML(f"<p><strong>{explorer.text.title}</strong></p>")
    return widgets.VBox([heading, *controls.values(), picture]).add_class("peer-explorer")
