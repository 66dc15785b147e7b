"""What a share of results *not supported* implies."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.phases import asylum_tools as tool

RATE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("published", "error", "implied"), [(0.22, 0.15, 10.0), (0.22, 0.20, 3.3), (0.19, 0.15, 5.7), (0.19, 0.20, -1.7)]
)
def test_one_error_rate_for_both_groups(published, error, implied):
    assert 100 * tool.implied_wrong(published, 1 - error, error) == pytest.approx(implied, abs=0.05)


def test_the_published_numbers_clash_in_one_period_only():
    table = series("dialect-results").set_index("period")["not_supported"] / 100
    clash = [period for period, share in table.items() if not tool.read(share, 0.8, 0.2).possible]
    assert clash == ["2023-H1"]


@pytest.mark.parametrize(("doubt", "right"), [(0, 100), (5, 82), (10, 62), (15, 39), (20, 12)])
def test_the_false_doubt_rate_decides_what_a_doubt_is_worth(doubt, right):
    assert 100 * tool.read(0.22, 0.8, doubt / 100).right_doubts == pytest.approx(right, abs=0.6)


@given(RATE, RATE, RATE)
def test_the_inversion_finds_what_went_in(wrong, sensitivity, doubt):
    assume(sensitivity > doubt + 1e-6)
    published = tool.not_supported(wrong, sensitivity, doubt)
    assert tool.implied_wrong(published, sensitivity, doubt) == pytest.approx(wrong, abs=1e-6)
    found = tool.read(published, sensitivity, doubt)
    if found.possible:
        assert found.doubted_true + found.doubted_wrong == pytest.approx(1000 * published, abs=1e-6)
        assert -1e-9 <= found.right_doubts <= 1 + 1e-9


@given(RATE, RATE, RATE)
def test_it_is_impossible_exactly_outside_the_two_rates(published, sensitivity, doubt):
    assume(sensitivity > doubt + 1e-6)
    assume(min(abs(published - doubt), abs(published - sensitivity)) > 1e-6)
    assert tool.read(published, sensitivity, doubt).possible == (doubt <= published <= sensitivity)


@given(st.floats(0, 1), st.integers(2, 20))
def test_more_dialects_let_fewer_wrong_claims_pass(error, classes):
    assert 1 - error <= tool.sensitivity_of_classes(error, classes) + 1e-12
    assert tool.sensitivity_of_classes(error, classes) <= tool.sensitivity_of_classes(error, classes + 1) + 1e-12


def test_phones_of_2018():
    phones = series("phone-readouts").set_index("year").loc[2018]
    refuted = phones["released"] * phones["refuted"] / 100
    assert round(refuted) == 66
    assert 1000 * refuted / phones["read"] == pytest.approx(5.8, abs=0.05)
    assert phones["confirmed"] + phones["refuted"] + phones["nothing"] == 100


@pytest.mark.parametrize(
    "call",
    [
        lambda: tool.implied_wrong(0.2, 0.5, 0.5),
        lambda: tool.implied_wrong(1.2, 0.9, 0.1),
        lambda: tool.sensitivity_of_classes(0.2, 1),
        lambda: tool.not_supported(-0.1, 0.9, 0.1),
    ],
)
def test_what_is_no_rate_is_refused(call):
    with pytest.raises(ValueError):
        call()


@pytest.mark.parametrize(("classes", "sensitivity"), [(2, 0.85), (4, 0.95), (16, 0.99)])
def test_a_wrong_claim_passes_only_if_the_tool_errs_to_the_dialect_that_was_claimed(classes, sensitivity):
    assert tool.sensitivity_of_classes(0.15, classes) == pytest.approx(sensitivity)
