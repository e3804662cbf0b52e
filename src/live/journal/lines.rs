//! The lines of a journal: written in a chain, and read until they end.

use std::io;

use crate::domain::room::event::Event;

/// Hexadecimal digits before an event.
const DIGITS: usize = 16;

/// The digits of the last line: what the next one hangs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Chain([u8; DIGITS]);

impl Chain {
    /// Adds an event's line.
    pub(super) fn write(&mut self, event: &Event, out: &mut Vec<u8>) -> io::Result<()> {
        let start = out.len();
        out.extend_from_slice(&[b' '; DIGITS + 1]);
        serde_json::to_writer(&mut *out, event)?;
        *self = self.with(&out[start + DIGITS + 1..]);
        out[start..start + DIGITS].copy_from_slice(&self.0);
        out.push(b'\n');
        Ok(())
    }

    fn with(self, event: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0);
        hasher.update(event);
        let mut digits = [0; DIGITS];
        digits.copy_from_slice(&hasher.finalize().to_hex().as_bytes()[..DIGITS]);
        Self(digits)
    }
}

/// What was read.
#[derive(Debug)]
pub(super) struct Read {
    /// In order.
    pub(super) events: Vec<Event>,
    /// Where the chain ends.
    pub(super) chain: Chain,
    /// Bytes that hold them.
    pub(super) good: u64,
}

/// Reads every whole line. The number of a broken line, from 1, if whole lines come after it.
pub(super) fn read_lines(bytes: &[u8]) -> Result<Read, usize> {
    // No event holds a zero: where one stands the written part ends.
    let written = bytes.split(|b| *b == 0).next().unwrap_or_default();
    let mut read = Read { events: Vec::new(), chain: Chain::default(), good: 0 };
    let mut rest = written;
    while let Some(end) = rest.iter().position(|b| *b == b'\n') {
        let (line, after) = (&rest[..end], &rest[end + 1..]);
        let Some((event, chain)) = event_of(line, read.chain) else {
            return if after.is_empty() { Ok(read) } else { Err(read.events.len() + 1) };
        };
        read.events.push(event);
        read.chain = chain;
        read.good += end as u64 + 1;
        rest = after;
    }
    Ok(read)
}

fn event_of(line: &[u8], before: Chain) -> Option<(Event, Chain)> {
    let (digits, event) = line.split_at_checked(DIGITS)?;
    let event = event.strip_prefix(b" ")?;
    let chain = before.with(event);
    (chain.0 == digits).then_some(())?;
    Some((serde_json::from_slice(event).ok()?, chain))
}
