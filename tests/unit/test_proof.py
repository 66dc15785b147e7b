"""Excerpts are proven without the source standing in the repository."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.fingerprint import Fingerprint, faults, fold, parts, words_quoted
from tests.conftest import SOURCE_TEXT

FINGERPRINT = Fingerprint.of(SOURCE_TEXT)
WORDS = SOURCE_TEXT.split()


@given(st.integers(0, len(WORDS) - 5), st.integers(5, len(WORDS)))
def test_every_passage_of_the_source_is_proven(start: int, length: int) -> None:
    passage = WORDS[start : start + length]
    if len(passage) >= 5:
        assert faults(" ".join(passage), FINGERPRINT) == []


@given(st.integers(2, len(WORDS) - 3), st.sampled_from(["niemals", "Züge", "xyz", "nicht-gezählt"]))
def test_a_changed_word_is_found(at: int, word: str) -> None:
    changed = [*WORDS[:at], word, *WORDS[at + 1 :]]
    # three windows at least hold the word; all of them pass by chance once in a million
    assert faults(" ".join(changed), FINGERPRINT) != []


def test_omissions_and_additions() -> None:
    excerpt = "Die Behörde zählt jede Person […] […: at the border, ours] Wer nicht gezählt wird, kommt"
    assert parts(excerpt) == ["Die Behörde zählt jede Person", "Wer nicht gezählt wird, kommt"]
    assert words_quoted(excerpt) == 10
    assert faults(excerpt, FINGERPRINT) == []


def test_a_short_piece_cannot_be_proven() -> None:
    assert "fewer than 5 words" in faults("Die Behörde zählt", FINGERPRINT)[0]


def test_tags_entities_and_white_space_do_not_count() -> None:
    assert fold("<b>a</b> &amp;\n  b\u00adc") == "a & bc"


def test_a_fingerprint_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.fingerprint"
    path.write_text(FINGERPRINT.dumps(), "ascii")
    assert Fingerprint.read(path) == FINGERPRINT
    assert len(path.read_text("ascii")) < len(SOURCE_TEXT) * 2


def test_the_order_of_the_text_is_not_kept() -> None:
    hashes = [int(digits, 16) for row in FINGERPRINT.dumps().splitlines()[1:] for digits in row.split()]
    assert hashes == sorted(hashes)
