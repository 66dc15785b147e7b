"""Who cannot prove a status, what a second way does, and the Estonian cards of 2017."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.phases import digital_status as ds

SHARE = st.floats(min_value=0, max_value=1)
WAYS = ("none", "helpline", "outage", "overrule")


def service(wrong=0.01, availability=0.999, ended=0.005):
    return ds.Service(10_000_000, 12, availability, wrong, ended)


def test_ten_million_users_and_twelve_checks():
    assert service().a_day == pytest.approx(328_767, abs=1)
    day = ds.a_day(service())
    assert day.down == pytest.approx(327.1, abs=0.1)
    assert day.record == pytest.approx(3_267.97, abs=0.1)
    assert day.accepted == 0


@pytest.mark.parametrize(
    ("way", "unable", "accepted"), [("none", 3595, 0), ("helpline", 3432, 0), ("outage", 3275, 2), ("overrule", 72, 1611)]
)
def test_a_second_way_mends_one_kind_of_failure_or_both(way, unable, accepted):
    day = ds.a_day(service(), way)
    assert day.unable == pytest.approx(unable, abs=1)
    assert day.accepted == pytest.approx(accepted, abs=1)


def test_better_availability_hardly_helps_when_the_records_are_wrong():
    assert ds.a_day(service(availability=0.99)).unable == pytest.approx(6509.8, abs=1)
    assert ds.a_day(service(availability=0.9999)).unable == pytest.approx(3303.6, abs=1)


@given(wrong=SHARE, availability=SHARE, ended=SHARE)
def test_no_second_way_makes_it_worse_for_the_entitled(wrong, availability, ended):
    one = service(wrong, availability, ended)
    plain = ds.a_day(one)
    for way in WAYS:
        day = ds.a_day(one, way)
        assert day.down <= plain.down + 1e-9 and day.record <= plain.record + 1e-9
        assert 0 <= day.accepted <= one.a_day * ended + 1e-6
        assert day.unable + day.accepted <= one.a_day + 1e-6
    assert ds.a_day(one, "overrule").accepted >= ds.a_day(one, "outage").accepted - 1e-9
    assert ds.a_day(one, "helpline").record == plain.record


@given(ended=st.floats(min_value=0, max_value=0.5))
def test_at_the_even_error_a_document_that_overrules_helps_as_many_as_it_lets_in(ended):
    one = service(ds.even_error(ended), 1.0, ended)
    helped = ds.a_day(one).unable - ds.a_day(one, "overrule").unable
    assert helped == pytest.approx(ds.a_day(one, "overrule").accepted, abs=1e-6)


def test_an_impossible_service_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        service(wrong=1.2)
    with pytest.raises(ValueError, match="counts"):
        ds.Service(-1, 1, 1, 0)
    with pytest.raises(ValueError, match="nobody"):
        ds.even_error(1)
    with pytest.raises(ValueError, match="no people"):
        ds.share_of(1, 0)


def test_one_count_over_three_denominators():
    assert ds.share_of(76_000, 10_000_000) == pytest.approx(0.76)
    assert ds.share_of(76_000, 177_000_000) == pytest.approx(0.043, abs=0.0005)
    assert ds.share_of(38_000, 177_000_000) == pytest.approx(0.0215, abs=0.0001)
    assert ds.share_of(940_000, 10_000_000) == pytest.approx(9.4)


def test_days_of_2017():
    assert ds.days_between(dt.date(2017, 8, 30), dt.date(2017, 11, 3)) == 65
    assert ds.days_between(dt.date(2017, 8, 30), dt.date(2017, 10, 25)) == 56
    assert ds.days_between(dt.date(2017, 10, 25), dt.date(2017, 11, 3)) == 9
    assert ds.days_between(dt.date(2017, 8, 30), dt.date(2018, 3, 31)) == 213


def test_eight_hundred_thousand_and_760_thousand_fit_together():
    renewals = series("roca-renewals")
    assert ds.renewed_by(renewals, dt.date(2017, 9, 5)) == 0
    assert ds.cut_off(800_000, ds.renewed_by(renewals, dt.date(2017, 11, 3))) == 760_000
    assert ds.cut_off(800_000, ds.renewed_by(renewals, dt.date(2018, 3, 31))) == 306_000
    assert ds.renewed_by(renewals, dt.date(2017, 12, 31)) == 180_000  # the count of December has another basis
    assert ds.cut_off(10, 12) == 0


def test_renewal_ran_four_times_as_fast_after_the_block():
    renewals = series("roca-renewals").set_index("date")["renewed"]
    before = renewals["2017-11-02"] / 8
    after = (renewals["2017-11-09"] - renewals["2017-11-03"]) / 6
    assert before == pytest.approx(4375)
    assert after == pytest.approx(23_333, abs=1)


def test_95_per_cent_of_the_used_cards_are_520_thousand():
    assert round(494_000 / 0.95) == 520_000
