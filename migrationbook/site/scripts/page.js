// The built page: turns every .mb-mount into its live version. The paper version stays in the
// page for printing, and for the case that anything here fails.

function modelOf(state) {
  const nothing = () => {};
  return { get: (name) => state[name], set: nothing, save_changes: nothing, send: nothing, on: nothing, off: nothing };
}

function bringToLife(mount) {
  const app = h("div", { class: "mb-app" });
  try {
    const state = JSON.parse(mount.querySelector(":scope > script[type='application/json']").textContent);
    mount.append(app);
    render({ model: modelOf(state), el: app });
    mount.classList.add("mb-live");
  } catch (error) {
    app.remove();
    mount.classList.remove("mb-live");
    console.error(error);
  }
}

// What stands behind the "#". Whoever passes a link on may have encoded it, question mark and all.
function hash() {
  const text = location.hash.slice(1);
  if (text.includes("?")) return text;   // its parts are decoded one by one
  try {
    return decodeURIComponent(text);
  } catch {
    return text;   // an id may hold a bare per cent sign
  }
}

// "#explore-shares?year=2021" sets the explorer of that mount and brings it into view.
function followHash() {
  const [id, query] = hash().split("?");
  const mount = query === undefined ? null : document.getElementById(id);
  const explorer = shared.explorers.get(mount?.querySelector(".mb-explorer[data-uid]")?.dataset.uid);
  if (!explorer) return;
  explorer.setFromQuery(query);
  mount.scrollIntoView();
}

// The live versions are taller or shorter than paper, so a place found before them has moved.
// Not after a reload: then the browser returns to where the reader was.
function returnToAnchor() {
  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival?.type !== "navigate" || hash().includes("?")) return;
  document.getElementById(hash())?.scrollIntoView();
}

function startPage() {
  const mounts = document.querySelectorAll(".mb-mount:not(.mb-live)");
  if (!mounts.length) return;
  if (!store.available()) mounts[0].before(storageNotice(STRINGS.storage_off));
  mounts.forEach(bringToLife);
  returnToAnchor();
  followHash();
  addEventListener("hashchange", followHash);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startPage);
else startPage();
