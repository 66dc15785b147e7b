"""Links from prose to a setting of an explorer and to an exercise, checked against the course's data."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlencode

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from migrationbook.core.errors import CourseError
from migrationbook.core.strings import words
from migrationbook.corpus.lesson import Lesson
from migrationbook.corpus.load import Corpus, corpus


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


class _CheckedRole(ReferenceRole):
    def _link(self, name: str, fragment: str, title: str) -> list[nodes.Node]:
        up = "../" * self.env.docname.count("/")
        return [nodes.reference("", title, refuri=f"{up}chapters/{name}.html#{fragment}", internal=True)]

    def _refuse(self, error: CourseError) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        message = self.inliner.reporter.warning(str(error), line=self.lineno)
        return [nodes.problematic(self.rawtext, self.rawtext)], [message]


class SettingRole(_CheckedRole):
    """A link to a setting of an explorer: ``{setting}`words <chapter/lesson#explorer?control=value>```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or a warning that stops the build."""
        try:
            name, fragment = setting_address(corpus(), self.target)
        except CourseError as error:
            return self._refuse(error)
        return self._link(name, fragment, self.title), []


class ExerciseRole(_CheckedRole):
    """The number of an exercise as a link to it: ``{exercise}`chapter/lesson#id```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or a warning that stops the build."""
        try:
            name, fragment, number = exercise_number(corpus(), self.target)
        except CourseError as error:
            return self._refuse(error)
        return self._link(name, fragment, self.title if self.has_explicit_title else words("exercise", number=number)), []
