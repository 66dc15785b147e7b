"""Six definitions on six cases, and what taking a burden away does to their answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.return_.voluntary import (
    CASES,
    CONDITIONS,
    DEFINITIONS,
    RELIEFS,
    Answer,
    Case,
    Definition,
    answers,
    count,
    gained,
    lost,
    relieve,
)


def _possible(values):
    return (values["ordered"] or not values["in_time"]) and not (values["ordered"] and values["refugee"])


ANY_CASE = st.fixed_dictionaries(dict.fromkeys(CONDITIONS, st.booleans())).filter(_possible).map(lambda values: Case(**values))
RELIEF = st.sampled_from(sorted(RELIEFS))

#: Y yes, n no, - does not speak of it; directive, iom, stay, unhcr, rapporteur, theory.
EXPECTED = {"engineer": "-YY-YY", "applicant": "Ynn-nn", "stranded": "-Yn-nn", "camp": "-nYnnn", "student": "nYn-nY", "car": "nnn-nn"}
_SIGN = {Answer.YES: "Y", Answer.NO: "n", Answer.SILENT: "-"}


@pytest.mark.parametrize("name", CASES)
def test_the_answers_of_the_lesson(name):
    assert "".join(_SIGN[answer] for answer in answers(CASES[name]).values()) == EXPECTED[name]


def test_no_two_cases_and_no_two_definitions_give_the_same_answers():
    rows = list(EXPECTED.values())
    assert len(set(rows)) == len(rows)
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    assert len(set(columns)) == len(DEFINITIONS)


@given(ANY_CASE)
def test_nobody_whom_officers_take_goes_voluntarily_by_any_definition(case):
    if case.forced:
        assert Answer.YES not in answers(case).values()


@given(ANY_CASE)
def test_the_directive_and_the_right_to_stay_never_say_yes_together(case):
    found = answers(case)
    assert not (found["directive"] is Answer.YES and found["stay"] is Answer.YES)


@given(ANY_CASE)
def test_what_unhcr_calls_voluntary_the_rapporteur_does_too(case):
    if DEFINITIONS["unhcr"].answer(case) is Answer.YES:
        assert DEFINITIONS["rapporteur"].answer(case) is Answer.YES


@given(ANY_CASE)
def test_what_the_rapporteur_calls_voluntary_the_iom_does_too(case):
    if DEFINITIONS["rapporteur"].answer(case) is Answer.YES:
        assert DEFINITIONS["iom"].answer(case) is Answer.YES


@given(ANY_CASE, RELIEF)
def test_taking_a_burden_away_costs_a_yes_only_where_the_definition_falls_silent(case, relief):
    after = relieve(case, relief)
    for name in lost(case, after):
        assert name == "directive"
        assert DEFINITIONS[name].answer(after) is Answer.SILENT


@given(ANY_CASE, RELIEF)
def test_a_burden_can_be_taken_away_only_once(case, relief):
    after = relieve(case, relief)
    assert relieve(after, relief) == after


@given(ANY_CASE)
def test_every_definition_gives_one_answer(case):
    assert sum(count(case, answer) for answer in Answer) == len(DEFINITIONS)


def test_the_one_change_that_loses_a_yes_in_the_lesson():
    found = {
        (name, relief): lost(case, relieve(case, relief))
        for name, case in CASES.items()
        for relief in RELIEFS
        if lost(case, relieve(case, relief))
    }
    assert found == {("applicant", "unordered"): ("directive",)}


def test_telling_the_applicant_gains_the_iom_alone():
    case = CASES["applicant"]
    assert gained(case, relieve(case, "informed")) == ("iom",)


def test_a_time_limit_without_an_order_is_refused():
    with pytest.raises(ValueError, match="time limit"):
        Case(**{**dict.fromkeys(CONDITIONS, False), "in_time": True})


def test_an_order_against_a_refugee_is_refused():
    with pytest.raises(ValueError, match="refugee"):
        Case(**{**dict.fromkeys(CONDITIONS, False), "ordered": True, "refugee": True})


def test_a_rule_over_an_unknown_condition_is_refused():
    with pytest.raises(ValueError, match="no condition"):
        Definition({}, {"happy": True})
