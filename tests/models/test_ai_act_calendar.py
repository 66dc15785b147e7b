"""The calendar of the AI Act: its dates, and what no calendar may do."""

from datetime import date
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.core.paths import ROOT
from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.explorers.ai_act.calendar import duties
from migrationbook.models import ai_act_calendar as act
from migrationbook.models.ai_act_calendar import System

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2034, 12, 31))
SYSTEMS = st.builds(
    System,
    in_service=DAYS,
    kind=st.sampled_from(["annex-iii", "filter", "other"]),
    holder=st.sampled_from(["annex-x", "public", "private"]),
    changed=st.none() | DAYS,
    talks=st.booleans(),
    generates=st.booleans(),
    emotions=st.booleans(),
)
TEXTS = st.sampled_from(act.TEXTS)
CALENDAR = act.Calendar.of(series("ai-act-calendar"), series("ai-act-transitions"))


@given(SYSTEMS, DAYS, TEXTS)
def test_no_duty_appears_before_its_date_or_before_the_system(system, day, text):
    for duty in CALENDAR.duties(system, day, text):
        assert duty.applies_from(text) <= day
        assert system.in_service <= day


@given(SYSTEMS, DAYS, DAYS, TEXTS)
def test_by_one_text_no_duty_disappears(system, one, other, text):
    early, late = sorted((one, other))
    assert set(CALENDAR.duties(system, early, text)) <= set(CALENDAR.duties(system, late, text))


@given(SYSTEMS, DAYS, DAYS)
def test_by_the_text_in_force_a_duty_disappears_only_through_the_amendment(system, one, other):
    early, late = sorted((one, other))
    if set(CALENDAR.duties(system, early)) - set(CALENDAR.duties(system, late)):
        assert early < act.AMENDED <= late


@given(SYSTEMS)
def test_and_the_amendment_took_away_no_duty_that_had_begun_to_bind(system):
    eve = date(2026, 7, 26)
    assert set(CALENDAR.duties(system, eve, "2024")) <= set(CALENDAR.duties(system, eve, "2026"))


@given(SYSTEMS, TEXTS)
def test_a_component_of_annex_x_never_waits_less_than_it_would_elsewhere_if_nothing_is_changed(system, text):
    if system.kind != "annex-iii" or system.changed:
        return
    elsewhere = System(system.in_service, system.kind, "public")
    component = System(system.in_service, system.kind, "annex-x")
    assert CALENDAR.high_risk_day(component, text) >= CALENDAR.high_risk_day(elsewhere, text)


@pytest.mark.parametrize(
    ("holder", "in_service", "first", "amended"),
    [
        ("public", date(2017, 9, 1), date(2030, 8, 2), date(2030, 8, 2)),
        ("public", date(2026, 8, 1), date(2030, 8, 2), date(2030, 8, 2)),
        ("public", date(2026, 8, 2), date(2026, 8, 2), date(2030, 8, 2)),
        ("public", date(2027, 12, 1), date(2027, 12, 1), date(2030, 8, 2)),
        ("public", date(2027, 12, 2), date(2027, 12, 2), date(2027, 12, 2)),
        ("public", date(2028, 1, 1), date(2028, 1, 1), date(2028, 1, 1)),
        ("annex-x", date(2026, 12, 1), date(2030, 12, 31), date(2030, 12, 31)),
        ("annex-x", date(2027, 8, 1), date(2030, 12, 31), date(2030, 12, 31)),
        ("annex-x", date(2027, 8, 2), date(2027, 8, 2), date(2030, 8, 2)),
        ("annex-x", date(2028, 1, 1), date(2028, 1, 1), date(2028, 1, 1)),
        ("private", date(2026, 8, 1), None, None),
        ("private", date(2027, 1, 1), date(2027, 1, 1), None),
    ],
)
def test_one_day_decides(holder, in_service, first, amended):
    system = System(in_service, "annex-iii", holder)
    assert CALENDAR.high_risk_day(system, "2024") == first
    assert CALENDAR.high_risk_day(system, "2026") == amended


def test_a_change_ends_the_grace_of_art_111_2_and_not_that_of_art_111_1():
    changed = date(2028, 6, 1)
    assert CALENDAR.high_risk_day(System(date(2017, 9, 1), changed=changed), "2026") == changed
    assert CALENDAR.high_risk_day(System(date(2017, 9, 1), holder="private", changed=changed), "2026") == changed
    assert CALENDAR.high_risk_day(System(date(2026, 12, 1), holder="annex-x", changed=changed), "2026") == date(2030, 12, 31)


def test_a_change_before_the_rules_begin_ends_nothing():
    system = System(date(2017, 9, 1), changed=date(2026, 10, 1))
    assert CALENDAR.high_risk_day(system, "2024") == date(2026, 10, 1)
    assert CALENDAR.high_risk_day(system, "2026") == date(2030, 8, 2)


def test_on_the_day_of_the_calendar_no_unchanged_system_that_exists_begins_to_be_bound():
    day = date(2027, 12, 2)
    for holder in ("annex-x", "public", "private"):
        for in_service in (date(2017, 9, 1), date(2025, 6, 1), date(2027, 12, 1)):
            assert CALENDAR.high_risk_day(System(in_service, "annex-iii", holder), "2026") != day


def test_what_binds_a_tool_of_2017_on_the_day_of_the_facts():
    tool = System(date(2017, 9, 1))
    assert [duty.key for duty in CALENDAR.duties(tool, date(2026, 11, 21))] == ["literacy", "prohibitions", "complaint"]
    assert not CALENDAR.in_force("inform-persons", tool, date(2026, 11, 21))
    assert CALENDAR.in_force("inform-persons", tool, date(2030, 8, 2))


def test_a_chatbot_is_bound_since_august_2026_by_both_texts():
    bot = System(date(2025, 3, 1), "other", talks=True)
    for text in act.TEXTS:
        assert CALENDAR.first_day(CALENDAR.provision("inform-chat"), bot, text) == date(2026, 8, 2)


def test_marks_on_old_generators_wait_four_months_more():
    old = System(date(2025, 3, 1), "other", "private", generates=True)
    new = System(date(2026, 9, 1), "other", "private", generates=True)
    duty = CALENDAR.provision("mark-content")
    assert CALENDAR.first_day(duty, old, "2024") == date(2026, 8, 2)
    assert CALENDAR.first_day(duty, old, "2026") == date(2026, 12, 2)
    assert CALENDAR.first_day(duty, new, "2026") == date(2026, 9, 1)


def test_the_amendment_came_six_days_before_the_date_that_it_moved():
    assert (CALENDAR.provision("requirements").applies_from("2024") - act.AMENDED).days == 6
    assert act.text_in_force(date(2026, 7, 26)) == "2024"
    assert act.text_in_force(act.AMENDED) == "2026"


def test_old_systems_of_the_two_kinds_are_five_months_apart():
    rules = CALENDAR.transitions
    assert (rules["annex-x"].comply_by - rules["public"].comply_by).days == 151


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 8, 2), date(2027, 12, 2), 16),
        (date(2026, 8, 2), date(2030, 8, 2), 48),
        (date(2027, 8, 2), date(2030, 8, 2), 36),
        (date(2027, 10, 15), date(2030, 8, 2), 33),
        (date(2030, 8, 2), date(2030, 8, 2), 0),
    ],
)
def test_months(first, last, months):
    assert act.months_between(first, last) == months


def test_no_setting_of_the_explorer_waits_the_sixteen_months_of_the_headlines():
    controls = {control.name: control.values for control in corpus().explorer("ai-act/calendar#cliff").controls}
    delays = set()
    for holder in controls["holder"]:
        for service in controls["service"]:
            for changed in (None, date(2028, 6, 1)):
                system = System(date.fromisoformat(service), "annex-iii", holder, changed)
                delays.add(act.months_between(CALENDAR.high_risk_day(system, "2024"), CALENDAR.high_risk_day(system, "2026")))
    assert 16 not in delays and max(delays) == 48


@pytest.mark.parametrize(
    ("key", "system", "pause"),
    [
        ("literacy", System(date(2017, 9, 1)), (date(2026, 8, 2), date(2030, 8, 2))),
        ("literacy", System(date(2026, 12, 1), holder="annex-x"), (date(2026, 12, 1), date(2030, 12, 31))),
        ("literacy", System(date(2017, 9, 1), holder="private"), (date(2026, 8, 2), None)),
        ("literacy", System(date(2017, 9, 1), changed=date(2028, 6, 1)), (date(2026, 8, 2), date(2028, 6, 1))),
        ("inform-emotion", System(date(2026, 11, 21), emotions=True), (date(2026, 11, 21), date(2030, 8, 2))),
        ("complaint", System(date(2017, 9, 1)), None),
        ("prohibitions", System(date(2017, 9, 1)), None),
        ("prohibitions-new", System(date(2017, 9, 1)), None),
        ("inform-persons", System(date(2017, 9, 1)), None),
        ("literacy", System(date(2028, 1, 3)), None),
        ("literacy", System(date(2017, 9, 1), "other"), None),
    ],
)
def test_what_waits_by_the_wide_reading_of_art_111_alone(key, system, pause):
    assert CALENDAR.pause(CALENDAR.provision(key), system, "2026") == pause


@given(SYSTEMS, TEXTS)
def test_a_pause_ends_with_the_wait_for_the_duties_of_high_risk_and_begins_with_art_111(system, text):
    for duty in CALENDAR.provisions:
        pause = CALENDAR.pause(duty, system, text)
        if pause:
            start, end = pause
            assert start >= act.TRANSITIONS_FROM and end == CALENDAR.high_risk_day(system, text)
            assert end is None or start < end


def test_the_explorer_says_what_waits_by_the_wide_reading():
    words = corpus().explorer("ai-act/calendar#duties")
    for day, doubted in (("2026-02-20", False), ("2026-11-21", True), ("2030-08-02", False)):
        view = duties(words.labels, system="old", text="2026", day=day)
        assert ("wide reading" in view.values["doubt"]) is doubted


def told(entry):
    """Every sentence in an entry of the course's data, one by one; the places in its sources are none."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, list | dict):
        parts = [part for key, part in entry.items() if key != "sources"] if isinstance(entry, dict) else entry
        for part in parts:
            yield from told(part)


def test_every_duty_to_inform_carries_its_exception():
    rows = series("ai-act-calendar").set_index("provision")
    for key in ("inform-chat", "mark-content", "inform-emotion"):
        assert "offences" in rows.loc[key, "unless"]


def test_and_so_does_every_text_that_tells_a_reader_of_the_duty_on_emotions():
    files = [*sorted((ROOT / "data" / "exercises" / "ai-act").glob("*.yml")), ROOT / "data" / "facts" / "ai-act.yml"]
    texts = [text for file in files for text in told(yaml.safe_load(file.read_text(encoding="utf-8"))) if "50(3)" in text]
    assert len(texts) >= 4
    assert [text for text in texts if "offences" not in text] == []


def test_unknown_provisions_are_an_error():
    with pytest.raises(KeyError, match="no provision 'nothing'"):
        CALENDAR.provision("nothing")


def test_each_row_names_a_source_of_the_bibliography():
    for name in ("ai-act-calendar", "ai-act-transitions"):
        assert set(series(name)["source"]) <= set(corpus().bibliography.entries)


def test_the_steps_meet_the_single_answers_and_leave_no_day_out():
    start, end = date(2026, 1, 1), date(2028, 6, 30)
    for holder in ("annex-x", "public"):
        for text in act.TEXTS:
            pieces = CALENDAR.steps(holder, text, start, end)
            assert pieces[0][0] == start and pieces[-1][2] == end
            for one, other in pairwise(pieces):
                assert (other[0] - one[2]).days == 1
            for first, result, last, end_result in pieces:
                assert result == CALENDAR.high_risk_day(System(first, "annex-iii", holder), text)
                assert end_result == CALENDAR.high_risk_day(System(last, "annex-iii", holder), text)
    assert len(CALENDAR.steps("public", "2026", start, end)) == 2
    assert len(CALENDAR.steps("annex-x", "2026", start, end)) == 3
    assert CALENDAR.steps("private", "2026", start, date(2027, 12, 1)) == []
