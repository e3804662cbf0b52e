// The vote: an answer and how sure. It goes out as soon as both are chosen, and again with every change.

function voteForm(board) {
  const { ballot } = board.table.shows;
  const key = ballotKey(ballot);
  const first = ballot.turn === 'second' ? seat.mine[`${ballot.stop}/first`] : null;
  const form = el('form', { id: 'vote', 'data-ballot': key, 'aria-label': 'Your vote' },
    el('p', { class: 'big' }, phaseWords(board)[1]),
    first ? el('p', null, 'First you said: ', answerTag(first.answer), `, ${SURE[first.confidence - 1].word}.`) : null,
    el('fieldset', { id: 'answer' }, el('legend', null, 'What do you do?'),
      el('div', { class: 'choices' }, ['yes', 'no', 'escalate'].map((name) => el('label', { class: 'choice' },
        el('input', { type: 'radio', name: 'answer', value: name, id: `answer-${name}` }), badge(name),
        el('span', { class: name }, el('strong', null, ANSWERS[name].head), ANSWERS[name].what), el('kbd', { 'aria-hidden': 'true' }, ANSWERS[name].key))))),
    el('fieldset', { id: 'sure' }, el('legend', null, 'How sure are you?'),
      el('div', { class: 'choices' }, SURE.map((sure, i) => el('label', { class: 'choice' },
        el('input', { type: 'radio', name: 'sure', value: String(i + 1), id: `sure-${i + 1}` }),
        el('span', null, el('strong', null, `${i + 1} ${capital(sure.word)}`), sure.what), el('kbd', { 'aria-hidden': 'true' }, String(i + 1)))))),
    el('p', { id: 'vote-state' }));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => choose(ballot, {
    answer: form.querySelector('[name=answer]:checked')?.value, confidence: Number(form.querySelector('[name=sure]:checked')?.value) || undefined,
  }));
  const known = voteIn(key)?.vote;
  room.chosen[key] ??= known ? { ...known } : {};
  return form;
}

/// Takes a choice in, and sends the vote once it is whole.
function choose(ballot, choice) {
  const key = ballotKey(ballot);
  if (room.closed.has(key)) return;
  const whole = { ...room.chosen[key], ...Object.fromEntries(Object.entries(choice).filter(([, value]) => value)) };
  room.chosen[key] = whole;
  const known = voteIn(key)?.vote;
  const changed = known?.answer !== whole.answer || known?.confidence !== whole.confidence;
  if (whole.answer && whole.confidence && changed) request('vote', { ballot, vote: { answer: whole.answer, confidence: whole.confidence } });
  else draw();
}

/// Where the vote stands: `[state, words]`.
function voteState(key) {
  const chosen = room.chosen[key] ?? {};
  const known = voteIn(key);
  if (room.closed.has(key)) return ['closed', known?.saved ? `${room.late || 'This vote is closed.'} Counted: ${told(known.vote)}.` : room.late || 'This vote is closed.'];
  if (chosen.answer && !chosen.confidence) return ['half', `Not counted yet: you say ${ANSWERS[chosen.answer].word}. How sure are you?`];
  if (!chosen.answer && chosen.confidence) return ['half', `Not counted yet: you are ${SURE[chosen.confidence - 1].word}. What do you do?`];
  if (known && !known.saved) return ['waiting', room.link === 'on' ? 'Being saved …' : 'Not sent yet: it goes out by itself as soon as there is a connection.'];
  if (known) return ['saved', `Saved ✓ ${told(known.vote)}. You may change it until the host closes the vote.`];
  return ['none', 'You have not voted yet.'];
}

/// Brings the form up to what is known, without touching what somebody is at.
let spoken = '';
function drawVote(board) {
  const form = byId('vote');
  if (!form) return;
  const key = ballotKey(board.table.shows.ballot);
  const chosen = room.chosen[key] ?? {};
  for (const input of form.querySelectorAll('input')) {
    const on = input.value === String(input.name === 'answer' ? chosen.answer : chosen.confidence);
    if (input.checked !== on) input.checked = on;
  }
  for (const field of form.querySelectorAll('fieldset')) field.disabled = room.closed.has(key);
  const [state, words] = voteState(key);
  const line = byId('vote-state');
  line.dataset.state = state;
  if (line.textContent !== words) line.textContent = words;
  if (spoken !== key + words && state !== 'none' && !(state === 'waiting' && room.link === 'on') && spoken.startsWith(key)) announce(words);
  spoken = key + words;
}
