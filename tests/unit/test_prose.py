"""Pages as plain data for paper: what MyST and HTML become, and what has no printed form."""

from __future__ import annotations

from typing import Any

import pytest

from migrationbook.core.errors import CourseError
from migrationbook.corpus.load import corpus
from migrationbook.print.book import entries, localised, once
from migrationbook.print.prose import Prose, term_address, work_addresses
from migrationbook.print.writer import Writer

SITE = "https://book.example/"
PAGE = "chapters/iom/money"


def prose(page: str = PAGE) -> Prose:
    """A page without directives of its own."""
    return Prose(page, Writer(corpus(), SITE))


def inline(source: str, page: str = PAGE) -> list[Any]:
    """The words of one paragraph."""
    (block,) = prose(page).blocks(source)
    assert block["is"] == "paragraph"
    return block["of"]


def link(to: str, *words: str) -> dict[str, Any]:
    """A link."""
    return {"is": "link", "to": to, "of": list(words)}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('the IOM\'s *own* "word"', ["the IOM’s ", {"is": "em", "of": ["own"]}, " “word”"]),
        ("40 % of #1 \\$ @x", ["40\u00a0% of #1 $ @x"]),
        ("[Wort]{.language-de}", [{"is": "language", "lang": "de", "of": ["Wort"]}]),
        ("[25 min]{.mb-details}", [{"is": "detail", "of": ["25 min"]}]),
        ("{term}`floors <floor>`", [link(f"{SITE}chapters/reference/glossary.html#term-floor", "floors")]),
        ("{doc}`/chapters/iom/dating`", [link(f"{SITE}chapters/iom/dating.html", "Can a number date a page?")]),
        ("{doc}`here <dating>`", [link(f"{SITE}chapters/iom/dating.html", "here")]),
        ("[there](../start/base-rates.ipynb)", [link(f"{SITE}chapters/start/base-rates.html", "there")]),
        ("[there](/chapters/start/base-rates)", [link(f"{SITE}chapters/start/base-rates.html", "there")]),
        ("[up](../../index.md)", [link(f"{SITE}index.html", "up")]),
        ("[out](https://a.example/x#y)", [link("https://a.example/x#y", "out")]),
        ("{exercise}`iom/money#peru-share`", [link(f"{SITE}chapters/iom/money.html#ask-peru-share", "Exercise 3")]),
    ],
)
def test_marks_roles_and_links(source: str, wanted: list[Any]) -> None:
    assert inline(source) == wanted


def test_citations_with_places_and_in_the_sentence() -> None:
    known = corpus().label("graham-2015")
    author, year = known.rsplit(", ", 1)
    assert inline("{cite:p}`graham-2015{p. 3, note}`") == [{"is": "cite", "key": "graham-2015", "label": known, "place": "p.\u00a03, note"}]
    assert inline("{cite:t}`graham-2015` says") == [f"{author} ", {"is": "cite", "key": "graham-2015", "label": year, "place": ""}, " says"]
    both = inline("{cite:p}`graham-2015,ceb-terms`")
    assert [node["key"] for node in both if isinstance(node, dict)] == ["graham-2015", "ceb-terms"]


def test_a_setting_leads_to_the_explorer_at_that_setting() -> None:
    (found,) = inline("{setting}`2015 <iom/money#shares?year=2015>`")
    assert found["to"].startswith(f"{SITE}chapters/iom/money.html#explore-shares?") and "year=2015" in found["to"]


def test_blocks() -> None:
    source = (
        ":::{block} mb-fact wide\n:id: fact-x\n\n- a\n\n  b\n:::\n\nTerm\n: *Detail*\n\n> Quoted\n\n"
        "```\ncode $x\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"
    )
    fact, terms, quote, code, table = prose().blocks(source)
    assert (fact["classes"], fact["at"]) == (["mb-fact", "wide"], f"{SITE}{PAGE}.html#fact-x")
    assert fact["of"][0]["items"] == [[{"is": "paragraph", "of": ["a"]}, {"is": "paragraph", "of": ["b"]}]]
    assert terms["items"][0]["of"] == [{"is": "paragraph", "of": [{"is": "em", "of": ["Detail"]}]}]
    assert quote["of"][0]["of"] == ["Quoted"]
    assert code == {"is": "code", "text": "code $x"}
    assert (table["head"], table["rows"], table["numbers"]) == ([[["a"], ["b"]]], [[["1"], ["2"]]], [False, True])


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("```{figure} x.png\n```", "directive “figure”"),
        ("{numref}`x`", "role “numref”"),
        ("![alt](x.png)", "a image"),
        ("---", "a hr"),
        ("{cite:p}`nobody-1900`", "work “nobody-1900”"),
    ],
)
def test_what_has_no_printed_form_is_told_with_its_file(source: str, problem: str) -> None:
    with pytest.raises(CourseError, match=problem) as caught:
        prose().blocks(source)
    assert str(caught.value.file).endswith("chapters/iom/money.ipynb")


def test_html_of_a_register() -> None:
    cell = 'a <b>c</b> <q lang="de">Wort</q><ul><li>one</li><li>two</li></ul><a href="../iom/dating.html#x">d</a> <code>e_f</code>'
    assert prose("chapters/reference/systems").from_html(cell) == [
        "a ",
        {"is": "strong", "of": ["c"]},
        " ",
        {"is": "excerpt", "text": "Wort"},
        "one",
        {"is": "break"},
        "two",
        link(f"{SITE}chapters/iom/dating.html#x", "d"),
        " ",
        {"is": "code", "text": "e_f"},
    ]
    download = prose("chapters/reference/data").from_html('<a href="../../downloads/x.csv">x.csv</a>')
    assert download == [link(f"{SITE}downloads/x.csv", "x.csv")]


def test_tables_of_pandas() -> None:
    import pandas as pd

    frame = pd.DataFrame({"year": [2014, 2015], "who": ["a", "b"], "share": [1.5, None]}).set_index("who")
    table = prose().table(frame.to_html())
    assert table["head"] == [[["who"], ["year"], ["share"]]]
    assert table["rows"] == [[["a"], ["2014"], ["1.5"]], [["b"], ["2015"], ["NaN"]]]
    assert table["numbers"] == [False, True, True]
    nested = pd.DataFrame({"n": [1, 2]}, index=pd.MultiIndex.from_tuples([("x", "a"), ("x", "b")], names=["outer", "inner"]))
    assert prose().table(nested.to_html())["rows"] == [[["x"], ["a"], ["1"]], [[""], ["b"], ["2"]]]


def test_the_entries_of_a_glossary() -> None:
    found = list(entries(prose(), "floor\n  The least. See {term}`prevalence`.\n\n  More.\n\nother word\n    Else.\n"))
    assert [(entry["term"], entry["at"], len(entry["of"])) for entry in found] == [
        ("floor", term_address(SITE, "floor"), 2),
        ("other word", term_address(SITE, "other word"), 1),
    ]


def test_links_stay_in_the_paper_where_it_has_the_place() -> None:
    inside = {f"{SITE}a.html": "here", work_addresses(SITE, "k")[1]: "ref-k"}
    data = [{"of": [link(f"{SITE}a.html", "a"), link(f"{SITE}b.html", "b"), link(work_addresses(SITE, "k")[1], "k")]}]
    first, second, third = localised(data, inside)[0]["of"]
    assert first == {"is": "goto", "label": "here", "of": ["a"]}
    assert second == {**link(f"{SITE}b.html", "b"), "noted": True}
    assert third["label"] == "ref-k"


def test_an_address_is_given_once() -> None:
    twice = [{"at": "x", "of": [{"at": "y"}]}, {"at": "x", "of": [{"at": "y"}, {"at": None}]}]
    assert once(twice, set()) == [{"at": "x", "of": [{"at": "y"}]}, {"at": None, "of": [{"at": None}, {"at": None}]}]
