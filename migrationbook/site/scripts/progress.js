// The page "My progress": what the records in this browser say, and export, import and reset.

const WORDS = STRINGS.progress;

function tally(lessons, records) {
  const exercises = lessons.flatMap((lesson) => lesson.exercises);
  const of = (test) => exercises.filter(({ uid }) => records[uid] && test(records[uid])).length;
  return { total: exercises.length, done: of((record) => record.solved), shown: of((record) => record.shown && !record.solved) };
}

function countCell({ done, total, shown }, title) {
  if (!total) return [h("span", { class: "mb-count" }, WORDS.none)];
  return [
    h("span", { class: "mb-count" }, fill(WORDS.of, { done, total })),
    h("progress", { max: total, value: done, "aria-label": fill(WORDS.bar, { title }) }),
    shown ? h("span", { class: "mb-shown" }, plural(WORDS.shown, shown)) : null,
  ];
}

function lessonRow(lesson, records) {
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: lesson.href }, lesson.title)),
    h("td", {}, WORDS[`path_${lesson.path}`] ?? lesson.path),
    h("td", {}, h("div", { class: "mb-progress-cell" }, countCell(tally([lesson], records), lesson.title))));
}

function chapterSection(chapter, records, resetChapter) {
  const headingId = freshId("chapter");
  const title = chapter.title;
  const head = [WORDS.lesson, WORDS.path, WORDS.done].map((text) => h("th", { scope: "col" }, text));
  const counts = tally(chapter.lessons, records);
  return h("section", { class: "mb-chapter", "aria-labelledby": headingId, "data-chapter": chapter.id },
    h("h2", { id: headingId }, title),
    h("div", { class: "mb-progress-cell" }, countCell(counts, title)),
    h("table", {},
      h("caption", { class: "mb-hidden" }, fill(WORDS.caption, { title })),
      h("thead", {}, h("tr", {}, head)),
      h("tbody", {}, chapter.lessons.map((lesson) => lessonRow(lesson, records)))),
    h("button", {
      type: "button", class: "mb-quiet mb-reset", "aria-label": fill(WORDS.reset_chapter_label, { title }), onclick: resetChapter,
    }, WORDS.reset_chapter));
}

// Resolves to true when the reader confirms; Escape and "Keep" both mean no. No form: see exercise.js.
function confirmed(question) {
  const titleId = freshId("dialog");
  const noteId = freshId("dialog");
  const button = (value, text, className) =>
    h("button", { type: "button", class: className, autofocus: value === "no", onclick: () => dialog.close(value) }, text);
  const dialog = h("dialog", { class: "mb-dialog", "aria-labelledby": titleId, "aria-describedby": noteId },
    h("p", { id: titleId, class: "mb-ask" }, question),
    h("p", { id: noteId }, WORDS.reset_no_undo),
    h("div", { class: "mb-actions" }, button("no", WORDS.reset_no, "mb-quiet"), button("yes", WORDS.reset_yes, "mb-danger")));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function importReport(numbers) {
  if (numbers.problem) return [WORDS[numbers.problem]];
  const told = Object.entries(numbers).filter(([, n]) => n > 0);
  if (!told.length) return [WORDS.import_empty];
  return [...(numbers.taken ? [] : [plural(WORDS.import_taken, 0)]), ...told.map(([name, n]) => plural(WORDS[`import_${name}`], n))];
}

function startProgress() {
  const place = document.getElementById("mb-progress");
  if (!place || place.querySelector(".mb-progress")) return;
  let chapters;
  try {
    ({ chapters } = JSON.parse(place.querySelector("script[type='application/json']").textContent));
  } catch (error) {
    place.append(h("p", { class: "mb-storage-off" }, WORDS.unreadable));
    console.error(error);
    return;
  }
  const exercisesOf = (chapter) => chapter.lessons.flatMap((lesson) => lesson.exercises);
  const kinds = new Map(chapters.flatMap(exercisesOf).map(({ uid, kind }) => [uid, kind]));

  const totals = h("div", { class: "mb-totals" });
  const sections = h("div", {});
  const report = h("div", { class: "mb-report", role: "status", "aria-live": "polite", tabindex: -1 });

  function draw() {
    const records = backup.list(kinds);
    const { done, total, shown } = tally(chapters.flatMap((chapter) => chapter.lessons), records);
    totals.replaceChildren(...[
      h("p", { class: "mb-count" }, fill(WORDS.of_all, { done, total })),
      h("progress", { max: total || 1, value: done, "aria-label": fill(WORDS.bar, { title: WORDS.all }) }),
      shown ? h("p", { class: "mb-shown" }, plural(WORDS.shown, shown)) : null,
    ].filter(Boolean));
    sections.replaceChildren(...chapters.map((chapter) => chapterSection(chapter, records,
      () => reset(fill(WORDS.reset_ask_chapter, { title: chapter.title }), exercisesOf(chapter).map(({ uid }) => uid)))));
  }

  function say(...lines) {
    report.replaceChildren(...lines.map((line) => h("p", {}, line)));
  }

  async function reset(question, uids) {
    if (!(await confirmed(question))) return;
    backup.reset(uids);
    draw();
    say(WORDS.reset_done);
    report.focus();   // the button that was pressed has been drawn anew
  }

  function exportAll() {
    const file = backup.exported(kinds);
    const n = Object.keys(file.records).length + Object.keys(file.unreadable).length;
    if (!n) return say(WORDS.export_nothing);
    download(fill(WORDS.export_name, { day: file.saved }), JSON.stringify(file, null, 2), "application/json");
    return say(plural(WORDS.export_done, n), ...(framed() ? [STRINGS.file_framed] : []));
  }

  async function importFile(event) {
    const [file] = event.target.files;
    if (!file) return;
    try {
      say(...importReport(file.size > LARGEST_FILE ? { problem: "import_too_large" } : backup.imported(await file.text(), kinds)));
    } catch {
      say(WORDS.import_unreadable);
    }
    event.target.value = "";   // so that the same file can be chosen again
    draw();
  }

  const fileId = freshId("file");
  place.append(h("div", { class: "mb-progress" },
    store.available() ? null : storageNotice(WORDS.storage_off),
    totals,
    sections,
    h("section", { class: "mb-keep" },
      h("h2", {}, WORDS.file),
      h("p", {}, WORDS.private),
      h("div", { class: "mb-actions" },
        h("button", { type: "button", class: "mb-quiet mb-export", onclick: exportAll }, WORDS.export),
        h("button", { type: "button", class: "mb-quiet mb-reset-all", onclick: () => reset(WORDS.reset_ask_all) }, WORDS.reset_all)),
      h("p", { class: "mb-import" }, h("label", { for: fileId }, WORDS.import),
        h("input", { id: fileId, type: "file", accept: ".json,application/json", onchange: importFile })),
      report)));
  draw();
  addEventListener("storage", draw);    // another tab solved something
  addEventListener("pageshow", (event) => { if (event.persisted) draw(); });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startProgress);
else startProgress();
