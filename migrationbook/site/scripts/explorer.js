// The explorer: a few controls with discrete values, one picture, one sentence. The built page
// fetches all pictures when its reader comes near; in JupyterLab the kernel makes each one when asked.

const QUIET_MS = 400;
const SOON_MS = 700;
const KERNEL_PATIENCE_MS = 8000;
// How far below or above the window an explorer is when its pictures are fetched, in parts of the window's height.
const NEAR = "100%";

// The packed pictures are a script: a page opened from disk may load nothing else.
function fetched(uid, address) {
  return new Promise((resolve, reject) => {
    const arrived = () => resolve(globalThis.explorerPictures[uid]);
    document.head.append(h("script", { src: address, onload: arrived, onerror: reject }));
  });
}

// A packed explorer holds each line of SVG once; a frame lists the numbers of its lines.
async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// Settings count like the digits of a number, the last control fastest.
const stateOf = (controls, index) => controls.reduce((state, control, i) => state * control.labels.length + index[i], 0);

function indexOf(controls, state) {
  let rest = state;
  const index = [];
  for (const control of [...controls].reverse()) {
    index.unshift(rest % control.labels.length);
    rest = Math.floor(rest / control.labels.length);
  }
  return index;
}

// How a control's value is written in an address: text as it is, anything else as JSON.
const valueInAddress = (value) => (typeof value === "string" ? value : JSON.stringify(value));

const controlKinds = {
  slider(control, id, turn) {
    const last = control.labels.length - 1;
    const output = h("output", { for: id });
    const input = h("input", { id, type: "range", min: 0, max: last, step: 1, "data-control": control.name, oninput: () => turn(Number(input.value)) });
    const show = (i) => {
      input.value = i;
      input.setAttribute("aria-valuetext", control.labels[i]);
      output.textContent = control.labels[i];
    };
    return { input, show, parts: [h("label", { for: id }, control.label), output, input] };
  },
  select(control, id, turn) {
    const input = h("select", { id, "data-control": control.name, onchange: () => turn(Number(input.value)) },
      control.labels.map((label, i) => h("option", { value: i }, label)));
    return { input, show: (i) => { input.value = i; }, parts: [h("label", { for: id }, control.label), input] };
  },
  toggle(control, id, turn) {
    const output = h("output", { for: id });
    const input = h("input", { id, type: "checkbox", role: "switch", "data-control": control.name, onchange: () => turn(Number(input.checked)) });
    const show = (i) => {
      input.checked = i === 1;
      output.textContent = control.labels[i];
    };
    return { input, show, parts: [h("label", { for: id }, control.label), h("span", { class: "mb-switch" }, input, output)] };
  },
};

// The built page holds the first picture once, in the paper version; a kernel sends it with the words.
function firstOnPaper(mount) {
  const written = (part) => mount.querySelector(`:scope > .mb-paper .${part}`).innerHTML;
  return { svg: written("mb-frame"), sentence: written("mb-sentence"), label: written("mb-model-label") };
}

// Renders one explorer into el; returns what tidies up after it.
function renderExplorer(spec, el, model) {
  const { controls } = spec;
  const start = controls.map((control) => control.initial);
  const pictures = model.get("pictures");
  const mount = el.closest(".mb-mount");   // absent in JupyterLab, whose address is not ours
  const first = mount ? firstOnPaper(mount) : spec.first;
  let index = [...start];
  let frames = null;
  let quiet, address;
  let waits = [];

  const titleId = freshId("title");
  const frame = h("div", { class: "mb-frame", role: "img" });
  const sentence = h("div", { class: "mb-sentence", "aria-live": "polite" });
  const note = h("p", { class: "mb-explorer-note", role: "status", "aria-live": "polite" });
  const faces = controls.map((control, i) => controlKinds[control.kind](control, freshId("control"), (value) => turn(i, value)));

  function paint(svg, html) {
    frame.innerHTML = svg;
    sentence.innerHTML = html;
    frame.setAttribute("aria-label", sentence.textContent.trim());
  }

  // While a slider is being drawn along, screen readers wait; they are told where it comes to rest.
  function holdSpeech() {
    sentence.setAttribute("aria-busy", "true");
    clearTimeout(quiet);
    quiet = setTimeout(() => sentence.removeAttribute("aria-busy"), QUIET_MS);
  }

  function turn(position, value) {
    const next = [...index];
    next[position] = value;
    setIndex(next);
  }

  function setIndex(next) {
    index = next;
    faces.forEach((face, i) => face.show(index[i]));
    holdSpeech();
    draw();
    announce();
    writeAddress();
  }

  function announce() {
    shared.explorers.set(spec.uid, handle);
    document.dispatchEvent(new CustomEvent(EXPLORER_EVENT, { detail: spec.uid }));
  }

  // ---- where pictures come from

  let reading;
  function readFrames() {
    reading ??= fetched(spec.uid, pictures).then(
      (packed) => unpacked(packed).then(
        (read) => { frames = read; },
        () => giveUp(STRINGS.explorer_broken),
      ),
      () => {
        // the next turn of a control tries again
        reading = undefined;
        backToStart(STRINGS.explorer_not_fetched);
      },
    );
    return reading;
  }

  // Controls that no picture follows would lie: they go back to the picture that is there.
  function backToStart(text) {
    note.textContent = text;
    index = [...start];
    faces.forEach((face, i) => face.show(index[i]));
    announce();
  }

  function giveUp(text) {
    backToStart(text);
    faces.forEach((face) => { face.input.disabled = true; });
  }

  function draw() {
    if (!pictures) return askKernel();
    if (!frames) return readFrames().then(() => { if (frames) draw(); });
    note.textContent = "";
    const state = stateOf(controls, index);
    return paint(frames.frames[state].map((line) => frames.lines[line]).join("\n"), frames.texts[state]);
  }

  function askKernel() {
    waits.forEach(clearTimeout);
    waits = [[SOON_MS, STRINGS.explorer_waiting], [KERNEL_PATIENCE_MS, STRINGS.explorer_no_kernel]]
      .map(([time, text]) => setTimeout(() => { note.textContent = text; }, time));
    model.send({ kind: "state", index: [...index] });
  }

  function hear(message) {
    // Answers can come late: only the one for the present setting counts.
    if (message?.kind !== "state" || String(message.index) !== String(index)) return;
    waits.forEach(clearTimeout);
    note.textContent = "";
    paint(message.svg, message.sentence);
  }

  // ---- the setting in the address of the page

  function addressOfSetting() {
    const query = new URLSearchParams(controls.map((control, i) => [control.name, valueInAddress(control.values[index[i]])]));
    return `#${mount.id}?${query}`;
  }

  // Not at every step of a slider: browsers forbid many changes of the address in a short time.
  function writeAddress() {
    if (!mount) return;
    clearTimeout(address);
    address = setTimeout(() => replaceHash(addressOfSetting()), QUIET_MS);
  }

  function reset() {
    setIndex([...start]);
    if (!mount) return;
    clearTimeout(address);
    if (location.hash.startsWith(`#${mount.id}?`)) replaceHash("");
  }

  // Unknown names and values are passed over, so an old link shows what it still can.
  function setFromQuery(query) {
    const given = new URLSearchParams(query);
    setIndex(controls.map((control, i) => {
      const at = control.values.findIndex((value) => valueInAddress(value) === given.get(control.name));
      return at < 0 ? index[i] : at;
    }));
  }

  async function copyLink() {
    const link = new URL(addressOfSetting(), location.href).href;
    try {
      await copyToClipboard(link);
      note.textContent = STRINGS.explorer_copied;
    } catch {
      const field = h("input", { type: "text", readonly: true, value: link, "aria-label": STRINGS.explorer_link });
      note.replaceChildren(STRINGS.explorer_copy_by_hand, " ", field);
      field.select();
    }
  }

  const handle = {
    uid: spec.uid,
    state: () => stateOf(controls, index),
    set(state) { setIndex(indexOf(controls, state)); },
    setFromQuery,
    describe: () => controls.map((control, i) => fill(STRINGS.setting, { label: control.label, value: control.labels[index[i]] })),
    focus() {
      root.scrollIntoView({ block: "nearest" });
      faces[0].input.focus();
    },
  };

  const root = h("div", { class: "mb mb-explorer", role: "group", "aria-labelledby": titleId, "data-uid": spec.uid, "data-kind": spec.kind },
    h("p", { class: "mb-head" }, h("strong", { id: titleId, class: "mb-title", html: spec.heading })),
    spec.ask ? h("div", { class: "mb-ask", html: spec.ask }) : null,
    h("div", { class: "mb-controls" }, faces.map((face) => h("div", { class: "mb-control" }, face.parts))),
    frame, sentence,
    h("div", { class: "mb-actions" },
      h("button", { type: "button", class: "mb-quiet mb-reset", onclick: reset }, STRINGS.explorer_reset),
      mount ? h("button", { type: "button", class: "mb-quiet mb-copy", onclick: copyLink }, STRINGS.explorer_copy) : null),
    note,
    h("div", { class: "mb-model-label", html: first.label }));
  el.append(root);

  faces.forEach((face, i) => face.show(index[i]));
  paint(first.svg, first.sentence);
  announce();
  if (!pictures && mount) giveUp(STRINGS.explorer_broken);
  else if (!pictures) model.on("msg:custom", hear);
  else if (typeof DecompressionStream === "undefined") giveUp(STRINGS.explorer_old_browser);
  else fetchWhenNear();

  function fetchWhenNear() {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      readFrames();
    }, { rootMargin: `${NEAR} 0px` });
    watch.observe(root);
  }

  return () => {
    [quiet, address, ...waits].forEach(clearTimeout);
    if (!pictures) model.off("msg:custom", hear);
    if (shared.explorers.get(spec.uid) === handle) shared.explorers.delete(spec.uid);
  };
}

// A page opened from disk may be refused a change of address: the explorer works without it.
function replaceHash(hash) {
  try {
    history.replaceState(history.state, "", hash || location.pathname + location.search);
  } catch { /* the setting is then not in the address, no more */ }
}

// The face of a widget, called by anywidget in JupyterLab and by page.js in the built page.
export function render({ model, el }) {
  const spec = model.get("spec");
  el.replaceChildren();
  return spec.kind === "explorer" ? renderExplorer(spec, el, model) : renderExercise(spec, el);
}
