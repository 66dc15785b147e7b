"""Every exercise of every lesson: wrong answers show their reasons, the key is accepted, nothing of it is lost."""

from __future__ import annotations

import json
from collections.abc import Hashable

import pytest

from migrationbook.corpus.load import corpus
from migrationbook.exercises import kinds
from migrationbook.exercises.trial import Step
from migrationbook.explorers.states import Explorer
from migrationbook.lesson.exercise import Context, spec
from tests.browser.answering import attempts, by_hand, by_script, in_turn, key_that_turns, live, steps, words
from tests.browser.conftest import Visit, Watched, covering

LESSONS = list(corpus().lessons)
#: One exercise of each kind in each chapter is answered as a hand does it, press by press; a page needs seconds for that.
BY_HAND = {
    asked.uid
    for asked in {
        (lesson.split("/")[0], asked.exercise.kind): asked
        for lesson in LESSONS
        for asked in corpus().asked(lesson)
    }.values()
}


NO_STEPS: tuple[Step, ...] = ()


@pytest.mark.parametrize("lesson", LESSONS)
def test_an_empty_answer_gets_a_plain_word_and_is_no_try(visit: Visit, lesson: str) -> None:
    page = visit.page
    for asked in corpus().asked(lesson):
        given = kinds()[asked.exercise.kind].steps
        if getattr(given, "ALWAYS_ANSWERED", False):
            continue
        result, shown = by_script(page, asked.uid, NO_STEPS)
        assert result == "note" and shown
        assert live(page, asked.uid).locator(".mb-status").inner_text() == ""
        for unreadable in getattr(given, "UNREADABLE", ()):
            again, told = by_script(page, asked.uid, unreadable)
            assert again == "note" and told != shown
    visit.assert_clean()


@pytest.mark.parametrize("lesson", LESSONS)
def test_explorers_by_keyboard(visit: Visit, lesson: str) -> None:
    page = visit.page
    for text in corpus().lessons[lesson].explorers:
        root = live(page, f"{lesson}#explore:{text.id}")
        frame, sentence = root.locator(".mb-frame"), root.locator(".mb-sentence")
        changed = False
        for control in root.locator("[data-control]").all():
            before = frame.inner_html()
            control.focus()
            page.keyboard.press(key_that_turns(control))
            # the setting has arrived
            page.wait_for_function("id => location.hash.startsWith(`#${id}?`)", arg=f"explore-{text.id}")
            changed = changed or frame.inner_html() != before
            assert frame.get_attribute("aria-label") == sentence.inner_text().strip()
        assert changed, f"no control of {text.id} changes its picture from where it stands"
        root.locator("button.mb-reset").click()
    visit.assert_clean()


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_exercise_shows_its_reasons_accepts_its_key_and_is_there_after_a_reload(visit: Visit, lesson: str) -> None:
    page, faults = visit.page, []
    for asked in corpus().asked(lesson):
        data = spec(Context(corpus(), asked))
        tried = [(attempt, steps(page, data, attempt)) for attempt in attempts(data)]
        last = [by_hand] if asked.uid in BY_HAND else []
        found = in_turn(page, asked.uid, [given for _, given in tried[: len(tried) - len(last)]])
        found += [answer(page, asked.uid, tried[-1][1]) for answer in last]
        for (attempt, _), (result, shown) in zip(tried, found, strict=True):
            if result not in attempt.results:
                faults.append(f"{asked.uid}, {attempt.name}: the page says {result!r}, not {attempt.results}")
            missing = [words(reason) for reason in (*attempt.reasons, *attempt.beside) if words(reason) not in shown]
            faults += [f"{asked.uid}, {attempt.name}: the reason is not shown: {reason}" for reason in missing]
    assert faults == []

    def results() -> dict[str, str]:
        return {asked.uid: live(page, asked.uid).locator(".mb-status").inner_text() for asked in corpus().asked(lesson)}

    before = results()
    assert all(before.values())
    page.reload()
    assert results() == before
    for asked in corpus().asked(lesson):
        if asked.exercise.kind == "single":
            assert live(page, asked.uid).locator("input:checked").count() == 1
        if asked.exercise.kind == "open":
            assert live(page, asked.uid).locator("textarea").input_value() == "My words."
    visit.assert_clean()


def in_address(value: object) -> str:
    """Return how a control's value stands in an address: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def settings_of(lesson: str) -> set[Hashable]:
    """The sort of control, and of value, that a link to a lesson's first explorer sets."""
    return {(explorer.controls[0].kind, type(explorer.controls[0].values[-1])) for explorer in corpus().lessons[lesson].explorers[:1]}


@pytest.mark.parametrize("lesson", covering({lesson: settings_of(lesson) for lesson in LESSONS}))
def test_a_link_to_a_setting_sets_the_explorer(reader: Watched, lesson: str) -> None:
    text = corpus().lessons[lesson].explorers[0]
    control = text.controls[0]
    value = next(value for value in reversed(control.values) if value != control.initial)
    page = reader.open(f"chapters/{lesson}.html#explore-{text.id}?{control.name}={in_address(value)}&nonsense=1")
    root = live(page, f"{lesson}#explore:{text.id}")
    shown = root.locator(f'[data-control="{control.name}"]')
    at = int(shown.is_checked()) if control.kind == "toggle" else int(shown.input_value())
    assert at == control.values.index(value)
    first = Explorer(f"{lesson}#{text.id}", text).spec()["first"]["sentence"]
    page.wait_for_function("([node, old]) => node.innerHTML !== old", arg=[root.locator(".mb-sentence").element_handle(), first])
    reader.assert_clean()
