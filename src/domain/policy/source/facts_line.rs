//! The usual line of facts, read fast: plain names, plain digits, known values. Whatever is unusual is left to the exact reader,
//! which also says what is wrong with it.

use super::grid;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::{Fact, FactId, FactKind, NumberFact};
use crate::domain::policy::quantity::Quantity;

/// Facts beyond this are read by the exact reader alone.
const MOST_FACTS: usize = 128;

/// Reads lines for one policy.
#[derive(Clone, Copy, Debug)]
pub struct LineReader<'p> {
    policy: &'p Policy,
}

impl<'p> LineReader<'p> {
    /// For the facts of a policy.
    pub fn of(policy: &'p Policy) -> Self {
        Self { policy }
    }

    /// Reads an object of facts into a case of this policy, whatever that was before. False if the line is not of the usual
    /// kind: the case is then of no use.
    pub fn read(&self, line: &[u8], case: &mut Case) -> bool {
        case.forget();
        self.policy.facts.len() <= MOST_FACTS && Cursor { line, at: 0 }.object(self.policy, case).is_some()
    }
}

struct Cursor<'l> {
    line: &'l [u8],
    at: usize,
}

impl<'l> Cursor<'l> {
    fn object(mut self, policy: &Policy, case: &mut Case) -> Option<()> {
        let (mut seen, mut next) = (0u128, 0);
        self.expect(b'{')?;
        if !self.take(b'}') {
            loop {
                let id = find(policy, self.text()?, next)?;
                if seen >> id & 1 == 1 {
                    return None;
                }
                seen |= 1 << id;
                next = id + 1;
                self.expect(b':')?;
                case.set(FactId(id), self.value(policy.fact(FactId(id)))?);
                if !self.take(b',') {
                    break;
                }
            }
            self.expect(b'}')?;
        }
        self.skip();
        (self.at == self.line.len()).then_some(())
    }

    /// A value of a fact; none inside for what is unknown.
    fn value(&mut self, fact: &Fact) -> Option<Option<Value>> {
        match self.peek()? {
            b'n' => self.word(b"null").map(|()| None),
            b'"' => {
                let text = self.text()?;
                if text == b"?" {
                    return Some(None);
                }
                let at = place(fact, text)?;
                match fact.kind {
                    FactKind::Choice(_) => Some(Some(Value::Choice(at))),
                    FactKind::Set(_) => Some(Some(Value::Set(1 << at))),
                    FactKind::Number(_) | FactKind::Flag => None,
                }
            }
            b'[' if matches!(fact.kind, FactKind::Set(_)) => self.members(fact).map(|set| Some(Value::Set(set))),
            b't' if matches!(fact.kind, FactKind::Flag) => self.word(b"true").map(|()| Some(Value::Flag(true))),
            b'f' if matches!(fact.kind, FactKind::Flag) => self.word(b"false").map(|()| Some(Value::Flag(false))),
            _ => match &fact.kind {
                FactKind::Number(number) => self.number(number).map(|q| Some(Value::Number(q))),
                _ => None,
            },
        }
    }

    fn members(&mut self, fact: &Fact) -> Option<u64> {
        let mut set = 0;
        self.expect(b'[')?;
        if self.take(b']') {
            return Some(set);
        }
        loop {
            let text = self.text()?;
            set |= 1 << place(fact, text)?;
            if !self.take(b',') {
                return self.expect(b']').map(|()| set);
            }
        }
    }

    /// Digits as JSON has them, at most six decimals, on the fact's grid.
    fn number(&mut self, number: &NumberFact) -> Option<Quantity> {
        let negative = self.take(b'-');
        let (whole, digits) = self.digits(13)?;
        if digits == 0 || (digits > 1 && self.line[self.at - digits] == b'0') {
            return None;
        }
        let mut millionths = whole * Quantity::SCALE;
        if self.line.get(self.at) == Some(&b'.') {
            self.at += 1;
            let (fraction, digits) = self.digits(6)?;
            if digits == 0 {
                return None;
            }
            millionths += fraction * 10_i64.pow(u32::try_from(6 - digits).ok()?);
        }
        let value = Quantity::from_millionths(if negative { -millionths } else { millionths });
        let ended = !matches!(self.line.get(self.at), Some(b'e' | b'E' | b'.'));
        (ended && grid::within(value, number) && grid::is_multiple(value, number.step)).then_some(value)
    }

    /// At most so many digits, and how many there were.
    fn digits(&mut self, most: usize) -> Option<(i64, usize)> {
        let (start, mut value) = (self.at, 0_i64);
        while let Some(digit) = self.line.get(self.at).filter(|b| b.is_ascii_digit()) {
            value = value * 10 + i64::from(digit - b'0');
            self.at += 1;
            if self.at - start > most {
                return None;
            }
        }
        Some((value, self.at - start))
    }

    /// A text without escapes, its quotes taken off.
    fn text(&mut self) -> Option<&'l [u8]> {
        self.expect(b'"')?;
        let rest = &self.line[self.at..];
        let length = rest.iter().position(|b| matches!(b, b'"' | b'\\'))?;
        self.at += length + 1;
        (rest[length] == b'"').then_some(&rest[..length])
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.line[self.at..].starts_with(word).then(|| self.at += word.len())
    }

    fn skip(&mut self) {
        while matches!(self.line.get(self.at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&mut self) -> Option<u8> {
        self.skip();
        self.line.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.take(byte).then_some(())
    }
}

/// The base fact of that name; lines name facts in the order of declaration more often than not.
fn find(policy: &Policy, name: &[u8], guess: usize) -> Option<usize> {
    let is = |at: usize| policy.facts.get(at).is_some_and(|f| f.name.as_bytes() == name);
    let at = if is(guess) { guess } else { (0..policy.facts.len()).find(|at| is(*at))? };
    (!policy.facts[at].is_computed()).then_some(at)
}

/// The place of a named value.
fn place(fact: &Fact, id: &[u8]) -> Option<usize> {
    fact.names().iter().position(|n| n.id.as_bytes() == id)
}
