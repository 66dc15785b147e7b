/* What the shell of a page does. Everything here adds to a page that can be read without it. */
(() => {
  "use strict";

  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const control = (name) => one(`[data-shell="${name}"]`);
  // From this width on the contents of the course stand beside the text; site.css has the same number.
  const wide = matchMedia("(min-width: 62rem)");
  const contentsBeside = matchMedia("(min-width: 76rem)");

  /* A reader who keeps storage off keeps the choice for this page only. */
  const keep = (name, value) => {
    try { localStorage.setItem("reading-migration-management:shell:" + name, value); } catch { /* see above */ }
  };

  /* ---- colours: as the system, light, dark ---- */
  const MODES = ["auto", "light", "dark"];
  const systemDark = matchMedia("(prefers-color-scheme: dark)");

  function showMode(button) {
    const mode = root.dataset.mode;
    root.dataset.theme = mode === "dark" || (mode === "auto" && systemDark.matches) ? "dark" : "light";
    one(".shell-hidden", button).textContent = button.dataset[mode];
    button.title = button.dataset[mode];
  }

  function startMode(button) {
    showMode(button);
    systemDark.addEventListener("change", () => showMode(button));
    button.addEventListener("click", () => {
      root.dataset.mode = MODES[(MODES.indexOf(root.dataset.mode) + 1) % MODES.length];
      keep("mode", root.dataset.mode);
      showMode(button);
    });
  }

  /* ---- contents of the course: beside the text if there is room, else in a drawer ---- */
  function startNavigation(button, drawer) {
    const nav = document.getElementById("shell-nav");
    const home = nav.parentElement;

    const showState = () => {
      const open = wide.matches ? root.dataset.nav !== "closed" : drawer.open;
      button.setAttribute("aria-expanded", String(open));
    };
    const openDrawer = () => {
      // A modal dialog gives Escape, the way of the focus and its return; the list itself stays one list.
      drawer.append(nav);
      drawer.showModal();
      one("[aria-current]", nav)?.scrollIntoView({ block: "center" });
      showState();
    };
    drawer.addEventListener("close", () => { home.append(nav); showState(); });
    drawer.addEventListener("click", (event) => {
      // A click beside the drawer lands on the dialog itself, one on a place in this page leads out of it.
      if (event.target === drawer || event.target.closest("a[href^='#']")) drawer.close();
    });
    one("[data-shell=close]", drawer).addEventListener("click", () => drawer.close());
    button.addEventListener("click", () => {
      if (!wide.matches) return openDrawer();
      root.dataset.nav = root.dataset.nav === "closed" ? "open" : "closed";
      keep("nav", root.dataset.nav);
      showState();
    });
    wide.addEventListener("change", () => { if (drawer.open) drawer.close(); showState(); });
    showState();
    showPlace(nav);
  }

  /* In a long list the page one is on should be in sight, without moving the page itself. */
  function showPlace(nav) {
    const here = one("[aria-current=page]", nav);
    const box = nav.parentElement;
    if (here && here.offsetTop > box.clientHeight) box.scrollTop = here.offsetTop - box.clientHeight / 2;
  }

  /* ---- contents of the page ---- */
  function startContents(holder) {
    const show = () => { holder.open = contentsBeside.matches; };
    show();
    contentsBeside.addEventListener("change", show);
    const links = new Map(all("a[href^='#']", holder).map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    const mark = () => {
      // The section being read is the last one whose beginning has passed the upper third of the window.
      const line = innerHeight / 3;
      const begun = sections.filter((section) => section.getBoundingClientRect().top < line);
      const id = begun.length ? begun[begun.length - 1].id : null;
      links.forEach((link, name) => {
        if (name === id) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }

  /* ---- menu of the page ---- */
  function startMenu(menu) {
    const summary = one("summary", menu);
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) { menu.open = false; summary.focus(); }
    });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }

  /* ---- tooltips: a term's definition, a citation's full entry ---- */
  const EXPLAINED = "a[title][href*='glossary.html#term-'], .bibtex-citation a[title], a.mb-explained[title]";

  function startTooltips(links) {
    let shown = null, timer = 0;
    const tipOf = (link) => document.getElementById(link.getAttribute("aria-describedby"));

    const place = (link, tip) => {
      // A link may break over two lines: its first box is where the reader's eye is.
      const box = link.getClientRects()[0];
      const room = root.clientWidth - tip.offsetWidth - 8;
      const above = box.top - tip.offsetHeight - 8;
      tip.style.left = `${scrollX + Math.max(8, Math.min(box.left, room))}px`;
      tip.style.top = `${scrollY + (above > 56 ? above : box.bottom + 8)}px`;
    };
    const hide = () => {
      clearTimeout(timer);
      if (shown) tipOf(shown).hidden = true;
      shown = null;
    };
    // The pointer needs a moment to reach the tooltip, which stays while it is over it.
    const hideSoon = () => { clearTimeout(timer); timer = setTimeout(hide, 200); };
    const show = (link) => {
      if (shown !== link) hide();
      clearTimeout(timer);
      shown = link;
      tipOf(link).hidden = false;
      place(link, tipOf(link));
    };

    links.forEach((link, index) => {
      const tip = document.createElement("div");
      tip.id = `shell-tooltip-${index}`;
      tip.className = "shell-tooltip";
      tip.setAttribute("role", "tooltip");
      tip.textContent = link.title;
      tip.hidden = true;
      // In the landmark of its link, but outside the text, whose boxes could cut it off.
      document.getElementById("main-content").append(tip);
      link.setAttribute("aria-describedby", tip.id);
      // A title would show a second time beside the tooltip, and only to a mouse.
      link.removeAttribute("title");
      link.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") show(link); });
      link.addEventListener("pointerleave", hideSoon);
      link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
      link.addEventListener("blur", hide);
      tip.addEventListener("pointerenter", () => clearTimeout(timer));
      tip.addEventListener("pointerleave", hideSoon);
    });
    addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    addEventListener("resize", hide);
  }

  /* ---- boxes that scroll sideways can be reached by keyboard while they do ---- */
  function startScrollers(boxes) {
    const check = (box) => {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    };
    const watch = new ResizeObserver((entries) => entries.forEach((entry) => check(entry.target)));
    boxes.forEach((box) => watch.observe(box));
  }

  /* ---- print: what is folded away on screen belongs on paper ---- */
  function startPrint() {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = all("article details:not([open])");
      opened.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
    // A frame may not let its page print, and says nothing: then the button does.
    let printed = false;
    addEventListener("beforeprint", () => { printed = true; });
    all("[data-shell=print]").forEach((button) => button.addEventListener("click", () => {
      printed = false;
      print();
      if (printed) button.closest("details").open = false;
      else button.textContent = button.dataset.refused;
    }));
  }

  /* ---- in a frame, as learning platforms have it: other sites refuse to be shown there, and forms may do nothing ---- */
  function startFrame() {
    for (const link of all("a[href^='http']")) {
      if (link.host === location.host) continue;
      link.target = "_blank";
      link.rel = "noopener";
    }
  }

  function startSearch(form) {
    const search = (event) => {
      event.preventDefault();
      location.assign(`${form.action}?${new URLSearchParams({ q: form.elements.q.value })}`);
    };
    form.elements.q.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) search(event); });
    one("button", form).addEventListener("click", search);
  }

  function start() {
    startMode(control("mode"));
    startNavigation(control("nav"), one(".shell-drawer"));
    startMenu(one(".shell-menu"));
    startPrint();
    if (top !== self) startFrame();
    all("form[role=search]").forEach(startSearch);
    const contents = one(".shell-contents");
    if (contents) startContents(contents);
    const explained = all(EXPLAINED);
    if (explained.length) startTooltips(explained);
    startScrollers(all("article pre, .shell-scroll, .cell_output .output, .mb-scroll"));
  }

  start();
})();
