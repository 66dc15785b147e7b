// A form in sections. Once half of it is written the reader sees the criteria; what is written can be saved as
// a file at any time. There is no model here: worked examples stand in the instructor edition only.

export default {
  ungraded: true,
  check: WORDS.check,
  render(spec, keep) {
    const total = spec.sections.length;
    const needed = Math.ceil(total / 2);
    const askIds = spec.sections.map(() => freshId("section"));
    const areas = spec.sections.map((section, i) => newArea(freshId("section"), section.lines, askIds[i]));
    const criteria = criteriaList(spec.criteria, keep);
    const list = h("div", { class: "mb-model", hidden: true }, criteria.element);
    const count = h("p", { class: "mb-help mb-written" });
    const said = h("p", { class: "mb-said", role: "status", "aria-live": "polite" });
    const written = () => areas.filter((area) => area.value.trim()).length;
    const showCount = () => { count.textContent = fill(WORDS.written, { n: written(), total }); };
    const draft = () => (written() ? { texts: areas.map((area) => area.value), criteria: criteria.met() } : null);
    keepWhileWriting(areas, keep);
    areas.forEach((area) => area.addEventListener("input", showCount));
    showCount();

    function asFile(day) {
      const head = [`# ${spec.title ?? spec.heading}`, fill(WORDS.line, { uid: spec.uid, day })];
      const parts = spec.sections.flatMap((section, i) => [
        `## ${section.label}`, `*${section.ask_text}*`, areas[i].value.trim() || WORDS.blank,
      ]);
      return `${[...head, ...parts].join("\n\n")}\n`;
    }

    function save() {
      if (!written()) {
        said.textContent = WORDS.nothing;
        return;
      }
      const day = today();
      const name = fill(WORDS.file, { name: spec.uid.replace(/.*#/, ""), day });
      download(name, asFile(day), "text/markdown;charset=utf-8");
      said.textContent = [fill(WORDS.saved, { name }), ...(framed() ? [STRINGS.file_framed] : [])].join(" ");
    }

    const parts = spec.sections.map((section, i) => h("div", { class: "mb-open mb-section", "data-section": section.id },
      h("label", { for: areas[i].id }, section.label), h("p", { id: askIds[i], html: section.ask }), areas[i]));
    return {
      body: h("div", { class: "mb-sections" }, spec.title ? h("p", { class: "mb-form-title" }, spec.title) : null, parts, count),
      actions: [h("button", { type: "button", class: "mb-quiet mb-save", onclick: save }, WORDS.save), said],
      after: list,
      draft,
      read: () => (written() < needed ? null : draft()),
      unready: () => fill(WORDS.unready, { n: needed, total }),
      write(answer) {
        if (!Array.isArray(answer?.texts)) return;
        areas.forEach((area, i) => { area.value = answer.texts[i] ?? ""; });
        criteria.write(answer.criteria ?? []);
        showCount();
      },
      show() {
        list.hidden = false;
        criteria.showScore();
      },
    };
  },
  judge: (spec, answer) => ({ score: shareMet(spec, answer), messages: [WORDS.compared] }),
};
