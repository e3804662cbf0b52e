// The case: what happened, who said what, and what is known.

/// Whether the case comes with a warning, and was not opened here: nobody votes on what they have not read.
const unopened = (shows, stop) => Boolean(clean(shows.case.sheet.warning).trim()) && !room.opened.has(stop);

function sheet(shows, stop, folded) {
  const { sheet } = shows.case;
  const body = unopened(shows, stop) ? [warning(sheet, stop)] : [
    sheet.twin ? el('p', { class: 'notice' }, 'The same case, but one fact is another: ', el('strong', null, foreign('span', sheet.twin.label), ': ', foreign('span', sheet.twin.value)), '.') : null,
    el('div', { class: 'columns' }, el('div', null, story(sheet), turns(sheet)), facts(sheet)),
  ];
  const title = [foreign('h2', sheet.title), sheet.channel ? el('p', { class: 'dim' }, `By ${CHANNELS[sheet.channel] ?? sheet.channel}`.replace('By at', 'At')) : null];
  if (folded) return el('details', { class: 'sheet' }, el('summary', null, el('h2', null, 'The case again: ', foreign('span', sheet.title))), title[1], body);
  return el('article', { class: 'sheet', 'aria-label': `The case: ${clean(sheet.title)}` }, title, body);
}

function warning(sheet, stop) {
  const show = el('button', { type: 'button' }, 'Show me the case');
  show.addEventListener('click', () => { room.opened.add(stop); draw(); byId('heading').focus({ preventScroll: true }); });
  return el('div', { class: 'notice' }, el('p', null, el('strong', null, 'Before you read: '), foreign('span', sheet.warning)),
    el('p', null, 'You may leave this case out. Nobody sees that you did.'), show);
}

function story(sheet) {
  const paragraphs = clean(sheet.story).split(/\n\s*\n/).filter((text) => text.trim());
  return el('div', { class: 'story' }, paragraphs.map((text) => foreign('p', text.trim())));
}

function turns(sheet) {
  if (!sheet.speech.length) return null;
  const turn = ({ who, text }) => el('li', { class: SPEAKERS[who] ? who : 'note' }, el('span', { class: 'who' }, SPEAKERS[who] ?? who, el('span', { class: 'unseen' }, ': ')),
    foreign('span', who === 'note' ? text : `“${clean(text)}”`));
  return el('ol', { class: 'turns', 'aria-label': 'What was said' }, sheet.speech.map(turn));
}

// What says nothing shares one line: on a phone it would stand before the vote for rows.
function nothing({ nothing }) {
  if (!nothing?.length) return null;
  return el('p', { class: 'dim' }, 'At 0 or none: ', nothing.map((label, at) => [at ? ', ' : '', foreign('span', label)]));
}

function facts(sheet) {
  const fact = ({ label, value }) => {
    const changed = sheet.twin && sheet.twin.label === label;
    return el('div', { class: changed ? 'changed' : null }, foreign('dt', label), el('dd', null, foreign('span', value), changed ? el('span', { class: 'tag' }, ' ← changed') : null));
  };
  return el('section', { 'aria-label': 'What is known' }, el('h3', { class: 'dim' }, 'What is known'), el('dl', { class: 'facts' }, sheet.facts.map(fact)), nothing(sheet));
}
