// One of several answers is right.

export default {
  asked: true,
  render(spec) {
    const { body, inputs } = optionList(spec, "radio");
    return { body, ...oneOf(inputs) };
  },
  key: (spec) => spec.options.findIndex((option) => option.right),
  judge(spec, answer) {
    const chosen = spec.options[answer];
    if (!chosen.right) return { score: 0, items: [{ why: chosen.why }] };
    const others = spec.options.filter((option) => option !== chosen).map(({ html, why }) => ({ name: { html }, why }));
    return { score: 1, items: [{ why: chosen.why }], others };
  },
};
