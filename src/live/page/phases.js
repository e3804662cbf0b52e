// What each phase is called, what it asks for, and what stands before and after the case.

const KINDS = { __proto__: null, case: 'Case', before: 'Before we start: case', twin: 'Twin' };

/// Heading and the one thing to know, for every phase of the meeting.
function phaseWords(board) {
  const { phase, shows = {} } = board.table;
  const second = shows.ballot?.turn === 'second';
  const alone = shows.ballot?.turn === 'alone';
  switch (phase) {
    case 'lobby': return ['You are in', 'Waiting for the host to start. Keep this page open; it follows by itself.'];
    case 'talk': return [shows.title, ''];
    case 'read': return ['Read the case', 'The host reads it aloud. The vote is not open yet.'];
    case 'vote':
      if (alone) return ['Answer alone', 'No talking this time. Nobody is shown your vote.'];
      if (second) return ['Vote again', 'Change your mind for a reason, not for company.'];
      return ['Vote', 'Alone first, and in silence. Nobody is shown your vote.'];
    case 'split': return ['The vote is closed', 'The host looks at how the votes fell, and says how it goes on.'];
    case 'discuss': return ['Argue it out', 'Find someone who chose differently. Convince them with a fact, not with rank.'];
    case 'swing': return ['How the votes moved', 'The answer comes next.'];
    case 'reveal': return [`The answer: ${(ANSWERS[shows.reveal.answer] ?? { head: shows.reveal.answer }).head.toLowerCase()}`, ''];
    case 'close': return ['The end', 'Thank you for being here.'];
    default: return ['One moment', 'The host is at something this page does not know. Load it again if it stays.'];
  }
}

function kindLine(board) {
  const { shows = {} } = board.table;
  if (!shows.case) return `Part ${board.place.stop + 1} of ${board.stops}`;
  const { kind, number, of } = shows.case;
  return `${KINDS[kind] ?? 'Case'} ${number} of ${of}`;
}

const ownVotes = (stop) => ['first', 'second', 'alone'].map((turn) => [turn, seat.mine[`${stop}/${turn}`]]).filter(([, vote]) => vote);

function ownVoteLine(stop) {
  const votes = ownVotes(stop);
  if (!votes.length) return el('p', null, 'You did not vote here. That is fine.');
  const [, vote] = votes[votes.length - 1];
  const [, first] = votes[0];
  return el('p', null, 
    votes.length > 1 ? ['First you said: ', answerTag(first.answer), `, ${SURE[first.confidence - 1].word}. Then: `] : 'You said: ',
    answerTag(vote.answer), `, ${SURE[vote.confidence - 1].word}.`);
}

/// What stands before the case.
function before(board) {
  const { phase, shows = {} } = board.table;
  const [, words] = phaseWords(board);
  const lead = words ? el('p', { class: 'big' }, words) : null;
  switch (phase) {
    case 'lobby': return [
      shows.title ? el('p', { class: 'big' }, 'We play: ', foreign('strong', shows.title)) : null,
      lead,
      el('div', { class: 'notice' },
        el('p', null, 'Nobody in this room is shown who voted what, the host included.'),
        el('p', null, 'Speed counts for nothing, you may change your vote until it is closed, and you may leave any case out.'),
        el('p', null, 'If the connection breaks, this page comes back to your seat by itself.')),
    ];
    case 'talk': return [foreign('div', shows.words, { class: 'notice big' })];
    case 'split': return [lead, el('div', { class: 'notice' }, ownVoteLine(board.place.stop))];
    case 'discuss': return [el('div', { class: 'notice' }, lead,
      el('p', null, 'Which one fact decides for you? Which would have to be different for you to change your mind?'), ownVoteLine(board.place.stop))];
    case 'swing': return [lead, votesTable(shows.votes, board.place.stop, null)];
    case 'reveal': return revealParts(shows, board.place.stop);
    case 'close': return [lead, el('div', { class: 'notice' },
      el('p', null, 'What the team leaves with: the clauses to rewrite, the questions that were asked, and the words that work. No list of who was right.'),
      el('p', null, seat.asked.length ? `Thank you for ${counted(seat.asked.length, 'question', 'questions')}: they go to whoever keeps the policy.` : 'A question is still on your mind? Write it below while the host is here.'),
      el('p', null, 'You can close this page.'))];
    default: return [lead];
  }
}
