"""Every explorer of the course: light, stable, and with a sentence for every setting."""

from __future__ import annotations

import base64
import json
import zlib

import pytest

from migrationbook.corpus.load import corpus
from migrationbook.explorers.states import Explorer

EXPLORERS = [f"{lesson}#{text.id}" for lesson, content in corpus().lessons.items() for text in content.explorers]


@pytest.fixture(scope="module", params=EXPLORERS)
def explorer(request: pytest.FixtureRequest) -> Explorer:
    return Explorer(request.param, corpus().explorer(request.param), corpus())


def test_a_state_costs_at_most_700_bytes_and_a_typical_one_300(explorer: Explorer) -> None:
    settings = list(explorer.settings())
    packed = explorer.packed_once()
    assert len(packed) / len(settings) <= 300, "bytes a state in the page"
    content = json.loads(zlib.decompress(base64.b64decode(packed)))
    assert len(content["frames"]) == len(content["texts"]) == len(settings)
    # what one state adds to a page that holds all the others
    for number in (0, len(settings) // 2, len(settings) - 1):
        others = {**content, "frames": content["frames"][:number] + content["frames"][number + 1 :]}
        used = {line for frame in others["frames"] for line in frame}
        others["lines"] = [line if at in used else "" for at, line in enumerate(content["lines"])]
        cost = len(zlib.compress(json.dumps(content).encode(), 9)) - len(zlib.compress(json.dumps(others).encode(), 9))
        assert cost * 4 / 3 <= 700
    first = "\n".join(content["lines"][line] for line in content["frames"][explorer.number(explorer.initial)])
    assert first == explorer.frame(explorer.initial)[0].removesuffix("\n")


def test_picture_and_sentence_change_together(explorer: Explorer) -> None:
    """Whoever cannot see that the picture changes has to read it."""
    content = json.loads(zlib.decompress(base64.b64decode(explorer.packed_once())))
    silent = []
    for setting in explorer.settings():
        for control in explorer.text.controls:
            after = control.values.index(setting[control.name]) + 1
            if after == len(control.values):
                continue
            one, two = explorer.number(setting), explorer.number({**setting, control.name: control.values[after]})
            if content["frames"][one] != content["frames"][two] and content["texts"][one] == content["texts"][two]:
                silent.append((setting, control.name))
    assert silent == []


def test_a_picture_is_the_same_every_time_and_brings_no_style_for_the_page(explorer: Explorer) -> None:
    picture, sentence = explorer.frame(explorer.initial)
    assert picture == explorer.frame(explorer.initial)[0]
    assert "<style" not in picture and "<script" not in picture and "<metadata" not in picture
    assert sentence


def test_the_number_of_a_state_and_its_setting_agree(explorer: Explorer) -> None:
    assert [explorer.number(setting) for setting in explorer.settings()] == list(range(len(list(explorer.settings()))))


def test_all_figures_have_alt_texts_that_are_no_file_names() -> None:
    for words in corpus().figures.values():
        assert not words.alt.endswith((".svg", ".png"))
        assert any(character.isdigit() for character in words.alt), "the alt text gives the main numbers"
