"""The toy screening rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.phases.etias import screening_rule as model

PEOPLE = model.travellers()
rules = st.sampled_from(model.RULES)


def test_travellers_are_invented_once() -> None:
    assert len(PEOPLE) == model.TRAVELLERS
    assert model.travellers.__wrapped__().equals(PEOPLE)
    assert set(PEOPLE["nationality"]) == set(model.NATIONALITIES)
    # the kinds of field of Article 33(4), and the lot
    assert set(PEOPLE.columns) == {"nationality", "age", "sex", "residence", "city", "education", "job", "lot"}


def test_the_worked_numbers_of_the_lesson() -> None:
    first, second = model.years(PEOPLE, "age-job", 0.01, 10)
    assert 1000 * first.ppv == pytest.approx(100)
    assert 1000 * second.ppv == pytest.approx(47.4, abs=0.05)
    assert 1000 * first.hit_share()["C"] == pytest.approx(275, abs=0.5)
    assert 1000 * first.hit_share()["D"] == pytest.approx(34, abs=0.5)
    assert model.abnormal(first) == ("C",)
    assert second.hit_share()["C"] == 1


@given(rules, st.floats(0, 0.1), st.floats(1, 10))
def test_a_rule_about_nothing_is_right_as_often_as_a_lot(rule: str, base: float, lift: float) -> None:
    year = model.screen(PEOPLE, rule, base, 1)
    assert year.ppv == pytest.approx(base)
    assert model.screen(PEOPLE, "lot", base, lift).ppv == pytest.approx(base)


@given(rules, st.floats(0.0001, 0.1), st.floats(1, 10))
def test_a_later_year_hits_everybody_whom_an_earlier_one_hit(rule: str, base: float, lift: float) -> None:
    first, second, third = model.years(PEOPLE, rule, base, lift, 3)
    assert (first.hit <= second.hit).all() and (second.hit <= third.hit).all()
    assert 0 <= first.found <= second.found <= 1
    assert second.ppv <= first.ppv + 1e-12


@given(rules, st.floats(0, 0.1))
def test_nobody_is_refused_without_a_hit(rule: str, base: float) -> None:
    year = model.screen(PEOPLE, rule, base, 1)
    assert (year.refused()[~year.hit] == 0).all()
    assert all(0 <= rate <= share for rate, share in zip(year.refusal_rate().values(), year.hit_share().values(), strict=True))


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="there is no rule"):
        model.named(PEOPLE, "luck")
    with pytest.raises(ValueError, match="no probability"):
        model.screen(PEOPLE, "lot", 0.5, 3)
    with pytest.raises(ValueError, match="no probability"):
        model.screen(PEOPLE, "lot", 0.5, 0.5)


@pytest.mark.parametrize("shares", [model._AGE_SHARES, model._JOB_SHARES, model._EDUCATION_SHARES])
def test_the_invented_shares_of_each_country_are_a_whole(shares):
    assert {country: sum(parts) for country, parts in shares.items()} == dict.fromkeys("ABCD", 100)
