"""YAML files read with their line numbers, so that an error can say where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_text

Model = TypeVar("Model", bound=BaseModel)

#: Problem and remedy for an author, by what pydantic reports. Keys are pydantic's error types.
_MESSAGES = {
    "missing": ("the entry “{where}” is missing", "add it; CONTRIBUTING.md shows an example"),
    "extra_forbidden": ("the entry “{where}” is not known here", "check the spelling, or take it out"),
}


# the loader in C is ten times as fast, but PyYAML has it only where libyaml is; mypy wants a base that is always the same
class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """The safe loader without YAML 1.1's surprises: `yes`, `no`, `on`, `off` are words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


class YamlFile:
    """A YAML file with the line of each of its entries.

    Parameters
    ----------
    path:
        The file.

    Raises
    ------
    CourseError
        If the file is missing; when its data are asked for, if it is not in UTF-8 or not valid YAML.
    """

    def __init__(self, path: Path):
        self.path = path
        if not path.is_file():
            raise CourseError("the file does not exist", mend="create it, or correct the name that led here", file=path)

    @cached_property
    def _parsed(self) -> tuple[yaml.Node | None, Any]:
        text = read_text(self.path)
        try:
            loader = _Loader(text)
            node = loader.get_single_node()
            return node, loader.construct_document(node) if node else None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise CourseError(
                f"this is not valid YAML: {getattr(error, 'problem', None) or error}",
                mend="look at this line and the one above: a missing quote, a stray colon or an indent",
                file=self.path,
                line=mark.line + 1 if mark else None,
            ) from None

    @property
    def data(self) -> Any:
        """What the file holds."""
        return self._parsed[1]

    def line(self, *location: str | int) -> int | None:
        """Return the line of the entry at a location, or of the nearest entry above it.

        Parameters
        ----------
        location:
            Keys and positions from the top of the file, for example ``"exercises", 2, "options"``.
        """
        node, _ = self._parsed
        line = node.start_mark.line + 1 if node else None
        for step in location:
            if isinstance(node, yaml.MappingNode):
                found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
                if found is None:
                    continue  # pydantic puts the tag of a union into its location
                line, node = found[0].start_mark.line + 1, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
        return line

    def error(self, problem: str, mend: str, *location: str | int) -> CourseError:
        """Return an error that stands at a location of this file.

        Parameters
        ----------
        problem, mend:
            As in :class:`~migrationbook.core.errors.CourseError`.
        location:
            As in :meth:`line`.
        """
        return CourseError(problem, mend=mend, file=self.path, line=self.line(*location))

    def validate(self, model: type[Model], data: Any, *location: str | int) -> Model:
        """Turn data of this file into a model.

        Parameters
        ----------
        model:
            The pydantic model.
        data:
            The part of the file's data.
        location:
            Where that part stands in the file.

        Raises
        ------
        CourseError
            With the line of the first fault.
        """
        try:
            return model.model_validate(data)
        except ValidationError as error:
            raise self._course_error(error, location) from None

    def _course_error(self, error: ValidationError, location: Sequence[str | int]) -> CourseError:
        # a misspelt entry is both unknown and missing; the word that stands there helps more
        first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
        where = [*location, *first["loc"]]
        cause = first.get("ctx", {}).get("error")
        if isinstance(cause, CourseErrorInField):
            return self.error(cause.problem, cause.mend, *where, *cause.location)
        name = " → ".join(str(step) for step in first["loc"]) or "this entry"
        problem, mend = _MESSAGES.get(first["type"], ("“{where}”: " + first["msg"], "correct the value"))
        return self.error(problem.format(where=name), mend, *where)


class CourseErrorInField(ValueError):
    """A fault found by a validator, which does not know its file yet.

    Parameters
    ----------
    problem, mend:
        As in :class:`~migrationbook.core.errors.CourseError`.
    location:
        Where the fault stands below the validated entry.
    """

    def __init__(self, problem: str, mend: str, *location: str | int):
        super().__init__(problem)
        self.problem, self.mend, self.location = problem, mend, location


@contextmanager
def below(*location: str | int) -> Iterator[None]:
    """Tell where a fault stands that is found within: a check that looks at one entry knows nothing of those above it.

    Parameters
    ----------
    location:
        Keys and positions of the entry.

    Raises
    ------
    CourseErrorInField
        What is raised within, with its whole location.
    """
    try:
        yield
    except CourseErrorInField as error:
        raise CourseErrorInField(error.problem, error.mend, *location, *error.location) from None
