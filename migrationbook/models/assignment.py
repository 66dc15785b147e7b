"""The assignment problem: everybody gets one place, so that the sum is largest. A few lines in the place of a library of 140 MB."""

from __future__ import annotations

import math
from collections.abc import Sequence


def best_assignment(values: Sequence[Sequence[float]]) -> list[int]:
    """Return the column of each row that makes the sum of the values largest; no column is taken twice.

    Parameters
    ----------
    values:
        By row and column; at least as many columns as rows.

    Returns
    -------
    list of int
        By row. Of several equally good assignments always the same one.

    Notes
    -----
    Shortest augmenting paths with dual prices, after D. F. Crouse, “On implementing 2D rectangular assignment algorithms”, IEEE
    Transactions on Aerospace and Electronic Systems 52 (4), 2016, 1679-1696. The order of steps and sums is that of SciPy's
    ``linear_sum_assignment``, so that equally good assignments come out as they do there.
    """
    rows, columns = len(values), len(values[0]) if values else 0
    row_prices, column_prices = [0.0] * rows, [0.0] * columns
    column_of, row_of = [-1] * rows, [-1] * columns
    for start in range(rows):
        lengths, before = [math.inf] * columns, [-1] * columns
        open_columns, closed_columns, seen_rows = list(reversed(range(columns))), [], []
        row, column, length = start, -1, 0.0
        while True:
            seen_rows.append(row)
            shortest, chosen = math.inf, -1
            for at, column in enumerate(open_columns):
                reached = length - values[row][column] - row_prices[row] - column_prices[column]
                if reached < lengths[column]:
                    before[column], lengths[column] = row, reached
                if lengths[column] < shortest or (lengths[column] == shortest and row_of[column] < 0):
                    shortest, chosen = lengths[column], at
            length, column = shortest, open_columns[chosen]
            closed_columns.append(column)
            open_columns[chosen] = open_columns[-1]
            open_columns.pop()
            if row_of[column] < 0:
                break
            row = row_of[column]
        row_prices[start] += length
        for row in seen_rows[1:]:
            row_prices[row] += length - lengths[column_of[row]]
        for taken in closed_columns:
            column_prices[taken] -= length - lengths[taken]
        row = -1
        while row != start:
            row = before[column]
            row_of[column] = row
            column_of[row], column = column, column_of[row]
    return column_of
