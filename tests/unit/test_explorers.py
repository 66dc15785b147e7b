"""Every explorer of the course: light, stable, and with a sentence for every setting."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import migrationbook.explorers as registry
from migrationbook.core import made
from migrationbook.core.errors import CourseError
from migrationbook.corpus.load import corpus
from migrationbook.drawings.style import canvas, svg
from migrationbook.explorers import View, states
from migrationbook.explorers.states import Explorer, unpacked

EXPLORERS = [f"{lesson}#{text.id}" for lesson, content in corpus().lessons.items() for text in content.explorers]


@pytest.fixture(scope="module", params=EXPLORERS)
def explorer(request: pytest.FixtureRequest) -> Explorer:
    return Explorer(request.param, corpus().explorer(request.param), corpus())


def test_a_state_costs_at_most_700_bytes_and_a_typical_one_300(explorer: Explorer) -> None:
    settings = list(explorer.settings())
    packed = explorer.packed_once()
    assert len(packed) / len(settings) <= 300, "bytes a state in the page"
    content = unpacked(packed)
    assert len(content["frames"]) == len(content["texts"]) == len(settings)
    # what one state adds to a page that holds all the others
    for number in (0, len(settings) // 2, len(settings) - 1):
        others = {**content, "frames": content["frames"][:number] + content["frames"][number + 1 :]}
        used = {line for frame in others["frames"] for line in frame}
        others["lines"] = [line if at in used else "" for at, line in enumerate(content["lines"])]
        cost = len(zlib.compress(json.dumps(content).encode(), 9)) - len(zlib.compress(json.dumps(others).encode(), 9))
        assert cost * 4 / 3 <= 700
    assert explorer.first_frame() == explorer.frame(explorer.initial)


def test_picture_and_sentence_change_together(explorer: Explorer) -> None:
    """Whoever cannot see that the picture changes has to read it."""
    content = unpacked(explorer.packed_once())
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
    ids = re.findall(r' id="([^"]*)"', picture)
    assert all(f"#{name}" in picture for name in ids), "an id that nothing refers to is one more to stand twice in a page"


def test_pictures_of_two_names_have_no_id_in_common() -> None:
    def ids(name: str) -> set[str]:
        figure, axes = canvas()
        axes.plot([0, 1], marker="o")
        return set(re.findall(r' id="([^"]*)"', svg(figure, name)))

    assert ids("a") and not ids("a") & ids("b") and ids("a") == ids("a")


def test_the_number_of_a_state_and_its_setting_agree(explorer: Explorer) -> None:
    assert [explorer.number(setting) for setting in explorer.settings()] == list(range(explorer.size))


def test_the_axes_are_in_the_same_place_at_every_setting(explorer: Explorer) -> None:
    settings = list(explorer.settings())
    for number in explorer.spread(9):
        explorer.check_layout(settings[number])


def test_every_table_that_an_explorer_reads_counts_for_its_digest(explorer: Explorer) -> None:
    explorer.view(explorer.initial)  # its modules are there now
    _forget_what_models_have_read()
    settings = list(explorer.settings())
    with made.recorded() as names:
        for number in explorer.spread(9):
            explorer.view(settings[number]).draw()
    read = {Path(name).stem for name in names if name.startswith("file:data/series/")}
    assert read <= _counted(states._modules()[explorer.name])


def _forget_what_models_have_read() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(("migrationbook.models.", "migrationbook.explorers.")):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value.__module__ == name:
                    value.cache_clear()


def _counted(module: str) -> set[str]:
    """Return the tables that count for a module's digest."""
    files: set[Path] = set()

    def digest(paths: object, *texts: str) -> str:
        files.update(paths)  # type: ignore[call-overload]
        return ""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made, "digest_of", digest)
        made.module_digest.__wrapped__(module)
    return {path.stem for path in files if path.suffix == ".csv"}


def test_a_table_counts_for_the_explorers_that_name_it_and_no_others() -> None:
    assert _counted("migrationbook.explorers.iom.money") == {"iom-revenue-by-type", "iom-donors", "iom-donor-shares"}
    assert _counted("migrationbook.explorers.phases.forecasting") == {"forecast-detections", "forecast-displaced", "forecast-applications"}
    assert _counted("migrationbook.explorers.start.base_rates") == set()


Drawn = Callable[[Mapping[str, object]], Figure]


@pytest.fixture
def drawn_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Drawn], Explorer]:
    """Return an explorer of the course whose pictures are drawn by a function of a test's own."""
    name = "phases/matching#pair"

    def build(draw: Drawn) -> Explorer:
        def view(labels: Mapping[str, str], **setting: object) -> View:
            return View(draw=lambda: draw(setting), values={"man": 1.0, "woman": 1.0, "carer": 1.0}, case="none")

        monkeypatch.setitem(registry._VIEWS, name, view)
        return Explorer(name, corpus().explorer(name), corpus())

    return build


def _long_at_last(setting: Mapping[str, object]) -> Figure:
    figure, axes = canvas()
    axes.set_yticks([0], ["a label that needs room" if setting["cases"] == "three or four" else "short"])
    return figure


def _other_size_at_last(setting: Mapping[str, object]) -> Figure:
    return canvas((4.8, 3.1 if setting["cases"] == "three or four" else 3.0))[0]


def _more_axes_at_last(setting: Mapping[str, object]) -> Figure:
    return canvas(nrows=2 if setting["cases"] == "three or four" else 1)[0]


@pytest.mark.parametrize("draw", [_long_at_last, _other_size_at_last, _more_axes_at_last])
def test_an_explorer_whose_axes_move_is_refused_with_its_name_and_the_setting(
    draw: Drawn, drawn_by: Callable[[Drawn], Explorer]
) -> None:
    with pytest.raises(CourseError, match=r"phases/matching#pair.*three or four") as caught:
        drawn_by(draw).packed()
    assert "reserve_tick_labels" in caught.value.mend and Path(str(caught.value.file)).name == Path(__file__).name


def test_the_first_picture_is_not_drawn_again_when_all_are_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "BUILD", tmp_path)
    name = "phases/virtual-migration#yardsticks"

    def explorer() -> Explorer:
        return Explorer(name, corpus().explorer(name))

    drawn = explorer().first_frame()
    explorer().packed_once()
    monkeypatch.setattr(Explorer, "frame", lambda self, setting: pytest.fail("drawn again"))
    assert explorer().first_frame() == drawn
    assert explorer().packed_once()


def test_pictures_are_drawn_again_for_other_words_in_them_and_not_for_words_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "BUILD", tmp_path)
    monkeypatch.setattr(Explorer, "packed", lambda self: json.dumps(dict(self.text.labels)))
    name = "phases/virtual-migration#yardsticks"
    text = corpus().explorer(name)
    before = Explorer(name, text).packed_once()
    label = next(iter(text.labels))
    changed = text.model_copy(update={"labels": {**text.labels, label: "another word"}})
    assert "another word" in Explorer(name, changed).packed_once()
    assert Explorer(name, text).packed_once() == before
    stored = (tmp_path / "explorers").iterdir
    assert len(list(stored())) == 1, "what is out of date is replaced"
    monkeypatch.setattr(Explorer, "packed", lambda self: pytest.fail("drawn again"))
    assert Explorer(name, text.model_copy(update={"title": "Another title"})).packed_once() == before


def test_all_figures_have_alt_texts_that_are_no_file_names() -> None:
    for words in corpus().figures.values():
        assert not words.alt.endswith((".svg", ".png"))
        assert any(character.isdigit() for character in words.alt), "the alt text gives the main numbers"


def test_a_picture_that_shows_a_place_which_the_drawing_does_not_fill_is_refused() -> None:
    figure, axes = canvas()
    axes.set_title("IOM 2024: {share:.1f}")
    with pytest.raises(CourseError, match=r"two-portraits.yml:\d+: the picture “iom/two-portraits#mix” shows “{share:.1f}” as it stands"):
        svg(figure, "iom/two-portraits#mix")
