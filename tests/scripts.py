"""The scripts of the exercises in an engine without a browser; no document is there to touch."""

from __future__ import annotations

import json
from typing import Any

import quickjs

from migrationbook.exercises import assets

#: What browsers have and this engine has not, as far as the words of the course need it.
BROWSER = """
globalThis.Intl ??= {
  PluralRules: class { select(n) { return n === 1 ? "one" : "other"; } },
  NumberFormat: class { format(value) { return String(Math.round(value * 10) / 10); } },
};
Object.hasOwn ??= (object, name) => Object.prototype.hasOwnProperty.call(object, name);
"""
#: What tests ask of a kind.
ASKED = """
function judgedAs(spec, answer) {
  const kind = KINDS[spec.kind];
  const judged = kind.judge(spec, answer);
  return { ...judged, result: resultOf(kind, judged) };
}
const keyOf = (spec) => KINDS[spec.kind].key?.(spec) ?? null;
const asStored = (kind, answer) => rebuilt(answer, STORED[kind]) ?? null;
"""


class Scripts:
    """The scripts of all kinds that there are."""

    def __init__(self) -> None:
        self._context = quickjs.Context()
        self._context.eval(f'"use strict";{BROWSER}{assets.exercise_scripts()}{ASKED}')

    def call(self, function: str, *values: Any) -> Any:
        """Return what a function of the scripts returns."""
        arguments = ", ".join(json.dumps(value) for value in values)
        return json.loads(self._context.eval(f"JSON.stringify({function}({arguments}))"))
