"""The scripts and styles of the exercises, put together from the plain files in ``scripts/`` and in the kinds' folders.

The sources are classic scripts without imports, so that one text serves both as the
module of a widget in JupyterLab and as the script of a built page opened from disk.
What a script exports is what the others use of it, which a linter needs to know; in the joined text no export is left
but the one of a kind, which becomes an entry of ``KINDS``.
Every function here is pure: same files, same text.
"""

from __future__ import annotations

import json
import re
from typing import Any

from migrationbook.core.files import read_text
from migrationbook.core.paths import PACKAGE
from migrationbook.exercises import Kind, kinds

_EXERCISES, _SCRIPTS = PACKAGE / "exercises", PACKAGE / "site" / "scripts"
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


def _source(name: str) -> str:
    """Return the text of a script, or of its words."""
    return read_text((_EXERCISES if name in ("parts.js", "exercise.js") else _SCRIPTS) / name)


def strings(language: str = "en") -> dict[str, Any]:
    """Return all learner-facing strings of one language.

    Parameters
    ----------
    language:
        Code of the language, as in ``strings.en.json``.

    Returns
    -------
    dict
        The sections of the file, such as ``page`` (what the scripts say).

    Raises
    ------
    FileNotFoundError
        There is no file of strings for this language.
    """
    found: dict[str, Any] = json.loads(_source(f"strings.{language}.json"))
    return found


def _strings_statement(language: str, *, progress: bool = False) -> str:
    """Return the JavaScript statement that defines ``STRINGS``, with or without the words of "My progress"."""
    others = {"register"} if progress else {"register", "progress"}
    return _statement({key: value for key, value in strings(language)["page"].items() if key not in others})


def _statement(strings: object) -> str:
    return f"const STRINGS = {_literal(strings)};\n"


def _literal(data: object) -> str:
    literal = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Inside an inline script "</" could end the script.
    return literal.replace("</", "<\\/")


def _joined(*names: str) -> str:
    """Return the scripts one after the other, without what only readers of the sources need: comments, and exports."""
    return _EXPORT.sub("", _COMMENT.sub("", "\n".join(_source(name) for name in names)))


def _stored() -> str:
    """Return the statement that says in which shape the answers of each kind are stored."""
    return f"const STORED = {_literal({name: kind.model.stored for name, kind in kinds().items()})};\n"


def _kind(kind: Kind, language: str) -> str:
    """Return the script of a kind as an entry of ``KINDS``, in a block, so that its names stay its own."""
    text = _COMMENT.sub("", kind.read("script.js")).replace("export default {", f"KINDS[{_literal(kind.name)}] = {{", 1)
    return f"{{\nconst WORDS = {_literal(kind.words(language).get('page', {}))};\n{text}}}\n"


def exercise_scripts(language: str = "en") -> str:
    """Return what shows and judges exercises: what all have in common, and the script of each kind.

    Parameters
    ----------
    language:
        Language of the strings.

    Returns
    -------
    str
        Statements that need a document, when an exercise is rendered and not before.
    """
    own = "".join(_kind(kind, language) for kind in kinds().values())
    shared = _joined("dom.js", "store.js", "parts.js", "exercise.js")
    return f"{_strings_statement(language)}{_stored()}const KINDS = {{}};\n{shared}{own}"


def _wrapped(text: str) -> str:
    """Return ``text`` as a classic script that leaves no global names behind."""
    return '(() => {\n"use strict";\n' + text + "})();\n"


def widget_module(language: str = "en") -> str:
    """Return the ES module that anywidget loads in JupyterLab.

    Parameters
    ----------
    language:
        Language of the strings.

    Returns
    -------
    str
        A module whose default export is ``{ render }``.
    """
    return exercise_scripts(language) + _joined("explorer.js") + "\nexport default { render };\n"


def page_script(language: str = "en") -> str:
    """Return the classic script of a page that holds exercises or explorers.

    Parameters
    ----------
    language:
        Language of the strings.

    Returns
    -------
    str
        A script that brings every ``.mb-mount`` of the page to life.
    """
    return _wrapped(exercise_scripts(language) + _joined("explorer.js", "page.js"))


def progress_script(language: str = "en") -> str:
    """Return the classic script of the page "My progress".

    Parameters
    ----------
    language:
        Language of the strings.

    Returns
    -------
    str
        A script that fills the element ``#mb-progress``.
    """
    return _wrapped(_strings_statement(language, progress=True) + _stored() + _joined("dom.js", "store.js", "backup.js", "progress.js"))


def registers_script(language: str = "en") -> str:
    """Return the classic script of a page with a register.

    Parameters
    ----------
    language:
        Language of the strings.

    Returns
    -------
    str
        A script that lets every ``.mb-register`` be sorted and filtered.
    """
    words_of = {"language": language, "register": strings(language)["page"]["register"]}
    return _wrapped(_statement(words_of) + _joined("dom.js", "registers.js"))


def exercises_css() -> str:
    """Return the styles of exercises, explorers, registers and the page "My progress"."""
    return read_text(PACKAGE / "site" / "styles" / "exercises.css") + "".join(kind.read("style.css") for kind in kinds().values())
