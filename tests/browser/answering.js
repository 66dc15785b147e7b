// Answers an exercise from within the page: every step at once, then the button; returns what the page says.
// A hand needs a tenth of a second for each press, and the wrong answers of the course are some thousands.
([uid, steps]) => {
  const live = (name) => document.querySelector(`.mb-mount[data-uid="${CSS.escape(name)}"] .mb-app > .mb`);
  const told = (element, ...types) => types.forEach((type) => element.dispatchEvent(new Event(type, { bubbles: true })));
  const root = live(uid);

  const actions = {
    choose(element, wanted) {
      if (element.checked !== wanted) element.click();
    },
    fill(element, text) {
      element.value = text;
      told(element, "input", "change");
    },
    select(element, index) {
      element.selectedIndex = index;
      told(element, "input", "change");
    },
    press(element, wanted) {
      if ((element.getAttribute("aria-pressed") === "true") !== wanted) element.click();
    },
    arrange(list, order) {
      const row = (wanted) => list.querySelector(`:scope > li[data-index="${wanted}"]`);
      order.forEach((wanted, place) => {
        while ([...list.children].indexOf(row(wanted)) > place) row(wanted).querySelector('button[data-step="-1"]').click();
      });
    },
    turn(control, index) {
      if (control.type === "checkbox") actions.choose(control, Boolean(index));
      else if (control.type === "range") actions.fill(control, index);
      else actions.select(control, index);
    },
  };

  for (const [selector, action, value, place] of steps) {
    const found = [...(place ? live(place) : root).querySelectorAll(selector)];
    if (!found.length) throw new Error(`${uid}: nothing is found by ${selector}`);
    found.forEach((element) => actions[action](element, value));
  }
  const button = root.querySelector("button.mb-check");
  if (!button.checkVisibility()) throw new Error(`${uid}: the button is not there`);
  button.click();
  const feedback = root.querySelector(".mb-feedback");
  const models = [...root.querySelectorAll(".mb-model")].filter((model) => !model.hidden);
  return [feedback.dataset.result ?? "", [feedback, ...models].map((part) => part.innerText).join(" ")];
}
