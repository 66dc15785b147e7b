// What is common to all kinds of exercise: heading, tries, record, feedback. Each kind stands in a folder of its own, whose
// script exports
//   render(spec, keep)     the view in the page, as below,
//   judge(spec, answer)    { score: 0…1, messages, items, others, marks, closing } — pure, so that
//   key(spec)              the right answer, judged, also gives all the reasons,
// and says, where it is so, that it is `ungraded`, that its body shows the question (`asked`), that an old answer must not
// be put in again (`forgets`), and what its button says (`check`). `keep` is called when what is written has to be stored.
// A view is
//   body        the elements to answer with, `after` what stands below the feedback, `actions` further buttons,
//   read()      the present answer, or null when it is not complete enough to be judged,
//   unready()   the plain word for that case,
//   write(a)    puts an answer (from storage: not to be trusted) into the body,
//   draft()     what is stored while the reader is still writing, where that is less than read() asks for,
//   show(a)     shows in the body what has been judged, `slots` take the signs of single lines,
//   leave()     tidies up.
// An item is { result, word, name, why }: a reason, what it is about, and whether that was right. A name is a text,
// { html }, { quote, lang }, or a list of these.

const TRIES_BEFORE_ANSWER = 3;
export const EXPLORER_EVENT = "mb:explorer";

function shownName(name) {
  if (Array.isArray(name)) return h("span", {}, name.map(shownName));
  if (typeof name === "string") return name;
  return "quote" in name ? h("q", { lang: name.lang, translate: "no" }, name.quote) : raw(name.html);
}

function itemList(items, numbered) {
  if (!items?.length) return null;
  return h(numbered ? "ol" : "ul", { class: "mb-items" }, items.map(({ result, word, name, why }) => h("li", { "data-result": result },
    name ? h("p", { class: "mb-name" }, shownName(name),
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
export function renderExercise(spec, el) {
  let tidyUp = exerciseIn(spec, el, again);
  function again() {
    tidyUp();
    el.replaceChildren();
    tidyUp = exerciseIn(spec, el, again);
  }
  return () => tidyUp();
}

// again: renders it anew from storage, when this page shows what storage no longer holds.
function exerciseIn(spec, el, again) {
  let record = store.get(spec.uid, spec.kind) ?? newRecord();
  let kept = true;
  const kind = KINDS[spec.kind];
  const view = kind.render(spec, keepDraft);
  const titleId = freshId("title");
  const status = h("span", { class: "mb-status" });
  const feedback = h("div", { class: "mb-feedback", role: "status", "aria-live": "polite", tabindex: -1 });
  const unkept = h("p", { class: "mb-unkept", role: "status" });
  const showAnswer = h("button", { type: "button", class: "mb-show", hidden: true, onclick: reveal }, STRINGS.show_answer);

  // What is kept here cannot be read: it stays where it is until the reader answers, and is then put aside, not lost.
  if (store.unreadable(spec.uid, spec.kind)) unkept.textContent = STRINGS.unreadable;

  // Another tab may have gone on; but what this browser would not keep is known to this page alone.
  const latest = () => (kept ? store.get(spec.uid, spec.kind) : null) ?? record;

  function save(changes) {
    record = { ...latest(), ...changes, when: today() };
    const outcome = store.set(spec.uid, record, spec.kind);
    kept = outcome === "kept";
    unkept.textContent = kept ? "" : fill(STRINGS.not_kept[outcome], { most: LONGEST_TEXT.toLocaleString(STRINGS.language) });
    showRecord();
  }

  // Another tab answered this exercise, or deleted the progress. Whoever is writing here keeps what stands here.
  function followOtherTab({ key }) {
    if (!kept || (key !== STORE_PREFIX + spec.uid && key !== null)) return;
    const stored = store.get(spec.uid, spec.kind);
    const writing = document.hasFocus() && el.contains(document.activeElement);
    if (!stored && !writing) return again();
    record = stored ?? newRecord();
    if (record.answer !== null && !kind.forgets && !writing) view.write(record.answer);
    showRecord();
  }

  // "Back" can bring a page as it was left. What was answered or deleted meanwhile is in storage alone.
  function followReturn({ persisted }) {
    if (persisted && kept && JSON.stringify(store.get(spec.uid, spec.kind) ?? newRecord()) !== JSON.stringify(record)) again();
  }

  function showRecord() {
    status.replaceChildren(statusOf(kind, record));
    showAnswer.hidden = Boolean(kind.ungraded) || record.solved || record.shown || record.tries < TRIES_BEFORE_ANSWER;
  }

  // For answers that grow between two checks (what is written); scored: the reader has ticked a criterion.
  function keepDraft(scored) {
    const answer = (view.draft ?? view.read)();
    save({ answer, ...(scored && answer ? { best: kind.judge(spec, answer).score } : {}) });
  }

  function say(result, ...children) {
    feedback.dataset.result = result;
    feedback.replaceChildren(...children);
  }

  function present(answer, judged) {
    judged.marks?.forEach((isRight, i) => setSlot(view.slots[i], isRight));
    view.show?.(answer);
  }

  function check() {
    const answer = view.read();
    if (answer === null) return say("note", h("p", { class: "mb-result" }, sign("note", view.unready())));
    const judged = kind.judge(spec, answer);
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
    const answer = kind.key(spec);
    const judged = kind.judge(spec, answer);
    view.write(answer);
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
  // No form: a learning platform may show the page in a frame in which forms do nothing.
  function checkByEnter(event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    check();
  }
  const answerForm = h("div", { class: "mb-form", onkeydown: checkByEnter },
    kind.asked ? null : h("div", { class: "mb-ask", html: spec.ask }), view.body, hint,
    h("div", { class: "mb-actions" }, h("button", { type: "button", class: "mb-check", onclick: check }, kind.check ?? STRINGS.check), showAnswer, ...(view.actions ?? [])));

  el.append(h("div", { class: "mb", role: "group", "aria-labelledby": titleId, "data-uid": spec.uid, "data-kind": spec.kind },
    h("p", { class: "mb-head" },
      h("span", { id: titleId, class: "mb-title" }, h("strong", {}, spec.heading), " ", h("span", { class: "mb-kind" }, spec.kind_label)), status),
    excerpt, answerForm, unkept, feedback, view.after));
  if (record.answer !== null && !kind.forgets) view.write(record.answer);
  showRecord();
  addEventListener("storage", followOtherTab);
  addEventListener("pageshow", followReturn);
  return () => {
    removeEventListener("storage", followOtherTab);
    removeEventListener("pageshow", followReturn);
    view.leave?.();
  };
}
