"""The invented recognition office: Erlang, Little, and what the official clock does not see."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrationbook.models.phases import recognition as queue
from migrationbook.models.phases.recognition import Setting, clocks

TIMES = st.lists(
    st.tuples(st.floats(0, 100, allow_nan=False), st.floats(0.01, 30, allow_nan=False)), min_size=1, max_size=40
)


@given(TIMES, st.integers(1, 5))
def test_littles_law_holds_on_every_path(people, servers):
    people = sorted(people)
    arrivals = [arrival for arrival, _ in people]
    leaving = queue.departures(arrivals, [service for _, service in people], servers)
    spent = sum(end - start for start, end in zip(arrivals, leaving, strict=True))
    assert queue.person_time(arrivals, leaving) == pytest.approx(spent, rel=1e-9, abs=1e-9)


@given(TIMES)
def test_another_server_makes_nobody_wait_longer(people):
    people = sorted(people)
    arrivals, services = [arrival for arrival, _ in people], [service for _, service in people]
    few, many = queue.departures(arrivals, services, 2), queue.departures(arrivals, services, 3)
    assert all(after <= before + 1e-9 for before, after in zip(few, many, strict=True))


def test_erlang_c_agrees_with_known_values():
    # one server: the probability of waiting is the load; two: 2ρ²/(1+ρ)
    assert queue.probability_of_waiting(0.7, 1) == pytest.approx(0.7)
    assert queue.probability_of_waiting(1.9, 2) == pytest.approx(2 * 0.95**2 / 1.95)
    # table value for a load of 8 erlang on 10 servers
    assert queue.probability_of_waiting(8, 10) == pytest.approx(0.4092, abs=5e-5)
    assert queue.probability_of_waiting(0, 3) == 0 and queue.probability_of_waiting(3, 3) == 1


@given(st.floats(0, 0.999), st.integers(1, 40))
def test_the_probability_of_waiting_is_one(share, servers):
    assert 0 <= queue.probability_of_waiting(share * servers, servers) <= 1


@pytest.mark.parametrize(("servers", "arrivals"), [(2, 1.6), (14, 12.6)])
def test_the_formula_agrees_with_a_simulation(servers, arrivals):
    assert queue.simulated_wait(arrivals, 1.0, servers, 300_000, 7) == pytest.approx(queue.mean_wait(arrivals, 1.0, servers), rel=0.06)


def test_the_office_at_the_start():
    start = clocks(Setting())
    assert (start.gathering, start.returned, start.desk) == pytest.approx((120, 30, 5.7))
    assert start.office == pytest.approx(58.46, abs=0.01)
    assert start.applicant == pytest.approx(208.46, abs=0.01)
    assert start.coming / start.possible == pytest.approx(0.95)


def test_complete_files_free_time_and_more_applications_eat_it():
    complete = clocks(Setting(incomplete=0.1))
    assert complete.office == pytest.approx(20.9, abs=0.1)
    assert clocks(Setting(incomplete=0.1, growth=0.1)).office == pytest.approx(clocks(Setting()).office, abs=2)


def test_a_portal_can_help_the_applicant_and_lengthen_the_official_duration():
    start, portal = clocks(Setting()), clocks(Setting(gather=60, incomplete=0.2, growth=0.1))
    assert portal.applicant == pytest.approx(184.7, abs=0.1) and portal.applicant < start.applicant
    assert portal.office == pytest.approx(113.5, abs=0.1) and portal.office > 1.9 * start.office


def test_one_queue_beats_seven_without_any_portal():
    assert clocks(Setting(pooled=True)).office < 20 < clocks(Setting()).office


def test_more_files_than_hours_never_settle():
    assert math.isinf(clocks(Setting(growth=0.1)).queue) and math.isinf(clocks(Setting(growth=0.1, pooled=True)).queue)


SETTINGS = st.builds(
    Setting,
    gather=st.floats(0, 400),
    incomplete=st.floats(0, 0.6),
    growth=st.floats(0, 0.3),
    pooled=st.booleans(),
)


@settings(max_examples=60)
@given(SETTINGS)
def test_fewer_incomplete_files_never_lengthen_a_clock(setting):
    before, after = clocks(setting), clocks(replace(setting, incomplete=setting.incomplete / 2))
    assert after.office <= before.office + 1e-6 and after.applicant <= before.applicant + 1e-6


@settings(max_examples=60)
@given(SETTINGS)
def test_what_happens_before_the_file_is_complete_is_not_in_the_official_clock(setting):
    assert clocks(replace(setting, gather=setting.gather + 100)).office == clocks(setting).office


def test_little_from_published_counts():
    # 31,100 cases in 2017, 21,800 positive, 470 negative, 930 withdrawn, 8,000 open at the end of the year
    assert queue.little(8000, 21800 + 470 + 930, 365) == pytest.approx(126, abs=0.5)
    with pytest.raises(ValueError):
        queue.little(1, 0, 365)


@pytest.mark.parametrize("wrong", [{"incomplete": 1.0}, {"staff": 0}, {"hours": 0}, {"gather": -1}])
def test_no_office_without_sense(wrong):
    with pytest.raises(ValueError):
        Setting(**wrong)


def test_no_queue_without_a_server():
    with pytest.raises(ValueError):
        queue.probability_of_waiting(1, 0)
