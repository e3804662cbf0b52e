// How the room voted: each vote that may be shown, side by side.

const COUNTS = { __proto__: null, 4: 'four', 5: 'five' };

function votesTable(votes, stop, right) {
  const columns = [['first', votes.first], ['second', votes.second]].filter(([, split]) => split);
  if (!columns.length) return el('p', null, `How the room voted is shown from ${COUNTS[votes.told_from] ?? votes.told_from} voters up: below that it would tell who voted what.`);
  const mine = (turn, name) => (turn === 'first' ? seat.mine[`${stop}/first`] ?? seat.mine[`${stop}/alone`] : seat.mine[`${stop}/second`])?.answer === name;
  const all = (split) => split.yes + split.no + split.escalate;
  const cell = (turn, split, name) => el('td', null, `${split[name]} of ${all(split)}`,
    placed(el('span', { class: `bar fill ${name}`, 'aria-hidden': 'true' }), { '--wide': share(all(split) ? Math.round((split[name] * 1000) / all(split)) : 0) }),
    mine(turn, name) ? el('span', { class: 'mine' }, '◂ you') : null);
  const isRight = (name) => right && !wrong(name, right);
  const row = (name) => el('tr', { class: isRight(name) ? 'right' : null },
    el('th', { scope: 'row' }, answerTag(name), isRight(name) ? el('strong', null, right === 'either' ? ' ✓ accepted' : ' ✓ the answer') : null), columns.map(([turn, split]) => cell(turn, split, name)));
  const sure = (split) => (split.sure.some((n) => n > 0) ? SURE.map(({ word }, i) => `${split.sure[i]} ${word}`).reverse().join(', ') : '–');
  const heads = columns.length > 1 ? { first: 'First vote', second: 'After the talk' } : { first: 'Votes', second: 'After the talk' };
  return el('table', null, el('caption', { class: 'unseen' }, 'How the room voted'),
    el('thead', null, el('tr', null, el('td', null, ''), columns.map(([turn]) => el('th', { scope: 'col' }, heads[turn])))),
    el('tbody', null, ['yes', 'no', 'escalate'].map(row), el('tr', null, el('th', { scope: 'row' }, 'How sure'), columns.map(([, split]) => el('td', null, sure(split))))));
}
