// The kinds of exercise. Each is a function of its spec that returns
//   body        the elements to answer with,
//   read()      the present answer, or null when it is not complete enough to be judged,
//   unready()   the plain word for that case,
//   write(a)    puts an answer (from storage: not to be trusted) into the body,
//   draft()     what is kept while the reader is still writing, where that is less than read() asks for,
//   judge(a)    { score: 0…1, messages, items, others, marks } — pure, so that
//   key()       the right answer, judged, also gives all the reasons.
// An item is { result, word, name, why }: a reason, what it is about, and whether that was right.
// What is common (heading, tries, record, feedback) is in renderExercise below.

const TRIES_BEFORE_ANSWER = 3;
const LONG_CHOICE = 32;

const raw = (html) => h("span", { html });

// Of what the reader picked, each thing was right or the wrong thing; a line that waits for its
// right answer is "not yet" (the word renderExercise takes by itself).
const picked = (isRight) => (isRight ? { result: "right" } : { result: "wrong", word: STRINGS.item_wrong });

function checkedIndex(inputs) {
  const index = inputs.findIndex((input) => input.checked);
  return index < 0 ? null : index;
}

function optionList(spec, type) {
  const name = freshId("choice");
  const inputs = spec.options.map((_, i) => h("input", { type, name, value: i, "data-index": i }));
  const labels = spec.options.map((option, i) => h("label", { class: "mb-option" }, inputs[i], raw(option.html)));
  const body = h("fieldset", { class: "mb-options" }, h("legend", { class: "mb-ask", html: spec.ask }), labels);
  return { body, inputs };
}

// ---- single, multiple, position -----------------------------------------------------------

function single(spec) {
  const { body, inputs } = optionList(spec, "radio");
  const about = (option) => ({ name: raw(option.html), why: option.why });
  return {
    body,
    asked: true,
    read: () => checkedIndex(inputs),
    unready: () => STRINGS.choose_one,
    write: (answer) => inputs.forEach((input, i) => { input.checked = i === answer; }),
    key: () => spec.options.findIndex((option) => option.right),
    judge(answer) {
      const chosen = spec.options[answer];
      if (!chosen.right) return { score: 0, items: [{ why: chosen.why }] };
      return { score: 1, items: [{ why: chosen.why }], others: spec.options.filter((option) => option !== chosen).map(about) };
    },
  };
}

function multiple(spec) {
  const { body, inputs } = optionList(spec, "checkbox");
  const rightCount = spec.options.filter((option) => option.right).length;
  const about = (index) => {
    const option = spec.options[index];
    return { ...picked(option.right), name: raw(option.html), why: option.why };
  };
  return {
    body,
    asked: true,
    read() {
      const answer = inputs.flatMap((input, i) => (input.checked ? [i] : []));
      return answer.length ? answer : null;
    },
    unready: () => STRINGS.choose_some,
    write: (answer) => inputs.forEach((input, i) => { input.checked = Array.isArray(answer) && answer.includes(i); }),
    key: () => spec.options.flatMap((option, i) => (option.right ? [i] : [])),
    judge(answer) {
      const hits = answer.filter((i) => spec.options[i].right).length;
      const extras = answer.length - hits;
      const missing = rightCount - hits;
      const all = missing === 0 && extras === 0;
      const rest = spec.options.flatMap((_, i) => (answer.includes(i) ? [] : [{ ...about(i), result: null }]));
      return {
        score: Math.max(0, (hits - extras) / rightCount),
        partly: hits > 0,
        messages: missing ? [plural(STRINGS.missing, missing)] : [],
        items: answer.map(about),
        others: all ? rest : [],
      };
    },
  };
}

function position(spec) {
  const { body, inputs } = optionList(spec, "radio");
  return {
    body,
    asked: true,
    ungraded: true,
    check: STRINGS.position_check,
    read: () => checkedIndex(inputs),
    unready: () => STRINGS.choose_one,
    write: (answer) => inputs.forEach((input, i) => { input.checked = i === answer; }),
    judge(answer) {
      const { reason, cost } = spec.options[answer];
      return {
        score: 1,
        items: [{ name: STRINGS.position_reason, why: reason }, { name: STRINGS.position_cost, why: cost }],
        closing: STRINGS.position_more,
      };
    },
  };
}

// ---- numeric ------------------------------------------------------------------------------

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

function numeric(spec) {
  const id = freshId("number");
  const unitId = `${id}-unit`;
  const input = h("input", {
    id, class: "mb-number", type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 40, size: 10,
    "aria-describedby": spec.unit ? unitId : null,
  });
  return {
    body: h("p", { class: "mb-line" },
      h("label", { for: id }, STRINGS.number_label), input, spec.unit ? h("span", { id: unitId, class: "mb-unit" }, spec.unit) : null),
    read: () => (numberReadings(input.value, spec.unit ?? "").length ? input.value.trim() : null),
    unready: () => (input.value.trim() ? STRINGS.number_junk : STRINGS.number_empty),
    write: (answer) => { if (typeof answer === "string") input.value = answer.slice(0, 40); },
    key: () => String(spec.answer),
    judge(answer) {
      const readings = numberReadings(answer, spec.unit ?? "");
      if (readings.some((value) => isNear(value, spec.answer, spec.tolerance))) return { score: 1, items: [{ why: spec.why }] };
      const mistake = spec.mistakes?.find((known) =>
        readings.some((value) => isNear(value, known.value, known.tolerance ?? spec.tolerance)));
      return { score: 0, items: [{ why: mistake?.why ?? (spec.otherwise || STRINGS.number_otherwise) }] };
    },
  };
}

// ---- order --------------------------------------------------------------------------------

function order(spec) {
  const said = h("p", { class: "mb-said", role: "status", "aria-live": "polite" });
  const list = h("ol", { class: "mb-order", "aria-label": STRINGS.order_list });
  const rows = spec.items.map((item, index) => {
    const button = (step, label) => h("button", {
      type: "button", class: "mb-step", "data-step": step, "aria-label": fill(label, { item: item.text }), onclick: () => move(rows[index], step),
    }, h("span", { "aria-hidden": "true" }, step < 0 ? "↑" : "↓"));
    return h("li", {
      "data-index": index,
      onkeydown(event) {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!event.altKey || !step) return;
        event.preventDefault();
        event.stopPropagation();
        move(rows[index], step);
      },
    }, h("span", { class: "mb-steps" }, button(-1, STRINGS.move_up), button(1, STRINGS.move_down)), raw(item.html));
  });
  const present = () => [...list.children].map((row) => Number(row.dataset.index));

  // A button that can do nothing stays focusable (a disabled one would drop the keyboard focus).
  function showEnds() {
    for (const row of rows) {
      const [up, down] = row.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(row === list.firstElementChild));
      down.setAttribute("aria-disabled", String(row === list.lastElementChild));
    }
  }

  function move(row, step) {
    const neighbour = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!neighbour) return;
    const focused = document.activeElement;
    if (step < 0) neighbour.before(row); else neighbour.after(row);
    if (row.contains(focused)) focused.focus();   // moving an element takes its focus away
    else row.querySelector(`[data-step="${step}"]`).focus();
    showEnds();
    const values = { item: spec.items[row.dataset.index].text, n: present().indexOf(Number(row.dataset.index)) + 1, total: rows.length };
    said.textContent = fill(STRINGS.moved, values);
  }

  function write(answer) {
    const isPermutation = Array.isArray(answer) && answer.length === rows.length && new Set(answer).size === rows.length
      && answer.every((index) => rows[index]);
    if (!isPermutation) return;
    list.append(...answer.map((index) => rows[index]));
    showEnds();
  }

  write(spec.shown);
  const about = (index, result) => ({ result, name: raw(spec.items[index].html), why: spec.items[index].why });
  return {
    body: [h("p", { class: "mb-help" }, STRINGS.order_help), list, said],
    read: present,
    unready: () => "",
    write,
    key: () => spec.items.map((_, index) => index),
    judge(answer) {
      const total = answer.length;
      const inPlace = answer.filter((index, place) => index === place).length;
      if (inPlace === total) return { score: 1, items: answer.map((index) => about(index, null)), numbered: true };
      const first = answer.find((index, place) => index !== place);
      return { score: inPlace / total, messages: [fill(STRINGS.in_place, { n: inPlace, total })], items: [about(first, "wrong")] };
    },
  };
}

// ---- match, classify, cloze: one answer a line --------------------------------------------

const newSlot = () => h("span", { class: "mb-slot" });

function setSlot(slot, isRight) {
  slot.replaceChildren(sign(isRight ? "right" : "wrong", isRight ? STRINGS.row_right : STRINGS.row_wrong));
}

// An old sign beside a new answer would mislead.
const clearsSlot = (slot) => () => slot.replaceChildren();

// answer and key: index a line, −1 where there is none. about(line, isRight) gives the item.
function judgeLines(answer, key, template, about) {
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

function selectOf(texts, attributes) {
  return h("select", attributes, h("option", { value: "" }, STRINGS.choose), texts.map((text, i) => h("option", { value: i }, text)));
}

// What match and cloze share: a list of selects with a slot each.
function answersBySelect(selects, slots, openForms) {
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

// A name made of HTML on the left and plain text on the right, in the order the strings give.
function pairName(leftHtml, rightText) {
  return h("span", {}, fill(STRINGS.pair, {}).split(/(\{\w+\})/).map((part) =>
    part === "{left}" ? raw(leftHtml) : part === "{right}" ? rightText : part));
}

function match(spec) {
  // A closed select cuts its text off, so long texts get the whole width.
  const isLong = spec.right.some((text) => text.length > LONG_CHOICE);
  const key = spec.left.map((row) => row.answer);
  const slots = spec.left.map(newSlot);
  const leftIds = spec.left.map(() => freshId("left"));
  const selects = spec.left.map((_, i) => selectOf(spec.right, { "data-index": i, "aria-labelledby": leftIds[i] }));
  const rows = spec.left.map((row, i) => h("li", { class: "mb-row" },
    h("span", { id: leftIds[i], class: "mb-row-text", html: row.html }), h("span", { class: "mb-row-answer" }, selects[i], slots[i])));
  return {
    ...answersBySelect(selects, slots, STRINGS.rows_open),
    body: h("ul", { class: isLong ? "mb-rows mb-stacked" : "mb-rows" }, rows),
    key: () => key,
    judge: (answer) => judgeLines(answer, key, STRINGS.rows_right, (i, isRight) => {
      const { html, why } = spec.left[i];
      return isRight ? { name: pairName(html, spec.right[key[i]]), why } : { result: "wrong", name: raw(html), why };
    }),
  };
}

function classify(spec) {
  const key = spec.rows.map((row) => row.is);
  const slots = spec.rows.map(newSlot);
  const inputs = spec.rows.map((_, row) => {
    const name = freshId("row");
    return spec.columns.map((_, column) => h("input", {
      type: "radio", name, value: column, "data-row": row, "data-column": column, onchange: clearsSlot(slots[row]),
    }));
  });
  const rows = spec.rows.map((row, i) => h("fieldset", { class: "mb-row" },
    h("legend", { class: "mb-row-text", html: row.html }),
    h("div", { class: "mb-row-answer" }, spec.columns.map((column, j) => h("label", { class: "mb-pill" }, inputs[i][j], column)), slots[i])));
  const values = () => inputs.map((row) => checkedIndex(row) ?? -1);
  const open = () => values().filter((value) => value < 0).length;
  return {
    body: h("div", { class: "mb-rows mb-stacked" }, rows),
    slots,
    read: () => (open() ? null : values()),
    unready: () => plural(STRINGS.rows_open, open()),
    write: (answer) => inputs.forEach((row, i) => row.forEach((input, j) => { input.checked = Array.isArray(answer) && answer[i] === j; })),
    key: () => key,
    judge: (answer) => judgeLines(answer, key, STRINGS.rows_right, (i, isRight) => {
      const { html, why } = spec.rows[i];
      return isRight ? { name: pairName(html, spec.columns[key[i]]), why } : { result: "wrong", name: raw(html), why };
    }),
  };
}

function cloze(spec) {
  const total = spec.gaps.length;
  const key = spec.gaps.map((gap) => gap.options.findIndex((option) => option.right));
  const slots = spec.gaps.map(newSlot);
  const selects = spec.gaps.map((gap, i) => selectOf(gap.options.map((option) => option.text),
    { "data-index": i, "aria-label": fill(STRINGS.gap, { n: i + 1, total }) }));
  const pieces = spec.segments.flatMap((html, i) => (i < total ? [raw(html), selects[i], slots[i]] : [raw(html)]));
  return {
    ...answersBySelect(selects, slots, STRINGS.gaps_open),
    body: h("div", { class: "mb-cloze" }, pieces),
    key: () => key,
    judge: (answer) => judgeLines(answer, key, STRINGS.gaps_right, (i, isRight) => {
      const { text, why } = spec.gaps[i].options[answer[i]];
      return { ...(isRight ? {} : picked(false)), name: text, why };
    }),
  };
}

// ---- mark ---------------------------------------------------------------------------------

function mark(spec) {
  const { words } = spec;
  const helpId = freshId("help");
  const isMarked = (button) => button.getAttribute("aria-pressed") === "true";
  const setMarked = (button, on) => {
    button.setAttribute("aria-pressed", String(on));
    delete button.dataset.result;
  };
  // buttons[i] belongs to words[i]; a word of an omission has none.
  const buttons = words.map((word, i) => (word.fixed ? null : h("button", {
    type: "button", class: "mb-word", "data-index": i, "aria-pressed": "false", tabindex: -1,
    onclick(event) { setMarked(event.currentTarget, !isMarked(event.currentTarget)); },
    onfocus: (event) => setStop(event.currentTarget),
  }, word.text)));
  const stops = buttons.filter(Boolean);
  const pieces = words.flatMap((word, i) => [buttons[i] ?? h("span", { class: "mb-fixed" }, word.text), " "]);
  const group = h("div", {
    class: "mb-words", role: "group", lang: spec.lang, "aria-label": STRINGS.mark_group, "aria-describedby": helpId, onkeydown: moveFocus,
  }, pieces);

  // One tab stop for the whole text: the word that was focused last.
  function setStop(stop) {
    stops.forEach((button) => { button.tabIndex = button === stop ? 0 : -1; });
  }
  if (stops.length) setStop(stops[0]);

  function nextLine(from, down) {
    const here = from.getBoundingClientRect();
    const middle = (box) => (box.left + box.right) / 2;
    const distance = (button) => {
      const box = button.getBoundingClientRect();
      const lines = down ? box.top - here.top : here.top - box.top;
      return lines > here.height / 2 ? lines * 10000 + Math.abs(middle(box) - middle(here)) : Infinity;
    };
    const nearest = stops.reduce((best, button) => (distance(button) < distance(best) ? button : best), from);
    return distance(nearest) === Infinity ? from : nearest;
  }

  function moveFocus(event) {
    const at = stops.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const goals = {
      ArrowLeft: () => stops[at - 1], ArrowRight: () => stops[at + 1], Home: () => stops[0], End: () => stops.at(-1),
      ArrowUp: () => nextLine(event.target, false), ArrowDown: () => nextLine(event.target, true),
    };
    if (!goals[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    goals[event.key]()?.focus();
  }

  const touchesTarget = (i) => [words[i - 1], words[i + 1]].some((word) => word && isIndex(word.target));
  const isIndex = (value) => value !== null && value !== undefined;
  const indicesOf = (field, value) => words.flatMap((word, i) => (word[field] === value ? [i] : []));
  return {
    body: [group, h("p", { id: helpId, class: "mb-help" }, STRINGS.mark_help)],
    read() {
      const marked = stops.filter(isMarked).map((button) => Number(button.dataset.index));
      return marked.length ? marked : null;
    },
    unready: () => STRINGS.mark_none,
    write: (answer) => stops.forEach((button) => setMarked(button, Array.isArray(answer) && answer.includes(Number(button.dataset.index)))),
    key: () => words.flatMap((word, i) => (isIndex(word.target) ? [i] : [])),
    judge(answer) {
      const has = (i) => answer.includes(i);
      const targets = spec.targets.map((target, t) => {
        const own = indicesOf("target", t);
        return { ...target, found: own.every(has), begun: own.some(has) };
      });
      const found = targets.filter((target) => target.found);
      const partly = targets.filter((target) => target.begun && !target.found).length;
      const decoys = (spec.decoys ?? []).filter((_, d) => indicesOf("decoy", d).some(has));
      const strays = answer.filter((i) => !isIndex(words[i].target) && !isIndex(words[i].decoy) && !touchesTarget(i)).length;
      const isRight = found.length === targets.length && !decoys.length && !strays;
      const share = Math.max(0, (found.length - decoys.length) / targets.length);
      const quote = ({ text }) => h("q", { lang: spec.lang }, text);
      return {
        score: isRight ? 1 : Math.min(share, 0.99),
        partly: found.length + partly > 0,
        messages: isRight ? [] : [
          fill(STRINGS.mark_found, { n: found.length, total: targets.length }),
          ...(partly ? [plural(STRINGS.mark_part, partly)] : []),
          ...(strays ? [plural(STRINGS.mark_stray, strays)] : []),
        ],
        items: [
          ...found.map((target) => ({ ...picked(true), name: quote(target), why: target.why })),
          ...decoys.map((decoy) => ({ ...picked(false), name: quote(decoy), why: decoy.why })),
        ],
      };
    },
    // Which marked words belong to a passage and which do not, in the text itself.
    show(answer) {
      for (const i of answer) {
        if (!buttons[i]) continue;
        const fits = isIndex(words[i].target) || (!isIndex(words[i].decoy) && touchesTarget(i));
        buttons[i].dataset.result = fits ? "right" : "wrong";
      }
    },
  };
}

// ---- open ---------------------------------------------------------------------------------

const newArea = (id, lines, describedBy) => h("textarea", {
  id, rows: lines, maxlength: LONGEST_TEXT, spellcheck: "true", "aria-describedby": describedBy,
});

// What is being written survives a closed tab, too, though it is no try yet.
function keepWhileWriting(areas, keep) {
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
  // the last words, too, of whoever leaves in the middle of one
  addEventListener("pagehide", () => { if (waiting) keepNow(); });
}

// Criteria that the reader ticks for the own text; ticking one is kept at once.
function criteriaList(criteria, keep) {
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
    score: (answer) => (total ? answer.criteria.length / total : 1),
    write: (ticked) => boxes.forEach((box, i) => { box.checked = ticked.includes(i); }),
  };
}

function open(spec, keep) {
  const id = freshId("open");
  const text = newArea(id, spec.lines ?? 4);
  const criteria = criteriaList(spec.criteria ?? [], keep);
  const model = h("div", { class: "mb-model", hidden: true },
    h("p", { class: "mb-label" }, STRINGS.open_model), h("div", { class: "mb-why", html: spec.model }), criteria.element);
  keepWhileWriting([text], keep);

  return {
    body: h("div", { class: "mb-open" }, h("label", { for: id }, STRINGS.open_label), text),
    after: model,
    ungraded: true,
    check: STRINGS.open_check,
    read: () => (text.value.trim() ? { text: text.value, criteria: criteria.met() } : null),
    unready: () => STRINGS.open_empty,
    write(answer) {
      if (!isPlainObject(answer)) return;
      text.value = answer.text;
      criteria.write(answer.criteria);
    },
    judge: (answer) => ({ score: criteria.score(answer), messages: [STRINGS.open_compared] }),
    show() {
      model.hidden = false;
      criteria.showScore();
    },
  };
}

// ---- argument -----------------------------------------------------------------------------

// Three boxes to write into, then the course's own map beside them. Nothing is scored.
function argument(spec, keep) {
  const areas = spec.boxes.map(() => newArea(freshId("argument"), 3));
  const models = spec.boxes.map((box) => h("div", { class: "mb-model", hidden: true },
    h("p", { class: "mb-label" }, STRINGS.argument_model), h("ul", { class: "mb-items" }, box.model.map((html) => h("li", { class: "mb-why", html })))));
  keepWhileWriting(areas, keep);
  const boxes = spec.boxes.map((box, i) => h("div", { class: "mb-open", "data-box": box.name },
    h("label", { for: areas[i].id }, box.label), areas[i], models[i]));
  return {
    body: h("div", { class: "mb-argument" }, h("p", { class: "mb-claim", html: spec.claim }), boxes),
    ungraded: true,
    check: STRINGS.argument_check,
    read: () => (areas.some((area) => area.value.trim()) ? { texts: areas.map((area) => area.value) } : null),
    unready: () => STRINGS.open_empty,
    write(answer) {
      if (Array.isArray(answer?.texts)) areas.forEach((area, i) => { area.value = answer.texts[i] ?? ""; });
    },
    judge: () => ({ score: 1, messages: [STRINGS.argument_compared] }),
    show: () => models.forEach((model) => { model.hidden = false; }),
  };
}

// ---- form ---------------------------------------------------------------------------------

// A form in sections. Once half of it is written the reader sees the criteria; what is written can be saved as
// a file at any time. There is no model here: worked examples stand in the instructor edition only.
function form(spec, keep) {
  const total = spec.sections.length;
  const needed = Math.ceil(total / 2);
  const askIds = spec.sections.map(() => freshId("section"));
  const areas = spec.sections.map((section, i) => newArea(freshId("section"), section.lines, askIds[i]));
  const criteria = criteriaList(spec.criteria, keep);
  const list = h("div", { class: "mb-model", hidden: true }, criteria.element);
  const count = h("p", { class: "mb-help mb-written" });
  const said = h("p", { class: "mb-said", role: "status", "aria-live": "polite" });
  const written = () => areas.filter((area) => area.value.trim()).length;
  const showCount = () => { count.textContent = fill(STRINGS.form_written, { n: written(), total }); };
  const draft = () => (written() ? { texts: areas.map((area) => area.value), criteria: criteria.met() } : null);
  keepWhileWriting(areas, keep);
  areas.forEach((area) => area.addEventListener("input", showCount));
  showCount();

  function asFile(day) {
    const head = [`# ${spec.title ?? spec.heading}`, fill(STRINGS.form_line, { uid: spec.uid, day })];
    const parts = spec.sections.flatMap((section, i) => [
      `## ${section.label}`, `*${section.ask_text}*`, areas[i].value.trim() || STRINGS.form_blank,
    ]);
    return `${[...head, ...parts].join("\n\n")}\n`;
  }

  function save() {
    if (!written()) {
      said.textContent = STRINGS.form_nothing;
      return;
    }
    const day = today();
    const name = fill(STRINGS.form_file, { name: spec.uid.replace(/.*#/, ""), day });
    download(name, asFile(day), "text/markdown;charset=utf-8");
    said.textContent = fill(STRINGS.form_saved, { name });
  }

  const parts = spec.sections.map((section, i) => h("div", { class: "mb-open mb-section", "data-section": section.id },
    h("label", { for: areas[i].id }, section.label), h("p", { id: askIds[i], html: section.ask }), areas[i]));
  return {
    body: h("div", { class: "mb-sections" }, spec.title ? h("p", { class: "mb-form-title" }, spec.title) : null, parts, count),
    actions: [h("button", { type: "button", class: "mb-quiet mb-save", onclick: save }, STRINGS.form_save), said],
    after: list,
    ungraded: true,
    check: STRINGS.form_check,
    draft,
    read: () => (written() < needed ? null : draft()),
    unready: () => fill(STRINGS.form_unready, { n: needed, total }),
    write(answer) {
      if (!Array.isArray(answer?.texts)) return;
      areas.forEach((area, i) => { area.value = answer.texts[i] ?? ""; });
      criteria.write(answer.criteria ?? []);
      showCount();
    },
    judge: (answer) => ({ score: criteria.score(answer), messages: [STRINGS.form_compared] }),
    show() {
      list.hidden = false;
      criteria.showScore();
    },
  };
}

// ---- explore ------------------------------------------------------------------------------

const EXPLORER_EVENT = "mb:explorer";

function explore(spec) {
  const explorer = () => shared.explorers.get(spec.explorer);
  const setting = h("p", { class: "mb-setting" });
  const go = h("button", { type: "button", class: "mb-quiet", onclick: () => explorer()?.focus() }, STRINGS.explore_go);
  function showSetting() {
    const present = explorer();
    go.hidden = !present;
    setting.replaceChildren(...(present
      ? [h("span", { class: "mb-label" }, STRINGS.explore_setting), ...present.describe().map((part) => h("span", {}, part))]
      : [STRINGS.explore_missing]));
  }
  const follow = (event) => { if (event.detail === spec.explorer) showSetting(); };
  document.addEventListener(EXPLORER_EVENT, follow);
  showSetting();
  const shown = new Intl.NumberFormat(STRINGS.language, { maximumFractionDigits: 1 });
  const otherwise = (answer) => spec.measured
    ? fill(spec.otherwise, { value: shown.format(spec.measured[answer]) })
    : spec.otherwise || STRINGS.explore_otherwise;
  return {
    body: h("div", { class: "mb-explore" }, spec.goal_text ? h("p", { class: "mb-goal" }, spec.goal_text) : null, setting, go),
    forgets: true,   // the explorer keeps its own setting; an old answer must not turn it
    read: () => explorer()?.state() ?? null,
    unready: () => STRINGS.explore_missing,
    write: (answer) => explorer()?.set(answer),
    key: () => spec.holds[0],
    judge(answer) {
      if (spec.holds.includes(answer)) return { score: 1, items: [{ why: spec.why }] };
      const mistake = spec.mistakes?.find((known) => known.states.includes(answer));
      return { score: 0, items: [{ why: mistake?.why ?? otherwise(answer) }] };
    },
    leave: () => document.removeEventListener(EXPLORER_EVENT, follow),
  };
}

const KINDS = { single, multiple, numeric, order, match, classify, cloze, mark, position, open, argument, form, explore };

// ---- what is common -----------------------------------------------------------------------

function itemList(items, numbered) {
  if (!items?.length) return null;
  return h(numbered ? "ol" : "ul", { class: "mb-items" }, items.map(({ result, word, name, why }) => h("li", { "data-result": result },
    name ? h("p", { class: "mb-name" }, name,
      result ? [" ", sign(result, word ?? (result === "right" ? STRINGS.row_right : STRINGS.row_wrong))] : null) : null,
    h("div", { class: "mb-why", html: why }))));
}

function feedbackOf(result, word, judged) {
  return [
    h("p", { class: "mb-result" }, sign(result, word), (judged.messages ?? []).map((message) => [" ", message]).flat()),
    itemList(judged.items, judged.numbered),
    judged.others?.length ? h("p", { class: "mb-label" }, STRINGS.others) : null,
    itemList(judged.others),
    judged.closing ? h("p", { class: "mb-closing" }, judged.closing) : null,
  ].filter(Boolean);
}

function resultOf(kind, judged) {
  if (kind.ungraded) return "done";
  if (judged.score === 1) return "right";
  return judged.partly ?? judged.score > 0 ? "partly" : "wrong";
}

function statusOf(kind, record) {
  if (record.solved) return kind.ungraded ? sign("done", STRINGS.status_done) : sign("right", plural(STRINGS.status_solved, record.tries));
  if (record.shown) return sign("note", STRINGS.status_shown);
  return record.tries ? plural(STRINGS.status_tried, record.tries) : "";
}

const newRecord = () => ({ tries: 0, best: 0, solved: false, shown: false, answer: null, when: today() });

// Renders one exercise into el; returns what tidies up after it.
function renderExercise(spec, el) {
  let record = store.get(spec.uid, spec.kind) ?? newRecord();
  let kept = true;
  const kind = KINDS[spec.kind](spec, keepDraft);
  const titleId = freshId("title");
  const status = h("span", { class: "mb-status" });
  const feedback = h("div", { class: "mb-feedback", role: "status", "aria-live": "polite", tabindex: -1 });
  const unkept = h("p", { class: "mb-unkept", role: "status" });
  const showAnswer = h("button", { type: "button", class: "mb-show", hidden: true, onclick: reveal }, STRINGS.show_answer);

  // Another tab may have gone on; but what this browser would not keep is known to this page alone.
  const latest = () => (kept ? store.get(spec.uid, spec.kind) : null) ?? record;

  function save(changes) {
    record = { ...latest(), ...changes, when: today() };
    kept = store.set(spec.uid, record);
    unkept.textContent = kept ? "" : STRINGS.not_kept;
    showRecord();
  }

  // Another tab answered this exercise, or deleted the progress. Whoever is writing here keeps what stands here.
  function followOtherTab({ key }) {
    if (!kept || (key !== STORE_PREFIX + spec.uid && key !== null)) return;
    record = store.get(spec.uid, spec.kind) ?? newRecord();
    const writing = document.hasFocus() && el.contains(document.activeElement);
    if (record.answer !== null && !kind.forgets && !writing) kind.write(record.answer);
    showRecord();
  }

  function showRecord() {
    status.replaceChildren(statusOf(kind, record));
    showAnswer.hidden = Boolean(kind.ungraded) || record.solved || record.shown || record.tries < TRIES_BEFORE_ANSWER;
  }

  // For answers that grow between two checks (what is written); scored: the reader has ticked a criterion.
  function keepDraft(scored) {
    const answer = (kind.draft ?? kind.read)();
    save({ answer, ...(scored && answer ? { best: kind.judge(answer).score } : {}) });
  }

  function say(result, ...children) {
    feedback.dataset.result = result;
    feedback.replaceChildren(...children);
  }

  function present(answer, judged) {
    judged.marks?.forEach((isRight, i) => setSlot(kind.slots[i], isRight));
    kind.show?.(answer);
  }

  function check(event) {
    event.preventDefault();
    const answer = kind.read();
    if (answer === null) return say("note", h("p", { class: "mb-result" }, sign("note", kind.unready())));
    const judged = kind.judge(answer);
    const result = resultOf(kind, judged);
    const current = latest();
    // Once solved or shown, further checks are for learning and change only the answer kept.
    if (current.solved || current.shown) save({ answer, ...(kind.ungraded ? { best: judged.score } : {}) });
    else save({
      answer,
      tries: current.tries + 1,
      best: kind.ungraded ? judged.score : Math.max(current.best, judged.score),
      solved: result === "right" || result === "done",
    });
    present(answer, judged);
    say(result, ...feedbackOf(result, STRINGS[result], judged));
  }

  function reveal() {
    const answer = kind.key();
    const judged = kind.judge(answer);
    kind.write(answer);
    save({ answer, shown: true });
    present(answer, judged);
    say("done", ...feedbackOf("done", STRINGS.answer, { ...judged, messages: [STRINGS.answer_shown] }));
    feedback.focus();   // the button just pressed is gone
  }

  // A review may ask about a passage that its page does not show: the passage then stands in the exercise alone.
  const excerpt = spec.excerpt && document.getElementById(spec.excerpt.href.slice(1))
    ? h("p", { class: "mb-source" }, h("a", { href: spec.excerpt.href }, spec.excerpt.label)) : null;
  const hint = spec.hint
    ? h("details", { class: "mb-hint" }, h("summary", {}, STRINGS.hint), h("div", { html: spec.hint })) : null;
  const answerForm = h("form", { class: "mb-form", novalidate: true, onsubmit: check },
    kind.asked ? null : h("div", { class: "mb-ask", html: spec.ask }), kind.body, hint,
    h("div", { class: "mb-actions" }, h("button", { type: "submit", class: "mb-check" }, kind.check ?? STRINGS.check), showAnswer, ...(kind.actions ?? [])));

  el.append(h("div", { class: "mb", role: "group", "aria-labelledby": titleId, "data-uid": spec.uid, "data-kind": spec.kind },
    h("p", { class: "mb-head" },
      h("span", { id: titleId, class: "mb-title" }, h("strong", {}, spec.heading), " ", h("span", { class: "mb-kind" }, spec.kind_label)), status),
    excerpt, answerForm, unkept, feedback, kind.after));
  if (record.answer !== null && !kind.forgets) kind.write(record.answer);
  showRecord();
  addEventListener("storage", followOtherTab);
  return () => {
    removeEventListener("storage", followOtherTab);
    kind.leave?.();
  };
}
