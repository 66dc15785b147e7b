"""A mapping whose values are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")


class Lazy(Mapping[str, Value]):
    """A mapping that knows its keys at once and makes each value when it is first asked for.

    A notebook shows one lesson; to read and validate all of them would take longer than to run it.

    Parameters
    ----------
    keys:
        All keys, in order.
    make:
        Returns the value of a key. It is called again after an error, so that the next reader gets the error, too.
    """

    def __init__(self, keys: Iterable[str], make: Callable[[str], Value]):
        self._keys, self._make = tuple(keys), make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self:
            raise KeyError(key)
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
