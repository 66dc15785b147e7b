// Several defensible answers: each shows what speaks for it and what it costs.

export default {
  asked: true,
  ungraded: true,
  check: WORDS.check,
  render(spec) {
    const { body, inputs } = optionList(spec, "radio");
    return { body, ...oneOf(inputs) };
  },
  judge(spec, answer) {
    const { reason, cost } = spec.options[answer];
    return {
      score: 1,
      items: [{ name: WORDS.reason, why: reason }, { name: WORDS.cost, why: cost }],
      closing: WORDS.more,
    };
  },
};
