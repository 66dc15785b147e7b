// A text to write, then a model answer and criteria beside it.

export default {
  ungraded: true,
  check: WORDS.check,
  render(spec, keep) {
    const id = freshId("open");
    const text = newArea(id, spec.lines ?? 4);
    const criteria = criteriaList(spec.criteria ?? [], keep);
    const model = h("div", { class: "mb-model", hidden: true },
      h("p", { class: "mb-label" }, WORDS.model), h("div", { class: "mb-why", html: spec.model }), criteria.element);
    keepWhileWriting([text], keep);
    return {
      body: h("div", { class: "mb-open" }, h("label", { for: id }, WORDS.label), text),
      after: model,
      read: () => (text.value.trim() ? { text: text.value, criteria: criteria.met() } : null),
      unready: () => STRINGS.open_empty,
      write(answer) {
        if (!isPlainObject(answer)) return;
        text.value = answer.text;
        criteria.write(answer.criteria);
      },
      show() {
        model.hidden = false;
        criteria.showScore();
      },
    };
  },
  judge: (spec, answer) => ({ score: shareMet(spec, answer), messages: [WORDS.compared] }),
};
