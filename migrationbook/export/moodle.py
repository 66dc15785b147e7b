"""An exercise as a question of Moodle: which question type holds it, and how its reasons become feedback.

The elements are those of Moodle's own XML format. Signs are escaped where a text enters: once for HTML by the course's
text subset, once for a gap, whose braces are a syntax of their own, and once for XML by its library.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from migrationbook.core.inline import to_html
from migrationbook.core.strings import words
from migrationbook.corpus.lesson import Asked
from migrationbook.exercises import kinds
from migrationbook.exercises.live import Context, cloze_segments, gap_choices
from migrationbook.lesson import blocks

#: Moodle knows the whole mark, and its half, third … tenth; it refuses a file with an eleventh.
MOST_SHARED = 10
#: Signs that mean something between the braces of a gap. Moodle reads entities there once, then takes a backslash away
#: that stands before a brace or a hash; so a backslash stays an entity after that reading.
_GAP_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>{}~#"} | {"\\": "&#38;&#35;92;"})


@dataclass(frozen=True)
class Export(Context):
    """An exercise that is read away from the book, so that its links need the book's address.

    Parameters
    ----------
    site:
        Address of the published book; ends with a slash.
    """

    site: str

    @property
    def up(self) -> str:
        """Address of the folder of the chapters."""
        return f"{self.site}chapters/"

    @property
    def page(self) -> str:
        """Address of the exercise in the book."""
        return f"{self.up}{self.asked.lesson}.html#ask-{self.asked.id}"

    def html(self, source: str) -> str:
        """Return a text of the data as HTML."""
        return to_html(source, self.corpus, self.up)


@dataclass(frozen=True)
class Question:
    """What a kind of exercise becomes in Moodle.

    Parameters
    ----------
    type:
        Moodle's name of the question type.
    parts:
        The elements that this type has beside those of all.
    below:
        HTML that stands below the exercise's question.
    feedback:
        HTML that a student reads when the attempt is over.
    mark:
        What it is worth; nothing where any position can be defended.
    """

    type: str
    parts: list[Element]
    below: str = ""
    feedback: str = ""
    mark: int = 1


def _element(tag: str, text: str, *children: Element, **attributes: str) -> Element:
    made = Element(tag, attributes)
    made.text = text or None
    made.extend(children)
    return made


def _html(tag: str, markup: str, *children: Element, **attributes: str) -> Element:
    # a class may well use Moodle in another language than the course's
    text = f'<div lang="en">{markup}</div>' if markup else ""
    return _element(tag, "", _element("text", text), *children, format="html", **attributes)


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def refusal(asked: Asked) -> str | None:
    """Return why an exercise is not exported, or ``None`` if it is.

    Parameters
    ----------
    asked:
        The exercise in its lesson.
    """
    exercise = asked.exercise
    if asked.home != asked.lesson:
        return words("lms.not.repeat", home=f"{asked.home}#{exercise.id}")
    if isinstance(exercise, kinds.Explore):
        return words("lms.not.explore")
    if isinstance(exercise, kinds.Mark) and not exercise.decoys:
        return words("lms.not.mark")
    right, wrong = _sharing(exercise)
    if max(right, wrong) > MOST_SHARED:
        return words("lms.not.many", most=MOST_SHARED)
    return None


def _sharing(exercise: kinds.Exercise) -> tuple[int, int]:
    """Return how many right and how many wrong options share the mark."""
    if isinstance(exercise, kinds.Multiple):
        right = sum(option.right for option in exercise.options)
        return right, len(exercise.options) - right
    return (len(exercise.targets), len(exercise.decoys)) if isinstance(exercise, kinds.Mark) else (1, 0)


@singledispatch
def question(exercise: kinds.Exercise, export: Export) -> Question:
    """Return what an exercise becomes in Moodle.

    Parameters
    ----------
    exercise:
        The exercise; one that :func:`refusal` has nothing against.
    export:
        For its texts.
    """
    raise TypeError(f"no question type for {type(exercise).__name__}")


def _choice(options: list[tuple[str, bool, str]], single: bool, shuffle: bool) -> Question:
    """Return a question with options, each with its HTML, whether it is right, and why.

    Where several are right each gives its share of the mark, and each wrong one takes a share, so that only who ticks all
    right ones and no other has the whole mark, and who ticks everything has nothing.
    """
    right = sum(is_right for _, is_right, _ in options)
    wrong = "0" if single else f"{-100 / (len(options) - right):.7g}"
    answers = [
        _html("answer", text, _html("feedback", why), fraction=f"{100 / right:.7g}" if is_right else wrong)
        for text, is_right, why in options
    ]
    settings = {"single": single, "shuffleanswers": shuffle}
    flags = [_element(name, str(value).lower()) for name, value in settings.items()]
    return Question("multichoice", [*flags, _element("answernumbering", "none"), *answers])


@question.register(kinds.Single)
@question.register(kinds.Multiple)
def _(exercise: kinds.Single | kinds.Multiple, export: Export) -> Question:
    options = [(export.html(option.text), option.right, export.html(option.why)) for option in exercise.options]
    return _choice(options, isinstance(exercise, kinds.Single), shuffle=True)


@question.register
def _(exercise: kinds.Mark, export: Export) -> Question:
    passage = " ".join(export.corpus.excerpts[exercise.excerpt].de.split())
    phrases = [(phrase, True) for phrase in exercise.targets] + [(phrase, False) for phrase in exercise.decoys]
    # in the order in which a reader comes upon them
    phrases.sort(key=lambda phrase: f" {passage} ".index(f" {phrase[0].words} "))
    options = [
        (f'<span lang="de">{html.escape(phrase.words, quote=False)}</span>', right, export.html(phrase.why)) for phrase, right in phrases
    ]
    return _choice(options, single=False, shuffle=False)


@question.register
def _(exercise: kinds.Numeric, export: Export) -> Question:
    def answer(value: str, fraction: str, why: str, tolerance: float | None = None) -> Element:
        reach = exercise.tolerance if tolerance is None else tolerance
        fields = [_element("text", value), _html("feedback", export.html(why)), _element("tolerance", _number(reach))]
        return _element("answer", "", *fields, fraction=fraction)

    right = answer(_number(exercise.answer), "100", exercise.why)
    mistakes = [answer(_number(mistake.value), "0", mistake.why, mistake.tolerance) for mistake in exercise.mistakes]
    # Moodle takes the first answer that fits; the last fits every number; none has a unit in its field
    parts = [right, *mistakes, answer("*", "0", exercise.otherwise), _element("showunits", "3")]
    unit = f"<p>{words('lms.unit', unit=html.escape(exercise.unit, quote=False))}</p>" if exercise.unit else ""
    return Question("numerical", parts, unit)


def _number(value: float) -> str:
    """Return a number without loss, “24” rather than “24.0”."""
    return repr(float(value)).removesuffix(".0")


@question.register
def _(exercise: kinds.Order, export: Export) -> Question:
    # what is called a fraction is the place in the order; this type keeps no reason of an item
    items = [_html("answer", export.html(item.text), fraction=str(place)) for place, item in enumerate(exercise.items, 1)]
    settings = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "numberingstyle": "none"}
    settings |= {"gradingtype": "ABSOLUTE_POSITION", "showgrading": "SHOW"}
    reasons = [(f"{place}. {export.html(item.text)}", export.html(item.why)) for place, item in enumerate(exercise.items, 1)]
    parts = [*(_element(name, value) for name, value in settings.items()), *items]
    return Question("ordering", parts, feedback=blocks.terms_html(reasons))


def _matching(export: Export, rows: list[tuple[str, str, str]], decoys: Iterable[str]) -> Question:
    """Return a question with rows (text, answer, reason) and answers that no row has; this type keeps no reason of a row."""
    pairs = [(export.html(left), right) for left, right, _ in rows] + [("", decoy) for decoy in decoys]
    # Moodle shows the answers as HTML
    parts = [_html("subquestion", left, _element("answer", "", _element("text", html.escape(right, quote=False)))) for left, right in pairs]
    reasons = [(f"{export.html(left)} → {html.escape(right, quote=False)}", export.html(why)) for left, right, why in rows]
    return Question("matching", [_element("shuffleanswers", "true"), *parts], feedback=blocks.terms_html(reasons))


@question.register
def _(exercise: kinds.Match, export: Export) -> Question:
    return _matching(export, [(pair.left, pair.right, pair.why) for pair in exercise.pairs], exercise.decoys)


@question.register
def _(exercise: kinds.Classify, export: Export) -> Question:
    empty = [column for column in exercise.columns if column not in {row.column for row in exercise.rows}]
    return _matching(export, [(row.text, row.column, row.why) for row in exercise.rows], empty)


@question.register
def _(exercise: kinds.Cloze, export: Export) -> Question:
    first, *rest = (_outside_gaps(segment) for segment in cloze_segments(export.html(exercise.text)))
    gaps = [_gap(gap, f"{export.asked.uid}:{number}", export) for number, gap in enumerate(exercise.gaps)]
    return Question("cloze", [], f"<p>{first}{''.join(gap + segment for gap, segment in zip(gaps, rest, strict=True))}</p>")


def _outside_gaps(markup: str) -> str:
    """Return HTML that opens no gap."""
    return markup.replace("{", "&#123;")


def _gap(gap: kinds.Gap, seed: str, export: Export) -> str:
    choices = [
        ("=" if choice["right"] else "%0%", html.escape(choice["text"], quote=False), export.html(choice["why"]))
        for choice in gap_choices(gap, seed)
    ]
    offered = "~".join(f"{mark}{text.translate(_GAP_SIGNS)}#{why.translate(_GAP_SIGNS)}" for mark, text, why in choices)
    return f"{{1:MULTICHOICE:{offered}}}"


def _essay(lines: int, notes: str, template: str = "") -> list[Element]:
    """Return the parts of a text to write: its height, what only teachers read, and the headings that stand there already."""
    settings = {"responseformat": "editor", "responserequired": "1", "attachments": "0", "attachmentsrequired": "0"}
    height = _element("responsefieldlines", str(-(-lines // 5) * 5))  # Moodle offers steps of five
    plain = [_element(name, value) for name, value in settings.items()]
    return [*plain, height, _html("graderinfo", notes), _html("responsetemplate", template)]


def _headings(labels: Iterable[str]) -> str:
    return "".join(f"<h4>{html.escape(label, quote=False)}</h4><p></p>" for label in labels)


@question.register
def _(exercise: kinds.Position, export: Export) -> Question:
    below = _list(export.html(option.text) for option in exercise.options) + f"<p>{words('paper.reasons')}</p>"
    told = [
        (export.html(option.text), _list(f"{words(f'lms.{name}')}: {export.html(getattr(option, name))}" for name in ("reason", "cost")))
        for option in exercise.options
    ]
    return Question("essay", _essay(4, ""), below, blocks.terms_html(told), mark=0)


@question.register
def _(exercise: kinds.Open, export: Export) -> Question:
    criteria = _list(export.html(criterion) for criterion in exercise.criteria)
    notes = blocks.terms_html([(words("lms.model"), export.html(exercise.model)), (words("lms.criteria"), criteria)])
    return Question("essay", _essay(exercise.lines, notes))


@question.register
def _(exercise: kinds.Argument, export: Export) -> Question:
    boxes = {"for": exercise.reasons_for, "against": exercise.against, "moves": exercise.moves}
    labels = [words(f"argument.{name}") for name in boxes]
    notes = [(label, _list(export.html(reason) for reason in reasons)) for label, reasons in zip(labels, boxes.values(), strict=True)]
    below = f"<blockquote>{export.html(exercise.claim)}</blockquote>"
    return Question("essay", _essay(10, blocks.terms_html(notes), _headings(labels)), below, mark=0)


@question.register
def _(exercise: kinds.Form, export: Export) -> Question:
    labels = [html.escape(section.label, quote=False) for section in exercise.sections]
    asked = zip(labels, (export.html(section.ask) for section in exercise.sections), strict=True)
    models = zip(labels, (export.html(section.model) for section in exercise.sections), strict=True)
    criteria = (words("lms.criteria"), _list(export.html(criterion) for criterion in exercise.criteria))
    lines = sum(section.lines for section in exercise.sections)
    title = f"<p><strong>{html.escape(exercise.title, quote=False)}</strong></p>" if exercise.title else ""
    template = _headings(section.label for section in exercise.sections)
    return Question("essay", _essay(lines, blocks.terms_html([*models, criteria]), template), title + blocks.terms_html(asked))


def to_moodle(export: Export) -> Element:
    """Return an exercise as an element of Moodle's XML.

    Parameters
    ----------
    export:
        The exercise; one that :func:`refusal` has nothing against.

    Raises
    ------
    CourseError
        If it holds a sign that no XML file can hold.
    """
    asked, exercise = export.asked, export.asked.exercise
    made = question(exercise, export)
    above = f"<p>{export.html(exercise.ask)}</p>"
    if exercise.excerpt:
        above = blocks.excerpt(export.corpus, export.corpus.excerpts[exercise.excerpt], up=export.up).html + above
    below, hints = made.below, []
    if exercise.hint and made.type == "essay":  # the only type without hints
        below += f"<p>{words('hint')}: {_outside_gaps(export.html(exercise.hint))}</p>"
    elif exercise.hint:
        hints.append(_html("hint", export.html(exercise.hint)))
    link = f'<p><a href="{html.escape(export.page)}">{words("lms.page")}</a></p>'
    found = _element(
        "question",
        "",
        _element("name", "", _element("text", asked.uid)),
        _html("questiontext", _outside_gaps(above) + below + link),
        _html("generalfeedback", made.feedback),
        _element("defaultgrade", str(made.mark)),
        _element("idnumber", asked.uid),
        *made.parts,
        *hints,
        _element("tags", "", _element("tag", "", _element("text", asked.lesson))),
        type=made.type,
    )
    try:
        ElementTree.fromstring(ElementTree.tostring(found))
    except ElementTree.ParseError as error:
        raise export.corpus.lesson_files[asked.lesson].error(
            f"the exercise holds a sign that no XML file can hold ({error})", "take it out", "exercises", asked.number - 1
        ) from None
    return found


def category(name: str, site: str) -> Element:
    """Return the element that puts what follows into a category of the course, with its licence.

    Parameters
    ----------
    name:
        Name of the category.
    site:
        Address of the published book.
    """
    path = "/".join(step.replace("/", "//") for step in ("top", words("lms.category"), name))  # a slash in a name is written twice
    address = html.escape(site)
    licence = _html("info", f'<p>{words("lms.licence")} <a href="{address}">{address}</a></p>')
    return _element("question", "", _element("category", "", _element("text", path)), licence, type="category")


def quiz(questions: Iterable[Element]) -> bytes:
    """Return categories and questions as a file of Moodle's.

    Parameters
    ----------
    questions:
        Elements made by :func:`category` and :func:`to_moodle`.
    """
    root = _element("quiz", "", *questions)
    ElementTree.indent(root)
    return ElementTree.tostring(root, "utf-8", xml_declaration=True)
