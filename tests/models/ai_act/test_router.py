"""The router of the AI Act: the cases of the course, and what no router may do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.explorers.ai_act import router as explorers
from migrationbook.models.ai_act import router
from migrationbook.models.ai_act.router import Answers
from migrationbook.models.ai_act_calendar import Calendar, System

CALENDAR = Calendar.of(series("ai-act-calendar"), series("ai-act-transitions"))
ROUTER = router.Router.of(series("ai-act-router"), series("ai-act-purposes"))
CASES = router.cases(series("ai-act-cases"))
YES_NO = st.sampled_from(["yes", "no"])
PURPOSES = st.sampled_from(sorted(ROUTER.purposes))
SETS = st.sampled_from(["yes", "no", "no|yes"])
ANSWERS = st.builds(
    lambda scope, ai, purpose, profiling, narrow: Answers.of(
        scope=scope, ai=ai, purpose="|".join(sorted(purpose)), profiling=profiling, narrow=narrow
    ),
    SETS,
    SETS,
    st.sets(PURPOSES, min_size=1, max_size=3),
    SETS,
    SETS,
)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("T1", ["no-ai", "high-risk 7(b)"]),
        ("T2", ["high-risk 7(d)"]),
        ("T3", ["high-risk 7(c)"]),
        ("T4", ["high-risk 7(c)"]),
        ("T5", ["filter 7(c)"]),
        ("T6", ["high-risk 1(c)", "high-risk 7(a)"]),
        ("T7", ["not-listed"]),
        ("T8", ["high-risk 7(b)"]),
        ("T9", ["high-risk 5(a)", "not-listed"]),
        ("T10", ["no-ai", "high-risk 4(a)", "high-risk 5(a)"]),
        ("T11", ["not-listed"]),
        ("T12", ["out-of-scope"]),
        ("T13", ["out-of-scope", "no-ai", "high-risk 7(d)"]),
        ("V", ["not-listed"]),
    ],
)
def test_the_cases_of_the_course(case, expected):
    found = ROUTER.route(CASES[case].answers)
    assert [f"{outcome.kind} {outcome.point}".strip() for outcome in found] == expected


@pytest.mark.parametrize(
    ("case", "first", "amended"),
    [
        ("T1", date(2030, 12, 31), date(2030, 12, 31)),
        ("T2", date(2030, 12, 31), date(2030, 12, 31)),
        ("T3", date(2030, 8, 2), date(2030, 8, 2)),
        ("T4", date(2028, 1, 3), date(2028, 1, 3)),
        ("T5", date(2026, 11, 21), date(2027, 12, 2)),
        ("T6", date(2026, 11, 21), date(2030, 8, 2)),
        ("T8", date(2026, 11, 21), date(2030, 8, 2)),
        ("T11", date(2026, 8, 2), date(2026, 8, 2)),
    ],
)
def test_the_first_days_before_and_after_the_amendment(case, first, amended):
    known = CASES[case]
    found = {router.first_days(outcome, known.system, CALENDAR) for outcome in ROUTER.route(known.answers)} - {(None, None)}
    assert found == {(first, amended)}


@pytest.mark.parametrize("case", ["T7", "T12", "V"])
def test_where_the_act_asks_nothing_special_there_is_no_day_and_still_a_law(case):
    known = CASES[case]
    assert {router.first_days(outcome, known.system, CALENDAR) for outcome in ROUTER.route(known.answers)} == {(None, None)}
    assert known.without


def test_five_cases_of_fourteen_hang_on_an_answer_that_is_contested():
    contested = [key for key, case in CASES.items() if len({o.kind for o in ROUTER.route(case.answers)}) > 1]
    assert contested == ["T1", "T9", "T10", "T13"]
    assert [key for key, case in CASES.items() if case.answers.contested] == ["T1", "T6", "T9", "T10", "T13"]


@given(YES_NO, YES_NO, PURPOSES, YES_NO, YES_NO)
def test_every_set_of_plain_answers_has_exactly_one_outcome(scope, ai, purpose, profiling, narrow):
    plain = Answers.of(scope=scope, ai=ai, purpose=purpose, profiling=profiling, narrow=narrow)
    assert ROUTER.route(plain) == (ROUTER.decide(scope, ai, purpose, profiling, narrow),)


@given(YES_NO, YES_NO, PURPOSES, YES_NO, YES_NO)
def test_order_of_the_questions(scope, ai, purpose, profiling, narrow):
    kind = ROUTER.decide(scope, ai, purpose, profiling, narrow).kind
    if scope == "no":
        assert kind == "out-of-scope"
    elif ai == "no":
        assert kind == "no-ai"
    else:
        assert kind in ("prohibited", "high-risk", "filter", "not-listed")
    if profiling == "yes":
        assert kind != "filter"


@given(ANSWERS, st.sampled_from(router.QUESTIONS), st.sampled_from(["scope", "ai"]))
def test_more_doubt_never_takes_an_outcome_away(answers, _, question):
    wider = Answers(**{name: getattr(answers, name) for name in router.QUESTIONS} | {question: frozenset({"yes", "no"})})
    assert set(ROUTER.route(answers)) <= set(ROUTER.route(wider))


@given(YES_NO, PURPOSES, YES_NO)
def test_the_name_ai_alone_makes_nothing_high_risk(profiling, purpose, narrow):
    """What is not listed is not high-risk, however much it profiles."""
    found = ROUTER.decide("yes", "yes", purpose, profiling, narrow)
    assert (found.kind in ("high-risk", "filter")) == (ROUTER.purposes[purpose][0] == "listed")


def test_verification_and_identification_differ_in_one_answer():
    assert ROUTER.decide("yes", "yes", "verify", "no", "no").kind == "not-listed"
    assert ROUTER.decide("yes", "yes", "identify", "no", "no").kind == "high-risk"


def test_an_unknown_purpose_is_an_error():
    with pytest.raises(KeyError):
        ROUTER.decide("yes", "yes", "weather", "no", "no")


def test_a_ban_has_its_day_whatever_the_system():
    ban = ROUTER.decide("yes", "yes", "crime", "yes", "no")
    assert (ban.kind, ban.point) == ("prohibited", "5(1)(d)")
    assert router.first_days(ban, System(date(2020, 1, 1), holder="annex-x"), CALENDAR) == (date(2025, 2, 2), date(2025, 2, 2))


def test_the_sentence_on_emotions_tells_an_old_system_from_a_new_one():
    labels = corpus().explorer("ai-act/router#cases").labels
    for service, readings in (("given", True), ("later", False)):
        said = explorers.cases(labels, case="T6", ai="given", service=service).values["emotions"]
        assert "criminal offences" in said and ("wide one" in said) is readings
