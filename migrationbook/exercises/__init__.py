"""The kinds of exercise. Each has a folder here, with everything that is its own; what several share stands beside the folders.

A kind is found by its folder and is registered nowhere else.
"""

from __future__ import annotations

import importlib
import json
import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, TypeGuard, get_args

from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_text
from migrationbook.exercises.base import Exercise

#: What stands in the folder of a kind, and what it is there for.
PARTS = {
    "kind.py": "its entries, and what becomes of them in the page, on paper and in Moodle",
    "script.js": "how it is shown and judged in the page",
    "style.css": "its look in the page; empty if it has none of its own",
    "task.typ": "how it is set on a sheet and on a slide",
    "words.en.json": "its words",
    "sample.yml": "an example that is valid",
    "steps.py": "how a reader answers it",
}
#: Words that every kind has.
_WORDS = ("label", "sheet.instruction")
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
#: Other kinds of things that stand where a kind of exercise can stand: in a lesson, a page, a handout, an exam.
_TAKEN = {"repeat", "explorer", "exercise", "grid", "sketch", "short", "essay", "dossier"}
#: Names that Windows keeps for devices, and words that JavaScript keeps for itself and Python does not.
_RESERVED = re.compile(
    "con|prn|aux|nul|arguments|case|catch|const|constructor|debugger|default|delete|do|enum|eval|export|extends|function|"
    "implements|instanceof|interface|let|new|null|package|private|protected|prototype|public|static|super|switch|this|throw|"
    "typeof|undefined|var|void"
)


@dataclass(frozen=True)
class Kind:
    """A kind of exercise.

    Parameters
    ----------
    name:
        Its name, which is that of its folder.
    folder:
        Where its parts stand.
    """

    name: str
    folder: Path

    def _module(self, part: str) -> ModuleType:
        return importlib.import_module(f"{__name__}.{self.name}.{part}")

    @cached_property
    def model(self) -> type[Exercise]:
        """Its entries as a validated type."""
        module = self._module("kind")
        return next(found for found in vars(module).values() if _is_own(found, module))

    @property
    def steps(self) -> Any:
        """The module that says how a reader answers it; only tests need it."""
        return self._module("steps")

    @property
    def label(self) -> str:
        """What readers call it."""
        return self.model.kind_words("label")

    def read(self, part: str) -> str:
        """Return the text of one of its parts, for example ``script.js``."""
        return read_text(self.folder / part)

    def words(self, language: str = "en") -> dict[str, Any]:
        """Return its words."""
        found: dict[str, Any] = json.loads(self.read(f"words.{language}.json"))
        return found


def _is_own(model: object, module: ModuleType) -> TypeGuard[type[Exercise]]:
    """Return whether something is the type of a kind that is defined in a module."""
    return isinstance(model, type) and issubclass(model, Exercise) and model.__module__ == module.__name__


def kinds() -> Mapping[str, Kind]:
    """Return the kinds of exercise by name.

    Returns
    -------
    Mapping
        In the order of their names.

    Raises
    ------
    CourseError
        If a folder lacks a part, has a name that cannot be used, or defines another kind than its name says.
    """
    return _found(tuple(__path__))


@cache
def _found(rooms: tuple[str, ...]) -> Mapping[str, Kind]:
    folders = [path for room in rooms for path in Path(room).iterdir() if path.is_dir() and not path.name.startswith(("_", "."))]
    found: dict[str, Kind] = {}
    for folder in sorted(folders, key=lambda folder: folder.name):
        if folder.name in found:
            raise _fault(folder, f"the kind “{folder.name}” is there twice, in {found[folder.name].folder}, too", "take one of them away")
        found[folder.name] = _checked(folder)
    return found


def _checked(folder: Path) -> Kind:
    name, kind = folder.name, Kind(folder.name, folder)
    if not _NAME.fullmatch(name):
        raise _fault(folder, f"“{name}” cannot be the name of a kind", "use small letters a to z, with single dashes between words")
    if name in _TAKEN or (Path(__file__).parent / f"{name}.py").exists():
        raise _fault(folder, f"the name “{name}” is taken by something else", "choose another name")
    if _RESERVED.fullmatch(name) or keyword.iskeyword(name):
        raise _fault(folder, f"the name “{name}” has a meaning of its own in Windows, Python or JavaScript", "choose another name")
    for part, purpose in PARTS.items():
        if not (folder / part).is_file():
            example = f"migrationbook/exercises/single/{part}"
            raise _fault(folder / part, f"the kind “{name}” lacks this part: {purpose}", f"write it; {example} shows how")
    _check_words(kind)
    _check_script(kind)
    _check_model(kind)
    return kind


def _check_words(kind: Kind) -> None:
    file = kind.folder / "words.en.json"
    try:
        words = kind.words()
    except ValueError as error:
        raise _fault(file, f"the words of “{kind.name}” are not JSON: {error}", "correct the file") from None
    for path in _WORDS:
        found: Any = words
        for key in path.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        if not isinstance(found, str) or not found:
            raise _fault(file, f"the kind “{kind.name}” has no words for “{path}”", "write them")


def _check_script(kind: Kind) -> None:
    exports = len(re.findall(r"^export default \{$", kind.read("script.js"), re.MULTILINE))
    if exports != 1:
        problem = f"the script of “{kind.name}” has {exports} lines `export default {{`"
        raise _fault(kind.folder / "script.js", problem, "let it export one object, with `render`, `judge` and `key`")


def _check_model(kind: Kind) -> None:
    file = kind.folder / "kind.py"
    module = kind._module("kind")
    models = [model for model in vars(module).values() if _is_own(model, module)]
    if len(models) != 1:
        raise _fault(file, f"{len(models)} kinds are defined for “{kind.name}”", "define one subclass of Exercise")
    named = get_args(models[0].model_fields["kind"].annotation)
    if named != (kind.name,):
        problem = f"the kind in the folder “{kind.name}” calls itself {', '.join(map(str, named)) or 'nothing'}"
        raise _fault(file, problem, f'write `kind: Literal["{kind.name}"]`')
    lacking = sorted(models[0].__abstractmethods__) + ([] if hasattr(models[0], "stored") else ["stored"])
    if lacking:
        raise _fault(file, f"the kind “{kind.name}” does not say: {', '.join(lacking)}", "add it, as the other kinds do")


def _fault(path: Path, problem: str, mend: str) -> CourseError:
    return CourseError(problem, mend=mend, file=path)
