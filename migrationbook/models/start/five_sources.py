"""How often each voice says a word: counts, rates per 1,000 words, and the words of one voice alone.

The table ``source-word-counts`` was made once from the texts of the five sources, which the repository does not hold.
Whoever has them makes it again with :func:`layers_of` (cuts the texts into layers), :func:`count` (counts each layer)
and :func:`frequent` (keeps what may be kept). The table holds words without their order, and of the rare ones none:
no sentence can be read back from it.

What counts as a word: letters, with a hyphen, a point or a colon inside (``Work-and-Stay-Agentur``, ``Migrant·innen``,
``Migrant:innen``), in lower case. Addresses are no words, and figures are not counted. Nothing is traced back to its
stem: ``System``, ``Systems`` and ``Systeme`` are three words, and so are ``Migrant·innen``, ``Migrant:innen`` and
``Migranten``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from migrationbook.core.passages import fold

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w.-]+\.(?:int|org|html|pdf)\b\S*")
_WORD = re.compile(r"[^\W\d_]+(?:[·:*’'-][^\W\d_]+)*")

#: Where the texts are cut: source, layer, words with which the layer begins (None: the start of the text) and words
#: before which it ends (None: its end). Left out are the twelve footnotes of the speech (addresses, and quotations of
#: others), the names of press contacts, and the rest of the page around the profile. The editor's note stays with its
#: release. The navigation stands twice, word for word, and is taken once.
CUTS: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("gegeneugrenzregime-2025", "speech", "Wenige Häuser von uns", '(1) <a href="https://gmdac'),
    ("iom-germany-2024", "anniversary", "IOM und die Bundesregierung feiern", "Für Medienanfragen"),
    ("iom-profile-2017", "profile", "Die Internationale Organisation für Migration (IOM)", "Über IOM:"),
    ("iom-unodc-2024", "signing", "IOM und UNODC gehen gemeinsam", "Für weitere Informationen"),
    ("swp-meier-2026", "analysis", None, "Dr. Amrei Meier ist"),
    ("iom-germany-2024", "navigation", None, "IOM und die Bundesregierung feiern"),
)

_GRAMMAR = """
ab aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anders auch auf aus bei
beim bereits bis da dabei dadurch dafür damit danach daran darauf daraus darüber das dass davon dazu dem den
denen denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch eher ein
eine einem einen einer eines einerseits einige einigen er erst es etwa etwas euch für gegen gibt gilt hat hatte
haben hier hierfür hin hinaus hingegen ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins
insbesondere ist ja je jedoch jene kann können kein keine keinen konnte lassen lässt man mehr mein meiner meist
mich mir mit muss müssen nach neben nicht nichts noch nun nur ob oder oft ohne sehr sein seine seinen seit
selbst sich sie sind so sobald sogar solche solchen soll sollen sollte sollten somit sondern sowie sowohl statt
stets trotz über um umso und uns unser unsere unserem unseren unter viele vielen vielfach vom von vor vorab wann
war was weil weiter weiterhin weniger wenige wenn wer werden weshalb wessen wie wieder wir wird wirklich wo
wodurch wohl worden wurde wurden würde während zu zudem zugleich zum zur zwar zwischen z b
"""
#: German words that carry grammar rather than a topic: articles, pronouns, prepositions, conjunctions, auxiliary and
#: modal verbs, and the commonest adverbs. Our own list, short on purpose.
FUNCTION_WORDS = frozenset(_GRAMMAR.split())


def tokenise(text: str) -> list[str]:
    """Return the words of a text, in lower case and in order.

    Parameters
    ----------
    text:
        Any text; tags and entities are resolved, addresses and figures left out.
    """
    return [word.lower() for word in _WORD.findall(_ADDRESS.sub(" ", fold(text)))]


def layers_of(texts: Mapping[str, str]) -> dict[str, str]:
    """Cut the texts of the sources into the layers that are counted.

    Parameters
    ----------
    texts:
        Text of each source, by its key.

    Returns
    -------
    dict
        Text of each layer, by its name, in the order of :data:`CUTS`.

    Raises
    ------
    ValueError
        If the words at which a text is to be cut do not stand in it.
    """
    layers = {}
    for source, layer, begin, end in CUTS:
        text = texts[source]
        for words in (begin, end):
            if words is not None and words not in text:
                raise ValueError(f"{source} cannot be cut: “{words}” does not stand in it")
        start = text.index(begin) if begin else 0
        layers[layer] = text[start : text.index(end, start) if end else None]
    return layers


def count(layers: Mapping[str, str]) -> pd.DataFrame:
    """Count the words of each layer.

    Parameters
    ----------
    layers:
        Text of each layer, by its name.

    Returns
    -------
    pandas.DataFrame
        One row a word, one column a layer: occurrences. The column sums are the numbers of words.
    """
    counted = {layer: Counter(tokenise(text)) for layer, text in layers.items()}
    vocabulary = sorted({word for words in counted.values() for word in words})
    columns = {layer: [words[word] for word in vocabulary] for layer, words in counted.items()}
    return pd.DataFrame(columns, index=pd.Index(vocabulary, name="word"), dtype=int)


def frequent(
    counts: pd.DataFrame, *, at_least: int = 3, shared_by: int = 2, keep: Collection[str] = (), drop: Collection[str] = FUNCTION_WORDS
) -> pd.DataFrame:
    """Keep the words that say something about a voice and nothing about a sentence.

    Parameters
    ----------
    counts:
        Occurrences, a row a word and a column a layer.
    at_least:
        Occurrences in one layer that are enough.
    shared_by:
        Number of layers that are enough, however rarely each has the word.
    keep:
        Words that stay in any case.
    drop:
        Words that go, unless they are to be kept.
    """
    enough = (counts.max(axis="columns") >= at_least) | ((counts > 0).sum(axis="columns") >= shared_by)
    return counts[(enough & ~counts.index.isin(list(drop))) | counts.index.isin(list(keep))]


def per_thousand(counts: pd.DataFrame, totals: Mapping[str, int]) -> pd.DataFrame:
    """Return occurrences per 1,000 words.

    Parameters
    ----------
    counts:
        Occurrences, a row a word and a column a layer.
    totals:
        Number of all words of each layer, function words among them.

    Raises
    ------
    ValueError
        If a layer has no words, or fewer than it has occurrences of one of them.
    """
    whole = pd.Series({layer: totals[layer] for layer in counts.columns}, dtype=float)
    if (whole <= 0).any() or (counts > whole).any(axis=None):
        raise ValueError("a layer has fewer words than occurrences of a word")
    return 1000 * counts / whole


def of_one_voice(counts: pd.DataFrame, layer: str, *, at_least: int = 1) -> pd.Series:
    """Return the words that one layer has and no other.

    Parameters
    ----------
    counts:
        Occurrences, a row a word and a column a layer.
    layer:
        Name of the layer.
    at_least:
        Fewest occurrences.

    Returns
    -------
    pandas.Series
        Occurrences by word, the most frequent first and words of equal frequency by the alphabet.
    """
    others = counts.drop(columns=layer)
    alone = counts.loc[(counts[layer] >= at_least) & (others.sum(axis="columns") == 0), layer]
    return alone.sort_index().sort_values(ascending=False, kind="stable")


def together(counts: pd.DataFrame, forms: Iterable[str]) -> pd.Series:
    """Add up the forms of a word.

    Parameters
    ----------
    counts:
        Occurrences, a row a word and a column a layer.
    forms:
        The forms, in lower case.

    Raises
    ------
    KeyError
        If the table does not hold one of the forms.
    """
    return counts.loc[list(forms)].sum()
