// Shows an exercise or an explorer from a widget's state, without a kernel.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function options(texts) {
  return texts.map((text, number) => element("option", { value: number }, text));
}

// Returns the control of a part and a function that reads it.
function control(part, name) {
  if (part.control === "radio") {
    const boxes = part.options.map((_, value) => element("input", { type: "radio", name, value }));
    const rows = boxes.map((box, at) => element("label", { style: "display: block" }, box, " ", part.options[at]));
    const group = element("fieldset", {}, element("legend", {}, part.label), ...rows);
    return [group, () => boxes.findIndex((box) => box.checked)];
  }
  const input = {
    select: () => element("select", {}, ...options(part.options)),
    check: () => element("input", { type: "checkbox" }),
    number: () => element("input", { inputmode: "decimal" }),
    text: () => element("textarea", { rows: 5 }),
  }[part.control]();
  const value = { select: () => Number(input.value), check: () => Number(input.checked) }[part.control] ?? (() => input.value);
  return [element("label", { style: "display: block" }, part.label || "Answer", " ", input), value];
}

function verdict(part, value) {
  if (part.control === "text") return [true, part.model];
  if (part.control !== "number") return value < 0 ? [false, "Choose one."] : [part.right === null || part.right === value, part.reasons[value]];
  const number = value.trim() ? Number(value) : NaN;
  if (Math.abs(number - part.answer) <= part.tolerance) return [true, part.why];
  const mistake = part.mistakes.find((one) => Math.abs(number - one.value) <= one.tolerance);
  return [false, mistake ? mistake.why : part.otherwise];
}

function exercise(spec, root) {
  const name = `part-${Math.random()}`;
  const controls = spec.parts.map((part, at) => control(part, `${name}-${at}`));
  const answer = element("div", { class: "peer-verdict", role: "status" });
  const button = element("button", { type: "button", class: "peer-check" }, "Check");
  button.addEventListener("click", () => {
    answer.replaceChildren(...spec.parts.map((part, at) => {
      const [right, reason] = verdict(part, controls[at][1]());
      const row = element("p");
      row.innerHTML = `${right ? "Right" : "Wrong"}: ${reason}`;
      return row;
    }));
  });
  const ask = element("p");
  ask.innerHTML = spec.ask;
  root.classList.add("peer-exercise");
  root.append(element("p", {}, element("strong", {}, spec.heading)), ask, ...controls.map(([shown]) => shown), button, answer);
}

function explorer(spec, root) {
  const picture = element("div", { class: "peer-picture" });
  const sentence = element("p");
  const inputs = spec.controls.map((one) => {
    if (one.kind !== "slider") return element("select", {}, ...options(one.options));
    return element("input", { type: "range", min: 0, max: one.options.length - 1 });
  });
  const show = () => {
    const at = inputs.reduce((sum, input, place) => sum * spec.controls[place].options.length + Number(input.value), 0);
    picture.innerHTML = spec.frames[at];
    sentence.innerHTML = spec.sentences[at];
  };
  inputs.forEach((input, place) => {
    input.value = spec.controls[place].initial;
    input.addEventListener("input", show);
  });
  const labels = inputs.map((input, place) => element("label", { style: "display: block" }, spec.controls[place].label, " ", input));
  root.classList.add("peer-explorer");
  root.append(element("p", {}, element("strong", {}, spec.heading)), ...labels, picture, sentence);
  show();
}

export default {
  render({ model, el }) {
    const spec = model.get("spec");
    (spec.frames ? explorer : exercise)(spec, el);
  },
};
