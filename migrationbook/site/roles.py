"""Links from prose to a setting of an explorer and to an exercise, as roles of Sphinx."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from migrationbook.core.errors import CourseError
from migrationbook.core.strings import words
from migrationbook.corpus.load import corpus
from migrationbook.corpus.targets import exercise_number, setting_address


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
