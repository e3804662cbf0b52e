//! A file of cases, read and decided on all cores; nothing of it is kept but the counts.

use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::counted::Counted;
use crate::cli::Failure;
use crate::cli::lines::{Cases, NOT_TEXT, Reader, TOO_LONG, open, skip_line, unreadable};
use crate::domain::MAX_FILE_BYTES;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::check::words;
use crate::domain::policy::source::facts_json;
use crate::domain::policy::source::facts_line::LineReader;
use crate::domain::policy::whatif::Panel;
use crate::domain::policy::whatif::tally::Tally;

/// How much is read at once: enough that nobody waits for the lock.
const BLOCK: usize = 1 << 20;
/// So many lines that can't be used are shown; the others are counted.
const SHOWN: usize = 100;

/// Counts every case of a file; `-` is standard input. Its name comes back with the counts.
pub(super) fn count(panel: &Panel, policy: &Policy, path: &Path) -> Result<(String, Counted), Failure> {
    let (begun, reader, line) = Cases::new(policy, open(path)?).split()?;
    let mut first = Worker::new(panel, policy);
    for (line, case) in begun {
        match case {
            Ok(case) => first.count(line, &case),
            Err(why) => first.refuse(line, why),
        }
    }
    let source = Mutex::new(Source { reader, rest: Vec::new(), line, trouble: None });
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(|| Worker::new(panel, policy).run(&source))).collect();
        let mut workers = vec![first.run(&source)];
        for other in others {
            // A panic in a worker is a bug: it goes on here rather than losing cases silently.
            workers.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        workers
    });
    if let Some(error) = source.into_inner().unwrap_or_else(PoisonError::into_inner).trouble {
        return Err(unreadable(&error));
    }
    let name = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    Ok((name, merged(workers)))
}

fn merged(workers: Vec<Worker<'_>>) -> Counted {
    let mut all = Counted::default();
    for worker in workers {
        let counted = worker.counted;
        if all.tallies.is_empty() {
            all.tallies = counted.tallies;
        } else {
            all.tallies.iter_mut().zip(&counted.tallies).for_each(|(a, b)| a.merge(b));
        }
        all.refused += counted.refused;
        all.errors.extend(counted.errors);
    }
    // Each worker kept its first ones, so the first of all are among them.
    all.errors.sort_by_key(|e| e.0);
    all.errors.truncate(SHOWN);
    all
}

/// Whole lines, and the number of the first.
struct Block {
    bytes: Vec<u8>,
    first: usize,
    /// One line longer than any may be; its bytes are not kept.
    too_long: bool,
}

/// Hands out blocks of whole lines.
struct Source {
    reader: Reader,
    /// The beginning of a line whose end was not read yet.
    rest: Vec<u8>,
    /// Lines handed out so far.
    line: usize,
    trouble: Option<io::Error>,
}

impl Source {
    /// The next block in `bytes`' place; none at the end.
    fn next(&mut self, mut bytes: Vec<u8>) -> Option<Block> {
        match self.fill(&mut bytes) {
            Ok(false) => None,
            Ok(true) => Some(self.block(bytes)),
            Err(error) => {
                self.trouble = Some(error);
                None
            }
        }
    }

    /// Reads about a block, and on to the end of a line as long as a line may be. False at the end.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        bytes.clear();
        bytes.append(&mut self.rest);
        loop {
            let before = bytes.len();
            let wanted = if before < BLOCK { BLOCK - before } else { BLOCK };
            let read = (&mut self.reader).take(wanted as u64).read_to_end(bytes)?;
            let whole = bytes.iter().rposition(|b| *b == b'\n');
            match whole {
                _ if read < wanted => return Ok(!bytes.is_empty()),
                Some(end) => {
                    self.rest.extend_from_slice(&bytes[end + 1..]);
                    bytes.truncate(end + 1);
                    return Ok(true);
                }
                None if bytes.len() > MAX_FILE_BYTES => {
                    skip_line(&mut self.reader)?;
                    return Ok(true);
                }
                None => {}
            }
        }
    }

    fn block(&mut self, bytes: Vec<u8>) -> Block {
        let first = self.line + 1;
        let ends = bytes.iter().filter(|b| **b == b'\n').count();
        let open = usize::from(bytes.last().is_some_and(|b| *b != b'\n'));
        self.line += ends + open;
        Block { too_long: ends == 0 && bytes.len() > MAX_FILE_BYTES, bytes, first }
    }
}

/// Reads and counts, on a core of its own.
struct Worker<'p> {
    panel: &'p Panel,
    policy: &'p Policy,
    reader: LineReader<'p>,
    counted: Counted,
}

impl<'p> Worker<'p> {
    fn new(panel: &'p Panel, policy: &'p Policy) -> Self {
        let counted = Counted { tallies: vec![Tally::default(); panel.versions()], ..Counted::default() };
        Self { panel, policy, reader: LineReader::of(policy), counted }
    }

    fn run(mut self, source: &Mutex<Source>) -> Self {
        let mut case = Case::unknown(self.policy.facts.len());
        let mut bytes = Vec::new();
        loop {
            let block = source.lock().unwrap_or_else(PoisonError::into_inner).next(bytes);
            let Some(block) = block else { return self };
            if block.too_long {
                self.refuse(block.first, TOO_LONG.to_owned());
            } else {
                self.block(&block, &mut case);
            }
            bytes = block.bytes;
        }
    }

    fn block(&mut self, block: &Block, case: &mut Case) {
        for (at, line) in block.bytes.split(|b| *b == b'\n').enumerate() {
            if self.reader.read(line, case) {
                self.count(block.first + at, case);
            } else if !line.trim_ascii().is_empty() {
                self.exactly(block.first + at, line);
            }
        }
    }

    /// A line that is not of the usual kind, or none at all.
    fn exactly(&mut self, at: usize, line: &[u8]) {
        if line.len() > MAX_FILE_BYTES {
            return self.refuse(at, TOO_LONG.to_owned());
        }
        match std::str::from_utf8(line) {
            Err(_) => self.refuse(at, NOT_TEXT.to_owned()),
            Ok(text) => match facts_json::case(self.policy, text) {
                Ok(case) => self.count(at, &case),
                Err(why) => self.refuse(at, why.to_string()),
            },
        }
    }

    fn count(&mut self, at: usize, case: &Case) {
        if let Err(impossible) = self.panel.count(case, &mut self.counted.tallies) {
            let never = self.policy.never.get(impossible.never);
            let clause = never.map(|never| words::condition(self.policy, never)).unwrap_or_default();
            self.refuse(at, format!("this case can't occur: the policy says never {clause}"));
        }
    }

    fn refuse(&mut self, line: usize, why: String) {
        self.counted.refused += 1;
        if self.counted.errors.len() < SHOWN {
            self.counted.errors.push((line, why));
        }
    }
}
