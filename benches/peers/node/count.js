// Counts votes in memory and answers each; sends a board to everyone on request. Nothing is kept, checked or limited.
'use strict';
const { WebSocketServer } = require('ws');
const readline = require('node:readline');

const votes = new Map();
let seats = 0;
// Boards are as large as those of what this is measured beside.
const filling = 'x'.repeat(Math.max(0, Number(process.argv[2] ?? 2500) - 150));
const board = (phase) => JSON.stringify({ board: { now: Date.now(), board: { table: { phase, shows: { text: filling, ballot: { stop: 2, turn: 'first' } } } } } });
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, maxPayload: 4096 });
server.on('listening', () => console.log(server.address().port));
server.on('connection', (socket) => {
  const seat = seats++;
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.vote) {
      votes.set(seat, message.vote.vote.answer);
      socket.send(JSON.stringify({ taken: { number: message.vote.number, votes: [{ turn: 'first', vote: message.vote.vote }] } }));
    } else if (message.join) {
      socket.send(JSON.stringify({ seated: { name: 'Otter', last: 0, votes: [] } }));
      socket.send(board('lobby'));
    }
  });
});
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const began = (performance.timeOrigin + performance.now()) / 1000;
  const text = board(line);
  for (const socket of server.clients) socket.send(text);
  console.log(began.toFixed(6));
}).on('close', () => process.exit(0));
