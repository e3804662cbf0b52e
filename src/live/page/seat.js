// The seat as this device keeps it: its token, the numbers of its requests, and what was said but not answered yet.

const KEPT = 'escalate-or-act';
const HALF_A_DAY = 12 * 60 * 60 * 1000;
const store = {
  read() { try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; } },
  write(value) { try { localStorage.setItem(KEPT, JSON.stringify(value)); return true; } catch { return false; } },
};

let seat = { token: '', door: '', made: 0, number: 0, done: false, open: [], mine: {}, asked: [], keys: true, draft: '', ...store.read() };
const keep = () => store.write(seat);

/// 128 bits, as 32 digits.
function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/// Somebody new: nothing ties them to the seat of another meeting.
function newSeat(door) {
  seat = { ...seat, token: newToken(), door, made: Date.now(), number: 0, done: false, open: [], mine: {}, asked: [] };
  keep();
}

/// The seat to come in with. By another door of the same day one may still have a seat: a code that was typed, then its QR.
function seatFor(door) {
  const stale = !seat.token || Date.now() - seat.made > HALF_A_DAY || (seat.done && door && door !== seat.door);
  if (stale) newSeat(door);
  else if (door && door !== seat.door) { seat.door = door; keep(); }
}

const nextNumber = () => { seat.number += 1; return seat.number; };
const ballotKey = (ballot) => `${ballot.stop}/${ballot.turn}`;

/// Adds a request; an older vote in the same ballot that nobody answered is no longer wanted.
function addRequest(kind, body) {
  if (kind === 'vote') seat.open = seat.open.filter((r) => r.kind !== 'vote' || ballotKey(r.body.ballot) !== ballotKey(body.ballot));
  const request = { number: nextNumber(), kind, body };
  seat.open.push(request);
  keep();
  return request;
}

/// The vote this device last wanted in a ballot, and whether the host's disk has it.
function voteIn(key) {
  const waiting = seat.open.find((r) => r.kind === 'vote' && ballotKey(r.body.ballot) === key);
  if (waiting) return { vote: waiting.body.vote, saved: false };
  return seat.mine[key] ? { vote: seat.mine[key], saved: true } : null;
}
