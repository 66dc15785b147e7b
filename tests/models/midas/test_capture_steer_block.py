"""Paths through graded links: better evidence can only take paths away."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.models.midas import capture_steer_block as evidence
from migrationbook.models.midas.capture_steer_block import GRADES, KINDS, Path

NODES = "ABCDEF"
LINK = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from(KINDS), st.sampled_from(GRADES))
LINKS = st.lists(LINK.filter(lambda link: link[0] != link[1]), min_size=1, max_size=14).map(
    lambda rows: pd.DataFrame(rows, columns=["from", "to", "kind", "grade"])
)
ENDS = st.permutations(NODES).map(lambda nodes: nodes[:2])


@pytest.fixture(scope="module")
def links():
    return series("midas-network")


def _grade(links, start, end, **filters):
    path = evidence.strongest_path(links, start, end, **filters)
    return path.grade if path else None


@given(LINKS, ENDS)
def test_raising_the_demand_never_adds_a_path(links, ends):
    found = [evidence.strongest_path(links, *ends, floor) is not None for floor in GRADES]
    assert found == sorted(found, reverse=True)


@given(LINKS, ENDS)
def test_the_bottleneck_is_the_highest_demand_that_a_path_survives(links, ends):
    path = evidence.strongest_path(links, *ends)
    standing = [floor for floor in GRADES if evidence.strongest_path(links, *ends, floor) is not None]
    assert (path.grade if path else None) == (standing[-1] if standing else None)


@given(LINKS, LINK.filter(lambda link: link[0] != link[1]), ENDS)
def test_one_link_more_never_weakens_the_strongest_path(links, link, ends):
    more = pd.concat([links, pd.DataFrame([link], columns=links.columns)])
    before, after = (evidence.strongest_path(table, *ends) for table in (links, more))
    if before is not None:
        assert GRADES.index(after.grade) >= GRADES.index(before.grade)


@given(LINKS, ENDS)
def test_a_path_is_made_of_links_that_are_there(links, ends):
    path = evidence.strongest_path(links, *ends)
    if path is None:
        return
    graph = evidence.network(links)
    assert (path.nodes[0], path.nodes[-1]) == tuple(ends)
    assert len(set(path.nodes)) == len(path.nodes) == len(path.grades) + 1
    steps = list(pairwise(path.nodes))
    assert tuple(graph.edges[step]["grade"] for step in steps) == path.grades
    assert path.weakest in steps


@given(LINKS, ENDS, st.sets(st.sampled_from(KINDS)))
def test_leaving_out_kinds_never_adds_a_path(links, ends, kinds):
    if evidence.strongest_path(links, *ends, kinds=kinds) is not None:
        assert evidence.strongest_path(links, *ends) is not None


@pytest.mark.parametrize(
    ("start", "end", "grade"),
    [
        ("transit-centres", "arrest", "contested"),
        ("flow-points", "arrest", "secondary"),
        ("midas-niger", "stop", "secondary"),
        ("flow-points", "return", "primary"),
        ("transit-centres", "return", "primary"),
        ("midas-nigeria", "stop", "primary"),
        ("midas-nigeria", "arrest", None),
    ],
)
def test_where_the_paths_of_the_lesson_break(links, start, end, grade):
    assert _grade(links, start, end) == grade


def test_by_way_of_the_data_centre_it_is_the_reading_that_breaks(links):
    path = evidence.strongest_path(links, "transit-centres", "arrest")
    assert path.nodes == ("transit-centres", "data-centre", "eu", "niger", "arrest")
    assert path.weakest == ("data-centre", "eu")


def test_the_path_of_counts_runs_through_a_purse(links):
    without_money = [kind for kind in KINDS if kind not in ("pays", "supplies")]
    assert _grade(links, "flow-points", "arrest", kinds=without_money) is None
    assert _grade(links, "flow-points", "return", kinds=evidence.TOWARDS_THE_ACTOR) == "primary"


def test_evidence_is_thinnest_where_somebody_reads(links):
    counts = evidence.evidence_by_kind(links)
    assert counts.loc["pays"].tolist() == [0, 3, 9, 3]
    assert counts.loc["reads"].tolist() == [2, 3, 5, 0]
    assert counts["contested"].sum() == 2


def test_without_the_word_of_the_iom_the_best_path_falls_and_those_of_reporters_stay(links):
    others = links[links["voice"] != "IOM"]
    assert _grade(others, "midas-nigeria", "stop") is None
    assert _grade(others, "midas-niger", "arrest") == _grade(others, "flow-points", "arrest") == "secondary"


def test_each_link_names_a_source_of_the_bibliography(links):
    assert set(links["source"]) <= set(corpus().bibliography.entries)


def test_a_path_of_one_link():
    path = Path(("A", "B"), ("secondary",))
    assert (path.grade, path.weakest) == ("secondary", ("A", "B"))


@pytest.mark.parametrize(("column", "wrong"), [("grade", "rumour"), ("kind", "likes")])
def test_what_is_unknown_is_refused(column, wrong):
    row = {"from": "A", "to": "B", "kind": "reads", "grade": "primary", column: wrong}
    with pytest.raises(ValueError, match=wrong):
        evidence.network(pd.DataFrame([row]))


def test_a_path_needs_two_ends(links):
    with pytest.raises(ValueError):
        evidence.strongest_path(links, "eu", "eu")


def test_a_table_by_kind_counts_every_link_once(links):
    assert evidence.evidence_by_kind(links).to_numpy().sum() == len(links)
    known = links[links["grade"] != GRADES[0]]
    assert evidence.evidence_by_kind(known).to_numpy().sum() == len(known)
