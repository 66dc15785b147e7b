// Several answers are right.

const about = ({ html, right, why }) => ({ ...picked(right), name: { html }, why });

export default {
  asked: true,
  render(spec) {
    const { body, inputs } = optionList(spec, "checkbox");
    return {
      body,
      read() {
        const answer = inputs.flatMap((input, i) => (input.checked ? [i] : []));
        return answer.length ? answer : null;
      },
      unready: () => WORDS.empty,
      write: (answer) => inputs.forEach((input, i) => { input.checked = Array.isArray(answer) && answer.includes(i); }),
    };
  },
  key: (spec) => spec.options.flatMap((option, i) => (option.right ? [i] : [])),
  judge(spec, answer) {
    const rightCount = spec.options.filter((option) => option.right).length;
    const hits = answer.filter((i) => spec.options[i].right).length;
    const extras = answer.length - hits;
    const missing = rightCount - hits;
    const all = missing === 0 && extras === 0;
    const rest = spec.options.flatMap((option, i) => (answer.includes(i) ? [] : [{ ...about(option), result: null }]));
    return {
      score: Math.max(0, (hits - extras) / rightCount),
      partly: hits > 0,
      messages: missing ? [plural(WORDS.missing, missing)] : [],
      items: answer.map((i) => about(spec.options[i])),
      others: all ? rest : [],
    };
  },
};
