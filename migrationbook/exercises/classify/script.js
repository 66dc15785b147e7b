// Rows to sort into columns: one circle of each row.

const key = (spec) => spec.rows.map((row) => row.is);

export default {
  render(spec) {
    const slots = spec.rows.map(newSlot);
    const inputs = spec.rows.map((_, row) => {
      const name = freshId("row");
      return spec.columns.map((_column, column) => h("input", {
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
    };
  },
  key,
  judge: (spec, answer) => judgeLines(answer, key(spec), STRINGS.rows_right, (i, isRight) =>
    pairItem(spec.rows[i], spec.columns[spec.rows[i].is], isRight)),
};
