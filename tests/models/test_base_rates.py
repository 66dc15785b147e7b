"""Base rates: checked values, invariants, and what bad input gets."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.core.paths import DATA
from migrationbook.core.yamlfile import YamlFile
from migrationbook.explorers.start import base_rates as view
from migrationbook.models import base_rates as model

shares = st.floats(0, 1)
#: Shares that a check could have: none so small that a whole population holds less than a billionth of a person.
rates = st.one_of(st.just(0.0), st.just(1.0), st.floats(1e-9, 1 - 1e-9))
populations = st.integers(0, 100_000_000)


# Checked values ---------------------------------------------------------------------------------------------------


def test_leaflet_of_gate_a():
    table = model.check(100_000, 0.001, 0.99, 0.01)
    assert table == model.Frequencies(99.0, 999.0, 1.0, 98_901.0)
    assert table.ppv == pytest.approx(99 / 1098)
    assert table.npv == pytest.approx(98_901 / 98_902)
    assert table.accuracy == pytest.approx(0.99)
    assert table.false_alarms_per_true_alarm == pytest.approx(10.09, abs=0.005)


@pytest.mark.parametrize(
    ("fnmr", "false_alarms", "percent"),
    [(model.EES_FNMR_FACE, 1000, 1.0), (model.EES_FNMR_FINGERPRINTS, 500, 2.0)],
)
def test_verification_at_the_limits_required_of_the_ees(fnmr, false_alarms, percent):
    table = model.verification(100_000, 1 / 10_000, fnmr, model.EES_FMR)
    assert table.false_positives == pytest.approx(false_alarms, rel=0.001)
    assert table.true_positives == pytest.approx(10, rel=0.001)
    assert table.false_negatives == pytest.approx(0.005)
    assert 100 * table.ppv == pytest.approx(percent, abs=0.05)


@pytest.mark.parametrize(
    ("share_on_file", "percent"), [(0.0001, 9.0), (0.001, 49.6), (0.01, 90.9), (0.1, 99.1)]
)
def test_identification_at_the_limits_required_of_the_ees(share_on_file, percent):
    table = model.identification(1_000_000, share_on_file, model.EES_FNIR_FINGERPRINTS, model.EES_FPIR)
    assert 100 * table.ppv == pytest.approx(percent, abs=0.05)


def test_identification_counts():
    table = model.identification(1_000_000, 0.001, model.EES_FNIR_FINGERPRINTS, model.EES_FPIR)
    assert (round(table.true_positives), round(table.false_positives)) == (985, 999)
    crowded = model.identification(1_000_000, 0.1, model.EES_FNIR_FINGERPRINTS, model.EES_FPIR)
    assert crowded.false_negatives == pytest.approx(1500)


@pytest.mark.parametrize(
    ("prevalence", "accuracy", "percent"),
    [
        # A lie detector that is right in 75 % of the cases, on both sides.
        (0.001, 0.75, 0.30),
        (0.01, 0.75, 2.9),
        (0.1, 0.75, 25.0),
        # A dialect tool that errs in 20 % and in 15 % of the cases, on both sides.
        (0.05, 0.80, 17.4),
        (0.05, 0.85, 23.0),
        (0.1, 0.80, 30.8),
        (0.1, 0.85, 38.6),
        (0.2, 0.80, 50.0),
        (0.2, 0.85, 58.6),
    ],
)
def test_tools_with_equal_error_on_both_sides(prevalence, accuracy, percent):
    ppv = model.positive_predictive_value(prevalence, accuracy, 1 - accuracy)
    assert 100 * ppv == pytest.approx(percent, abs=0.05)


def test_alarms_are_worth_half_where_impostors_are_as_frequent_as_false_alarms():
    assert model.break_even_prevalence(0.99, 0.01) == pytest.approx(0.01)
    assert model.break_even_prevalence(0.5, 0.001) == pytest.approx(0.002, abs=1e-5)


def test_second_look():
    gate = model.check(100_000, 0.001, 0.99, 0.01)
    looks = model.second_look(gate, 0.9, 0.1)
    assert looks.true_positives == pytest.approx(89.1)
    assert looks.false_negatives == pytest.approx(10.9)
    assert looks.false_positives == pytest.approx(99.9)
    assert looks.ppv == pytest.approx(0.4714, abs=0.0001)
    half = model.second_look(gate, 0.9, 0.1, copied=0.5)
    assert half.ppv == pytest.approx(0.1462, abs=0.0001)
    assert model.second_look(gate, 0.9, 0.1, copied=1) == gate


def test_whole_people_gives_the_largest_remainder_the_next_person():
    assert model.whole_people((0.8, 0.2, 9.99, 989.01), 1000) == (1, 0, 10, 989)
    assert model.whole_people((2.5, 2.5), 5) == (3, 2)
    assert model.whole_people((), 0) == ()


def test_whole_table_keeps_its_margins():
    # Rounded cell by cell, five impostors would become six.
    whole = model.check(1000, 0.005, 0.5, 0.1).whole()
    assert (whole.targets, whole.others) == (5, 995)
    assert whole.population == 1000


# Invariants -------------------------------------------------------------------------------------------------------


@given(populations, shares, shares, shares)
def test_counts_add_up(population, prevalence, sensitivity, false_positive_rate):
    table = model.check(population, prevalence, sensitivity, false_positive_rate)
    close = {"rel": 1e-12, "abs": 1e-9}
    assert table.population == pytest.approx(population, **close)
    assert table.alarms + table.passed == pytest.approx(population, **close)
    assert table.targets == pytest.approx(population * prevalence, **close)


@given(st.integers(1, 100_000_000), shares, shares, shares)
def test_values_are_shares_or_undefined(population, prevalence, sensitivity, false_positive_rate):
    table = model.check(population, prevalence, sensitivity, false_positive_rate)
    for value, people in ((table.ppv, table.alarms), (table.npv, table.passed), (table.accuracy, table.population)):
        assert math.isnan(value) if people == 0 else 0 <= value <= 1


@given(rates, rates, rates, rates)
def test_ppv_never_falls_as_prevalence_rises(one, other, sensitivity, false_positive_rate):
    low, high = sorted((one, other))
    before = model.positive_predictive_value(low, sensitivity, false_positive_rate)
    after = model.positive_predictive_value(high, sensitivity, false_positive_rate)
    assert math.isnan(before) or math.isnan(after) or before <= after + 1e-12


@given(populations, rates, rates, rates)
def test_whole_table_adds_up_exactly(population, prevalence, sensitivity, false_positive_rate):
    expected = model.check(population, prevalence, sensitivity, false_positive_rate)
    whole = expected.whole()
    assert all(isinstance(people, int) and people >= 0 for people in vars(whole).values())
    assert whole.population == population
    assert abs(whole.targets - expected.targets) < 1
    for name, people in vars(whole).items():
        # A margin and a cell are rounded, each by less than one person.
        assert abs(people - getattr(expected, name)) < 2


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8), st.integers(0, 1_000_000))
def test_whole_people_add_up_and_stay_near(weights, total):
    expected = [total * weight / sum(weights) for weight in weights]
    people = model.whole_people(expected, total)
    assert sum(people) == total
    assert all(abs(number - wanted) < 1 for number, wanted in zip(people, expected, strict=True))


@given(rates, rates, st.floats(0.01, 0.99))
def test_break_even_prevalence_gives_the_share_asked_for(sensitivity, false_positive_rate, share):
    prevalence = model.break_even_prevalence(sensitivity, false_positive_rate, share)
    if sensitivity == 0 or false_positive_rate == 0:
        assert math.isnan(prevalence) or prevalence in (0, 1)
    else:
        ppv = model.positive_predictive_value(prevalence, sensitivity, false_positive_rate)
        # One minus a prevalence close to one loses digits.
        assert ppv == pytest.approx(share, abs=1e-6) or prevalence > 1 - 1e-9


@given(populations, rates, rates, rates, rates, rates, shares)
def test_second_look_moves_people_and_loses_none(population, prevalence, found, stopped, kept, confirmed, copied):
    first = model.check(population, prevalence, found, stopped)
    last = model.second_look(first, kept, confirmed, copied)
    assert last.population == pytest.approx(first.population, rel=1e-12)
    assert last.targets == pytest.approx(first.targets, rel=1e-12)
    assert last.false_positives <= first.false_positives * (1 + 1e-12)
    assert last.false_negatives >= first.false_negatives * (1 - 1e-12)


# Bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [-0.01, 1.01, math.nan, math.inf, 99])
@pytest.mark.parametrize("place", range(3))
def test_shares_outside_0_to_1_are_refused(bad, place):
    given_shares = [0.1, 0.1, 0.1]
    given_shares[place] = bad
    with pytest.raises(ValueError, match="between 0 and 1"):
        model.check(1000, *given_shares)


@pytest.mark.parametrize(
    "call",
    [
        lambda: model.verification(1000, 0.1, 2, 0),
        lambda: model.verification(1000, 0.1, 0, -1),
        lambda: model.identification(1000, 0.1, 2, 0),
        lambda: model.identification(1000, 0.1, 0, 2),
        lambda: model.break_even_prevalence(0.9, 0.1, share=2),
        lambda: model.second_look(model.check(1, 0, 0, 0), 0.9, 0.1, copied=2),
        lambda: model.second_look(model.check(1, 0, 0, 0), 2, 0.1),
        lambda: model.check(-1, 0.1, 0.1, 0.1),
        lambda: model.check(math.inf, 0.1, 0.1, 0.1),
        lambda: model.check(1000.5, 0.1, 0.1, 0.1).whole(),
        lambda: model.whole_people((1.0, 1.0), 3),
        lambda: model.whole_people((-1.0, 4.0), 3),
        lambda: model.Frequencies(1, -1, 0, 0),
    ],
)
def test_bad_input_is_refused(call):
    with pytest.raises(ValueError):
        call()


def test_no_alarm_has_no_share():
    quiet = model.check(1000, 0, 0.9, 0)
    assert math.isnan(quiet.ppv)
    assert math.isnan(quiet.false_alarms_per_true_alarm)
    assert model.check(1000, 0, 0.9, 0.1).false_alarms_per_true_alarm == math.inf
    assert math.isnan(model.check(0, 0, 0.9, 0.1).accuracy)


# The explorer -----------------------------------------------------------------------------------------------------


def test_every_setting_of_the_explorer_adds_up():
    (words,) = YamlFile(DATA / "exercises/start/base-rates.yml").data["explorers"]
    names = [control["name"] for control in words["controls"]]
    settings = [
        dict(zip(names, values, strict=True))
        for values in itertools.product(*(control["values"] for control in words["controls"]))
    ]
    assert len(settings) <= 150
    for setting in settings:
        seen = view.gate(words["labels"], **setting)
        counted = seen.values
        assert counted["right"] + counted["wrong"] == counted["alarms"] <= counted["first_alarms"]
        assert counted["right"] + counted["missed"] == counted["impostors"] == setting["prevalence"]
        assert set(seen.measures) == set(words["measures"])
        assert words["sentence"][seen.case].format(**counted)
