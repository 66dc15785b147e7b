"""The book in Firefox and in WebKit, the engine of Safari: what Chromium shows elsewhere in this folder, they show, too.

One lesson of each chapter, which together have every kind of exercise; ``--browsers=all`` takes all lessons.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from migrationbook.corpus.load import Asked, corpus
from migrationbook.exercises import kinds
from migrationbook.exercises.trial import Spec, Step
from migrationbook.lesson.exercise import Context, spec
from tests.browser.answering import SCRIPT, attempts, words
from tests.browser.conftest import SITE, covering
from tests.browser.engines import Engine, EngineMissing, Firefox, WebKit, wait_for
from tests.browser.test_frames import LESSON as FRAMED
from tests.browser.test_frames import RIGHTS

ENGINES: dict[str, Callable[[Path], Engine]] = {"firefox": Firefox, "webkit": WebKit}
LESSONS = list(corpus().lessons)
#: One lesson of each chapter, every kind of exercise among them.
FEW = covering(
    {name: {name.split("/")[0], *(asked.exercise.kind for asked in corpus().asked(name))} for name in LESSONS}  # type: ignore[attr-defined]
)
#: One exercise of each kind.
BY_KIND: dict[str, Asked] = {asked.exercise.kind: asked for name in reversed(FEW) for asked in corpus().asked(name)}  # type: ignore[attr-defined]
FIRST = FEW[0]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask of every engine and lesson that is to be tried."""
    if "engine_name" in metafunc.fixturenames:
        metafunc.parametrize("engine_name", ENGINES)
    if "lesson" in metafunc.fixturenames:
        metafunc.parametrize("lesson", LESSONS if metafunc.config.getoption("--browsers") == "all" else FEW)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Engine]]:
    """Start a browser when it is first asked for, and keep it: a start takes seconds."""
    found: dict[str, Engine] = {}

    def start(name: str) -> Engine:
        if name not in found:
            found[name] = ENGINES[name](tmp_path_factory.mktemp(name))
        return found[name]

    yield start
    for engine in found.values():
        engine.close()


@pytest.fixture
def engine(running: Callable[[str], Engine], engine_name: str) -> Engine:
    """A running browser, or a plain word why its tests are left out; CI installs it, so there it may not be missing."""
    try:
        return running(engine_name)
    except EngineMissing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture
def open_page(engine: Engine, address: str) -> Callable[[str], Engine]:
    """Open a page of the book in a browser that keeps nothing of what was done before."""

    def open_it(path: str) -> Engine:
        engine.open(f"{address}/{path}")
        if engine.run("() => Boolean(localStorage.length)"):
            # or the page would store once more what it shows when it is left
            engine.open(f"{address}/robots.txt")
            engine.run("() => localStorage.clear()")
            engine.open(f"{address}/{path}")
        return engine

    return open_it


# ------------------------------------------------------------------------------------------------- answers by script
def turned(engine: Engine, explorer: str, state: int) -> tuple[Step, ...]:
    """Return what turns an explorer's controls to a state; see :func:`tests.browser.answering.turn_to`."""
    controls = engine.run(
        """(uid) => [...document.querySelectorAll(`.mb-mount[data-uid="${CSS.escape(uid)}"] .mb-app [data-control]`)].map((one) =>
          [one.dataset.control, { range: Number(one.max) + 1, checkbox: 2 }[one.type] ?? one.options.length])""",
        explorer,
    )
    found = []
    for name, size in reversed(controls):
        found.append(Step(f'[data-control="{name}"]', "turn", state % size, explorer))
        state //= size
    return tuple(reversed(found))


def answered(engine: Engine, asked: Asked, given: list[tuple[Step, ...]]) -> list[tuple[str, str]]:
    """Give several answers, one after another. Return the result and the feedback of each."""
    plain = [[asked.uid, [[step.selector, step.action, step.value, step.place] for step in steps]] for steps in given]
    found = engine.run(f"(all) => {{ const answer = {SCRIPT.strip().rstrip(';')}; return all.map(answer); }}", plain)
    return [(result, words(shown)) for result, shown in found]


def steps_of(engine: Engine, asked: Asked, found: Spec, answer: Any) -> tuple[Step, ...]:
    """Return what puts an answer into the page."""
    return kinds()[found["kind"]].steps.steps(found, answer, partial(turned, engine))


def solve(engine: Engine, asked: Asked) -> str:
    """Answer an exercise rightly, and return what the page says."""
    found = spec(Context(corpus(), asked))
    *_, key = attempts(found)
    return answered(engine, asked, [steps_of(engine, asked, found, key.answer)])[0][0]


def status(engine: Engine, asked: Asked) -> str:
    """Return what stands beside an exercise's number: nothing, or that it is solved."""
    return str(engine.run("(uid) => document.querySelector(`.mb-mount[data-uid='${uid}'] .mb-status`).innerText", asked.uid))


def test_every_exercise_answers_and_is_there_after_a_reload(open_page: Callable[[str], Engine], lesson: str) -> None:
    engine, faults = open_page(f"chapters/{lesson}.html"), []
    for asked in corpus().asked(lesson):
        found = spec(Context(corpus(), asked))
        tried = list(attempts(found))
        said = answered(engine, asked, [steps_of(engine, asked, found, attempt.answer) for attempt in tried])
        for attempt, (result, shown) in zip(tried, said, strict=True):
            missing = [reason for reason in (*attempt.reasons, *attempt.beside) if words(reason) not in shown]
            if result not in attempt.results or missing:
                faults.append(f"{asked.uid}, {attempt.name}: {result}, without {missing}")
    assert faults == []
    before = {asked.uid: status(engine, asked) for asked in corpus().asked(lesson)}
    engine.reload()
    assert all(before.values()) and before == {asked.uid: status(engine, asked) for asked in corpus().asked(lesson)}


# ----------------------------------------------------------------------------------------------------------- by hand
WHERE = """(selector) => {
  const active = document.activeElement, goal = document.querySelector(selector);
  if (active.matches(selector)) return "here";
  if (!goal) return "nowhere";
  return active.compareDocumentPosition(goal) & Node.DOCUMENT_POSITION_PRECEDING ? "back" : "on";
}"""


class Keys:
    """A reader's keyboard in one exercise; see :class:`migrationbook.exercises.trial.Keyboard`."""

    def __init__(self, engine: Engine, uid: str):
        self.engine, self.root = engine, f'.mb-mount[data-uid="{uid}"] .mb-app'

    def go(self, selector: str) -> None:
        """Move the focus to an element of the exercise by Tab."""
        self._to(f"{self.root} {selector}")

    def _to(self, selector: str) -> None:
        for _ in range(600):
            where = self.engine.run(WHERE, selector)
            if where == "here":
                return
            assert where != "nowhere", f"there is no {selector}"
            self.engine.press("Tab" if where == "on" else "Shift+Tab")
        raise AssertionError(f"Tab does not lead to {selector}")

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        self.engine.press(key, times)

    def type(self, text: str) -> None:
        """Type a text."""
        self.engine.type(text)

    def turn(self, explorer: str, state: int) -> None:
        """Turn an explorer to a setting, each control by the arrow keys from where it stands."""
        for step in turned(self.engine, explorer, state):
            selector = f'.mb-mount[data-uid="{explorer}"] {step.selector}'
            self._to(selector)
            stands, kind = self.engine.run(
                "(selector) => { const one = document.querySelector(selector);"
                " return [one.type === 'checkbox' ? Number(one.checked) : Number(one.value), one.type]; }",
                selector,
            )
            less, more = {"checkbox": ("Space", "Space"), "range": ("ArrowLeft", "ArrowRight")}.get(kind, ("ArrowUp", "ArrowDown"))
            self.press(more if step.value > stands else less, abs(step.value - stands))

    def present(self, selector: str, attribute: str) -> list[str]:
        """Return an attribute of all elements that a selector finds, in their order in the page."""
        all_of = "(selector, name) => [...document.querySelectorAll(selector)].map((one) => one.getAttribute(name))"
        return list(self.engine.run(all_of, f"{self.root} {selector}", attribute))


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_an_exercise_of_each_kind_is_answered_by_keys_alone(open_page: Callable[[str], Engine], kind: str) -> None:
    asked = BY_KIND[kind]
    engine = open_page(f"chapters/{asked.lesson}.html")
    # the way to it by Tab is Chromium's to show; here the reader stands before it
    engine.run("(id) => { const one = document.getElementById(id); one.tabIndex = -1; one.focus(); }", f"ask-{asked.id}")
    keys = Keys(engine, asked.uid)
    kinds()[kind].steps.by_keyboard(keys, spec(Context(corpus(), asked)))
    keys.go("button.mb-check")
    keys.press("Enter")
    said = engine.run("(selector) => document.querySelector(selector).dataset.result", f"{keys.root} .mb-feedback")
    assert said in ("right", "done")


def test_a_key_moves_an_explorer(open_page: Callable[[str], Engine], lesson: str) -> None:
    engine = open_page(f"chapters/{lesson}.html")
    for text in corpus().lessons[lesson].explorers:
        root = f'.mb-mount[data-uid="{lesson}#explore:{text.id}"] .mb-app'
        look = "(root) => [...document.querySelectorAll(`${root} .mb-frame, ${root} .mb-sentence`)].map((part) => part.innerHTML)"
        engine.until("(root) => Boolean(document.querySelector(`${root} .mb-frame svg`))", root)
        changed = False
        for control in text.controls:
            selector, before = f'{root} [data-control="{control.name}"]', engine.run(look, root)
            kind, last = engine.run(
                "(selector) => { const one = document.querySelector(selector); one.focus();"
                " return [one.type, one.type === 'range' ? one.value === one.max : one.selectedIndex === one.length - 1]; }",
                selector,
            )
            keys = {"checkbox": ("Space", "Space"), "range": ("ArrowRight", "ArrowLeft")}.get(kind, ("ArrowDown", "ArrowUp"))
            engine.press(keys[last])
            engine.until("(id) => location.hash.startsWith(`#${id}?`)", f"explore-{text.id}")
            changed = changed or engine.run(look, root) != before
        assert changed, text.id
        found = "(selector) => document.querySelector(selector)"
        label = engine.run(f"(selector) => ({found})(selector).ariaLabel", f"{root} .mb-frame")
        sentence = engine.run(f"(selector) => ({found})(selector).innerText", f"{root} .mb-sentence")
        assert words(label) == words(sentence)


# ---------------------------------------------------------------------------------------------------------- what is kept
#: Keeps the text of the next file that the page hands to the browser.
CAPTURE = """() => {
  const given = URL.createObjectURL;
  URL.createObjectURL = (blob) => { blob.text().then((text) => { window.captured = text; }); return given.call(URL, blob); };
}"""
IMPORT = """(text) => {
  const field = document.querySelector("input[type=file]"), files = new DataTransfer();
  files.items.add(new File([text], "progress.json", { type: "application/json" }));
  field.files = files.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""
PRESS = """(name) => {
  const buttons = [...document.querySelectorAll("button")].filter((one) => one.checkVisibility());
  buttons.find((one) => one.innerText.trim() === name).click();
}"""
COUNTED = "() => Object.keys(localStorage).filter((key) => key.includes('#')).length"


def test_progress_is_exported_deleted_and_read_back(open_page: Callable[[str], Engine], address: str) -> None:
    engine, (asked, *_) = open_page(f"chapters/{FIRST}.html"), corpus().asked(FIRST)
    assert solve(engine, asked) in ("right", "done")
    engine.open(f"{address}/chapters/progress.html")
    engine.run(CAPTURE)
    engine.run(PRESS, "Export")
    text = engine.until("() => window.captured ?? ''")
    assert asked.uid in text
    if isinstance(engine, Firefox):
        folder = engine.downloads
        wait_for(lambda: [path for path in folder.glob("*.json") if path.stat().st_size], "the file")
        assert [path.read_text("utf-8") for path in folder.glob("*.json")] == [text]
    delete_all(engine)
    assert engine.run(COUNTED) == 0
    engine.run(IMPORT, text)
    engine.until(f"() => ({COUNTED})() === 1")
    engine.open(f"{address}/chapters/{FIRST}.html")
    assert status(engine, asked)


def delete_all(engine: Engine) -> None:
    """Delete all progress, and say yes."""
    engine.run(PRESS, "Delete all progress")
    engine.until("() => Boolean(document.querySelector('dialog[open]'))")
    engine.run(PRESS, "Delete")
    engine.until("() => document.querySelector('.mb-report').innerText.includes('Deleted')")


def test_what_was_deleted_does_not_come_back_with_the_page_before(open_page: Callable[[str], Engine], address: str) -> None:
    engine, (asked, *_) = open_page(f"chapters/{FIRST}.html"), corpus().asked(FIRST)
    solve(engine, asked)
    assert status(engine, asked)
    engine.open(f"{address}/chapters/progress.html")
    delete_all(engine)
    engine.back()
    engine.until("(uid) => document.querySelector(`.mb-mount[data-uid='${uid}'] .mb-status`)?.innerText === ''", asked.uid)
    engine.open(f"{address}/chapters/progress.html")
    assert engine.run(COUNTED) == 0


def test_dark_colours_are_taken_from_the_system(tmp_path: Path, address: str) -> None:
    """In Firefox, whose setting a test can make when it starts."""
    try:
        dark = Firefox(tmp_path, dark=True)
    except EngineMissing as missing:
        pytest.skip(str(missing))
    with closing(dark):
        dark.open(f"{address}/chapters/{FIRST}.html")
        ground, ink = dark.run("() => { const of = getComputedStyle(document.body); return [of.backgroundColor, of.color]; }")
    assert brightness(ground) < 60 < 180 < brightness(ink)


def brightness(colour: str) -> float:
    """Mean of red, green and blue."""
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3


def test_opened_from_disk_exercises_answer_and_pages_share_the_progress(engine: Engine) -> None:
    (asked, *_) = corpus().asked(FIRST)
    engine.open((SITE / "chapters" / f"{FIRST}.html").as_uri())
    assert solve(engine, asked) in ("right", "done")
    engine.open((SITE / "chapters" / "progress.html").as_uri())
    engine.until("() => Boolean(document.querySelector('.mb-count'))")
    assert engine.run("() => document.querySelector('.mb-count').innerText").startswith("1 of ")
    delete_all(engine)


# ------------------------------------------------------------------------------------------------------------ in a frame
@pytest.mark.parametrize("rights", RIGHTS)
def test_in_a_frame_exercises_answer_or_a_plain_word_says_what_helps(open_page: Callable[[str], Engine], address: str, rights: str) -> None:
    engine = open_page("robots.txt")
    asked = next(asked for asked in corpus().asked(FRAMED) if asked.exercise.kind == "numeric")  # type: ignore[attr-defined]
    engine.run(
        """(rights, page) => new Promise((done) => {
          const frame = Object.assign(document.createElement("iframe"), { src: page, width: 900, height: 600, onload: done });
          if (rights !== null) frame.sandbox = rights;
          document.body.replaceChildren(frame);
        })""",
        RIGHTS[rights],
        f"{address}/chapters/{FRAMED}.html",
    )
    with engine.frame():
        found = spec(Context(corpus(), asked))
        shown = "(word) => word.checkVisibility() && word.innerText"
        plain_word = engine.run(f"() => ({shown})(document.querySelector('.shell-unstyled'))")
        if plain_word:
            # WebKit takes a frame without an origin for another host than its own, and loads neither styles nor scripts
            assert engine.name == "webkit" and "allow-same-origin" not in (RIGHTS[rights] or "allow-same-origin")
            assert "Open it by itself." in plain_word
            return
        results = [answered(engine, asked, [steps_of(engine, asked, found, attempt.answer)])[0][0] for attempt in attempts(found)]
        assert results[-1] == "right" and "wrong" in results


# -------------------------------------------------------------------------------------------------------------- on paper
def printed_blocks(lesson: str) -> list[str]:
    """The beginnings of all that has to be on paper: headings, paragraphs and the questions of exercises."""
    page = BeautifulSoup((SITE / "chapters" / f"{lesson}.html").read_text("utf-8"), "html.parser")
    article = page.select_one("article")
    assert article is not None
    for gone in article.select(".mb-app, script, .headerlink, .mb-mount, pre, .cell_input, style, template"):
        gone.decompose()
    blocks = [squeezed(block.get_text()) for block in article.select("h1, h2, h3, p, blockquote")]
    asks = [squeezed(re.sub(r"[*_`]|\[|\]\S*", "", asked.exercise.ask))[:25] for asked in corpus().asked(lesson)]  # type: ignore[attr-defined]
    return [block[:30] for block in blocks if block] + [ask for ask in asks if ask.isalnum()]


def squeezed(text: str) -> str:
    """A text without spaces, hyphens and quotation marks, which setting it changes."""
    return re.sub(r"[\s\u00ad\u200b\u2010\u2011\ufffe‘’'“”\"„-]+", "", unicodedata.normalize("NFKC", text))


def test_on_paper_stand_the_opening_and_every_block(open_page: Callable[[str], Engine], lesson: str) -> None:
    engine = open_page(f"chapters/{lesson}.html")
    if isinstance(engine, Firefox):
        shown = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(engine.print()))
    else:
        # its driver prints nothing: what the style sheets say of paper is applied to the screen
        engine.run(
            """() => [...document.styleSheets].forEach((sheet) => [...sheet.cssRules].forEach((rule) => {
              if (rule instanceof CSSMediaRule && /print|screen/.test(rule.media.mediaText))
                rule.media.mediaText = rule.media.mediaText.includes("print") ? "all" : "not all";
            }))"""
        )
        assert engine.run("() => [...document.querySelectorAll('.mb-app')].every((one) => !one.checkVisibility())")
        shown = engine.run("() => document.querySelector('article').innerText")
    text = squeezed(shown)
    assert [block for block in printed_blocks(lesson) if block not in text] == []
