"""A number is understood the way people of several countries type or paste it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scripts import Scripts

#: How six locales write a number: the sign between thousands, the decimal sign, the minus.
LOCALES = {
    "en-GB": (",", ".", "-"),
    "de-DE": (".", ",", "-"),
    "fr-FR": ("\u202f", ",", "-"),
    "de-CH": ("’", ".", "-"),
    "sv-SE": ("\u00a0", ",", "\u2212"),
    "en-IN": (",", ".", "-"),
}
UNSEEN = ("", "\u200b", "\u200e", "\u202d", "\u202c", "\u2066", "\u2069", "\ufeff", "\u00ad", "\u2060")
DASHES = "-‐‑‒–—−﹣－"
PERCENT = ("%", " %", "\u00a0%", " per cent", " percent", " Prozent", "\u202f%", "％")


@cache
def scripts() -> Scripts:
    """The scripts, read once."""
    return Scripts()


def understood(typed: str, value: float, unit: str = "") -> bool:
    """Tell whether what is typed is taken for a value and no other."""
    spec = {"kind": "numeric", "answer": value, "tolerance": 0, "unit": unit, "why": "w", "mistakes": [], "otherwise": "o"}
    return bool(scripts().call("judgedAs", spec, typed)["score"] == 1)


def written(value: float, locale: str) -> str:
    """Return a number with two decimals as a locale writes it.

    Parameters
    ----------
    value:
        The number, with at most two decimals.
    locale:
        A key of :data:`LOCALES`.
    """
    between, point, minus = LOCALES[locale]
    whole, decimals = f"{abs(value):.2f}".split(".")
    head, tail = whole[:-3], whole[-3:]
    size = 2 if locale == "en-IN" else 3
    groups = [head[max(0, end - size) : end] for end in range(len(head), 0, -size)][::-1]
    return (minus if value < 0 else "") + between.join([*groups, tail]) + point + decimals


NUMBERS = st.integers(-999_999_999, 999_999_999).map(lambda number: number / 100)


@pytest.mark.parametrize("locale", LOCALES)
@given(value=NUMBERS)
def test_a_number_of_six_locales_is_understood(locale: str, value: float) -> None:
    assert understood(written(value, locale), value)


@given(value=NUMBERS, before=st.sampled_from(UNSEEN), after=st.sampled_from(UNSEEN), dash=st.sampled_from(DASHES))
def test_signs_that_are_not_seen_and_any_dash_do_not_matter(value: float, before: str, after: str, dash: str) -> None:
    typed = f"{abs(value):.2f}"
    assert understood(before + (dash if value < 0 else "") + typed[:1] + after + typed[1:] + before, value)


@pytest.mark.parametrize("percent", PERCENT)
@pytest.mark.parametrize("unit", ["", "%", "per cent", "% of all", "people"])
def test_percent_may_be_written_out(percent: str, unit: str) -> None:
    assert understood(f"16,6{percent}", 0.166 if unit == "people" else 16.6, unit)


@pytest.mark.parametrize("typed", ["", "-", "sixteen", "1,5,5", "16.6.7", "16 6", "16,6 Promille", "1e5", "NaN", "½", "--5", "5 %%"])
def test_what_is_no_number_is_not_guessed(typed: str) -> None:
    assert not any(understood(typed, value) for value in (0, 1, 5, 0.5, 15, 16, 16.6, 155, 166, 1e5))
