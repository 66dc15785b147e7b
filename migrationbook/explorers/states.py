"""All states of an explorer: their settings, measures, sentences and pictures, and the packing for the page."""

from __future__ import annotations

import base64
import importlib
import itertools
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import migrationbook.explorers as registry
from migrationbook.core.files import write_text
from migrationbook.core.inline import NOTHING, Known, to_html
from migrationbook.core.made import depend_on, digest_of, sources_behind
from migrationbook.core.paths import BUILD, DATA
from migrationbook.core.registry import modules_by_name
from migrationbook.core.strings import words
from migrationbook.core.yamlfile import CourseErrorInField
from migrationbook.corpus.lesson import ExplorerText
from migrationbook.drawings import style as figures
from migrationbook.exercises.kinds import Explore

Setting = dict[str, Any]


def _modules() -> Mapping[str, str]:
    """Return the module of each view function."""
    return modules_by_name(registry, "explorer")


@cache
def _shared() -> str:
    """Return a digest of what the pictures and sentences of all explorers are made with."""
    behind = sources_behind("migrationbook.core.inline") | {Path(__file__).resolve()}
    return digest_of([*(DATA / "series").glob("*.csv"), *behind], version("matplotlib"))


@dataclass(frozen=True, eq=False)
class Explorer:
    """An explorer: its words, its view function and its states.

    Parameters
    ----------
    name:
        ``chapter/lesson#explorer``.
    text:
        Its words and controls.
    known:
        What its words refer to.
    """

    name: str
    text: ExplorerText
    known: Known = NOTHING

    def __post_init__(self) -> None:
        depend_on(f"module:{_modules().get(self.name, __name__)}", "version:matplotlib")

    def settings(self) -> Iterator[Setting]:
        """Return the setting of each state; the last control changes fastest."""
        names = [control.name for control in self.text.controls]
        for values in itertools.product(*(control.values for control in self.text.controls)):
            yield dict(zip(names, values, strict=True))

    @property
    def initial(self) -> Setting:
        """The setting at first."""
        return {control.name: control.initial for control in self.text.controls}

    def number(self, setting: Setting) -> int:
        """Return the number of the state with a setting."""
        number = 0
        for control in self.text.controls:
            number = number * len(control.values) + control.values.index(setting[control.name])
        return number

    @property
    def function(self) -> registry.ViewFunction:
        """Its view function.

        Raises
        ------
        CourseErrorInField
            If none is registered.
        """
        if self.name not in registry._VIEWS and self.name in _modules():
            importlib.import_module(_modules()[self.name])
        if self.name not in registry._VIEWS:
            raise CourseErrorInField(
                f"the explorer “{self.name}” has no view function",
                f'write one in migrationbook/explorers/ and register it with @explorer("{self.name}")',
            )
        return registry._VIEWS[self.name]

    def view(self, setting: Setting) -> registry.View:
        """Return what is seen at a setting."""
        return self.function(self.text.labels, **setting)

    def sentence(self, view: registry.View) -> str:
        """Return the sentence of a view, as HTML."""
        template = self.text.sentence
        if isinstance(template, dict):
            if view.case not in template:
                raise CourseErrorInField(
                    f"the explorer “{self.text.id}” has no sentence for the case “{view.case}”", "add it to `sentence:`", "sentence"
                )
            template = template[view.case]
        try:
            return to_html(template.format(**view.values), self.known)
        except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
            raise CourseErrorInField(
                f"the sentence of “{self.text.id}” cannot be filled: {error!r}",
                f"use the values that the view gives: {', '.join(view.values)}",
                "sentence",
            ) from None

    def frame(self, setting: Setting) -> tuple[str, str]:
        """Return picture (SVG) and sentence (HTML) at a setting."""
        view = self.view(setting)
        with figures.house_style():
            figure = view.draw()
        return figures.svg(figure), self.sentence(view)

    @cached_property
    def measures(self) -> dict[str, list[float]]:
        """Each measure at every state; computed once, as the frames are drawn once.

        Raises
        ------
        CourseErrorInField
            If the view's measures are not those that the words name.
        """
        return json.loads(self._kept("json", lambda: json.dumps(self._computed_measures()), json.loads))

    def _computed_measures(self) -> dict[str, list[float]]:
        found: dict[str, list[float]] = {name: [] for name in self.text.measures}
        for setting in self.settings():
            view = self.view(setting)
            if set(view.measures) != set(found):
                raise CourseErrorInField(
                    f"the view of “{self.text.id}” gives the measures {sorted(view.measures)}, its words name {sorted(found)}",
                    "name every measure of the view under `measures:`, and no other",
                    "measures",
                )
            self.sentence(view)
            for name, value in view.measures.items():
                found[name].append(round(float(value), 6))
        return found

    def packed(self) -> str:
        """Return all frames, packed for the page: shared lines, deflated, base64."""
        lines: dict[str, int] = {}
        frames, sentences = [], []
        for setting in self.settings():
            picture, sentence = self.frame(setting)
            frames.append([lines.setdefault(line, len(lines)) for line in picture.splitlines()])
            sentences.append(sentence)
        packed = json.dumps({"lines": list(lines), "frames": frames, "texts": sentences}, separators=(",", ":"), ensure_ascii=False)
        return base64.b64encode(zlib.compress(packed.encode(), 9)).decode("ascii")

    def packed_once(self) -> str:
        """Return all frames, drawn only if nothing that they are made from has changed since the last time.

        A lesson's prose changes far more often than its pictures, and 150 pictures take a quarter of a minute.
        """
        return self._kept("txt", self.packed, _unpacked)

    def _kept(self, ending: str, make: Callable[[], str], read: Callable[[bytes], object]) -> str:
        """Return what is made from the explorer: the view function with the models behind it, the series, the words.

        What is kept has to be whole, so that ``read`` can read it: a machine that lost its power may keep a part of a file.

        A view function from outside the package, such as a test's, has no sources to look at; nothing of it is kept.
        """
        if self.name not in _modules():
            return make()
        made_from = digest_of(sources_behind(_modules()[self.name]), _shared(), self.name, repr(self.text))
        kept = BUILD / "explorers" / f"{made_from}.{ending}"
        if not (kept.is_file() and _is_whole(kept.read_bytes(), read)):
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_text(kept, make())
        return kept.read_text("utf-8")

    def spec(self) -> dict[str, Any]:
        """Return what the page has to know of the explorer, without its frames."""
        picture, sentence = self.frame(self.initial)
        return {
            "uid": self.uid,
            "kind": "explorer",
            "heading": to_html(self.text.title, self.known),
            "ask": to_html(self.text.ask, self.known),
            "controls": [
                {
                    "name": control.name,
                    "kind": control.kind,
                    "label": control.label,
                    "values": list(control.values),
                    "labels": control.shown,
                    "initial": control.values.index(control.initial),
                }
                for control in self.text.controls
            ],
            "first": {"svg": picture, "sentence": sentence, "label": self.model_label()},
            "measures": self.measures,
            "measure_labels": dict(self.text.measures),
        }

    def model_label(self) -> str:
        """Return the label that every model carries, as HTML: published, fictitious, different in the real system."""
        rows = (
            f"<dt>{words(f'model.{part}')}</dt>\n<dd>{to_html(getattr(self.text.model, part), self.known)}</dd>"
            for part in ("published", "fictitious", "differs")
        )
        return "<dl>\n" + "\n".join(rows) + "\n</dl>"

    @property
    def uid(self) -> str:
        """Name of the explorer's widget."""
        return self.name.replace("#", "#explore:")


def _unpacked(packed: bytes) -> bytes:
    return zlib.decompress(base64.b64decode(packed, validate=True))


def _is_whole(kept: bytes, read: Callable[[bytes], object]) -> bool:
    try:
        read(kept)
    except (ValueError, zlib.error):  # of base64, JSON and UTF-8, each a kind of ValueError
        return False
    return True


def states_at_goal(explorer: Explorer, exercise: Explore) -> list[int]:
    """Return the numbers of the states at which an exercise's goal is reached.

    Raises
    ------
    CourseErrorInField
        If it is reached nowhere, or everywhere, or at first.
    """
    everywhere = explorer.measures[exercise.goal.measure]
    reached = [number for number, value in enumerate(everywhere) if exercise.goal.holds(value, everywhere)]
    if not reached or len(reached) == len(everywhere):
        raise CourseErrorInField(
            f"the goal is reached at {'every' if reached else 'no'} setting of the explorer", "choose a goal that has to be found", "goal"
        )
    if explorer.number(explorer.initial) in reached:
        raise CourseErrorInField("the goal is reached before the reader has done anything", "choose another goal or first setting", "goal")
    return reached
