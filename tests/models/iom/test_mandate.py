"""The table of texts on the mandate, and the rule by which a claim gets its verdict."""

import itertools

import pytest

from migrationbook.corpus.tables import series
from migrationbook.models.iom import mandate

YEARS = (1955, 1990, 1996, 2003, 2008, 2011, 2016, 2017, 2023, 2025)


@pytest.fixture(scope="module")
def table():
    return series("mandate-texts")


@pytest.mark.parametrize(
    ("claim", "year", "bar", "expected"),
    [
        ("bound", 1955, "practice", "open"),
        ("bound", 2025, "founding", "supported"),
        ("bound", 2025, "agreement", "supported"),
        ("bound", 2003, "practice", "supported"),
        ("bound", 2011, "policy", "imprecise"),
        ("bound", 2025, "practice", "open"),
        ("active", 2017, "founding", "unsupported"),
        ("active", 2003, "policy", "unsupported"),
        ("active", 2017, "policy", "supported"),
        ("active", 2003, "practice", "open"),
        ("active", 2017, "practice", "open"),
        ("system", 2011, "practice", "contradicted"),
        ("bound", 1988, "founding", "open"),
        ("bound", 1989, "founding", "supported"),
        ("system", 2015, "practice", "contradicted"),
        ("system", 2016, "practice", "imprecise"),
        ("system", 2025, "founding", "unsupported"),
        ("system", 2025, "agreement", "imprecise"),
    ],
)
def test_verdicts(table, claim, year, bar, expected):
    assert mandate.verdict(table, claim, year, bar)[0] == expected


@pytest.mark.parametrize("year", YEARS)
def test_a_higher_bar_never_counts_fewer_texts(table, year):
    sets = [set(mandate.counted(table, year, bar)["text"]) for bar in mandate.BARS]
    assert all(lower <= higher for lower, higher in itertools.pairwise(sets))


@pytest.mark.parametrize("bar", mandate.BARS)
def test_texts_that_name_the_task_are_only_added(table, bar):
    numbers = [mandate.own_task(table, year, bar) for year in YEARS]
    assert numbers == sorted(numbers)


def test_no_founding_act_or_agreement_names_the_task_for_the_iom(table):
    assert mandate.own_task(table, 2025, "agreement") == 0
    assert mandate.own_task(table, 2025, "policy") == 4


def test_the_agreement_of_1996_gives_way_to_that_of_2016(table):
    for year, name in ((2015, "agreement_1996"), (2016, "agreement_2016")):
        found = mandate.counted(table, year, "agreement")
        assert list(found.loc[(found["level"] == "agreement") & (found["about"] == "IOM"), "text"]) == [name]


def test_every_source_stands_in_the_bibliography(table):
    from migrationbook.corpus.load import corpus

    assert set(table["source"]) <= set(corpus().bibliography.entries)


@pytest.mark.parametrize(("claim", "bar"), [("bound", "wish"), ("fair", "policy")])
def test_what_is_not_known_is_refused(table, claim, bar):
    with pytest.raises(KeyError):
        mandate.verdict(table, claim, 2025, bar)
