// Runs in a measured page before its own scripts. Arguments: names of the parts of its exercises and explorers.
(names) => {
  const measured = { answered: null, drawn: [] };
  window.measured = measured;

  // Answers anything, so that the exercise has something to judge.
  function fill(root) {
    const groups = new Set();
    for (const box of root.querySelectorAll("input[type=radio]")) {
      if (!groups.has(box.name) && !box.checked) box.click();
      groups.add(box.name);
    }
    for (const select of root.querySelectorAll("select")) {
      select.selectedIndex = 1;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  // As soon as there is an exercise it is answered, again and again, until it gives a verdict.
  const trying = setInterval(() => {
    const root = document.querySelector(names.exercise);
    const check = root?.querySelector(names.check);
    if (!check) return;
    fill(root);
    check.click();
    if (!root.querySelector(names.verdict)?.textContent.trim()) return;
    measured.answered = performance.now();
    clearInterval(trying);
  }, 10);

  // From the key press to the frame after the picture changed. A widget may change something about a picture that
  // stays the same, so the picture itself is compared, after the clock was read.
  measured.watchPicture = () => {
    clearInterval(trying);
    const place = document.querySelector(names.picture);
    const shown = () => place.querySelector("img")?.src ?? place.querySelector("svg")?.outerHTML;
    let before = shown();
    let pressed = null;
    addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
    new MutationObserver(() => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const now = performance.now();
        if (pressed === null || shown() === before) return;
        measured.drawn.push(now - pressed);
        before = shown();
        pressed = null;
      };
      port2.postMessage(null);
    })).observe(place, { childList: true, subtree: true, attributes: true, characterData: true });
  };
}
