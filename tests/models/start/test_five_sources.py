"""Words and their rates: what counts as a word, what may be kept, and what must always hold."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.explorers.start.five_sources import FORMS
from migrationbook.models.start import five_sources as word_counts

WORDS = st.lists(st.sampled_from(["haus", "boot", "see", "weg", "und", "die"]), max_size=40)
LAYERS = st.dictionaries(st.sampled_from(["a", "b", "c"]), WORDS.map(" ".join), min_size=1)


@pytest.fixture(scope="module")
def counts():
    return series("source-word-counts").set_index("word")


@pytest.fixture(scope="module")
def totals():
    return series("source-word-totals").set_index("layer")["words"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Migrant·innen, die Migrant:innen.", ["die", "migrant·innen", "die", "migrant:innen"]),
        ("Herkunfts- und Transitstaaten", ["herkunfts", "und", "transitstaaten"]),
        ("Work-and-Stay-Agentur", ["work-and-stay-agentur"]),
        ("ab 2025/26, in über 100 Ländern", ["ab", "in", "über", "ländern"]),
        ("siehe www.example.org/a_b oder a.b@example.int!", ["siehe", "oder"]),
        ("<strong>„Freiwillige“</strong> &amp; Rück\u00adkehr", ["freiwillige", "rückkehr"]),
        ("Ende: Neuer Satz", ["ende", "neuer", "satz"]),
        ("", []),
    ],
)
def test_what_counts_as_a_word(text, expected):
    assert word_counts.tokenise(text) == expected


def test_a_text_that_cannot_be_cut_is_named():
    texts = dict.fromkeys({source for source, *_ in word_counts.CUTS}, "something else")
    with pytest.raises(ValueError, match="gegeneugrenzregime-2025 cannot be cut"):
        word_counts.layers_of(texts)


def test_layers_end_where_the_next_begins():
    texts: dict[str, str] = {}
    for source, _, begin, end in sorted(word_counts.CUTS, key=lambda cut: cut[2] is not None):
        texts[source] = texts.get(source, "") + f"{begin or ''} body of it {end or ''} "
    layers = word_counts.layers_of(texts)
    assert list(layers) == [layer for _, layer, _, _ in word_counts.CUTS]
    assert all("body of it" in text for text in layers.values())
    assert "(1)" not in layers["speech"]


@given(LAYERS)
def test_counts_add_up_to_the_words(layers):
    counts = word_counts.count(layers)
    assert {layer: counts[layer].sum() for layer in layers} == {layer: len(text.split()) for layer, text in layers.items()}


@given(LAYERS, st.integers(1, 5))
def test_kept_words_are_frequent_or_shared_and_no_function_words(layers, at_least):
    counts = word_counts.count(layers)
    kept = word_counts.frequent(counts, at_least=at_least)
    for word, row in kept.iterrows():
        assert row.max() >= at_least or (row > 0).sum() >= 2
        assert word not in word_counts.FUNCTION_WORDS
    assert set(word_counts.frequent(counts, at_least=99, shared_by=99, keep=["und"]).index) <= {"und"}


@given(LAYERS)
def test_words_of_one_voice_stand_in_no_other_layer(layers):
    counts = word_counts.count(layers)
    for layer in layers:
        alone = word_counts.of_one_voice(counts, layer)
        assert (counts.loc[alone.index].drop(columns=layer) == 0).all(axis=None)
        assert list(alone) == sorted(alone, reverse=True)


@given(LAYERS.filter(lambda layers: all(layers.values())))
def test_rates_lie_between_nought_and_a_thousand(layers):
    counts = word_counts.count(layers)
    rates = word_counts.per_thousand(counts, counts.sum().to_dict())
    assert ((rates >= 0) & (rates <= 1000)).all(axis=None)
    assert rates.sum().round(6).eq(1000).all()


def test_a_layer_without_words_has_no_rates():
    with pytest.raises(ValueError, match="fewer words"):
        word_counts.per_thousand(pd.DataFrame({"a": [1]}, index=["haus"]), {"a": 0})


def test_a_form_that_the_table_lacks_is_an_error(counts):
    with pytest.raises(KeyError):
        word_counts.together(counts, ["schutz", "no such word"])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("schutz", [0, 1, 1, 1, 6, 1]),
        ("system", [9, 0, 1, 0, 2, 1]),
        ("systeme", [0, 0, 0, 0, 23, 0]),
        ("menschenwuerdig", [0, 0, 0, 0, 0, 2]),
        ("partner", [0, 7, 1, 6, 1, 0]),
        ("migranten", [6, 3, 3, 3, 10, 1]),
    ],
)
def test_numbers_that_the_lesson_cites(counts, word, expected):
    assert list(word_counts.together(counts, FORMS[word])) == expected


def test_the_two_releases_as_one_text(counts, totals):
    said = word_counts.together(counts, FORMS["partner"])[["anniversary", "signing"]]
    assert 1000 * said.sum() / totals[["anniversary", "signing"]].sum() == pytest.approx(15.53, abs=0.01)


def test_the_table_holds_what_its_description_says(counts, totals):
    chosen = {form for forms in FORMS.values() for form in forms}
    kept = word_counts.frequent(counts, keep=chosen)
    assert list(kept.index) == list(counts.index)
    assert (counts.sum() < totals[list(counts.columns)]).all()
