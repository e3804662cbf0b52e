//! Cases from a file or standard input: one object, or one a line, explained as they come and never kept.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use serde::Serialize;

use super::cases::Settings;
use super::{Explainer, code};
use crate::cli::{Failure, Outcome};
use crate::domain::MAX_FILE_BYTES;
use crate::domain::policy::case::Case;
use crate::domain::policy::source::facts_json::{self, Unreadable};

/// A line that can't be used.
#[derive(Debug, Serialize)]
struct Refused<'e> {
    line: usize,
    error: &'e str,
}

/// Explains every object of facts in a file; `-` is standard input.
pub(super) fn explain(explainer: &Explainer<'_>, path: &Path, settings: &Settings, out: &mut dyn Write) -> Outcome {
    let reader: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        let file = File::open(path).map_err(|error| Failure::Unusable(format!("`{}` can't be read: {error}", path.display())))?;
        Box::new(BufReader::new(file))
    };
    let mut run = Run { explainer, settings, refused: false };
    let mut input = Input { reader, line: 0 };
    run.first(&mut input, out)?;
    while let Some(line) = input.next()? {
        run.line(input.line, &line, out)?;
    }
    Ok(code(run.refused))
}

struct Input {
    reader: Box<dyn BufRead>,
    line: usize,
}

/// A line, or what stands in for one that can't be one.
type Line = Result<String, &'static str>;

impl Input {
    /// The next line, without its end; no more of it than a file may have.
    fn next(&mut self) -> Result<Option<Line>, Failure> {
        let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let unreadable = |error: io::Error| Failure::Unusable(format!("the facts can't be read: {error}"));
        let read = (&mut self.reader).take(limit).read_until(b'\n', &mut bytes).map_err(unreadable)?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        if bytes.last() != Some(&b'\n') && bytes.len() >= MAX_FILE_BYTES {
            self.skip_line().map_err(unreadable)?;
            return Ok(Some(Err("the line is longer than 1 MB")));
        }
        Ok(Some(String::from_utf8(bytes).map_err(|_| "the line is not UTF-8 text")))
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let (length, ended) = match buffer.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.reader.consume(length);
            if ended {
                return Ok(());
            }
        }
    }
}

struct Run<'r, 'a> {
    explainer: &'r Explainer<'a>,
    settings: &'r Settings,
    refused: bool,
}

impl Run<'_, '_> {
    /// The first object may be spread over lines, as people write it; if it never comes to an end, its lines are taken one by one.
    fn first(&mut self, input: &mut Input, out: &mut dyn Write) -> Result<(), Failure> {
        let mut lines: Vec<Line> = Vec::new();
        let mut whole = String::new();
        while let Some(line) = input.next()? {
            let part = line.as_ref().map_or("", String::as_str);
            whole.push_str(part);
            let broken = line.is_err() || whole.len() > MAX_FILE_BYTES;
            lines.push(line);
            if broken {
                break;
            }
            match facts_json::case(self.explainer.policy, whole.trim_start_matches('\u{feff}')) {
                Err(Unreadable::Unfinished(_)) => {}
                Ok(case) => return self.case(input.line, Ok(case), out),
                Err(wrong) if lines.len() == 1 || whole.trim_end().ends_with('}') && single(&lines) => {
                    return self.case(lines.len(), Err(wrong.to_string()), out);
                }
                Err(_) => break,
            }
        }
        for (at, line) in lines.iter().enumerate() {
            self.line(at + 1, line, out)?;
        }
        Ok(())
    }

    fn line(&mut self, number: usize, line: &Line, out: &mut dyn Write) -> Result<(), Failure> {
        match line {
            Err(why) => self.case(number, Err((*why).to_owned()), out),
            Ok(text) if text.trim().is_empty() => Ok(()),
            Ok(text) => self.case(number, facts_json::case(self.explainer.policy, text).map_err(|why| why.to_string()), out),
        }
    }

    fn case(&mut self, number: usize, case: Result<Case, String>, out: &mut dyn Write) -> Result<(), Failure> {
        let written = match case {
            Ok(mut case) => {
                self.settings.apply(&mut case);
                self.explainer.write(None, &case, out)?
            }
            Err(why) => Err(why),
        };
        if let Err(error) = written {
            self.refused = true;
            if self.explainer.json {
                let refused = Refused { line: number, error: &error };
                serde_json::to_writer(&mut *out, &refused).map_err(io::Error::from)?;
                writeln!(out)?;
            } else {
                writeln!(out, "line {number}: {error}\n")?;
            }
        }
        Ok(())
    }
}

/// Whether lines are one object spread out: only the first begins one.
fn single(lines: &[Line]) -> bool {
    lines.iter().skip(1).all(|line| line.as_ref().is_ok_and(|l| !l.trim_start().starts_with('{')))
}
