// Three boxes to write into, then the course's own map beside them. Nothing is scored.

export default {
  ungraded: true,
  check: WORDS.check,
  render(spec, keep) {
    const areas = spec.boxes.map(() => newArea(freshId("argument"), 3));
    const models = spec.boxes.map((box) => h("div", { class: "mb-model", hidden: true },
      h("p", { class: "mb-label" }, WORDS.model), h("ul", { class: "mb-items" }, box.model.map((html) => h("li", { class: "mb-why", html })))));
    keepWhileWriting(areas, keep);
    const boxes = spec.boxes.map((box, i) => h("div", { class: "mb-open", "data-box": box.name },
      h("label", { for: areas[i].id }, box.label), areas[i], models[i]));
    return {
      body: h("div", { class: "mb-argument" }, h("p", { class: "mb-claim", html: spec.claim }), boxes),
      read: () => (areas.some((area) => area.value.trim()) ? { texts: areas.map((area) => area.value) } : null),
      unready: () => STRINGS.open_empty,
      write(answer) {
        if (Array.isArray(answer?.texts)) areas.forEach((area, i) => { area.value = answer.texts[i] ?? ""; });
      },
      show: () => models.forEach((model) => { model.hidden = false; }),
    };
  },
  judge: () => ({ score: 1, messages: [WORDS.compared] }),
};
