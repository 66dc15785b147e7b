// Small helpers to build elements. Everything a learner types, and everything read from a
// file, goes into the page as text; only fields that Python has made safe use `html`.

// JupyterLab loads this script once per widget, so whatever must be one per page (fresh ids,
// the explorers an exercise may ask) lives on the page itself, not in the module.
const shared = (globalThis[Symbol.for("reading-migration-management")] ??= { ids: 0, explorers: new Map() });

export const freshId = (stem) => `mb-${stem}-${++shared.ids}`;

const CONTROL = /^(button|input|select|textarea)$/;
const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  // JupyterLab asks the focused element itself whether its shortcuts may take a key.
  if (CONTROL.test(tag)) element.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "html") element.innerHTML = value;
    else if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// fill("{n} of {total}", { n: 2, total: 5 }) is "2 of 5"; a name without a value stays visible.
function fill(template, values = {}) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

// forms: { one, other, … } as Intl.PluralRules names them in the language of the strings.
export function plural(forms, n) {
  const form = new Intl.PluralRules(STRINGS.language).select(n);
  return fill(forms[form] ?? forms.other, { n });
}

const SIGN_SHAPES = {
  right: { stroke: "M3 8.6 6.4 12 13 4.6" },
  wrong: { stroke: "M4 4l8 8M12 4l-8 8" },
  partly: { stroke: "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6", fill: "M8 2.2a5.8 5.8 0 0 0 0 11.6z" },
  note: { stroke: "M8 3v6M8 12.4v.2" },
  done: { stroke: "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6", fill: "M8 5.6a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 1 0 0-4.8" },
};

function icon(result) {
  const svg = document.createElementNS(SVG_NAMESPACE, "svg");
  svg.setAttribute("class", "mb-icon");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  for (const [paint, shape] of Object.entries(SIGN_SHAPES[result])) {
    const path = document.createElementNS(SVG_NAMESPACE, "path");
    path.setAttribute("d", shape);
    path.setAttribute("class", `mb-icon-${paint}`);
    svg.append(path);
  }
  return svg;
}

// A result is always told by shape and word; colour only repeats it.
export function sign(result, word) {
  return h("span", { class: "mb-sign", "data-result": result }, icon(result), " ", word);
}

// A learning platform may show the page in a frame that keeps nothing, saves nothing and opens no window.
export const framed = () => globalThis.top !== globalThis.self;

// The plain word for a page that can keep nothing, and what helps.
export function storageNotice(text) {
  const address = framed() ? [" ", STRINGS.framed, " ", h("a", { href: location.href, target: "_blank", rel: "noopener" }, location.href)] : null;
  return h("p", { class: "mb-storage-off" }, text, address);
}

// Hands the reader a file that is made here, in the page; nothing is sent for it.
export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export function copyToClipboard(text) {
  return navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error("no clipboard"));
}
