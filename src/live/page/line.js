// The connection: it comes back by itself, and says again what was not answered.

const PROTOCOL = 2;
/// Milliseconds before coming back, at the least and at the most, the first times; then as the last: a host that was restarted has
/// everybody back within two seconds, and not in the same instant.
const BACK = [[100, 1000], [400, 1200], [500, 1500]];
/// Milliseconds after which silence means that the connection is dead, though nobody said so.
const SILENCE = 6000;
/// Milliseconds after which a connection that nobody uses is tried.
const QUIET = 20000;
/// Milliseconds before a room that was full or locked is tried again.
const LATER = 4000;

const line = { socket: null, seated: false, tries: 0, timer: 0, deaf: 0, quiet: 0, alias: '', stopped: false, said: null };

function connect() {
  clearTimeout(line.timer);
  hangUp();
  if (line.stopped) return;
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
  line.socket = socket;
  listenFor(SILENCE);
  socket.onopen = () => say({ join: { protocol: PROTOCOL, token: seat.token, door: seat.door, alias: line.alias } });
  socket.onmessage = (event) => { if (line.socket === socket) hear(event.data); };
  socket.onclose = () => { if (line.socket === socket) broke(); };
}

function hangUp() {
  const old = line.socket;
  line.socket = null;
  line.seated = false;
  clearTimeout(line.deaf);
  clearTimeout(line.quiet);
  if (old) { old.onclose = null; old.close(); }
}

function broke() {
  hangUp();
  room.link = 'away';
  const [least, most] = BACK[Math.min(line.tries, BACK.length - 1)];
  line.tries += 1;
  line.timer = setTimeout(connect, least + (most - least) * Math.random());
  draw();
}

/// Expects to hear something.
function listenFor(ms) {
  clearTimeout(line.deaf);
  line.deaf = setTimeout(broke, ms);
}

function say(message) {
  if (line.socket?.readyState === WebSocket.OPEN) line.socket.send(JSON.stringify(message));
}

/// Says the oldest request that is open. One at a time: so what was refused for haste can be said again with its number, and nothing
/// newer has made it old meanwhile.
function sayNext() {
  const [request] = seat.open;
  if (!line.seated || !request || line.said === request) return;
  line.said = request;
  say({ [request.kind]: { number: request.number, ...request.body } });
  listenFor(SILENCE);
}

function request(kind, body) {
  addRequest(kind, body);
  sayNext();
  draw();
}

/// Are you there?
function rest() {
  clearTimeout(line.quiet);
  line.quiet = setTimeout(() => {
    if (!document.hidden && line.seated) { say('there'); listenFor(SILENCE); }
    rest();
  }, QUIET);
}

function hear(data) {
  let message;
  try { message = JSON.parse(data); } catch { return; }
  clearTimeout(line.deaf);
  rest();
  if (message === 'gone') return gone();
  if (message === 'here') return;
  const [kind, body] = Object.entries(message ?? {})[0] ?? [];
  if (kind === 'seated') seated(body);
  else if (kind === 'board') boarded(body);
  else if (kind === 'taken') taken(body);
  else if (kind === 'refused') refused(body);
  if (line.seated && seat.open.length) listenFor(SILENCE);
  draw();
}

function seated(own) {
  line.seated = true;
  line.tries = 0;
  room.link = 'on';
  room.own = own;
  for (const { ballot, vote } of own.votes) seat.mine[ballotKey(ballot)] = vote;
  room.seq = -1;
  seat.number = Math.max(seat.number, own.last);
  keep();
  line.said = null;
  sayNext();
}

function taken({ number, alias }) {
  room.own.alias = alias;
  const done = seat.open.find((r) => r.number === number);
  if (!done) return;
  seat.open = seat.open.filter((r) => r !== done);
  if (done.kind === 'vote') seat.mine[ballotKey(done.body.ballot)] = done.body.vote;
  if (done.kind === 'ask') { seat.asked.push(done.body.text); announce('Your question is noted. Thank you.'); }
  if (done.kind === 'rename') room.renamed = true;
  keep();
  sayNext();
}

function refused({ number, why, words, retry }) {
  if (number == null) return notLetIn(why, words, retry);
  const open = seat.open.find((r) => r.number === number);
  if (!open) return;
  if (['too-fast', 'busy', 'not-seated'].includes(why)) {
    setTimeout(() => { if (line.said === open) { line.said = null; sayNext(); } }, retry ?? 1000);
    return;
  }
  seat.open = seat.open.filter((r) => r !== open);
  keep();
  sayNext();
  if (why === 'removed') return gone();
  if (open.kind === 'vote') { room.closed.add(ballotKey(open.body.ballot)); room.late = sentence(words); announce(room.late); }
  if (open.kind === 'ask') troubleWith('question', sentence(words), open.body.text);
  if (open.kind === 'rename') troubleWith('name', sentence(words));
}

function notLetIn(why, words, retry) {
  if (why === 'bad-token') { newSeat(seat.door); return connect(); }
  if (why === 'protocol') return ended('Load the page again', sentence(words), 'Load again', () => location.reload());
  if (why === 'busy' || why === 'locked' || why === 'full') {
    hangUp();
    room.link = 'waiting';
    room.why = sentence(words);
    line.timer = setTimeout(connect, retry ?? LATER);
    return;
  }
  hangUp();
  room.link = 'door';
  room.why = seat.door || room.own ? sentence(words) : '';
  room.own = null;
  room.board = null;
}

function gone() {
  line.stopped = true;
  hangUp();
  ended('The host has ended your visit', 'This page does not come in again by itself. If that was a mistake, talk to the host.');
}

// A phone that slept, or changed its network: whatever the old connection says, a new one is known to work.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) line.hid = Date.now();
  else if (room.link === 'away' || (line.seated && Date.now() - (line.hid ?? Date.now()) > 5000)) { line.tries = 0; connect(); }
});
addEventListener('online', () => { if (room.link === 'away' || line.seated) { line.tries = 0; connect(); } });
addEventListener('offline', () => { if (line.seated) broke(); });
addEventListener('pageshow', (event) => { if (event.persisted && (room.link === 'on' || room.link === 'away')) connect(); });

// One tab speaks for the seat: two would count their requests alike.
const tabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel(KEPT) : null;
function takeOver() { tabs?.postMessage('here'); }
if (tabs) {
  tabs.onmessage = () => {
    if (!['on', 'away', 'waiting', 'joining'].includes(room.link)) return;
    clearTimeout(line.timer);
    hangUp();
    ended('This meeting is open in another tab', 'Your seat and your votes are there.', 'Use this tab', () => location.reload());
  };
}
