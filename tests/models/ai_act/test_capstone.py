"""The invented tool of the capstone: its table is the generator's, its ranking keeps its promises."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models import base_rates
from migrationbook.models.ai_act import capstone as model

SHARES = st.floats(0, 1)
SMALL = model.applications(60, 5)


def test_the_stored_table_is_the_generators():
    stored = series("made-visa-applications")
    pd.testing.assert_frame_equal(stored, model.made_table(), check_dtype=False)


def test_the_table_is_what_the_dossier_says():
    table = model.made_table()
    assert table["country"].value_counts().to_dict() == dict.fromkeys("BCD", 1000)
    assert table.groupby("country")["stayed_on"].sum().to_dict() == {"B": 20, "C": 20, "D": 20}
    assert (table["colour"] == "red").sum() == 600
    refused = model.refusals(model.archive())
    assert {country: round(1000 * share) for country, share in refused.items()} == {"B": 175, "C": 102, "D": 76}


def test_the_numbers_of_the_lesson():
    found = model.audit("all", 0.2, "alike")
    assert {country: (one.red, one.right) for country, one in found.items()} == {"B": (476, 14), "C": (84, 6), "D": (40, 1)}
    assert found["B"].stopped_wrongly == pytest.approx(471.4, abs=0.1)
    assert found["D"].stopped_wrongly == pytest.approx(39.8, abs=0.1)
    assert model.gap(found) == pytest.approx(11.85, abs=0.01)
    assert model.accuracy(found.values()) == pytest.approx(0.794)
    without = model.audit("no-country", 0.2, "alike")
    assert model.gap(without) == pytest.approx(3.64, abs=0.01)
    neither = model.audit("no-stand-in", 0.2, "alike")
    assert model.gap(neither) == pytest.approx(1.40, abs=0.01)
    assert [sum(one.right for one in each.values()) for each in (found, without, neither)] == [21, 18, 25]
    twice = [model.audit(version, 0.2, "twice") for version in model.FIELDS]
    assert [sum(one.right for one in each.values()) for each in twice] == [35, 29, 31]
    assert math.isinf(model.gap(model.audit("all", 0.15, "alike")))


def test_the_vendors_claim_at_the_dossiers_base_rate():
    assert base_rates.positive_predictive_value(0.02, 0.9, 0.1) == pytest.approx(0.1552, abs=1e-4)


def test_a_tool_that_marks_nobody_is_right_in_98_of_100_files():
    assert model.accuracy(model.audit("all", 0, "alike").values()) == pytest.approx(0.98)


def test_the_citizenship_moves_into_its_stand_in():
    with_it = model.learnt_weights(model.archive(), model.FIELDS["all"])
    without = model.learnt_weights(model.archive(), model.FIELDS["no-country"])

    def spread(weights):
        return max(weights.values()) - min(weights.values())

    assert spread(with_it["country"]) > 1
    assert spread(with_it["certificate"]) < 0.2
    assert spread(without["certificate"]) > 0.7


def test_a_weight_that_can_be_computed_by_hand():
    # 1 of 4 and 2 of 4 refused: odds of 1:3 and 1:1, three times as high
    past = pd.DataFrame({"fee": ["paid"] * 4 + ["unpaid"] * 4, "refused": [True, False, False, False, True, True, False, False]})
    weights = model.learnt_weights(past, ["fee"])["fee"]
    assert weights["unpaid"] - weights["paid"] == pytest.approx(math.log2(3))
    assert sum(weights.values()) == pytest.approx(0)


@settings(max_examples=25)
@given(SHARES, SHARES)
def test_a_larger_share_takes_nobody_out(one, other):
    scored = model.scores("all")
    fewer, more = (model.marked_red(scored, share) for share in sorted((one, other)))
    assert not (fewer & ~more).any()
    assert fewer.sum() == round(min(one, other) * len(scored))


@given(st.lists(st.integers(0, 20), min_size=1, max_size=40), SHARES)
def test_no_green_file_has_more_points_than_a_red_one(values, share):
    scored = pd.Series(values)
    red = model.marked_red(scored, share)
    if red.any() and not red.all():
        assert scored[red].min() >= scored[~red].max()


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_stays_add_people_and_take_none_away(one, other):
    few, many = (model.would_stay(SMALL, {"B": number}) for number in sorted((one, other)))
    assert not (few & ~many).any()
    assert many.sum() == max(one, other) and not many[SMALL["country"] != "B"].any()


@settings(max_examples=25)
@given(SHARES, st.sampled_from(list(model.FIELDS)), st.sampled_from(list(model.STAYS)))
def test_the_groups_add_up(share, version, stays):
    found = model.audit(version, share, stays)
    assert sum(one.files for one in found.values()) == 3000
    assert sum(one.red for one in found.values()) == round(share * 3000)
    assert {country: one.stays for country, one in found.items()} == dict(model.STAYS[stays])
    for one in found.values():
        assert 0 <= one.right <= min(one.red, one.stays)
        assert 0 <= one.stopped_wrongly <= 1000


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        model.marked_red(pd.Series([1, 2]), share)


def test_nothing_can_be_learnt_from_decisions_that_were_all_alike():
    with pytest.raises(ValueError, match="decided alike"):
        model.learnt_weights(pd.DataFrame({"fee": ["paid", "unpaid"], "refused": [False, False]}), ["fee"])
    with pytest.raises(ValueError, match="needs files"):
        model.applications(0)
