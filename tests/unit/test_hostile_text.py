"""Whatever stands in an author's text prints as itself in the page; nothing of it becomes an element, a script or a directive."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import directives
from hypothesis import HealthCheck, Phase, example, given, settings
from myst_parser.parsers.docutils_ import Parser

from migrationbook.core import inline as text
from migrationbook.core.inline import one_line, plain, typographic
from migrationbook.core.paths import ROOT
from migrationbook.core.yamlfile import CourseErrorInField, YamlFile
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.exercises.live import Context
from migrationbook.explorers.states import Explorer
from migrationbook.lesson import blocks
from migrationbook.lesson.faces import exercise_face, explorer_face
from migrationbook.site import assets
from migrationbook.site.extension import Block
from migrationbook.site.page import finish_page
from tests.conftest import FILES, TinyCourse
from tests.hostile import ALL_AT_ONCE, FRAGMENTS, hostile_text, laced
from tests.unit.test_shell import THEME_PAGE, shell

LESSON = "exercises/part/lesson.yml"
#: What the course itself writes around a text.
ELEMENTS = {
    *("em", "strong", "code", "a", "span", "q", "div", "section", "p", "ul", "ol", "li", "sup", "blockquote", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "script"),
}
ATTRIBUTES = {"class", "href", "rel", "lang", "id", "data-uid", "aria-label", "aria-hidden", "scope", "type", "role"}

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
def _directive() -> None:
    directives.register_directive("block", Block)


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


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(hostile_text(marks=True).filter(lambda source: "[@" not in source))
@example(":::{note}")
@example(": detail")
@example(":class: red")
@example("12. twelfth")
@example("&lt;b&gt;")
@pytest.mark.usefixtures("_directive")
def test_a_text_goes_through_myst_as_itself(source: str) -> None:
    written = text.to_myst(source)
    myst = "\n\n".join(
        [
            blocks.fence(written, "one"),
            blocks.fence(f"- {written}\n- second", "two"),
            blocks.fence(blocks.terms([("term", written)]), "three"),
            blocks.fence(f"> {written}", "four"),
        ]
    )
    places = list(doctree(myst).findall(nodes.container))
    assert [place["classes"] for place in places] == [["one"], ["two"], ["three"], ["four"]]
    wanted = quotes_plain(one_line(plain(source)))
    paragraphs = [next(iter(place.findall(nodes.paragraph))) for place in places]
    assert [quotes_plain(one_line(paragraph.astext())) for paragraph in paragraphs] == [wanted] * 4
    for paragraph in paragraphs:
        kinds = {type(node) for node in paragraph.findall()} - {nodes.paragraph, nodes.Text}
        assert kinds <= {nodes.emphasis, nodes.strong, nodes.literal, nodes.reference, nodes.inline}


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
    course.write(LESSON, FILES[LESSON])
    lesson = laced(YamlFile(course.root / "data" / LESSON).data, words)
    course.write(LESSON, yaml.safe_dump(lesson, allow_unicode=True, sort_keys=False))
    corpus = Corpus(course.root)
    yield from ((corpus, exercise) for exercise in corpus.asked("part/lesson"))


def payload(face: Tag) -> Any:
    """The data that the page's script is given."""
    script = face.find("script")
    assert script is not None and "<" not in (script.string or "<")
    return json.loads(script.string or "")


@settings(max_examples=4, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(hostile_text())
@example(ALL_AT_ONCE)
@example("<!--<script>")
def test_every_exercise_shows_a_text_as_itself(tiny: TinyCourse, words: str) -> None:
    faces = [exercise_face(Context(corpus, exercise)) for corpus, exercise in asked(tiny, words)]
    assert len({face.spec["kind"] for face in faces}) == 13
    # a page is read and written anew before it is published
    page = finish_page(THEME_PAGE.replace("<h1>", "\n".join(face.html() for face in faces) + "<h1>"), shell())
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
