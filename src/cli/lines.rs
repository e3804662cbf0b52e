//! Cases from a file or standard input: one object of facts, or one a line, read as they come and never kept.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::Failure;
use crate::domain::MAX_FILE_BYTES;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::source::facts_json::{self, Unreadable};

/// What is said of a line beyond what is read.
pub(super) const TOO_LONG: &str = "the line is longer than 1 MB";
/// What is said of a line that is no text.
pub(super) const NOT_TEXT: &str = "the line is not UTF-8 text";

/// Where the lines come from.
pub(super) type Reader = Box<dyn BufRead + Send>;

/// A line, or what stands in for one that can't be one.
type Line = Result<String, &'static str>;

/// A line's number, and its case or why it is none.
pub(super) type Numbered = (usize, Result<Case, String>);

/// Opens a file of facts; `-` is standard input.
pub(super) fn open(path: &Path) -> Result<Reader, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path).map_err(|error| Failure::Unusable(format!("`{}` can't be read: {error}", path.display())))?;
    Ok(Box::new(BufReader::new(file)))
}

/// Why reading stopped.
pub(super) fn unreadable(error: &io::Error) -> Failure {
    Failure::Unusable(format!("the facts can't be read: {error}"))
}

/// The cases of a file, in order.
pub(super) struct Cases<'p> {
    policy: &'p Policy,
    reader: Reader,
    /// Lines read so far.
    line: usize,
    /// What was read to see how the file begins, and not handed out yet.
    begun: Option<VecDeque<Numbered>>,
}

impl<'p> Cases<'p> {
    pub(super) fn new(policy: &'p Policy, reader: Reader) -> Self {
        Self { policy, reader, line: 0, begun: None }
    }

    /// The next case, or why a line is none; blank lines are passed over.
    pub(super) fn next(&mut self) -> Result<Option<Numbered>, Failure> {
        if self.begun.is_none() {
            self.begun = Some(self.begin()?);
        }
        if let Some(first) = self.begun.as_mut().and_then(VecDeque::pop_front) {
            return Ok(Some(first));
        }
        while let Some(line) = self.next_line()? {
            if let Some(case) = self.of_line(&line) {
                return Ok(Some((self.line, case)));
            }
        }
        Ok(None)
    }

    /// The cases that had to be read to see how the file begins, the rest of it, and how many lines are read.
    pub(super) fn split(mut self) -> Result<(VecDeque<Numbered>, Reader, usize), Failure> {
        let begun = match self.begun.take() {
            Some(begun) => begun,
            None => self.begin()?,
        };
        Ok((begun, self.reader, self.line))
    }

    /// The first object may be spread over lines, as people write it; if it never comes to an end, its lines are taken one by one.
    fn begin(&mut self) -> Result<VecDeque<Numbered>, Failure> {
        let mut lines: Vec<Line> = Vec::new();
        let mut whole = String::new();
        while let Some(line) = self.next_line()? {
            let part = line.as_ref().map_or("", String::as_str);
            whole.push_str(part);
            let broken = line.is_err() || whole.len() > MAX_FILE_BYTES;
            lines.push(line);
            if broken {
                break;
            }
            match facts_json::case(self.policy, whole.trim_start_matches('\u{feff}')) {
                Err(Unreadable::Unfinished(_)) => {}
                Ok(case) => return Ok(VecDeque::from([(self.line, Ok(case))])),
                Err(wrong) if lines.len() == 1 || whole.trim_end().ends_with('}') && single(&lines) => {
                    return Ok(VecDeque::from([(lines.len(), Err(wrong.to_string()))]));
                }
                Err(_) => break,
            }
        }
        let cases = lines.iter().enumerate().filter_map(|(at, line)| Some((at + 1, self.of_line(line)?)));
        Ok(cases.collect())
    }

    fn of_line(&self, line: &Line) -> Option<Result<Case, String>> {
        match line {
            Err(why) => Some(Err((*why).to_owned())),
            Ok(text) if text.trim().is_empty() => None,
            Ok(text) => Some(facts_json::case(self.policy, text).map_err(|why| why.to_string())),
        }
    }

    /// The next line; no more of it than a file may have.
    fn next_line(&mut self) -> Result<Option<Line>, Failure> {
        let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let read = (&mut self.reader).take(limit).read_until(b'\n', &mut bytes).map_err(|e| unreadable(&e))?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        if bytes.last() != Some(&b'\n') && bytes.len() >= MAX_FILE_BYTES {
            skip_line(&mut self.reader).map_err(|e| unreadable(&e))?;
            return Ok(Some(Err(TOO_LONG)));
        }
        Ok(Some(String::from_utf8(bytes).map_err(|_| NOT_TEXT)))
    }
}

/// Passes over the rest of a line.
pub(super) fn skip_line(reader: &mut Reader) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let (length, ended) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(length);
        if ended {
            return Ok(());
        }
    }
}

/// Whether lines are one object spread out: only the first begins one.
fn single(lines: &[Line]) -> bool {
    lines.iter().skip(1).all(|line| line.as_ref().is_ok_and(|l| !l.trim_start().starts_with('{')))
}
