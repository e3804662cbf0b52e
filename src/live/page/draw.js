// Draws what is known. Only what has changed is touched, so that nobody loses their place in it.

let announced = '';
let awaySince = 0;
/// Whoever typed the code is led on to what is on the table: the form they were at is gone.
let leading = false;

function draw() {
  const { link, board, own } = room;
  const inRoom = (link === 'on' || link === 'away') && board && own;
  if (link !== 'door' && byId('door').contains(document.activeElement)) leading = true;
  byId('door').hidden = link !== 'door';
  byId('over').hidden = !(link === 'over' || link === 'waiting' || (!inRoom && (link === 'joining' || link === 'away' || link === 'on')));
  byId('room').hidden = byId('ask').hidden = byId('you').hidden = !inRoom;
  drawConnection(Boolean(inRoom));
  fill(byId('who'), [own, Boolean(inRoom)], () => [el('strong', null, inRoom ? ['You are ', foreign('span', own.alias ?? own.name)] : 'Escalate or Act?')]);
  document.body.dataset.link = link;
  if (!inRoom) { byId('bar').hidden = true; return drawOutside(link); }
  drawRoom(board);
  drawForms();
  if (leading) byId('heading').focus({ preventScroll: true });
  leading = false;
}

function drawConnection(inRoom) {
  const { link } = room;
  // Whoever has left at the end is not missed, and nothing is tried again that anybody waits for.
  const ended = link === 'away' && inRoom && room.board.place.phase === 'close';
  const words = { on: '● Connected', away: ended ? 'The meeting has ended' : '○ No connection', joining: '○ Connecting …', waiting: '○ Waiting', over: '', door: '' }[link];
  if (byId('connection').textContent !== words) byId('connection').textContent = words;
  byId('away').hidden = !(link === 'away' && inRoom && !ended);
  byId('away-more').textContent = seat.open.length
    ? `This page tries again by itself. Your seat and your votes are kept; ${counted(seat.open.length, 'thing', 'things')} not sent yet will go out as soon as it works.`
    : 'This page tries again by itself. Your seat and your votes are kept.';
  if (link === 'away' && !ended && !awaySince) awaySince = setTimeout(() => announce('No connection to the host. This page tries again by itself; your seat and votes are kept.'), 2000);
  if (link === 'on' && awaySince) {
    clearTimeout(awaySince);
    awaySince = 0;
    if (said.startsWith('No connection')) announce('Connected again.');
  }
}

function drawOutside(link) {
  document.title = 'Escalate or Act?';
  if (link === 'door') {
    const why = byId('door-why');
    why.hidden = !room.why;
    if (why.textContent !== room.why) { why.textContent = room.why; announce(room.why); }
    return;
  }
  const { title, words, button, act } = link === 'over' ? room.over
    : link === 'waiting' ? { title: 'At the door', words: `${room.why} This page tries again by itself.` }
      : { title: 'Coming in …', words: link === 'away' ? 'No connection to the host yet. This page tries again by itself: is this device in the same network, and does the host’s program run?' : '' };
  fill(byId('over-title'), title, () => [title]);
  fill(byId('over-words'), words, () => [clean(words)]);
  byId('over-button').hidden = !button;
  byId('over-button').textContent = button ?? '';
  byId('over-button').onclick = act ?? null;
  if (words) announce(`${title}. ${words}`);
}

function drawRoom(board) {
  const { phase, shows = {} } = board.table;
  const { stop } = board.place;
  const scene = `${stop}/${board.place.phase}`;
  const [title, words] = phaseWords(board);
  const read = phase === 'reveal' || phase === 'swing';
  const moved = announced !== scene;
  const held = document.activeElement;
  document.body.dataset.phase = board.place.phase;
  document.body.dataset.table = !shows.case ? 'other' : read ? 'answer' : 'case';
  document.title = `${clean(title)} – Escalate or Act?`;
  fill(byId('kind'), kindLine(board), () => [kindLine(board)]);
  fill(byId('heading'), title, () => [foreign('span', title)]);
  const mine = [seat.mine, seat.asked.length];
  fill(byId('before'), [board.place, board.table.phase === 'vote' ? 0 : board.table, mine], () => (phase === 'vote' ? [] : before(board)));
  fill(byId('case'), [stop, shows.case, read, room.opened.has(stop)], () => (shows.case ? sheet(shows, stop, read) : []));
  const asked = phase === 'vote' && !unopened(shows, stop);
  fill(byId('after'), [asked && shows.ballot], () => (asked ? voteForm(board) : []));
  if (phase === 'vote') drawVote(board);
  drawBar(board);
  drawTimer();
  if (!moved) return;
  announced = scene;
  const lost = held && held !== document.body && !held.isConnected;
  if (lost) byId('heading').focus({ preventScroll: true });
  // Who reads the case goes on reading it; who types goes on typing.
  const typing = ['TEXTAREA', 'INPUT'].includes(document.activeElement?.tagName) && document.activeElement.type !== 'radio';
  if (board.place.phase !== 'vote' && !typing) scrollTo({ top: 0, behavior: 'instant' });
  const named = shows.case && ['read', 'alone'].includes(board.place.phase) ? `${kindLine(board)}: ${clean(shows.case.sheet.title)}.` : '';
  const more = phase === 'talk' ? shows.words : phase === 'reveal' ? readOut(byId('verdict')) : words;
  announce([lost ? '' : sentence(title), named, clean(more)].filter(Boolean).join(' '));
}

/// What somebody who listens would hear of an element.
function readOut(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll('[aria-hidden]').forEach((hidden) => hidden.remove());
  return copy.textContent.replace(/[✗✓] /g, '');
}

function drawBar(board) {
  const { phase, shows } = board.table;
  byId('bar').hidden = !shows?.case;
  const vote = byId('bar-vote');
  vote.hidden = phase !== 'vote';
  if (phase !== 'vote') return;
  const key = ballotKey(shows.ballot);
  const [state] = voteState(key);
  // Before the case is opened there is nothing below to go to.
  vote.hidden = state === 'none' && unopened(shows, board.place.stop);
  const short = { none: 'Vote ↓', half: 'Not counted yet ↓', waiting: 'Not saved yet', closed: 'Vote closed' }[state];
  fill(vote, [state, voteIn(key)], () => (short ? [short] : [el('span', null, '✓ ', answerTag(voteIn(key).vote.answer))]));
}

function drawTimer() {
  const { board, offset } = room;
  const timer = byId('timer');
  timer.hidden = !board?.timer;
  if (timer.hidden) return;
  const left = Math.ceil((board.timer - Date.now() - offset) / 1000);
  timer.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` : 'Time is up; the host goes on';
}
setInterval(() => { if (room.board?.timer) drawTimer(); }, 500);
