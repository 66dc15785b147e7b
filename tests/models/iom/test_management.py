"""Concordance, word families and agents: the kept tables, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.models.iom import management as concordance

TEXTS = st.lists(st.sampled_from(["steuern", "Migrationssteuerung,", "reguläre", "Regulierung", "und", "(geordnet)", "Markt"]), max_size=40)


@pytest.fixture(scope="module")
def counts():
    return series("management-words")


@pytest.fixture(scope="module")
def coded():
    return series("management-agents")


def test_families_keep_look_alikes_apart():
    found = concordance.count_families("reguläre Regulierung; untergeordnet, „geordnete Steuerung“ zugeordnet")
    assert dict(zip(found["form"], found["family"], strict=True)) == {
        "Steuerung": "steuern",
        "Regulierung": "regulierung",
        "geordnete": "geordnet",
        "reguläre": "regulär",
    }


def test_keyword_in_context():
    hits = concordance.keyword_in_context({"a": "wenn sie gut gesteuert wird, allen"}, "STEUER", 2)
    assert hits == [concordance.Hit("a", "sie gut", "gesteuert", "wird, allen")]
    with pytest.raises(ValueError, match="does not exist"):
        concordance.keyword_in_context({}, "x", -1)


def test_the_layers_make_up_the_sources():
    words = concordance.words_by_source(series("management-layers"))
    assert dict(words) == {key: corpus().fingerprints[key].words for key in words.index}


def test_each_counted_act_is_coded_once(counts, coded):
    acts = counts[counts["family"].isin(concordance.ACTS)]
    keys = ["source", "layer", "family"]
    assert acts.groupby(keys)["count"].sum().to_dict() == coded.groupby(keys).size().to_dict()


def test_numbers_of_the_lesson(counts, coded):
    per_source = concordance.family_counts(counts, concordance.ACTS)
    assert list(per_source) == [4, 1, 1, 1, 36]
    assert concordance.family_counts(counts, ["geordnet"])["iom-unodc-2024"] == 2
    assert concordance.family_counts(counts, ["geordnet"], ["navigation"])["iom-unodc-2024"] == 0
    assert concordance.per_thousand(1, 258) == pytest.approx(3.88, abs=0.005)
    nobody = [int(concordance.agents(coded, concordance.ACTS, width)["nobody"].sum()) for width in concordance.WIDTHS]
    assert nobody == [31, 18, 8]
    assert len(coded) == 43
    assert coded["doubtful"].sum() == 18


def test_looking_further_keeps_whom_one_has_found(coded):
    for nearer, wider in (("narrow", "sentence"), ("sentence", "neighbours")):
        found = coded[coded[nearer] != "nobody"]
        assert (found[nearer] == found[wider]).all()


def test_nonsense_is_refused(coded):
    with pytest.raises(ValueError, match="occurrences in 0 words"):
        concordance.per_thousand(0, 0)
    with pytest.raises(ValueError, match="3 occurrences in 2 words"):
        concordance.per_thousand(3, 2)
    with pytest.raises(ValueError, match="unknown agents: weather"):
        concordance.agents(coded.assign(narrow="weather"), concordance.ACTS)


@given(TEXTS, st.integers(0, 50))
def test_a_concordance_loses_no_word(words, width):
    text = " ".join(words)
    for hit in concordance.keyword_in_context({"t": text}, "steuer|regul", width):
        assert f"{hit.left} {hit.word} {hit.right}".strip() in text
        assert len(hit.left.split()) <= width
        assert len(hit.right.split()) <= width
    found = concordance.count_families(text)
    assert found["count"].sum() == sum(word not in ("und", "Markt") for word in words)


@given(st.integers(0, 100), st.integers(1, 5000), st.integers(1, 5000))
def test_a_longer_text_has_no_higher_rate(count, words, more):
    if count <= words:
        rate = concordance.per_thousand(count, words)
        assert 0 <= concordance.per_thousand(count, words + more) <= rate <= 1000


def test_two_readers_agree_as_the_page_says(coded):
    second = series("management-agents-second")
    found = concordance.agreement(coded, second)
    assert list(found["same"]) == [38, 39, 39] and set(found["of"]) == {43}
    unseen = concordance.agreement(coded, second[~second["seen"]])
    assert list(unseen["same"]) == [34, 37, 36] and set(unseen["of"]) == {38}
    assert (second["narrow"] == "nobody").sum() == 36


def test_agreement_is_one_for_the_same_codes_and_about_zero_for_chance(coded):
    assert set(concordance.agreement(coded, coded)["kappa"]) == {1.0}
    shuffled = coded.assign(**{width: coded[width].sample(frac=1, random_state=7).to_numpy() for width in concordance.WIDTHS})
    assert all(abs(kappa) < 0.35 for kappa in concordance.agreement(coded, shuffled)["kappa"])
    with pytest.raises(ValueError, match="in common"):
        concordance.agreement(coded, coded.assign(id=coded["id"] + 1000))
