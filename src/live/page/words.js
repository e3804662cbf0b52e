// Text and elements. Whatever comes from others passes through `clean` and becomes a text node: never HTML, never an attribute that acts.

// What acts on the reading order or can't be seen; the same that the host's program takes out of texts.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]/g;
const clean = (text) => String(text ?? '').replace(/\t/g, ' ').replace(UNSEEN, '');

const byId = (id) => document.getElementById(id);

/// An element with attributes and children; strings become text.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child != null && child !== false) element.append(child instanceof Node ? child : clean(child));
  }
  return element;
}

/// Text of others: it stands apart from the reading order around it, whichever way it runs.
const foreign = (tag, text, attributes) => el(tag, { dir: 'auto', ...attributes, class: `foreign ${attributes?.class ?? ''}`.trim() }, text);

/// Fills a place only when what it shows is another thing: focus, scrolling and what was typed stay where they are.
const shown = new WeakMap();
function fill(place, key, build) {
  const whole = JSON.stringify(key);
  if (shown.get(place) === whole) return;
  shown.set(place, whole);
  place.replaceChildren(...[build()].flat().filter(Boolean));
}

// Without a prototype: a name that others sent finds what stands here, or nothing.
const ANSWERS = {
  __proto__: null,
  yes: { letter: 'A', key: 'a', word: 'act: yes', what: 'do it yourself', head: 'Act, yes' },
  no: { letter: 'N', key: 'n', word: 'act: no', what: 'say no, or not yet, yourself', head: 'Act, no' },
  escalate: { letter: 'E', key: 'e', word: 'escalate', what: 'hand it over', head: 'Escalate' },
  either: { letter: 'A', key: '', word: 'act: your judgement', what: '', head: 'Act, your judgement' },
};
const SURE = [
  { word: 'unsure', what: 'it may well be otherwise' },
  { word: 'fairly sure', what: 'right two times in three' },
  { word: 'sure', what: 'right four times in five' },
];
const CHANNELS = { __proto__: null, phone: 'phone', chat: 'chat', email: 'e-mail', social: 'social media', store: 'at the counter', gate: 'at the gate', letter: 'letter' };
const SPEAKERS = { __proto__: null, customer: 'Customer', agent: 'You', note: 'Note' };
const URGENCY = { __proto__: null, info: 'F ·', today: 'G o', hour: 'A !', now: 'R !!', life: 'B !!!' };

/// A letter in a shape of its own: a disc, a square, an arrow that points up.
const SHAPES = { __proto__: null, yes: 'M12 1.5a10.5 10.5 0 1 0 .01 0Z', either: 'M12 1.5a10.5 10.5 0 1 0 .01 0Z', no: 'M2 2H22V22H2Z', escalate: 'M12 1L23 9.5H20V23H4V9.5H1Z' };
function badge(name) {
  const svg = (tag, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const picture = svg('svg', { viewBox: '0 0 24 24', class: `badge ${ANSWERS[name] ? name : ''}`, 'aria-hidden': 'true', focusable: 'false' });
  const letter = svg('text', { x: '12', y: name === 'escalate' ? '19.5' : '17', 'text-anchor': 'middle', 'font-size': name === 'escalate' ? '13' : '14' });
  letter.append(ANSWERS[name]?.letter ?? '?');
  picture.append(svg('path', { d: SHAPES[name] ?? SHAPES.no }), letter);
  return picture;
}
/// An answer: shape with letter, and word.
const answerTag = (name) => el('span', { class: `answer ${name}` }, ANSWERS[name] ? badge(name) : null, ANSWERS[name]?.word ?? name);
const told = (vote) => `${ANSWERS[vote.answer].word}, ${SURE[vote.confidence - 1].word}`;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const sentence = (text) => { const whole = capital(clean(text).trim()); return /[.!?…]$/.test(whole) ? whole : `${whole}.`; };
const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/// The name of being wrong; none if it was right.
function wrong(answer, right) {
  if (answer === right || (right === 'either' && answer !== 'escalate')) return null;
  if (answer === 'escalate') return 'over-escalation';
  if (right === 'escalate') return 'over-reach';
  return answer === 'yes' ? 'gave it away' : 'needless no';
}
