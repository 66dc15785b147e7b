"""What a notebook imports: ``from migrationbook import lesson; here = lesson.load("iom/money")``."""

from migrationbook.lesson.lesson import load

__all__ = ["load"]
