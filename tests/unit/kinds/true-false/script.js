// A statement that is true or false.

export default {
  render(spec) {
    const { body, inputs } = optionList({ ...spec, ask: spec.statement }, "radio");
    return { body, ...oneOf(inputs), unready: () => WORDS.empty };
  },
  key: (spec) => spec.options.findIndex((option) => option.right),
  judge: (spec, answer) => ({ score: spec.options[answer].right ? 1 : 0, items: [{ why: spec.why }] }),
};
