// Words to mark in a passage. A word touches a target when its neighbour belongs to one: to mark it, too, is no mistake.

const isIndex = (value) => value !== null && value !== undefined;
const indicesOf = (words, field, value) => words.flatMap((word, i) => (word[field] === value ? [i] : []));
const touchesTarget = (words, at) => [words[at - 1], words[at + 1]].some((word) => word && isIndex(word.target));

export default {
  render(spec) {
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
      class: "mb-words", role: "group", lang: spec.lang, translate: "no", "aria-label": WORDS.group, "aria-describedby": helpId, onkeydown: moveFocus,
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
    return {
      body: [group, h("p", { id: helpId, class: "mb-help" }, WORDS.help)],
      read() {
        const marked = stops.filter(isMarked).map((button) => Number(button.dataset.index));
        return marked.length ? marked : null;
      },
      unready: () => WORDS.empty,
      write: (answer) => stops.forEach((button) => setMarked(button, Array.isArray(answer) && answer.includes(Number(button.dataset.index)))),
      // Which marked words belong to a passage and which do not, in the text itself.
      show(answer) {
        for (const i of answer) {
          if (!buttons[i]) continue;
          const fits = isIndex(words[i].target) || (!isIndex(words[i].decoy) && touchesTarget(words, i));
          buttons[i].dataset.result = fits ? "right" : "wrong";
        }
      },
    };
  },
  key: ({ words }) => words.flatMap((word, i) => (isIndex(word.target) ? [i] : [])),
  judge(spec, answer) {
    const { words } = spec;
    const has = (i) => answer.includes(i);
    const targets = spec.targets.map((target, t) => {
      const own = indicesOf(words, "target", t);
      return { ...target, found: own.every(has), begun: own.some(has) };
    });
    const found = targets.filter((target) => target.found);
    const partly = targets.filter((target) => target.begun && !target.found).length;
    const decoys = (spec.decoys ?? []).filter((_, d) => indicesOf(words, "decoy", d).some(has));
    const strays = answer.filter((i) => !isIndex(words[i].target) && !isIndex(words[i].decoy) && !touchesTarget(words, i)).length;
    const isRight = found.length === targets.length && !decoys.length && !strays;
    const share = Math.max(0, (found.length - decoys.length) / targets.length);
    const quote = ({ text }) => ({ quote: text, lang: spec.lang });
    return {
      score: isRight ? 1 : Math.min(share, 0.99),
      partly: found.length + partly > 0,
      messages: isRight ? [] : [
        fill(WORDS.found, { n: found.length, total: targets.length }),
        ...(partly ? [plural(WORDS.part, partly)] : []),
        ...(strays ? [plural(WORDS.stray, strays)] : []),
      ],
      items: [
        ...found.map((target) => ({ ...picked(true), name: quote(target), why: target.why })),
        ...decoys.map((decoy) => ({ ...picked(false), name: quote(decoy), why: decoy.why })),
      ],
    };
  },
};
