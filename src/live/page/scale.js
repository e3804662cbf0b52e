// The boundary, drawn: a scale for every number with the line and the case, and chips for choices.

const share = (thousandths) => `${Math.max(0, Math.min(1000, thousandths)) / 10}%`;

function placed(element, values) {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value);
  return element;
}

/// One number and its line.
function scale(number, answer) {
  const other = number.turns_to ?? 'unknown';
  const at = number.at;
  // On the line itself both are drawn, side by side.
  const stop = at === number.line_at ? at + (number.up ? 18 : -18) : number.line_at;
  const zone = (from, to, name) => placed(el('div', { class: `zone fill ${name}` }), { '--from': share(from), '--wide': share(to - from) });
  const [low, high] = number.up ? [answer, other] : [other, answer];
  const onLine = number.value === number.limit;
  const turns = number.turns_to ? answerTag(number.turns_to) : 'it hangs on what is not known';
  const value = () => foreign('span', number.value);
  const limit = () => foreign('span', number.limit);
  return el('figure', { class: 'scale' },
    el('figcaption', null, el('strong', null, foreign('span', number.label), ': ', value()), el('span', null, onLine ? 'at the line' : ['room: ', foreign('span', number.left)])),
    el('div', { class: 'drawing', 'aria-hidden': 'true' },
      placed(el('span', { class: 'label of-here' }, 'this case: ', value()), { '--at': share(at) }),
      el('div', { class: 'track' }, zone(0, stop, low), zone(stop, 1000, high)),
      placed(el('div', { class: 'stop' }), { '--at': share(stop) }),
      placed(el('div', { class: 'here' }), { '--at': share(at) }),
      placed(el('span', { class: 'label of-stop' }, number.up ? 'line: up to ' : 'line: from ', limit()), { '--at': share(stop) })),
    el('div', { class: 'ends', 'aria-hidden': 'true' }, foreign('span', number.ends[0]), foreign('span', number.ends[1])),
    el('p', null, number.up ? 'Up to ' : 'From ', el('strong', null, limit()), number.up ? ' it stays ' : ' on it stays ', answerTag(answer), number.up ? '; above: ' : '; below: ', turns, '.'));
}

/// Choices: what this case has, and what would turn the answer alone.
function chips(shows) {
  const { reveal, case: { sheet } } = shows;
  const drawn = new Set(reveal.lines.map((line) => line.label));
  const groups = new Map();
  for (const flip of reveal.flips) {
    if (flip.changes.length !== 1 || drawn.has(flip.changes[0].label)) continue;
    const { label, value } = flip.changes[0];
    groups.set(label, [...(groups.get(label) ?? []), { value, flip }]);
  }
  return [...groups].map(([label, others]) => {
    const here = [...sheet.facts, ...reveal.because].find((fact) => fact.label === label);
    return el('div', null, foreign('h3', label), el('ul', { class: 'chips' },
      el('li', { class: 'on' }, '● ', here ? foreign('span', here.value) : 'as it is', el('span', { class: 'unseen' }, ' in this case')),
      others.map(({ value, flip }) => el('li', null, '○ ', foreign('span', value), el('span', { 'aria-hidden': 'true' }, ' → '), el('span', { class: 'unseen' }, ' would make it '), answerTag(flip.answer)))));
  });
}
