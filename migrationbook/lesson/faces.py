"""The faces of an exercise and of an explorer: a live widget in JupyterLab, a kernel-free exercise in the built page."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

from migrationbook.core.inline import TO_CHAPTERS, data_script
from migrationbook.core.strings import words
from migrationbook.exercises import assets
from migrationbook.explorers.products import address_of
from migrationbook.explorers.states import Explorer
from migrationbook.lesson.exercise import Context, spec, worksheet

#: Set by the book build: pictures of all states are drawn then, and no widget is opened, since no kernel will answer.
PRERENDER = "MIGRATIONBOOK_PRERENDER"


def prerendering() -> bool:
    """Return whether the book is being built."""
    return os.environ.get(PRERENDER) == "1"


@dataclass(frozen=True)
class PageFace:
    """What stands in the built page: the paper version, and beside it what the script needs to bring it to life.

    Parameters
    ----------
    identifier:
        Its id in the page.
    label:
        Its name for a screen reader.
    paper:
        The paper version, as HTML.
    spec:
        What the script needs.
    pictures:
        Address of an explorer's pictures, seen from the page.
    """

    identifier: str
    label: str
    paper: str
    spec: dict[str, Any]
    pictures: str = ""

    def html(self) -> str:
        """Return the face as HTML."""
        uid = html.escape(self.spec["uid"])
        state = {"spec": self.spec, **({"pictures": self.pictures} if self.pictures else {})}
        return (
            f'<div class="mb-mount" id="{html.escape(self.identifier)}" data-uid="{uid}">\n'
            f'<section class="mb mb-paper" aria-label="{html.escape(self.label)}">\n{self.paper}\n</section>\n'
            f"{data_script(state)}\n</div>"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html()}


class LiveWidget(anywidget.AnyWidget):
    """An exercise or an explorer in JupyterLab; the same script as in the page, with a kernel behind it."""

    _esm = assets.widget_module()
    _css = assets.exercises_css()
    spec = traitlets.Dict().tag(sync=True)
    result = traitlets.Dict().tag(sync=True)

    def __init__(self, face: PageFace, explorer: Explorer | None = None):
        super().__init__(spec=face.spec)
        self._face, self._explorer = face, explorer
        if explorer:
            self.on_msg(self._answer)

    def _answer(self, _widget: Any, content: dict[str, Any], _buffers: list[bytes]) -> None:
        """Draw the state that the page asks for."""
        if content.get("kind") != "state" or self._explorer is None:
            return
        index = content["index"]
        setting = {control.name: control.values[at] for control, at in zip(self._explorer.text.controls, index, strict=True)}
        picture, sentence = self._explorer.frame(setting)
        self.send({"kind": "state", "index": index, "svg": picture, "sentence": sentence})

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": self._face.html()}, metadata


def exercise_face(context: Context) -> PageFace:
    """Return the page's face of an exercise.

    Parameters
    ----------
    context:
        The exercise and what it stands in.
    """
    asked = context.asked
    label = f"{words('exercise', number=asked.number)}: {asked.exercise.kind_words('label')}"
    return PageFace(f"ask-{asked.id}", label, worksheet(context), spec(context))


def explorer_face(explorer: Explorer) -> PageFace:
    """Return the page's face of an explorer; with the address of its pictures when the book is being built.

    Parameters
    ----------
    explorer:
        The explorer.
    """
    found = explorer.spec()
    first = found["first"]
    sheet = (
        f'<p class="mb-kicker">{found["heading"]}</p>\n<p class="mb-ask">{found["ask"]}</p>\n'
        f'<div class="mb-frame">{first["svg"]}</div>\n<p class="mb-sentence">{first["sentence"]}</p>\n'
        f'<p class="mb-note">{words("paper.explorer")}</p>\n<div class="mb-model-label">{first["label"]}</div>'
    )
    pictures = ""
    if prerendering():
        pictures = f"{TO_CHAPTERS}../{address_of(explorer)}"
        # the page finds them in the paper version
        del found["first"]
    return PageFace(f"explore-{explorer.text.id}", found["heading"], sheet, found, pictures)


def show(face: PageFace, explorer: Explorer | None = None) -> PageFace | LiveWidget:
    """Return what a notebook's cell shows: the page's face in a book build, a widget elsewhere.

    Parameters
    ----------
    face:
        What the page gets.
    explorer:
        The explorer, if the face is one.
    """
    return face if prerendering() else LiveWidget(face, explorer)
