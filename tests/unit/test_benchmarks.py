"""What the benchmarks reckon with: summaries, ratios, copies of the course, peers made of a lesson, the results' page."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import nbformat
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import courses, peers, report, serve
from benchmarks.builds import BuildTimes
from benchmarks.machine import ProcessorTime
from benchmarks.pages import Visits, elsewhere, weight
from benchmarks.peer import questions
from benchmarks.serve import Answer
from benchmarks.summary import Summary, ratio, ratio_text
from migrationbook.corpus import notebooks
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import corpus
from migrationbook.lesson import lesson
from migrationbook.lesson.exercise import Context, spec


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_a_median_lies_between_the_smallest_and_the_largest(values: list[float]) -> None:
    found = Summary.of(values)
    assert found.low == min(values) and found.high == max(values)
    assert found.low <= found.middle <= found.high and found.came == found.runs == len(values)


def test_a_summary_says_its_spread_and_hides_no_run_in_which_nothing_came() -> None:
    assert Summary.of([3, 1, 2]).text() == "2 (1 to 3)"
    assert Summary.of([1234.04, 1234.01]).text(1) == "1,234.0"
    assert Summary.of([5, None, 7]).text() == "6 (5 to 7), in 2 of 3 runs"
    assert Summary.of([None, None]).text() == "never"
    with pytest.raises(ValueError, match="nothing was measured"):
        Summary.of([])


@pytest.mark.parametrize(
    ("other", "course", "words"),
    [
        ([300], [100], "× 3.0"), ([1], [8], "× 0.12"), ([2000], [10], "× 200"), ([0], [4], "× 0"),
        ([3], [0], "–"), ([None], [4], "–"), ([4], [None], "–"),
    ],
)
def test_a_ratio_has_two_figures_and_none_where_something_never_came(other: list, course: list, words: str) -> None:
    assert ratio_text(ratio(Summary.of(other), Summary.of(course))) == words


def test_a_row_compares_the_peers_with_the_course() -> None:
    assert report.compared([[2, 2], [4, 4], [None, None]]) == "2 | 4 | never | × 2.0 | –"


def test_links_to_pages_that_are_cut_away_become_words() -> None:
    kept = ["chapters/iom/money"]
    for gone, words in (
        ("see [that\nlesson](lesson:midas/sahel)", "see that\nlesson"),
        ("{doc}`/chapters/midas/sahel`", "chapters/midas/sahel"),
        ("{setting}`in 2015 <midas/sahel#flows?year=2015>`", "in 2015"),
        ("{exercise}`midas/sahel#count`", "midas/sahel"),
    ):
        assert courses.without_links(gone, kept) == words
        there = gone.replace("midas/sahel", "iom/money")
        assert courses.without_links(there, kept) == there


VIEWS = """
@explorer("iom/money#shares")
def shares(): ...


@explorer("iom/dating#dates")
def dates(): ...
"""


def small_course(folder: Path) -> Path:
    """Write a course of one lesson and one page, as far as copies of lessons are concerned."""
    for name, text in (
        ("data/exercises/iom/money.yml", "question: Who?\n"),
        ("chapters/iom/money.ipynb", nbformat.writes(nbformat.v4.new_notebook(cells=[
            nbformat.v4.new_markdown_cell("# Money"),
            nbformat.v4.new_code_cell('here = lesson.load("iom/money")'),
            nbformat.v4.new_markdown_cell("Prose."),
        ]))),
        ("migrationbook/explorers/iom/money.py", VIEWS),
        ("_toc.yml", "format: jb-book\nroot: index\nchapters:\n- file: chapters/iom/index\n- file: chapters/iom/money\n"),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_a_course_with_three_times_the_lessons_has_them_under_names_of_their_own(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    courses.multiply(course, 3)
    assert sorted(courses.lessons_of(course)) == ["iom/money", "iom/money-2", "iom/money-3"]
    for name in courses.lessons_of(course):
        assert f'lesson.load(\\"{name}\\")' in (course / "chapters" / f"{name}.ipynb").read_text("utf-8")
    [part] = yaml.safe_load((course / "_toc.yml").read_text())["parts"]
    assert part["chapters"][0] == {"file": "chapters/iom/index"}
    shares, dates = ast.parse((course / "migrationbook" / "explorers" / "iom" / "money.py").read_text("utf-8")).body
    assert [ast.literal_eval(drawn.args[0]) for drawn in shares.decorator_list] == [  # type: ignore[attr-defined]
        "iom/money#shares", "iom/money-2#shares", "iom/money-3#shares",
    ]  # fmt: skip
    assert len(dates.decorator_list) == 3  # type: ignore[attr-defined]


def test_an_edit_changes_prose_and_no_heading_and_keeps_the_normal_form(tmp_path: Path) -> None:
    notebook = small_course(tmp_path) / "chapters" / "iom" / "money.ipynb"
    courses.edit(notebook, "More.")
    edited = notebooks.read(notebook)
    assert notebook.read_text("utf-8") == notebooks.dumps(notebooks.normal(edited))
    heading, _, prose = edited.cells
    assert (heading.source, prose.source) == ("# Money", "Prose.\n\nMore.")


def test_a_peer_asks_and_shows_what_the_lesson_does_and_calls_the_course_nowhere() -> None:
    name = "iom/money"
    original = nbformat.read(courses.ROOT / "chapters" / f"{name}.ipynb", as_version=4)
    made = peers.peer_notebook(original, lesson.load(name), name)
    code = [cell.source for cell in made.cells if cell.cell_type == "code"]
    asked = [entry.id for entry in corpus().asked(name)]
    assert [ast.literal_eval(f"({source[9:-1]})") for source in code if source.startswith("peer.ask")] == [(name, one) for one in asked]
    assert "peer.explore('iom/money#shares')" in code
    assert not any("here." in source for source in code)
    prose = "\n".join(cell.source for cell in made.cells if cell.cell_type == "markdown")
    assert "{block}" not in prose and "Geldgeber" in prose
    for cell in original.cells:
        assert cell.cell_type == "code" or cell.source in prose


def one_of_each_kind() -> dict[str, Asked]:
    """Return one exercise of each kind, from lessons that have them all and small explorers."""
    found: dict[str, Asked] = {}
    for name in ("iom/smuggling", "iom/mandate", "iom/management"):
        for asked in corpus().asked(name):
            found.setdefault(asked.exercise.kind, asked)
    return found


KINDS = ["single", "multiple", "numeric", "order", "match", "classify", "cloze", "mark", "position", "open", "argument"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_peer_judges_every_kind_of_exercise(kind: str) -> None:
    found = questions.parts(spec(Context(corpus(), one_of_each_kind()[kind])))
    assert found
    for part in found:
        if part["control"] == "number":
            assert questions.verdict(part, str(part["answer"]))[0]
            assert not questions.verdict(part, "no number")[0]
            assert not questions.verdict(part, str(part["answer"] + 10 * part["tolerance"] + 1))[0]
        elif part["control"] == "text":
            assert questions.verdict(part, "")[1]
        else:
            judged = [questions.verdict(part, at) for at in range(len(part["options"]))]
            right = [at for at, (holds, _) in enumerate(judged) if holds]
            assert right == ([part["right"]] if part["right"] is not None else list(range(len(judged))))
            assert all(reason for _, reason in judged)


def test_a_task_with_an_explorer_becomes_a_text_with_its_reason() -> None:
    (part,) = questions.parts({"kind": "explore", "why": "Because."})
    assert (part["control"], questions.verdict(part, "anything")) == ("text", (True, "Because."))


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/npm/@jupyter-widgets/html-manager@1.0.6/dist/embed-amd.js", ("@jupyter-widgets/html-manager@1.0.6", "dist/embed-amd.js")),
        ("/npm/anywidget@~0.11.*/dist/index", ("anywidget@~0.11.*", "dist/index")),
        ("/thebe@0.8.2/lib/index.js", ("thebe@0.8.2", "lib/index.js")),
        ("/npm/../../etc/passwd", None),
        ("/ajax/libs/require.js/2.3.4/require.min.js", None),
    ],
)
def test_an_address_names_a_package_and_a_file(path: str, found: tuple[str, str] | None) -> None:
    assert serve.package_file(path) == found


def test_other_hosts_are_looked_for_on_this_machine() -> None:
    page = '<script integrity="sha256-x" src="https://cdnjs.cloudflare.com/ajax/libs/require.js/2.3.4/require.min.js"></script>'
    expected = '<script  src="http://cdnjs.cloudflare.com.localhost:8000/ajax/libs/require.js/2.3.4/require.min.js"></script>'
    assert serve.on_this_machine(page, 8000) == expected
    kept = '<script integrity="sha256-x" src="https://example.org/other.js"></script>'
    assert serve.on_this_machine(kept, 8000) == kept


def test_every_name_of_the_results_is_filled_and_nothing_is_filled_in_vain() -> None:
    sent = [Answer("", "/page.html", 200, 2500), Answer("cdn.jsdelivr.net", "/npm/a@1/b.js", 200, 500)]
    assert weight(sent) == 3000 and elsewhere(sent) == 1
    visits = [
        Visits([sent], [sent[:1]], {1: [9.0], 4: [None]}, {1: [1.0], 4: [4.0]}, {1: [1.0], 4: [4.0]}) for _ in ("course", *peers.PEERS)
    ]
    builds = [BuildTimes([60.0], [2.0], [3.0]) for _ in visits]
    points = [report.Point(7, 60.0, 2.0, 10**6, 40_000), report.Point(14, 95.0, 3.0, 2 * 10**6, 41_400)]
    rows = report.page_rows(visits) | report.build_rows(builds) | report.whole_rows(None) | report.scale_rows(points)
    assert rows["weight_first"] == "3.0 | 3.0 | 3.0 | × 1.0 | × 1.0"
    assert (rows["cold_per_lesson"], rows["page_per_lesson"]) == ("5.0", "200")
    wanted = {name for _, name, _, _ in string.Formatter().parse(report.TEMPLATE.read_text("utf-8")) if name}
    said_by_the_run = {
        "mode", "date", "minutes", "withheld", "chapter", "lessons", "page", "next_page", "repeats", "patience", "handouts_of", "machine",
        "tests", "tests_of", "handouts", "lighthouse", "lighthouse_package", "axe_course", *(f"axe_{peer}" for peer in peers.PEERS),
    }
    assert wanted == set(rows) | said_by_the_run
    assert "3.0 | 3.0 | 3.0" in report.results(rows | dict.fromkeys(said_by_the_run, "x"))


def test_time_given_to_others_is_a_share_of_the_time_wanted() -> None:
    start = ProcessorTime(1_000, 400)
    assert ProcessorTime(1_200, 450).withheld_since(start) == 0.25
    assert ProcessorTime(1_000, 400).withheld_since(start) == 0.0
    now = ProcessorTime.now()
    assert 0.0 <= now.withheld_since(ProcessorTime(0, 0)) <= 1.0
