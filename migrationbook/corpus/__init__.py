"""What the course knows, validated: ``from migrationbook.corpus import corpus, series``."""

from migrationbook.corpus.load import Corpus, corpus, series

__all__ = ["Corpus", "corpus", "series"]
