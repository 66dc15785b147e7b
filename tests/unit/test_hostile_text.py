"""Whatever stands in an author's text prints as itself in the page; nothing of it becomes an element, a script or a directive."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, PageElement, Tag
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import directives, roles
from hypothesis import HealthCheck, Phase, example, given, settings
from myst_parser.parsers.docutils_ import Parser

from migrationbook.core import inline as text
from migrationbook.core.inline import one_line, plain, typographic
from migrationbook.core.inline_typst import Nodes
from migrationbook.core.inline_typst import nodes as typst_nodes
from migrationbook.core.paths import ROOT
from migrationbook.core.yamlfile import CourseErrorInField, YamlFile
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.exercises import assets
from migrationbook.explorers.states import Explorer
from migrationbook.lesson import blocks
from migrationbook.lesson.exercise import Context
from migrationbook.lesson.faces import exercise_face, explorer_face
from migrationbook.site.extension import Block
from tests.conftest import TinyCourse, files
from tests.hostile import ALL_AT_ONCE, FRAGMENTS, hostile_text, laced, marked_text
from tests.unit.test_shell import page_with

LESSON = "exercises/part/lesson.yml"
#: What the course itself writes around a text.
ELEMENTS = {
    *("em", "strong", "code", "a", "span", "q", "div", "section", "p", "ul", "ol", "li", "sup", "blockquote", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "script"),
}
ATTRIBUTES = {"class", "href", "rel", "lang", "id", "data-uid", "aria-label", "aria-hidden", "scope", "type", "role", "translate"}

#: Parts of a spec that the page's script sets as HTML; all others it sets as text.
SET_AS_HTML = {"html", "ask", "hint", "why", "otherwise", "segments", "reason", "cost", "model", "criteria", "claim"}


def seen(markup: str) -> str:
    """What a browser shows of HTML, on one line."""
    return one_line(BeautifulSoup(markup, "html.parser").get_text())


def elements(markup: str) -> list[Tag]:
    """The elements of HTML."""
    return BeautifulSoup(markup, "html.parser").find_all(True)


@given(hostile_text())
@example("&lt;b&gt;")
def test_a_text_is_seen_as_it_was_written(source: str) -> None:
    markup = text.to_html(source)
    assert seen(markup) == one_line(plain(source)) and elements(markup) == []


@given(hostile_text(marks=True))
def test_of_marks_nothing_comes_but_what_they_mean(source: str) -> None:
    markup = text.to_html(source)
    assert seen(markup) == one_line(plain(source))
    assert {element.name for element in elements(markup)} <= {"em", "strong", "code", "a", "span"}
    for element in elements(markup):
        assert set(element.attrs) <= {"href", "class", "rel", "lang"}
        assert str(element.get("href", "https://")).startswith(("https://", "http://", "../"))


# ------------------------------------------------------------------------------------------------ through Sphinx's Markdown
@pytest.fixture(scope="module")
def _directive() -> Iterator[None]:
    directives.register_directive("block", Block)
    roles.register_local_role("cite:p", _cite)
    yield
    # Sphinx refuses to register what is there already
    del directives._directives["block"], roles._roles["cite:p"]


def doctree(myst: str) -> nodes.document:
    """MyST as the book reads it, with the extensions of its configuration; a warning is an error."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    overrides = {
        "myst_enable_extensions": config["parse"]["myst_enable_extensions"],
        "halt_level": 2,
        "report_level": 2,
        "warning_stream": "",
    }
    return publish_doctree(myst, parser=Parser(), settings_overrides=overrides)


def quotes_plain(words: str) -> str:
    """Words with straight quotation marks: the book turns them into curly ones."""
    return words.translate(str.maketrans("“”‘’", "\"\"''"))


class OneExcerpt(text.NoReferences):
    """Knows an excerpt."""

    def passage(self, identifier: str) -> str:
        """Return the German, with signs that might be taken for marks."""
        return "*Das* Amt:"


#: Words, and the marks that they stand in from the outermost to the innermost.
Runs = list[tuple[str, tuple[str, ...]]]


def runs(pieces: Iterator[tuple[str, tuple[str, ...]]]) -> Runs:
    """Join neighbours in the same marks, however a reader has cut them."""
    groups = [("".join(words for words, _ in group), marks) for marks, group in groupby(pieces, key=itemgetter(1))]
    return [(quotes_plain(words).replace("\u00a0", " "), marks) for words, marks in groups if words]


def in_html(node: PageElement, marks: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The pieces of a text in HTML: what a page's script, Moodle and an EPUB are given."""
    if not isinstance(node, Tag):
        yield str(node), marks
    elif "mb-hidden" not in node.get_attribute_list("class"):
        mark = {"a": "link", "span": "de", "q": "de", "[document]": "", "p": ""}.get(node.name, node.name)
        inside = (*marks, mark) if mark and "mb-cite" not in node.get_attribute_list("class") else marks
        yield from [("„", marks)] if node.name == "q" else []
        for child in node.children:
            yield from in_html(child, inside)
        yield from [("“", marks)] if node.name == "q" else []


def in_myst(node: nodes.Node, marks: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The pieces of a text in a page that Sphinx builds."""
    if isinstance(node, nodes.Text):
        yield node.astext(), marks
        return
    names = {nodes.emphasis: "em", nodes.strong: "strong", nodes.literal: "code", nodes.reference: "link", nodes.inline: "de"}
    assert type(node) in (nodes.paragraph, *names)
    for child in node.children:
        yield from in_myst(child, (*marks, names[type(node)]) if type(node) in names else marks)


def in_typst(level: Nodes, marks: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The pieces of a text on paper."""
    for node in level:
        if isinstance(node, str):
            yield node, marks
        elif node["is"] == "cite":
            yield f"({node['label']}{', ' * bool(node['place'])}{node['place']})", marks
        elif node["is"] == "excerpt":
            yield from [("„", marks), (node["text"], (*marks, "de")), ("“", marks)]
        elif node["is"] == "code":
            yield node["text"], (*marks, "code")
        else:
            yield from in_typst(node["of"], (*marks, node.get("lang", node["is"])))


def _cite(name: str, raw: str, words: str, *_: object) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Write a citation as a page prints it; the real role needs Sphinx."""
    return [nodes.Text("(" + words.replace("{", ", ").replace("}", "") + ")")], []


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(hostile_text(marks=True) | marked_text())
@example(":::{note}")
@example(": detail")
@example(":class: red")
@example("12. twelfth")
@example("&lt;b&gt;")
@example("__proto__*:*")
@example("*_a_*")
@example("`a`{}`b`")
@example("**a***b*")
@pytest.mark.usefixtures("_directive")
def test_a_text_and_its_marks_are_the_same_to_every_reader(source: str) -> None:
    known = OneExcerpt()
    written = text.to_myst(source, known)
    myst = "\n\n".join(
        [
            blocks.fence(written, "one"),
            blocks.fence(f"- {written}\n- second", "two"),
            blocks.fence(blocks.terms([("term", written)]), "three"),
            blocks.fence(f"> {written}", "four"),
            blocks.fence(f"- x [{written}]{{.mb-details}} y", "five"),
        ]
    )
    places = list(doctree(myst).findall(nodes.container))
    assert [place["classes"] for place in places] == [["one"], ["two"], ["three"], ["four"], ["five"]]
    *paragraphs, nested = [next(iter(place.findall(nodes.paragraph))) for place in places]
    wanted = runs(in_html(BeautifulSoup(text.to_html(source, known), "html.parser")))
    assert [runs(in_myst(paragraph)) for paragraph in paragraphs] == [wanted] * 4
    assert runs(piece for child in nested.children[1].children for piece in in_myst(child)) == wanted
    assert runs(in_typst(typst_nodes(source, known, "https://e.org/"))) == wanted


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("**a*:**", "marks nothing"),
        ("**a*", "marks nothing"),
        ("[@key]`c`", "right after a citation"),
        ("[words](excerpt:x)", "brackets of an excerpt"),
        ('[a](https://e.org "title")', "title of a link"),
    ],
)
def test_marks_that_could_be_read_in_two_ways_are_refused(source: str, fault: str) -> None:
    with pytest.raises(CourseErrorInField, match=fault):
        text.tokens(source)


@pytest.mark.parametrize("code", ["a`b", "`", " a ", "``", "a``b`c", "#x$"])
def test_code_goes_through_myst_as_itself(code: str) -> None:
    fence = "`" * 9
    source = f"x {fence} {code} {fence} y"
    [literal] = doctree(text.to_myst(source)).findall(nodes.literal)
    assert literal.astext().strip() == plain(source)[2:-2].strip() == code.strip()


@pytest.mark.parametrize("address", ["https://e.org/a(b)c", "https://e.org/?a=1&amp;copy=2", "<https://e.org/a)b>"])
def test_an_address_goes_through_myst_as_itself(address: str) -> None:
    [reference] = doctree(text.to_myst(f"[w]({address})")).findall(nodes.reference)
    # the parser has written the address for an attribute already
    assert html.unescape(reference["refuri"]) == next(token.target for token in text.tokens(f"[w]({address})") if token.target)


@pytest.mark.parametrize("place", ["p. `1", "p. {1", "p. 1}", "p. \\1"])
def test_a_place_that_sphinx_would_read_as_markup_is_refused(place: str) -> None:
    with pytest.raises(CourseErrorInField, match="within a citation"):
        text.tokens(f"[@key, {place}]")


# ------------------------------------------------------------------------------------------------ in every kind of exercise
def asked(course: TinyCourse, words: str) -> Iterator[tuple[Corpus, Asked]]:
    """The exercises of the tiny course with hostile words at the end of every text of theirs."""
    course.write(LESSON, files()[LESSON])
    lesson = laced(YamlFile(course.root / "data" / LESSON).data, words)
    course.write(LESSON, yaml.safe_dump(lesson, allow_unicode=True, sort_keys=False))
    corpus = Corpus(course.root)
    yield from ((corpus, exercise) for exercise in corpus.asked("part/lesson"))


def payload(face: Tag) -> Any:
    """The data that the page's script is given."""
    script = face.find("script")
    assert script is not None and "<" not in (script.string or "<")
    return json.loads(script.string or "")


#: Each example writes a whole course.
FEW = settings.default.max_examples // 25


@settings(max_examples=FEW, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(hostile_text())
@example(ALL_AT_ONCE)
@example("<!--<script>")
def test_every_exercise_shows_a_text_as_itself(tiny: TinyCourse, words: str) -> None:
    faces = [exercise_face(Context(corpus, exercise)) for corpus, exercise in asked(tiny, words)]
    assert len({face.spec["kind"] for face in faces}) == 13
    page = page_with("\n".join(face.html() for face in faces))
    mounts = BeautifulSoup(page, "html.parser").select(".mb-mount")
    for face, mount in zip(faces, mounts, strict=True):
        assert payload(mount)["spec"] == json.loads(json.dumps(face.spec))
        sheet = mount.select_one(".mb-paper")
        assert sheet is not None and one_line(plain(words)) in one_line(sheet.get_text())
        found = mount.find_all(True)
        assert {element.name for element in found} <= ELEMENTS
        assert {name for element in found for name in element.attrs} <= ATTRIBUTES
        for value in html_of(face.spec):
            assert {element.name for element in elements(value)} <= {"em", "strong", "code", "a", "span", "q"}


def html_of(spec: Any, name: str = "") -> Iterator[str]:
    """The texts of a spec that the page's script sets as HTML."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            yield from html_of(value, key)
    elif isinstance(spec, list):
        for value in spec:
            yield from html_of(value, name)
    elif isinstance(spec, str) and name in SET_AS_HTML:
        yield spec


def test_an_explorer_shows_a_text_as_itself(tiny: TinyCourse) -> None:
    words = ALL_AT_ONCE
    corpus, _ = next(asked(tiny, words))
    explorer = Explorer("part/lesson#posts", corpus.lessons["part/lesson"].explorers[0], corpus)
    face = explorer_face(explorer)
    mount = BeautifulSoup(face.html(), "html.parser")
    wanted = one_line(plain(words))
    for part in (".mb-kicker", ".mb-ask", ".mb-sentence", ".mb-model-label"):
        shown = mount.select_one(f".mb-paper {part}")
        assert shown is not None and wanted in one_line(shown.get_text())
    assert payload(mount)["spec"]["controls"][0]["label"].endswith(typographic(words))
    # the picture is of the course's own making, all the rest is text
    for picture in mount.find_all("svg"):
        picture.decompose()
    assert {element.name for element in mount.find_all(True)} <= ELEMENTS


def test_no_data_can_end_its_script_or_swallow_its_end() -> None:
    for words in FRAGMENTS:
        script = text.data_script({"words": words})
        inside = script.removeprefix('<script type="application/json">').removesuffix("</script>")
        assert "<" not in inside and json.loads(inside) == {"words": words}


def test_a_template_has_no_names_but_its_own() -> None:
    # {constructor} is a name that every JavaScript object inherits
    assert "Object.hasOwn(values, name)" in assets.page_script()
