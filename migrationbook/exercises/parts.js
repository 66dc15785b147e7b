// What several kinds of exercise are made of. What is common to all stands in exercise.js.

const raw = (html) => h("span", { html });

// Of what the reader picked, each thing was right or the wrong thing; a line that waits for its
// right answer is "not yet" (the word exercise.js takes by itself).
export const picked = (isRight) => (isRight ? { result: "right" } : { result: "wrong", word: STRINGS.item_wrong });

function checkedIndex(inputs) {
  const index = inputs.findIndex((input) => input.checked);
  return index < 0 ? null : index;
}

export function optionList(spec, type) {
  const name = freshId("choice");
  const inputs = spec.options.map((_, i) => h("input", { type, name, value: i, "data-index": i }));
  const labels = spec.options.map((option, i) => h("label", { class: "mb-option" }, inputs[i], raw(option.html)));
  const body = h("fieldset", { class: "mb-options" }, h("legend", { class: "mb-ask", html: spec.ask }), labels);
  return { body, inputs };
}

// What is read from circles, and written into them.
export const oneOf = (inputs) => ({
  read: () => checkedIndex(inputs),
  unready: () => STRINGS.choose_one,
  write: (answer) => inputs.forEach((input, i) => { input.checked = i === answer; }),
});

// ---- one answer a line

export const newSlot = () => h("span", { class: "mb-slot" });

export function setSlot(slot, isRight) {
  slot.replaceChildren(sign(isRight ? "right" : "wrong", isRight ? STRINGS.row_right : STRINGS.row_wrong));
}

// An old sign beside a new answer would mislead.
const clearsSlot = (slot) => () => slot.replaceChildren();

// answer and key: index a line, −1 where there is none. about(line, isRight) gives the item.
export function judgeLines(answer, key, template, about) {
  const marks = answer.map((choice, line) => choice === key[line]);
  const good = marks.filter(Boolean).length;
  const all = good === key.length;
  const lines = marks.flatMap((isRight, line) => (all || !isRight ? [line] : []));
  return {
    score: good / key.length,
    messages: all ? [] : [fill(template, { n: good, total: key.length })],
    items: lines.map((line) => about(line, marks[line])),
    marks,
  };
}

export function selectOf(texts, attributes) {
  return h("select", attributes, h("option", { value: "" }, STRINGS.choose), texts.map((text, i) => h("option", { value: i }, text)));
}

// What match and cloze share: a list of selects with a slot each.
export function answersBySelect(selects, slots, openForms) {
  selects.forEach((select, i) => select.addEventListener("change", clearsSlot(slots[i])));
  const values = () => selects.map((select) => (select.value === "" ? -1 : Number(select.value)));
  const open = () => values().filter((value) => value < 0).length;
  return {
    slots,
    read: () => (open() ? null : values()),
    unready: () => plural(openForms, open()),
    write(answer) {
      if (!Array.isArray(answer)) return;
      selects.forEach((select, i) => { select.value = select.querySelector(`option[value="${answer[i]}"]`) ? answer[i] : ""; });
    },
  };
}

// A line of two things that belong together; as long as it is wrong the right one is not named.
export const pairItem = ({ html, why }, right, isRight) =>
  (isRight ? { name: pairName(html, right), why } : { result: "wrong", name: { html }, why });

// A name made of HTML on the left and plain text on the right, in the order the strings give.
function pairName(leftHtml, rightText) {
  return fill(STRINGS.pair, {}).split(/(\{\w+\})/).map((part) =>
    part === "{left}" ? { html: leftHtml } : part === "{right}" ? rightText : part);
}

// ---- texts to write

export const newArea = (id, lines, describedBy) => h("textarea", {
  id, rows: lines, spellcheck: "true", "aria-describedby": describedBy,
});

// What is being written survives a closed tab, too, though it is no try yet.
export function keepWhileWriting(areas, keep) {
  let waiting = 0;
  const keepNow = () => {
    clearTimeout(waiting);
    waiting = 0;
    keep(false);
  };
  for (const area of areas) {
    area.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(keepNow, 400);
    });
    area.addEventListener("change", keepNow);
  }
  // the last words, too, of whoever leaves in the middle of one; not of an exercise that has been rendered anew
  addEventListener("pagehide", () => { if (waiting && areas[0].isConnected) keepNow(); });
}

// Criteria that the reader ticks for the own text; ticking one is kept at once.
export function criteriaList(criteria, keep) {
  const boxes = criteria.map((_, i) => h("input", { type: "checkbox", "data-index": i, onchange: () => { showScore(); keep(true); } }));
  const total = boxes.length;
  const score = h("p", { class: "mb-help", role: "status", "aria-live": "polite" });
  const met = () => boxes.flatMap((box, i) => (box.checked ? [i] : []));
  const showScore = () => { score.textContent = fill(STRINGS.open_score, { n: met().length, total }); };
  return {
    element: total ? h("fieldset", { class: "mb-options" },
      h("legend", {}, STRINGS.open_criteria),
      criteria.map((html, i) => h("label", { class: "mb-option" }, boxes[i], raw(html))), score) : null,
    met,
    showScore,
    write: (ticked) => boxes.forEach((box, i) => { box.checked = ticked.includes(i); }),
  };
}

// The share of the criteria that the reader finds met.
export const shareMet = (spec, answer) => (spec.criteria?.length ? answer.criteria.length / spec.criteria.length : 1);
