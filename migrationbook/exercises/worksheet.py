"""The paper version of an exercise: what stands in the page without JavaScript and in its print. No answers in it."""

from __future__ import annotations

import html
from functools import singledispatch

from migrationbook.core.strings import words
from migrationbook.corpus.fingerprint import fold
from migrationbook.exercises import kinds
from migrationbook.exercises.live import Context, cloze_segments, gap_choices, match_choices, order_shown

_BOX = '<span class="mb-box" aria-hidden="true"></span>'


def paper(context: Context) -> str:
    """Return the paper version of an exercise as HTML; a newline between blocks keeps the search's words apart.

    Parameters
    ----------
    context:
        The exercise and what it stands in.
    """
    exercise = context.asked.exercise
    head = (
        f'<p class="mb-kicker"><span class="mb-number">{words("exercise", number=context.asked.number)}</span>\n'
        f'<span class="mb-kind">{words(f"kinds.{exercise.kind}")}</span></p>'  # type: ignore[attr-defined]
    )
    hint = f'<p class="mb-hint">{words("hint")}: {context.html(exercise.hint)}</p>' if exercise.hint else ""
    blocks = [head, f'<p class="mb-ask">{context.html(exercise.ask)}</p>', _sheet(exercise, context), hint]
    return "\n".join(block for block in blocks if block)


def _list(items: list[str]) -> str:
    return '<ul class="mb-blanks">\n' + "\n".join(f"<li>{_BOX} <span>{item}</span></li>" for item in items) + "\n</ul>"


def _lines(count: int) -> str:
    return '<div class="mb-lines" aria-hidden="true">' + "<div></div>" * count + "</div>"


@singledispatch
def _sheet(exercise: kinds.Exercise, context: Context) -> str:
    raise TypeError(f"no paper version for {type(exercise).__name__}")


@_sheet.register
def _(exercise: kinds.Single, context: Context) -> str:
    return _list([context.html(option.text) for option in exercise.options])


@_sheet.register
def _(exercise: kinds.Multiple, context: Context) -> str:
    return f"<p>{words('paper.several')}</p>\n" + _list([context.html(option.text) for option in exercise.options])


@_sheet.register
def _(exercise: kinds.Numeric, context: Context) -> str:
    return f'<p>{words("paper.answer")} <span class="mb-blank"></span> {html.escape(exercise.unit)}</p>'


@_sheet.register
def _(exercise: kinds.Order, context: Context) -> str:
    shown = order_shown(exercise, context.asked.uid)
    return f"<p>{words('paper.order', count=len(shown))}</p>\n" + _list([context.html(exercise.items[index].text) for index in shown])


@_sheet.register
def _(exercise: kinds.Match, context: Context) -> str:
    offered = "; ".join(html.escape(choice) for choice in match_choices(exercise, context.asked.uid))
    pairs = [f'{context.html(pair.left)} – <span class="mb-blank"></span>' for pair in exercise.pairs]
    items = "\n".join(f"<li>{pair}</li>" for pair in pairs)
    return f'<ul class="mb-pairs">\n{items}\n</ul>\n<p>{words("paper.choose_from")} {offered}</p>'


@_sheet.register
def _(exercise: kinds.Classify, context: Context) -> str:
    head = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in exercise.columns)
    rows = "\n".join(
        f'<tr><th scope="row">{context.html(row.text)}</th>' + f"<td>{_BOX}</td>" * len(exercise.columns) + "</tr>"
        for row in exercise.rows
    )
    return (
        f'<div class="mb-scroll"><table class="mb-grid">\n<thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>'
    )


@_sheet.register
def _(exercise: kinds.Cloze, context: Context) -> str:
    segments = cloze_segments(context.html(exercise.text))
    filled = segments[0]
    for number, segment in enumerate(segments[1:], 1):
        filled += f'<span class="mb-blank"></span><sup>{number}</sup>{segment}'
    offers = "\n".join(
        f"<li>{' · '.join(html.escape(choice['text']) for choice in gap_choices(gap, f'{context.asked.uid}:{number}'))}</li>"
        for number, gap in enumerate(exercise.gaps)
    )
    return f'<p class="mb-gaps">{filled}</p>\n<ol class="mb-offers">\n{offers}\n</ol>'


@_sheet.register
def _(exercise: kinds.Mark, context: Context) -> str:
    passage = html.escape(fold(context.corpus.excerpts[exercise.excerpt].de), quote=False)
    return f'<p>{words("paper.mark")}</p>\n<blockquote lang="de">{passage}</blockquote>'


@_sheet.register
def _(exercise: kinds.Position, context: Context) -> str:
    return _list([context.html(option.text) for option in exercise.options]) + f"\n<p>{words('paper.reasons')}</p>\n" + _lines(3)


@_sheet.register
def _(exercise: kinds.Open, context: Context) -> str:
    return _lines(exercise.lines)


@_sheet.register
def _(exercise: kinds.Argument, context: Context) -> str:
    boxes = "\n".join(f"<p>{words(f'argument.{name}')}</p>\n{_lines(3)}" for name in ("for", "against", "moves"))
    return f'<p class="mb-claim">{context.html(exercise.claim)}</p>\n{boxes}'


@_sheet.register
def _(exercise: kinds.Form, context: Context) -> str:
    title = f'<p class="mb-form-title">{html.escape(exercise.title)}</p>\n' if exercise.title else ""
    return title + "\n".join(
        f'<div class="mb-section">\n<p><strong>{html.escape(section.label)}.</strong> {context.html(section.ask)}</p>\n'
        f"{_lines(section.lines)}\n</div>"
        for section in exercise.sections
    )


@_sheet.register
def _(exercise: kinds.Explore, context: Context) -> str:
    return f"<p>{words('paper.explore')}</p>\n" + _lines(1)
