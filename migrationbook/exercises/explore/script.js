// A task done with an explorer of the page: its setting is the answer.

function otherwise(spec, answer) {
  if (!spec.measured) return spec.otherwise || WORDS.otherwise;
  const shown = new Intl.NumberFormat(STRINGS.language, { maximumFractionDigits: 1 });
  return fill(spec.otherwise, { value: shown.format(spec.measured[answer]) });
}

function kept(controls) {
  return controls ? h("p", { class: "mb-setting" }, h("span", { class: "mb-label" }, WORDS.keep), ...controls.map((part) => h("span", {}, part))) : null;
}

export default {
  forgets: true,   // the explorer keeps its own setting; an old answer must not turn it
  render(spec) {
    const explorer = () => shared.explorers.get(spec.explorer);
    const setting = h("p", { class: "mb-setting" });
    const go = h("button", { type: "button", class: "mb-quiet", onclick: () => explorer()?.focus() }, WORDS.go);
    function showSetting() {
      const present = explorer();
      go.hidden = !present;
      setting.replaceChildren(...(present
        ? [h("span", { class: "mb-label" }, WORDS.setting), ...present.describe().map((part) => h("span", {}, part))]
        : [WORDS.missing]));
    }
    const follow = (event) => { if (event.detail === spec.explorer) showSetting(); };
    document.addEventListener(EXPLORER_EVENT, follow);
    showSetting();
    return {
      body: h("div", { class: "mb-explore" }, kept(spec.keep), setting, go),
      read: () => explorer()?.state() ?? null,
      unready: () => WORDS.missing,
      write: (answer) => explorer()?.set(answer),
      leave: () => document.removeEventListener(EXPLORER_EVENT, follow),
    };
  },
  key: (spec) => spec.holds[0],
  judge(spec, answer) {
    const fitting = (reasons) => reasons?.find((reason) => reason.states.includes(answer));
    if (spec.holds.includes(answer)) return { score: 1, items: [{ why: (fitting(spec.whys) ?? spec).why }] };
    const mistake = fitting(spec.mistakes);
    return { score: 0, items: [{ why: mistake?.why ?? otherwise(spec, answer) }] };
  },
};
