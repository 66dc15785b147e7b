"""What it costs to send money home: fee, margin, averages, and the published numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.phases import remittances as tc

MONEY = st.floats(min_value=1, max_value=10_000)
FEE = st.floats(min_value=0, max_value=50)
MARGIN = st.floats(min_value=0, max_value=10)


@pytest.mark.parametrize(("per_cent", "dollars"), [(6.4, 12.80), (5, 10.00), (3, 6.00), (7.9, 15.80)])
def test_what_two_hundred_dollars_cost(per_cent, dollars):
    assert tc.bill(200, per_cent) == pytest.approx(dollars)


@pytest.mark.parametrize(("per_cent", "billion"), [(6.18, 40.5), (4.78, 31.4), (3, 19.7)])
def test_the_bill_of_656_billion(per_cent, billion):
    assert tc.bill(656, per_cent) == pytest.approx(billion, abs=0.05)


def test_the_choice_of_average_halves_the_gap_to_the_target():
    assert tc.bill(656, 6.4 - 3) == pytest.approx(22.3, abs=0.05)
    assert tc.bill(656, 4.78 - 3) == pytest.approx(11.7, abs=0.05)
    assert tc.bill(656, 6.18 - 4.78) == pytest.approx(9.18, abs=0.01)


def test_no_fee_moves_the_cost_and_does_not_remove_it():
    free, paid = tc.Offer(0, 3.5), tc.Offer(6, 0.5)
    assert tc.even_amount(free, paid) == pytest.approx(200)
    assert tc.cost(free, 100) < tc.cost(paid, 100)
    assert tc.cost(free, 400) > tc.cost(paid, 400)
    assert tc.yearly(free, 50, 2400) == tc.yearly(free, 1200, 2400) == pytest.approx(84)
    assert tc.yearly(paid, 50, 2400) == pytest.approx(300)
    assert tc.yearly(paid, 1200, 2400) == pytest.approx(24)
    assert tc.even_amount(tc.Offer(0, 0.4), paid) is None


def test_from_which_amount_the_target_is_met():
    assert tc.smallest_amount(tc.Offer(6, 0.5)) == pytest.approx(240)
    assert tc.smallest_amount(tc.Offer(6, 3)) is None
    assert tc.smallest_amount(tc.Offer(0, 2)) == 0
    assert tc.smallest_amount(tc.Offer(0, 3.5)) is None


@given(fee=FEE, margin=MARGIN, amount=MONEY, more=st.floats(min_value=1.01, max_value=10))
def test_the_share_falls_with_the_amount_and_never_below_the_margin(fee, margin, amount, more):
    offer = tc.Offer(fee, margin)
    assert tc.share(offer, amount * more) <= tc.share(offer, amount) + 1e-9
    assert tc.share(offer, amount) >= margin - 1e-9


@given(
    fee=st.floats(min_value=0.01, max_value=50),
    margin=st.floats(min_value=0.01, max_value=10),
    small=st.floats(min_value=10, max_value=400),
    more=st.floats(min_value=1.5, max_value=10),
)
def test_two_amounts_give_fee_and_margin_back(fee, margin, small, more):
    offer, large = tc.Offer(fee, margin), small * more
    found = tc.taken_apart(small, tc.share(offer, small), large, tc.share(offer, large))
    assert found.fee == pytest.approx(fee, abs=1e-6) and found.margin == pytest.approx(margin, abs=1e-6)


def test_south_africa_taken_apart():
    found = tc.taken_apart(200, 6.393, 500, 4.64)
    assert found.fee == pytest.approx(5.84, abs=0.01)
    assert found.margin == pytest.approx(3.47, abs=0.01)


@given(rows=st.lists(st.tuples(MARGIN, MONEY), min_size=1, max_size=12))
def test_an_average_lies_between_the_extremes(rows):
    shares, volumes = [row[0] for row in rows], [row[1] for row in rows]
    for one in (tc.average(shares), tc.average(shares, volumes)):
        assert min(shares) - 1e-9 <= one <= max(shares) + 1e-9


def test_three_corridors_two_averages():
    assert tc.average([4, 7, 10]) == pytest.approx(7)
    assert tc.average([4, 7, 10], [900, 90, 10]) == pytest.approx(4.33)


def test_nonsense_is_refused():
    for wrong in (lambda: tc.Offer(-1, 0), lambda: tc.cost(tc.Offer(1, 1), 0), lambda: tc.average([]), lambda: tc.average([1], [0])):
        with pytest.raises(ValueError):
            wrong()
    with pytest.raises(ValueError, match="smaller amount"):
        tc.taken_apart(500, 4, 200, 6)
    with pytest.raises(KeyError):
        tc.by_measure(series("remittance-prices"), "guess")


def test_the_plain_average_stands_still_and_the_weighted_one_has_risen():
    prices = series("remittance-prices")
    plain, weighted, digital = (tc.by_measure(prices, name) for name in ("average", "weighted", "digital"))
    assert (plain[2021.0], plain[2025.5]) == (6.38, 6.36)
    assert (weighted[2021.0], weighted[2025.5]) == (4.54, 5.04)
    assert (digital[2021.0], digital[2025.5]) == (5.08, 4.59)


def test_the_survey_of_the_operators_and_the_world_bank_fit():
    assert round(3.73 / (1 - 0.379), 1) == 6.0


def test_thirty_three_corridors_from_the_united_kingdom():
    table = series("remittance-corridors-uk").set_index("to")
    found = tc.verdicts(table["cost_200"].to_dict())
    assert found.value_counts().to_dict() == {"3 to 5": 14, "above 5": 14, "below 3": 5}
    low = found[table["income"] == "low"]
    assert (len(low), (low == "above 5").sum()) == (9, 7)
    assert table["cost_200"].idxmax() == "The Gambia" and table["cost_200"].idxmin() == "India"
    assert round(100 * 3.99 / 120 + 3.67, 1) == 7.0


def test_one_year_has_three_totals():
    told = series("remittances-vintages")
    assert told.loc[told["year"] == 2023, "value"].tolist() == [669, 656, 647]


def test_the_smallest_amount_below_a_share_worked_out_by_hand():
    assert tc.smallest_amount(tc.Offer(fee=0, margin=2), below=3) == 0
    assert tc.smallest_amount(tc.Offer(fee=0, margin=3.5), below=3) is None
    assert tc.smallest_amount(tc.Offer(fee=1, margin=2), below=3) == pytest.approx(100)
