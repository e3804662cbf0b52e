// The reveal: the verdict and one's own answer, the clause, what to do, where the line runs, and the words.

const part = (title, ...content) => { const all = content.flat(Infinity).filter(Boolean); return all.length ? el('section', null, el('h2', null, title), all) : null; };
const list = (items) => (items.length ? el('ul', null, items) : null);
const known = ({ label, value }) => [foreign('span', label), ': ', foreign('strong', value)];

function verdict(shows, stop) {
  const { reveal, suspended } = shows;
  const votes = ownVotes(stop);
  const lines = [];
  if (suspended) lines.push(el('p', { class: 'notice' }, el('strong', null, 'Suspended: this case does not count. '), foreign('span', suspended)));
  if (votes.length) {
    const [, vote] = votes[votes.length - 1];
    const mine = [answerTag(vote.answer), `, and were ${SURE[vote.confidence - 1].word}. `];
    if (suspended) return el('div', { class: 'verdict', id: 'verdict' }, lines, el('p', null, 'You said ', mine, 'By the policy as it is written it is ', answerTag(reveal.answer), '.'));
    const off = wrong(vote.answer, reveal.answer);
    const name = off && !reveal.grey ? `: ${off}.` : reveal.grey ? ', in a grey area: no rule speaks. It counts in neither error rate.' : '.';
    lines.push(el('p', null, el('strong', null, off ? '✗ ' : '✓ '), 'You said ', mine,
      off ? ['It is ', answerTag(reveal.answer), name] : [el('strong', null, 'Right'), name]));
    if (votes.length > 1 && votes[0][1].answer !== vote.answer) lines.push(el('p', null, 'In the first vote you said ', answerTag(votes[0][1].answer), '.'));
  } else {
    lines.push(el('p', null, 'It is ', answerTag(reveal.answer), reveal.grey ? ': a grey area, no rule speaks.' : '.', ' You did not vote here. That is fine.'));
  }
  return el('div', { class: 'verdict', id: 'verdict' }, lines);
}

function clausePart({ clause }) {
  return part('The clause',
    el('p', null, clause.id ? [foreign('strong', clause.id), ' '] : null, foreign('strong', clause.title), clause.id ? ` · ${clause.law ? 'the law’s line' : 'the house’s line'}` : null),
    clause.text ? foreign('p', clause.text) : null,
    clean(clause.why).trim() ? el('p', null, el('strong', null, 'Why: '), foreign('span', clause.why)) : null);
}

function theirs({ theirs }) {
  if (!theirs) return null;
  return part('Theirs',
    el('p', null, foreign('strong', theirs.to), ' ', el('span', { class: `urgency ${theirs.urgency}` }, el('span', { 'aria-hidden': 'true' }, `${URGENCY[theirs.urgency] ?? ''} `), theirs.how_soon)),
    theirs.phrase ? el('p', null, 'Say: ', foreign('strong', `“${clean(theirs.phrase)}”`)) : null,
    el('p', null, 'Reach: ', foreign('span', theirs.reach)));
}

function flipPart({ flips }) {
  const flip = ({ changes, answer, clause, other_case: other }) => el('li', null, other ? 'Had it been ' : null,
    changes.map((change, i) => [i ? ', and ' : null, known(change)]), el('span', { 'aria-hidden': 'true' }, ' → '), el('span', { class: 'unseen' }, ' would make it '), answerTag(answer), clause ? [' (', foreign('span', clause), ')'] : null);
  return part('It flips if', list(flips.map(flip)));
}

function revealParts(shows, stop) {
  const { reveal, votes } = shows;
  const [why, line, words] = [[
    part('Because', list(reveal.because.map((fact) => el('li', null, known(fact))))),
    clausePart(reveal),
    part('Yours now', list(reveal.yours.map((text) => foreign('li', text)))),
    theirs(reveal),
  ], [
    part('The line', reveal.lines.map((number) => scale(number, reveal.answer)), chips(shows)),
    flipPart(reveal),
    part('No matter', reveal.no_matter.length ? el('p', null, reveal.no_matter.map((label, i) => [i ? ' · ' : null, foreign('span', label)])) : null),
  ], [
    part('Say', reveal.say ? foreign('p', `“${clean(reveal.say)}”`, { class: 'say' }) : null, reveal.avoid ? el('p', null, 'Rather not: ', foreign('span', `“${clean(reveal.avoid)}”`)) : null),
    part('The trap', reveal.trap ? foreign('p', reveal.trap) : null),
    part('In truth', reveal.outcome ? foreign('p', reveal.outcome) : null),
    part('How the room voted', votesTable(votes, stop, reveal.answer)),
  ]];
  return [verdict(shows, stop), el('div', { class: 'parts' }, [why, line, words].map((column) => el('div', null, column)))];
}
