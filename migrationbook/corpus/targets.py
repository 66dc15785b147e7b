"""Where a link to a setting of an explorer or to an exercise leads, checked against the course's data."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlencode

from migrationbook.core.errors import CourseError
from migrationbook.corpus.lesson import Lesson
from migrationbook.corpus.load import Corpus


def _in_address(value: bool | int | float | str) -> str:
    # as site/scripts/explorer.js writes it
    return value if isinstance(value, str) else json.dumps(value)


def _lesson(course: Corpus, name: str) -> Lesson:
    if name not in course.lessons:
        raise CourseError(f"the lesson “{name}” does not exist", mend="name it chapter/lesson")
    return course.lessons[name]


def setting_address(course: Corpus, target: str) -> tuple[str, str]:
    """Return the page and the fragment of a setting.

    Parameters
    ----------
    course:
        The course's data.
    target:
        ``chapter/lesson#explorer?control=value&…``; controls that are not named keep their initial values.

    Returns
    -------
    tuple
        ``chapter/lesson``, and what stands behind ``#`` in the address.

    Raises
    ------
    CourseError
        If lesson, explorer, control or value does not exist.
    """
    name, _, rest = target.partition("#")
    identifier, _, query = rest.partition("?")
    explorers = {text.id: text for text in _lesson(course, name).explorers}
    if identifier not in explorers:
        raise CourseError(f"“{name}” has no explorer “{identifier}”", mend=f"write one of: {', '.join(explorers) or 'none there'}")
    controls = {control.name: control for control in explorers[identifier].controls}
    setting = {control.name: _in_address(control.initial) for control in controls.values()}
    for control, value in parse_qsl(query, strict_parsing=bool(query)):
        if control not in controls:
            raise CourseError(f"“{name}#{identifier}” has no control “{control}”", mend=f"write one of: {', '.join(controls)}")
        values = [_in_address(known) for known in controls[control].values]
        if value not in values:
            raise CourseError(f"“{control}” of “{name}#{identifier}” has no value “{value}”", mend=f"write one of: {', '.join(values)}")
        setting[control] = value
    return name, f"explore-{identifier}?{urlencode(setting)}"


def exercise_number(course: Corpus, target: str) -> tuple[str, str, int]:
    """Return page, fragment and number of an exercise.

    Parameters
    ----------
    course:
        The course's data.
    target:
        ``chapter/lesson#id``.

    Raises
    ------
    CourseError
        If it does not exist.
    """
    name, _, identifier = target.partition("#")
    _lesson(course, name)
    numbers = {asked.id: asked.number for asked in course.asked(name)}
    if identifier not in numbers:
        raise CourseError(f"“{name}” has no exercise “{identifier}”", mend=f"write one of: {', '.join(numbers)}")
    return name, f"ask-{identifier}", numbers[identifier]
