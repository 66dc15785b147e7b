"""All states of an explorer: their settings, measures, sentences and pictures, and the packing for the page."""

from __future__ import annotations

import base64
import gc
import importlib
import inspect
import itertools
import json
import math
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import migrationbook.explorers as registry
from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_json, store_if_possible
from migrationbook.core.inline import NO_REFERENCES, PLACE, References, to_html
from migrationbook.core.made import depend_on, digest_of, module_digest
from migrationbook.core.paths import BUILD
from migrationbook.core.registry import modules_by_name
from migrationbook.core.strings import words
from migrationbook.core.yamlfile import CourseErrorInField
from migrationbook.corpus.lesson import ExplorerText
from migrationbook.drawings import style as figures

if TYPE_CHECKING:
    from migrationbook.drawings.renderer import Layout

Setting = dict[str, Any]
Made = TypeVar("Made")
#: What draws and computes beside the package's own code: another version, other pictures.
_LIBRARIES = ("matplotlib", "font-source-sans-pro", "numpy", "pandas", "networkx", "rapidfuzz")
#: At how many settings the layout is solved to see that it is the same everywhere; to solve it everywhere would take a third of the time.
_LAYOUTS_COMPARED = 5


def _modules() -> Mapping[str, str]:
    """Return the module of each view function."""
    return modules_by_name(registry, "explorer")


@cache
def _shared() -> str:
    """Return a digest of what the pictures and sentences of all explorers are made with."""
    return digest_of([Path(__file__).resolve()], module_digest("migrationbook.core.inline"), *map(version, _LIBRARIES))


@contextmanager
def _garbage_collected_seldom() -> Iterator[None]:
    """Let a figure's many objects not be searched for garbage again and again, which took up to an eighth of the time of drawing."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


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
    known: References = NO_REFERENCES

    def __post_init__(self) -> None:
        depend_on(f"module:{_modules().get(self.name, __name__)}", "version:matplotlib")

    def settings(self) -> Iterator[Setting]:
        """Return the setting of each state; the last control changes fastest."""
        names = [control.name for control in self.text.controls]
        for values in itertools.product(*(control.values for control in self.text.controls)):
            yield dict(zip(names, values, strict=True))

    @property
    def size(self) -> int:
        """How many settings there are; the time to draw all of them grows with it."""
        return math.prod(len(control.values) for control in self.text.controls)

    def spread(self, count: int) -> list[int]:
        """Return the numbers of some states, the first and the last among them and the others evenly between.

        Parameters
        ----------
        count:
            How many, at least 2; fewer if there are not so many.
        """
        return sorted({place * (self.size - 1) // (count - 1) for place in range(count)})

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
            filled = template.format(**view.values)
            if left := PLACE.search(filled):
                raise ValueError(f"{left[0]} is left")
            return to_html(filled, self.known)
        except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
            raise CourseErrorInField(
                f"the sentence of “{self.text.id}” cannot be filled: {error!r}",
                f"use the values that the view gives: {', '.join(view.values)}",
                "sentence",
            ) from None

    @cached_property
    def layout(self) -> Layout:
        """Where the axes are at the first setting, and so at all others."""
        return self._solved_layout(self.initial)

    def _solved_layout(self, setting: Setting) -> Layout:
        from migrationbook.drawings.renderer import solved_layout

        with figures.house_style():
            return solved_layout(self.view(setting).draw())

    def check_layout(self, setting: Setting) -> None:
        """Check that the axes are where they are at first, so that nothing jumps and two pictures differ in few lines.

        Parameters
        ----------
        setting:
            The setting to compare with the first.

        Raises
        ------
        CourseError
            If they would be elsewhere.
        """
        if not self._solved_layout(setting).is_like(self.layout):
            raise self._moved(setting)

    def _moved(self, setting: Setting) -> CourseError:
        return CourseError(
            f"the axes of the explorer “{self.name}” are elsewhere at {setting} than at first",
            mend="give them the same limits at every setting, reserve room for the longest label (reserve_tick_labels), "
            "or take the text that moves them out of the layout (in_layout=False)",
            file=inspect.getsourcefile(self.function),
        )

    def frame(self, setting: Setting) -> tuple[str, str]:
        """Return picture (SVG) and sentence (HTML) at a setting.

        Raises
        ------
        CourseError
            If there are other axes than at first.
        """
        from migrationbook.drawings.renderer import lay_out

        view = self.view(setting)
        with figures.house_style():
            figure = view.draw()
            try:
                lay_out(figure, self.layout)
            except ValueError:  # more axes, or fewer
                raise self._moved(setting) from None
            return figures.svg(figure, self.name), self.sentence(view)

    def first_frame(self) -> tuple[str, str]:
        """Return picture and sentence at the first setting, without drawing anything if the pictures are stored."""
        packed = self._stored("frames")
        if packed is None:
            return self.frame(self.initial)
        found = unpacked(packed)
        number = self.number(self.initial)
        return "".join(f"{found['lines'][line]}\n" for line in found["frames"][number]), found["texts"][number]

    @cached_property
    def measures(self) -> dict[str, list[float]]:
        """Each measure at every state; computed once, as the frames are drawn once.

        Raises
        ------
        CourseErrorInField
            If the view's measures are not those that the words name.
        """
        return self._made_once("measures", self._computed_measures)

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
        """Return all frames, packed for the page: shared lines, deflated, base64.

        Raises
        ------
        CourseError
            If the axes are elsewhere at another setting.
        """
        lines: dict[str, int] = {}
        frames, sentences = [], []
        compared = set(self.spread(_LAYOUTS_COMPARED))
        with _garbage_collected_seldom():
            for number, setting in enumerate(self.settings()):
                if number in compared:
                    self.check_layout(setting)
                picture, sentence = self.frame(setting)
                frames.append([lines.setdefault(line, len(lines)) for line in picture.splitlines()])
                sentences.append(sentence)
        packed = json.dumps({"lines": list(lines), "frames": frames, "texts": sentences}, separators=(",", ":"), ensure_ascii=False)
        return base64.b64encode(zlib.compress(packed.encode(), 9)).decode("ascii")

    def packed_once(self) -> str:
        """Return all frames, drawn only if something that they are made from has changed since the last time.

        A lesson's prose changes far more often than its pictures, and 150 pictures take some seconds.
        """
        return self._made_once("frames", self.packed)

    @cached_property
    def _made_from(self) -> str | None:
        """Digest of the view function with the models and tables behind it, and of the words that pictures and sentences hold.

        ``None`` for a view function from outside the package, such as a test's: it has no sources to look at.
        """
        if self.name not in _modules():
            return None
        text = (self.text.controls, self.text.labels, self.text.sentence, self.text.measures)
        return digest_of([], module_digest(_modules()[self.name]), _shared(), self.name, repr(text))

    def _store(self, what: str) -> Path:
        return BUILD / "explorers" / f"{self.name.replace('/', '-')}.{what}.json"

    def _stored(self, what: str) -> Any:
        """Return what an earlier build stored of the explorer; ``None`` if there is nothing, or if it would come out otherwise now."""
        try:
            found = read_json(self._store(what))
        except (FileNotFoundError, CourseError):  # cut off when the machine lost its power
            return None
        return found["value"] if found["made_from"] == self._made_from else None

    def _made_once(self, what: str, make: Callable[[], Made]) -> Made:
        found: Made | None = self._stored(what)
        if found is None:
            found = make()
            if self._made_from:
                store_if_possible(self._store(what), json.dumps({"made_from": self._made_from, "value": found}))
        return found

    def spec(self) -> dict[str, Any]:
        """Return what the page has to know of the explorer, without its frames."""
        picture, sentence = self.first_frame()
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


def unpacked(packed: str) -> dict[str, Any]:
    """Return the frames that :meth:`Explorer.packed` has packed.

    Returns
    -------
    dict
        ``lines``; ``frames``, each a list of numbers of lines; ``texts``, the sentences.
    """
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return found
