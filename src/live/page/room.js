// What this page knows of the room, and what it says about changes.

const room = {
  /// door, joining, waiting, on, away, over
  link: 'joining', why: '', own: null, board: null, seq: -1, offset: 0,
  closed: new Set(), late: '', opened: new Set(), chosen: {}, over: null, renamed: false,
};

function boarded({ now, board }) {
  if (board.seq < room.seq) return;
  const before = room.board?.place;
  room.seq = board.seq;
  room.offset = now - Date.now();
  if (before && before.stop !== board.place.stop) room.late = '';
  if (before && before.phase !== board.place.phase) room.late = '';
  const timer = room.board?.timer;
  room.board = board;
  if (board.table.phase === 'close') seat.done = true;
  keep();
  if (board.timer && board.timer !== timer) {
    const left = Math.round((board.timer - Date.now() - room.offset) / 1000);
    if (left > 0) announce(`The host has ${timer ? 'set the timer to' : 'started a timer:'} ${duration(left)}. Nothing ends with it.`);
  }
}

const duration = (seconds) => {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return [minutes && counted(minutes, 'minute', 'minutes'), rest && counted(rest, 'second', 'seconds')].filter(Boolean).join(' ') || '0 seconds';
};

function ended(title, words, button, act) {
  room.link = 'over';
  room.over = { title, words, button, act };
  draw();
}

/// Says something to those who listen; the same thing once. What comes at once is said together.
let saying = [];
let said = '';
let speaking = 0;
function announce(text) {
  if (!text || saying.includes(text)) return;
  saying.push(text);
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    const all = saying.join(' ');
    saying = [];
    if (all !== said) byId('live').textContent = clean(all);
    said = all;
  }, 250);
}
