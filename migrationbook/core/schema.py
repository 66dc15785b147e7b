"""What every entry of a YAML file is made of: validated text, names, and a clear word where something is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

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


class Entry(BaseModel):
    """A part of a YAML file: unknown entries are errors, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


def _mentions_inline(parts: Iterable[Any]) -> bool:
    """Return whether a type, or anything inside it, is text of the subset."""
    return any(getattr(part, "func", None) is _inline or _mentions_inline(get_args(part)) for part in parts)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a model, each with whether it holds text of the subset."""
    return tuple((name, _mentions_inline([*info.metadata, info.annotation])) for name, info in model.model_fields.items())


def texts_of(entry: BaseModel) -> Iterator[str]:
    """Return every text of the inline-Markdown subset that stands in an entry or below it.

    Parameters
    ----------
    entry:
        A validated part of a YAML file.
    """
    for name, is_text in _fields(type(entry)):
        value = getattr(entry, name)
        values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
        for item in values:
            if isinstance(item, BaseModel):
                yield from texts_of(item)
            elif is_text and isinstance(item, str):
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


