// A text with gaps: a list of the words offered stands in each.

const key = (spec) => spec.gaps.map((gap) => gap.options.findIndex((option) => option.right));

export default {
  render(spec) {
    const total = spec.gaps.length;
    const slots = spec.gaps.map(newSlot);
    const selects = spec.gaps.map((gap, i) => selectOf(gap.options.map((option) => option.text),
      { "data-index": i, "aria-label": fill(WORDS.gap, { n: i + 1, total }) }));
    const pieces = spec.segments.flatMap((html, i) => (i < total ? [raw(html), selects[i], slots[i]] : [raw(html)]));
    return { ...answersBySelect(selects, slots, WORDS.open), body: h("div", { class: "mb-cloze" }, pieces) };
  },
  key,
  judge: (spec, answer) => judgeLines(answer, key(spec), WORDS.right, (i, isRight) => {
    const { text, why } = spec.gaps[i].options[answer[i]];
    return { ...(isRight ? {} : picked(false)), name: text, why };
  }),
};
