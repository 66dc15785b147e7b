"""What every entry of a YAML file is made of: validated text, names, and a clear word where something is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from migrationbook.core import inline as text
from migrationbook.core.yamlfile import CourseErrorInField


def _inline(value: str) -> str:
    text.tokens(value)
    return value


def _plain(value: str) -> str:
    if any(token.kind != "text" for token in text.tokens(value)):
        raise CourseErrorInField(
            f"“{value}” holds markup, and a list to choose from can show plain words only", "take the markup out of it"
        )
    return text.typographic(value)


#: Text in the inline-Markdown subset.
Inline = Annotated[str, Field(min_length=1), AfterValidator(_inline)]
#: Words that stand in a drop-down list or a column head, where no markup can stand.
Plain = Annotated[str, Field(min_length=1), AfterValidator(_plain)]
#: Words that are set as they stand: in a figure, beside a control, in a translation.
Label = Annotated[str, AfterValidator(text.typographic)]
#: The last part of an exercise's full name.
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


@dataclass(frozen=True)
class Places:
    """Marks the type of a text whose braces are filled in before a reader sees it; in any other text braces are refused.

    Parameters
    ----------
    inside:
        Pattern of what may stand between the braces.
    """

    inside: str = ".*"


class Entry(BaseModel):
    """A part of a YAML file: unknown entries are errors, no text shows a place that nothing fills, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="after")
    def _filled(self) -> Self:
        for field in _fields(type(self)):
            for location, value in _values(getattr(self, field.name)):
                for place in text.PLACE.finditer(value) if isinstance(value, str) and "{" in value else ():
                    problem = f"“{place[0]}” would be shown as it stands: it is not filled in here"
                    mend = f"between the braces can stand only: {field.places}" if field.places else "write what shall stand there"
                    require(bool(re.fullmatch(field.places, place[1])), problem, mend, field.name, *location)
        return self


@dataclass(frozen=True)
class _FieldOfText:
    """What is known of a field: whether it is text of the subset, and what is filled in there (a pattern; empty for nothing)."""

    name: str
    is_inline: bool
    places: str


def _parts(types: Iterable[Any]) -> Iterator[Any]:
    """Return types with all that is inside them, down to what marks a text."""
    for part in types:
        yield part
        yield from _parts(get_args(part))


@cache
def _fields(model: type[BaseModel]) -> tuple[_FieldOfText, ...]:
    found = []
    for name, info in model.model_fields.items():
        parts = list(_parts([*info.metadata, info.annotation]))
        is_inline = any(getattr(part, "func", None) is _inline for part in parts)
        found.append(_FieldOfText(name, is_inline, next((part.inside for part in parts if isinstance(part, Places)), "")))
    return tuple(found)


def _values(value: Any) -> Iterable[tuple[tuple[str | int, ...], Any]]:
    """Return a value, or those in a list or dictionary, each with its place there."""
    if isinstance(value, dict):
        return (((key,), item) for key, item in value.items())
    return (((number,), item) for number, item in enumerate(value)) if isinstance(value, list) else [((), value)]


def texts_of(entry: BaseModel) -> Iterator[str]:
    """Return every text of the inline-Markdown subset that stands in an entry or below it.

    Parameters
    ----------
    entry:
        A validated part of a YAML file.
    """
    for field in _fields(type(entry)):
        for _, item in _values(getattr(entry, field.name)):
            if isinstance(item, BaseModel):
                yield from texts_of(item)
            elif field.is_inline and isinstance(item, str):
                yield item


def require(condition: bool, problem: str, mend: str, *location: str | int) -> None:
    """Refuse an entry unless a condition holds.

    Parameters
    ----------
    condition:
        What has to hold.
    problem, mend, location:
        As in :class:`~migrationbook.core.yamlfile.CourseErrorInField`.

    Raises
    ------
    CourseErrorInField
        If it does not hold.
    """
    if not condition:
        raise CourseErrorInField(problem, mend, *location)


def distinct(values: list[str], what: str, field: str) -> None:
    """Refuse values that stand twice.

    Parameters
    ----------
    values:
        The values.
    what:
        What they are, for the message, for example “the option”.
    field:
        The entry in which they stand.

    Raises
    ------
    CourseErrorInField
        If two of them are the same.
    """
    for value, count in Counter(values).items():
        require(count == 1, f"{what} “{value}” stands {count} times", "make each of them different", field)


