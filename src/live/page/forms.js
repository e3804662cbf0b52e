// Coming in, "what about when…?", names, and keys.

const LETTERS = '3479CDFHJKMNPRTWXY';

/// A code that can't be one is not worth a try at the door.
function codeTrouble(text) {
  const code = clean(text).replace(/[\s-]/g, '').toUpperCase();
  // What stands in the QR's address is no code, and may be typed off too.
  if (code.length > 12) return '';
  if (!code) return 'Type the code that the host shows.';
  const not = [...code].find((letter) => !LETTERS.includes(letter));
  if (not) return `There is no ${not} in a code: its letters and digits are ${[...LETTERS].join(' ')}.`;
  return code.length === 6 ? '' : `A code has six letters and digits; this has ${code.length}.`;
}

function trouble(input, place, words) {
  place.textContent = words;
  place.hidden = !words;
  if (words) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
}

function troubleWith(what, words, text) {
  if (what === 'question') {
    trouble(byId('question'), byId('question-wrong'), words);
    byId('ask-fold').open = true;
    // What was written is not lost: it comes back, before what was begun since, and who is typing that goes on where they were.
    const field = byId('question');
    const begun = field.value;
    const [start, end] = [field.selectionStart, field.selectionEnd];
    if (!begun.trim()) field.value = text;
    else if (clean(begun).trim() !== text) {
      field.setRangeText(`${text}\n\n`, 0, 0);
      field.setSelectionRange(start + text.length + 2, end + text.length + 2);
    }
    drawLength();
  } else {
    byId('name-state').textContent = words;
  }
  announce(words);
}

byId('door-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const code = byId('code');
  const words = codeTrouble(code.value);
  trouble(code, byId('code-wrong'), words);
  if (words) { code.focus(); return announce(words); }
  comeIn(code.value.length > 12 ? code.value.trim() : code.value.replace(/[\s-]/g, '').toUpperCase(), clean(byId('door-alias').value).trim());
});

const LONGEST = 500;
const letters = () => [...clean(byId('question').value)].length;
function drawLength() {
  const left = LONGEST - letters();
  byId('question-left').textContent = left > 100 ? '' : left >= 0 ? `${counted(left, 'letter', 'letters')} left` : `${counted(-left, 'letter', 'letters')} too long`;
  seat.draft = byId('question').value;
  keep();
}
byId('question').addEventListener('input', drawLength);
byId('ask-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = clean(byId('question').value).trim();
  const words = !text ? 'There is nothing written yet.' : letters() > LONGEST ? `That is too long: at most ${LONGEST} letters.` : '';
  trouble(byId('question'), byId('question-wrong'), words);
  if (words) { byId('question').focus(); return announce(words); }
  byId('question').value = '';
  drawLength();
  request('ask', { text });
});

byId('name-form').addEventListener('submit', (event) => {
  event.preventDefault();
  byId('name-state').textContent = '';
  request('rename', { alias: clean(byId('name').value).trim() });
});

function drawForms() {
  const waiting = seat.open.filter((r) => r.kind === 'ask').map((r) => r.body.text);
  fill(byId('questions'), [seat.asked, waiting], () => [
    ...seat.asked.map((text) => el('li', { class: 'card' }, el('strong', null, '✓ Noted, thank you: '), foreign('span', text))),
    ...waiting.map((text) => el('li', { class: 'card' }, el('strong', null, 'Not sent yet: '), foreign('span', text)))]);
  const name = room.own.alias ?? '';
  if (room.renamed) {
    room.renamed = false;
    const called = clean(room.own.alias ?? room.own.name);
    byId('name').value = name;
    byId('name-state').textContent = `You are ${called} now.`;
    announce(`You are ${called} now.`);
  }
  const lobby = room.board.table.phase === 'lobby';
  if (drawForms.lobby !== lobby) { drawForms.lobby = lobby; byId('you-fold').open = lobby; byId('name').value = name; }
}

byId('keys').checked = seat.keys;
byId('keys').addEventListener('change', () => { seat.keys = byId('keys').checked; keep(); });
byId('leave').addEventListener('click', () => {
  if (!confirm('Forget your seat on this device? To come back you need the code again, and you get another seat.')) return;
  hangUp();
  clearTimeout(line.timer);
  newSeat('');
  history.replaceState(null, '', location.pathname);
  Object.assign(room, { link: 'door', own: null, board: null, why: '', chosen: {}, closed: new Set() });
  draw();
  byId('code').focus();
});
byId('try-now').addEventListener('click', () => { line.tries = 0; connect(); });

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest?.('input:not([type=radio]):not([type=checkbox]), textarea, select');
  if (event.key === 'Escape' && event.target.closest?.('#ask')) { byId('ask-fold').open = false; return byId('heading').focus(); }
  if (!seat.keys || typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat || byId('room').hidden) return;
  const key = event.key.toLowerCase();
  const answer = Object.keys(ANSWERS).find((name) => ANSWERS[name].key === key);
  const form = byId('vote');
  if (key === 'w') { event.preventDefault(); openAsk(); }
  else if (form && (answer || ['1', '2', '3'].includes(key))) {
    event.preventDefault();
    const input = byId(answer ? `answer-${answer}` : `sure-${key}`);
    if (input.disabled) return;
    input.focus();
    choose(room.board.table.shows.ballot, answer ? { answer } : { confidence: Number(key) });
  }
});
function openAsk() { byId('ask-fold').open = true; byId('question').focus(); }
byId('bar-ask').addEventListener('click', (event) => { event.preventDefault(); openAsk(); });
byId('bar-vote').addEventListener('click', (event) => {
  event.preventDefault();
  byId('vote')?.scrollIntoView();
  (byId('vote')?.querySelector('input:checked') ?? byId('answer-yes'))?.focus({ preventScroll: true });
});
