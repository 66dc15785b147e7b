"""The scripts and styles of the exercises, put together from the plain files in ``scripts/``.

The sources are classic scripts without imports, so that one text serves both as the
module of a widget in JupyterLab and as the script of a built page opened from disk.
Every function here is pure: same files, same text.
"""

from __future__ import annotations

import json
import re

from migrationbook.core.paths import PACKAGE

_CORE = ("dom.js", "store.js", "kinds.js", "explorer.js")


def _source(name: str) -> str:
    """Return the text of a script, or of its words."""
    return (PACKAGE / "site" / "scripts" / name).read_text("utf-8")


def strings(language: str = "en") -> dict:
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
    return json.loads(_source(f"strings.{language}.json"))


def _strings_statement(language: str, *, progress: bool = False) -> str:
    """Return the JavaScript statement that defines ``STRINGS``, with or without the words of "My progress"."""
    others = {"register"} if progress else {"register", "progress"}
    return _statement({key: value for key, value in strings(language)["page"].items() if key not in others})


def _statement(said: dict) -> str:
    literal = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Inside an inline script "</" could end the script.
    return "const STRINGS = " + literal.replace("</", "<\\/") + ";\n"


def _joined(*names: str) -> str:
    """Return the scripts one after the other, without the comments that only readers of the sources need."""
    text = "\n".join(_source(name) for name in names)
    return re.sub(r"^\s*//.*\n", "", text, flags=re.MULTILINE)


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
    return _strings_statement(language) + _joined(*_CORE) + "\nexport default { render };\n"


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
    return _wrapped(_strings_statement(language) + _joined(*_CORE, "page.js"))


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
    return _wrapped(_strings_statement(language, progress=True) + _joined("dom.js", "store.js", "backup.js", "progress.js"))


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
    said = {"language": language, "register": strings(language)["page"]["register"]}
    return _wrapped(_statement(said) + _joined("dom.js", "registers.js"))


def exercises_css() -> str:
    """Return the styles of exercises, explorers, registers and the page "My progress"."""
    return (PACKAGE / "site" / "styles" / "exercises.css").read_text("utf-8")
