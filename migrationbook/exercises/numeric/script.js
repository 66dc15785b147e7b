// A number to compute.

// All sensible readings of a typed number, the likeliest first: "1,545" is fifteen hundred in
// English and one and a half in German, so both count. Nothing sensible: an empty list.
function numberReadings(text, unit = "") {
  let typed = text.trim().replace(/[\u2212\u2013\u2014]/g, "-");
  if (unit && typed.toLowerCase().endsWith(unit.toLowerCase())) typed = typed.slice(0, -unit.length).trim();
  const percent = typed.endsWith("%");
  if (percent) typed = typed.slice(0, -1).trim();
  typed = typed.replace(/^([+-])\s+/, "$1").replace(/(\d)[\s'’](?=\d{3}(?!\d))/g, "$1");
  const plain = (candidate) => (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(candidate) ? [Number(candidate)] : []);
  const english = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(typed) ? plain(typed.replaceAll(",", "")) : [];
  const german = /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/.test(typed) ? plain(typed.replaceAll(".", "").replace(",", ".")) : [];
  const readings = [...english, ...plain(typed.replace(",", ".")), ...german];
  const unitIsPercent = !unit || /%|per ?cent|prozent/i.test(unit);
  return percent && !unitIsPercent ? readings.map((value) => value / 100) : readings;
}

// 32.3 − 32.2 is a little more than 0.1 in floating point: leave room for that and no more.
const isNear = (value, target, tolerance = 0) =>
  Math.abs(value - target) <= tolerance + 1e-9 * Math.max(1, Math.abs(target));

export default {
  render(spec) {
    const id = freshId("number");
    const unitId = `${id}-unit`;
    const input = h("input", {
      id, class: "mb-number", type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 40, size: 10,
      "aria-describedby": spec.unit ? unitId : null,
    });
    return {
      body: h("p", { class: "mb-line" },
        h("label", { for: id }, WORDS.label), input, spec.unit ? h("span", { id: unitId, class: "mb-unit" }, spec.unit) : null),
      read: () => (numberReadings(input.value, spec.unit ?? "").length ? input.value.trim() : null),
      unready: () => (input.value.trim() ? WORDS.unreadable : WORDS.empty),
      write: (answer) => { if (typeof answer === "string") input.value = answer.slice(0, 40); },
    };
  },
  key: (spec) => String(spec.answer),
  judge(spec, answer) {
    const readings = numberReadings(answer, spec.unit ?? "");
    if (readings.some((value) => isNear(value, spec.answer, spec.tolerance))) return { score: 1, items: [{ why: spec.why }] };
    const mistake = spec.mistakes?.find((known) =>
      readings.some((value) => isNear(value, known.value, known.tolerance ?? spec.tolerance)));
    return { score: 0, items: [{ why: mistake?.why ?? (spec.otherwise || WORDS.otherwise) }] };
  },
};
