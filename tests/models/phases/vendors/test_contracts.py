"""The list of contracts: who stands in it, under which names."""

import pytest

from migrationbook.corpus.tables import series
from migrationbook.models.phases.vendors import contracts as model


@pytest.fixture(scope="module")
def table():
    return series("vendor-contracts")


@pytest.mark.parametrize(
    ("firm", "follow", "all_buyers", "eu"),
    [
        ("Accenture", False, 4, 3),
        ("Palantir", False, 3, 0),
        ("Atos", False, 2, 2),
        ("Steria", False, 2, 2),
        ("Sopra Steria", False, 3, 3),
        ("Sopra Steria", True, 5, 5),
        ("Morpho", False, 2, 2),
        ("IDEMIA", False, 1, 1),
        ("IDEMIA", True, 4, 4),
    ],
)
def test_how_often_a_firm_is_named(table, firm, follow, all_buyers, eu):
    rows = model.main_rows(table)
    found = rows[model.named(rows, firm, follow)]
    assert len(found) == all_buyers
    assert found["authority"].isin(model.EU_BODIES).sum() == eu


def test_each_contract_has_one_main_row(table):
    assert table[table["main"]]["contract"].is_unique
    assert set(table["contract"]) == set(table.loc[table["main"], "contract"])


def test_rival_sums_stay_beside_each_other(table):
    assert model.rival_sums(table, "vis-2013") == [65, 70]
    assert model.rival_sums(table, "sbms-2020") == [300, 302]
    assert model.rival_sums(table, "bims-2013") == []


def test_a_firm_has_all_its_names_or_one(table):
    assert model.names("Morpho", True) == model.names("IDEMIA", True)
    assert model.names("Palantir", True) == ("Palantir",)


def test_half_of_the_sums_are_missing_or_nearly(table):
    rows = model.main_rows(table)
    assert (len(rows), int(rows["amount"].notna().sum())) == (14, 9)
