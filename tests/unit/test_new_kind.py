"""A new kind of exercise is a folder, and nothing else: one from outside of the package is shown, judged, printed and exported."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

import migrationbook.exercises as room
from migrationbook.core.errors import CourseError
from migrationbook.core.yamlfile import YamlFile
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.exercises import PARTS, kinds
from migrationbook.exercises.base import Question
from migrationbook.export import moodle
from migrationbook.lesson.exercise import Context, spec
from migrationbook.lesson.faces import exercise_face
from migrationbook.print.handouts import instructor_data, student_data
from migrationbook.print.slides import slide_data
from migrationbook.print.typst import typeset
from tests.conftest import LESSON, TinyCourse, cells, files
from tests.print.conftest import printing, sheet_of
from tests.scripts import Scripts

__all__ = ["printing"]

#: The parts of a kind that the package does not have.
NEW = Path(__file__).parent / "kinds" / "true-false"


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for kinds outside of the package, with one in it."""
    folder = tmp_path_factory.mktemp("kinds")
    shutil.copytree(NEW, folder / NEW.name)
    monkeypatch.setattr(room, "__path__", [*room.__path__, str(folder)])
    # what another test has imported under this name stood in a folder of its own
    for module in [name for name in sys.modules if re.match(rf"{re.escape(room.__name__)}\.(true-false|yes-no)\b", name)]:
        monkeypatch.delitem(sys.modules, module)
    return folder


@pytest.fixture
def course(outside: Path, printing: TinyCourse) -> TinyCourse:
    """The tiny course, which asks an exercise of each kind, with the new one on a handout."""
    printing.replace("handouts/first.yml", "part/lesson#one", "part/lesson#truth")
    return printing


def test_it_is_validated(course: TinyCourse) -> None:
    assert course.problems() == []
    course.replace(LESSON, "holds: false, why", "holds: perhaps, why")
    [error] = course.problems()
    assert "holds" in error.problem and error.line == course.line(LESSON, "id: truth")


def test_it_stands_on_the_page_with_its_worksheet_and_its_data(course: TinyCourse) -> None:
    corpus = Corpus(course.root)
    asked = next(asked for asked in corpus.asked("part/lesson") if asked.id == "truth")
    page = exercise_face(Context(corpus, asked)).html()
    worksheet, data = page.split("<script")
    assert "True or false" in worksheet and "The <em>report</em> counts." in worksheet
    assert worksheet.count("mb-box") == 2 and "It-does-not." not in worksheet
    assert '"kind":"true-false"' in data and "It-does-not." in data


def test_its_answers_are_judged_and_stored(course: TinyCourse) -> None:
    corpus = Corpus(course.root)
    found = spec(Context(corpus, next(asked for asked in corpus.asked("part/lesson") if asked.id == "truth")))
    scripts = Scripts()
    for attempt in kinds()["true-false"].steps.attempts(found):
        assert scripts.call("judgedAs", found, attempt.answer)["result"] in attempt.results
        assert scripts.call("asStored", "true-false", attempt.answer) == attempt.answer


def test_it_is_printed(course: TinyCourse) -> None:
    sheet, imprint = sheet_of(course, "first"), Imprint.read()

    def words_of(template: str, data: dict) -> str:
        made = typeset(template, data, imprint.released, sheet.file.path)
        assert str(NEW.parent).encode() not in made
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())

    student = words_of("handout.typ", student_data(sheet, imprint))
    instructor = words_of("handout.typ", instructor_data(sheet, imprint))
    slides = words_of("slides.typ", slide_data(sheet, imprint))
    assert "The report counts." in student and "True or false? Tick one box." in student
    assert "It-does-not." in instructor.replace("‐", "-") and "It-does-not." not in student.replace("‐", "-")
    assert "The report counts." in slides and "It-does-not." not in slides


def test_it_is_exported(course: TinyCourse) -> None:
    corpus = Corpus(course.root)
    asked = next(asked for asked in corpus.asked("part/lesson") if asked.id == "truth")
    export = moodle.MoodleExport(corpus, asked, "https://book.example/")
    made = moodle.question(export)
    assert isinstance(made, Question)
    question = ElementTree.tostring(moodle.to_moodle(export, made), "unicode")
    assert question.count("<answer ") == 2 and "The &lt;em&gt;report&lt;/em&gt; counts." in question


def test_without_its_folder_it_is_not_there(tiny: TinyCourse) -> None:
    assert NEW.name not in kinds()
    sample = (NEW / "sample.yml").read_text("utf-8").strip()
    text = files()[LESSON].replace("exercises:\n", f"exercises:\n          - {sample}\n")
    tiny.write(LESSON, text)
    tiny.write_notebook([*cells()[:3], 'ask("truth")', *cells()[3:]])
    [error] = tiny.problems()
    assert "true-false" in error.problem and "does not match any of the expected tags" in error.problem


def _replace(part: str, old: str, new: str) -> Callable[[Path], None]:
    def fault(folder: Path) -> None:
        text = (folder / part).read_text("utf-8")
        assert old in text
        (folder / part).write_text(text.replace(old, new), "utf-8")

    return fault


def _renamed(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder.rename(folder.with_name(name)), None)[1]


#: name: (what is wrong with the folder, words of the problem, the end of the file's path)
FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    **{f"no {part}": (lambda folder, part=part: (folder / part).unlink(), "lacks this part", f"true-false/{part}") for part in PARTS},
    "a name with a capital": (_renamed("True-false"), "cannot be the name", "True-false"),
    "a name with two dashes": (_renamed("true--false"), "cannot be the name", "true--false"),
    "a name with a digit": (_renamed("true2"), "cannot be the name", "true2"),
    "a name of Python's": (_renamed("lambda"), "has a meaning of its own", "lambda"),
    "a name of JavaScript's": (_renamed("function"), "has a meaning of its own", "function"),
    "a name of Windows's": (_renamed("aux"), "has a meaning of its own", "aux"),
    "a name that a task of a handout has": (_renamed("sketch"), "taken by something else", "sketch"),
    "a name that a module has": (_renamed("moodle"), "taken by something else", "moodle"),
    "a kind that is there already": (_renamed("single"), "is there twice", "single"),
    "a folder that calls itself something else": (_renamed("yes-no"), "calls itself true-false", "yes-no/kind.py"),
    "words that are no JSON": (_replace("words.en.json", "{", "", ), "are not JSON", "words.en.json"),
    "words without a label": (_replace("words.en.json", '"label"', '"labl"'), "no words for “label”", "words.en.json"),
    "words without an instruction": (_replace("words.en.json", '"sheet"', '"sheets"'), "no words for “sheet.instruction”", "words.en.json"),
    "a script without an export": (_replace("script.js", "export default {", "const x = {"), "0 lines `export default {`", "script.js"),
    "a type that is no exercise": (_replace("kind.py", "(Exercise)", "(Exercise.__base__)"), "0 kinds are defined", "kind.py"),
    "a type without a method": (_replace("kind.py", "def moodle(", "def mudel("), "does not say: moodle", "kind.py"),
    "a type that does not say how its answer is stored": (_replace("kind.py", "stored:", "kept:"), "does not say: stored", "kind.py"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_its_folder_is_told_with_file_and_remedy(outside: Path, name: str) -> None:
    fault, problem, file = FAULTS[name]
    fault(outside / NEW.name)
    with pytest.raises(CourseError) as error:
        kinds()
    assert problem in error.value.problem, error.value.problem
    assert str(error.value.file).endswith(file) and error.value.mend


def test_the_sample_of_each_kind_is_one_of_it() -> None:
    for kind in kinds().values():
        made = kind.model.model_validate(YamlFile(kind.folder / "sample.yml").data)
        assert made.kind == kind.name and made.kind_words("label") == kind.label
