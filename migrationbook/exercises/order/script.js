// Things to put in order, by buttons or by the keyboard.

export default {
  render(spec) {
    const said = h("p", { class: "mb-said", role: "status", "aria-live": "polite" });
    const list = h("ol", { class: "mb-order", "aria-label": WORDS.list });
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
      }, h("span", { class: "mb-steps" }, button(-1, WORDS.up), button(1, WORDS.down)), raw(item.html));
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
      said.textContent = fill(WORDS.moved, values);
    }

    function write(answer) {
      const isPermutation = Array.isArray(answer) && answer.length === rows.length && new Set(answer).size === rows.length
        && answer.every((index) => rows[index]);
      if (!isPermutation) return;
      list.append(...answer.map((index) => rows[index]));
      showEnds();
    }

    write(spec.shown);
    return { body: [h("p", { class: "mb-help" }, WORDS.help), list, said], read: present, unready: () => "", write };
  },
  key: (spec) => spec.items.map((_, index) => index),
  judge(spec, answer) {
    const about = (index, result) => ({ result, name: { html: spec.items[index].html }, why: spec.items[index].why });
    const total = answer.length;
    const inPlace = answer.filter((index, place) => index === place).length;
    if (inPlace === total) return { score: 1, items: answer.map((index) => about(index, null)), numbered: true };
    const first = answer.find((index, place) => index !== place);
    return { score: inPlace / total, messages: [fill(WORDS.in_place, { n: inPlace, total })], items: [about(first, "wrong")] };
  },
};
