/* Runs before the first paint, so that a reader who chose dark or put the contents away never sees the other first. */
((root) => {
  const kept = (name) => {
    try { return localStorage.getItem("reading-migration-management:shell:" + name); } catch { return null; }
  };
  const mode = ["light", "dark"].includes(kept("mode")) ? kept("mode") : "auto";
  const dark = mode === "dark" || (mode === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.mode = mode;
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.nav = kept("nav") === "closed" ? "closed" : "open";
  root.classList.add("shell-js");
})(document.documentElement);
