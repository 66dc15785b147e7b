// A number to compute.

// Signs that come along when a number is pasted and are not seen: joiners, marks of direction, a soft hyphen.
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
// Hyphens, dashes and minus signs.
const DASHES = /[\u2010-\u2015\u207b\u2212\ufe58\ufe63\uff0d]/g;
const PERCENT = /\s*(%|\u066a|\ufe6a|\uff05|per ?cent|pct\.?|prozent)$/i;
// Between thousands: any space, or any apostrophe.
const THOUSANDS = /(\d)[\s'\u2018\u2019\u02bc\u2032](?=\d{3}(?!\d))/g;

// All sensible readings of a typed number, the likeliest first: "1,545" is fifteen hundred in
// English and one and a half in German, so both count. Nothing sensible: an empty list.
function numberReadings(text, unit = "") {
  let typed = text.replace(UNSEEN, "").replace(DASHES, "-").trim();
  if (unit && typed.toLowerCase().endsWith(unit.toLowerCase())) typed = typed.slice(0, -unit.length).trim();
  const percent = PERCENT.test(typed);
  typed = typed.replace(PERCENT, "").replace(/^([+-])\s+/, "$1").replace(THOUSANDS, "$1");
  const plain = (candidate) => (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(candidate) ? [Number(candidate)] : []);
  // in India the thousands stand in threes and what is above them in twos: 14,45,000
  const english = /^[+-]?[1-9](\d{0,2}(,\d{3})+|\d?(,\d{2})+,\d{3})(\.\d*)?$/.test(typed) ? plain(typed.replaceAll(",", "")) : [];
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
    // The pad of digits of many phones has no minus. A known mistake counts, too, so that it does not give the sign away.
    const signed = [spec.answer, ...(spec.mistakes ?? []).map(({ value }) => value)].some((value) => value < 0);
    const input = h("input", {
      id, class: "mb-number", type: "text", inputmode: signed ? "text" : "decimal", autocomplete: "off", size: 10,
      "aria-describedby": spec.unit ? unitId : null,
    });
    return {
      body: h("p", { class: "mb-line" },
        h("label", { for: id }, WORDS.label), input, spec.unit ? h("span", { id: unitId, class: "mb-unit" }, spec.unit) : null),
      read: () => (numberReadings(input.value, spec.unit ?? "").length ? input.value.trim() : null),
      unready: () => (input.value.trim() ? WORDS.unreadable : WORDS.empty),
      write: (answer) => { if (typeof answer === "string") input.value = answer; },
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
