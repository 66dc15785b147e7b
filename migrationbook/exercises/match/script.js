// Pairs to find: a list of what can be chosen for each line.

// A closed list cuts its text off, so long texts get the whole width.
const LONG_CHOICE = 32;

const key = (spec) => spec.left.map((row) => row.answer);

export default {
  render(spec) {
    const isLong = spec.right.some((text) => text.length > LONG_CHOICE);
    const slots = spec.left.map(newSlot);
    const leftIds = spec.left.map(() => freshId("left"));
    const selects = spec.left.map((_, i) => selectOf(spec.right, { "data-index": i, "aria-labelledby": leftIds[i] }));
    const rows = spec.left.map((row, i) => h("li", { class: "mb-row" },
      h("span", { id: leftIds[i], class: "mb-row-text", html: row.html }), h("span", { class: "mb-row-answer" }, selects[i], slots[i])));
    return {
      ...answersBySelect(selects, slots, STRINGS.rows_open),
      body: h("ul", { class: isLong ? "mb-rows mb-stacked" : "mb-rows" }, rows),
    };
  },
  key,
  judge: (spec, answer) => judgeLines(answer, key(spec), STRINGS.rows_right, (i, isRight) =>
    pairItem(spec.left[i], spec.right[spec.left[i].answer], isRight)),
};
