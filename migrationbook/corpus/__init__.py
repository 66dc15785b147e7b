"""What the course knows, validated: ``from migrationbook.corpus import corpus, series``."""

from migrationbook.corpus.load import Corpus, corpus
from migrationbook.corpus.tables import series

__all__ = ["Corpus", "corpus", "series"]
