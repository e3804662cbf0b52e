// Coming in: by the QR's link, by the seat this device still has, or by the code.

function comeIn(door, alias) {
  seatFor(door);
  line.alias = alias ?? '';
  line.stopped = false;
  line.tries = 0;
  room.link = 'joining';
  room.why = '';
  takeOver();
  connect();
  draw();
}

function invited() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return location.hash.slice(1); }
}

const linked = () => (byId(invited()) ? '' : invited());
addEventListener('hashchange', () => { if (linked()) comeIn(linked()); });
byId('question').value = seat.draft;
if (linked() || (seat.token && Date.now() - seat.made < HALF_A_DAY)) comeIn(linked());
else { room.link = 'door'; draw(); byId('code').focus(); }
