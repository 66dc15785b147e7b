"""Where each system sits, and how many decide by what counts as a decision."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.models.phases import phase_map as model

DEFINITIONS = ("formal", "alone", "effect")
ANSWERS = ("any", "against")
COUNTED = ("all", "systems", "persons", "state")

ROW = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["system", "programme", "firm", "body"]),
        "runs": st.sampled_from(["state", "organisation", "private"]),
        "acts_on_person": st.sampled_from(["yes", "no"]),
        "decides_formally": st.sampled_from(["none", "favour", "any", "unknown"]),
        "settles_without_a_person": st.sampled_from(["none", "favour", "any", "unknown"]),
        "sorts_people": st.sampled_from(["yes", "no", "unknown"]),
    }
)
TABLE = st.lists(ROW, min_size=1, max_size=12).map(pd.DataFrame)


@pytest.mark.parametrize(
    ("definition", "answers", "counted", "numbers", "verdict"),
    [
        ("formal", "any", "all", (1, 1, 29), "holds"),
        ("formal", "against", "all", (0, 1, 30), "holds"),
        ("alone", "any", "systems", (7, 6, 12), "open"),
        ("alone", "any", "persons", (7, 6, 4), "open"),
        ("alone", "any", "state", (7, 2, 4), "fails"),
        ("alone", "against", "state", (4, 2, 7), "holds"),
        ("effect", "any", "persons", (10, 7, 0), "fails"),
        ("effect", "any", "state", (9, 4, 0), "fails"),
    ],
)
def test_the_numbers_that_the_lesson_names(definition, answers, counted, numbers, verdict):
    found = model.tally(series("systems-placed"), definition, answers, counted)
    assert (found.deciding, found.unknown, found.holding) == numbers
    assert found.verdict == verdict


def test_one_setting_without_effect_breaks_the_rule():
    table = series("systems-placed")
    breaking = [
        (definition, answers, counted)
        for definition in ("formal", "alone")
        for answers in ANSWERS
        for counted in COUNTED
        if model.tally(table, definition, answers, counted).verdict == "fails"
    ]
    assert breaking == [("alone", "any", "state")]


def test_the_map_holds_every_system_once():
    found = model.places(series("systems-placed"))
    assert found.to_numpy().sum() == len(series("systems-placed")) == 31
    assert found.loc["decides"].sum() == 1
    assert found.loc["prepares", "before"] == 5
    assert found.loc["records", "during"] == 6


def test_a_formal_act_is_settled_or_unknown_and_whatever_is_settled_has_an_effect():
    """A placing that contradicts itself is a slip in the table."""
    for _, row in series("systems-placed").iterrows():
        if row["decides_formally"] in ("favour", "any"):
            assert row["settles_without_a_person"] in ("favour", "any"), row["id"]
        if row["settles_without_a_person"] in ("favour", "any"):
            assert row["sorts_people"] == "yes", row["id"]
        if row["acts_on_person"] == "no" or row["kind"] != "system":
            assert (row["decides_formally"], row["settles_without_a_person"], row["sorts_people"]) == ("none", "none", "no"), row["id"]


def test_every_source_is_in_the_bibliography():
    assert set(series("systems-placed")["source"]) <= set(corpus().bibliography.entries)


def test_the_register_of_systems_and_the_map_name_the_same():
    """Holds once the register is complete; before, there is nothing to compare."""
    placed = series("systems-placed").set_index("id")
    register = {name: system for name, system in corpus().systems.items() if set(system.phase) != {"law"}}
    if set(register) < set(placed.index) and len(register) <= 3:
        pytest.skip("the register of systems is not complete yet")
    assert set(register) == set(placed.index)
    for name, system in register.items():
        assert set(system.phase) == set(placed.loc[name, "phase"].split(";")), name
        assert set(system.does) == set(placed.loc[name, "function"].split(";")), name


@given(TABLE, st.sampled_from(DEFINITIONS), st.sampled_from(ANSWERS))
def test_a_choice_is_part_of_the_wider_one(table, definition, answers):
    chosen = [model.select(table, counted) for counted in COUNTED]
    for wide, narrow in pairwise(chosen):
        assert set(narrow.index) <= set(wide.index)
    for counted, rows in zip(COUNTED, chosen, strict=True):
        found = model.tally(table, definition, answers, counted)
        assert found.counted == len(rows)
        assert found.verdict != "holds" or 2 * found.deciding < found.counted or found.counted == 0


@given(TABLE, st.sampled_from(DEFINITIONS), st.sampled_from(COUNTED))
def test_leaving_out_the_favourable_answers_never_adds_a_decision(table, definition, counted):
    every, against = (model.tally(table, definition, answers, counted) for answers in ANSWERS)
    assert against.deciding <= every.deciding
    assert against.unknown == every.unknown
    assert against.holding >= every.holding


def test_what_is_unknown_stays_unknown():
    row = {"decides_formally": "unknown", "settles_without_a_person": "favour", "sorts_people": "yes"}
    assert model.decides(row, "formal", "any") is None
    assert model.decides(row, "alone", "any") is True
    assert model.decides(row, "alone", "against") is False
    assert model.decides(row, "effect", "against") is True


def test_no_case_is_forgotten_in_the_share():
    assert model.share_without_a_person([(2000, 0)] * 9 + [(82000, 0.95)]) == pytest.approx(0.779)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 1)), min_size=1, max_size=8))
def test_the_share_lies_between_the_smallest_and_the_largest(cases):
    if sum(number for number, _ in cases) == 0:
        with pytest.raises(ValueError):
            model.share_without_a_person(cases)
        return
    share = model.share_without_a_person(cases)
    assert min(part for _, part in cases) - 1e-9 <= share <= max(part for _, part in cases) + 1e-9


@pytest.mark.parametrize("wrong", [[(-1, 0.5)], [(1, 1.5)], []])
def test_what_is_no_share_is_refused(wrong):
    with pytest.raises(ValueError):
        model.share_without_a_person(wrong)


def test_unknown_choices_and_bad_numbers_are_refused():
    with pytest.raises(ValueError):
        model.select(series("systems-placed"), "some")
    with pytest.raises(ValueError):
        model.Tally(-1, 0, 0)


def test_systems_without_cases_weigh_nothing():
    assert model.share_without_a_person([(0, 0.5), (10, 0.3)]) == pytest.approx(0.3)
