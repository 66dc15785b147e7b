// The registers of the reference part: sort by a column, show the rows that contain some words.
// Without this script a register is a plain table in the order of the course.

const SAID = STRINGS.register;

// Letters that Unicode does not take apart into a plain one and a mark; and a keyboard has the straight apostrophe.
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", "’": "'" };

// One spelling for every way to write a word, whatever the language of the browser: small letters without marks, and "ü", "ue"
// and "u" alike. Both the text and what is looked for in it are folded.
export const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
  .replace(/[ßæœøłđðþı’]/g, (letter) => LETTERS[letter]).replace(/([aou])e/g, "$1");

const keyOf = (cell) => cell.dataset.key ?? cell.textContent.trim();

function sortBy(register, column, heads, status) {
  const { button, head } = heads[column];
  const falling = head.getAttribute("aria-sort") === "ascending";
  const body = register.querySelector("tbody");
  const collator = new Intl.Collator(STRINGS.language, { numeric: true });
  const rows = [...body.rows].sort((one, other) => collator.compare(keyOf(one.cells[column]), keyOf(other.cells[column])));
  body.append(...(falling ? rows.reverse() : rows));
  for (const other of heads) other.head.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  status.textContent = fill(falling ? SAID.descending : SAID.ascending, { head: button.textContent });
}

function showMatching(register, wanted, status) {
  const words = folded(wanted).split(/\s+/).filter(Boolean);
  const rows = [...register.querySelector("tbody").rows];
  for (const row of rows) {
    const text = folded(row.textContent);
    row.hidden = !words.every((word) => text.includes(word));
  }
  const shown = rows.filter((row) => !row.hidden).length;
  // plural leaves {total} as it is
  status.textContent = fill(plural(SAID.shown, shown), { total: rows.length });
}

function bringRegisterToLife(register) {
  const status = h("p", { class: "mb-register-status", role: "status" });
  const heads = [...register.querySelectorAll("thead th")].map((head, column) => {
    const text = head.textContent;
    const button = h("button", { type: "button", title: fill(SAID.sort, { head: text }), onclick: () => sortBy(register, column, heads, status) }, text);
    head.replaceChildren(button);
    return { head, button };
  });
  const id = freshId("filter");
  const input = h("input", { type: "search", id, autocomplete: "off", oninput: () => showMatching(register, input.value, status) });
  register.prepend(h("div", { class: "mb-register-tools" }, h("label", { for: id }, SAID.filter), input), status);
}

document.querySelectorAll(".mb-register").forEach(bringRegisterToLife);
