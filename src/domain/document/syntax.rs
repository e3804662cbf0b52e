//! Syntax: every statement that can't be read, each reported once, and the rest of the file in a shape that parses.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::Shape;
use super::findings::Findings;
use super::mask::Mask;
use super::scan::Scan;
use crate::domain::diagnostic::line_and_column;

/// After so many rounds of blanking out, the file is given up.
const ROUNDS: usize = 8;

/// What of a file can be read.
pub(super) enum Readable<'t> {
    /// All of it.
    Whole(Spanned<DeTable<'t>>),
    /// This, after something was blanked out.
    Mended(String),
}

/// Reports what can't be read and gives the rest, or nothing where the file can't be read at all.
pub(super) fn mend<'t>(text: &'t str, scan: &Scan, findings: &mut Findings, shape: Shape) -> Option<Readable<'t>> {
    let mut mask = Mask::new(text, scan);
    for problem in &scan.problems {
        let statement = mask.statement(problem.span.start);
        if findings.lose(statement.clone()) {
            findings.report(problem.code, problem.span.clone(), problem.message.clone(), problem.help);
            lose(&mut mask, statement, findings);
        }
    }
    brackets(text, scan, &mut mask, findings, shape);
    for _ in 0..ROUNDS {
        let (readable, errors) = if mask.is_touched() {
            let copy = mask.text();
            let (_, errors) = DeTable::parse_recoverable(&copy);
            (Readable::Mended(copy), errors)
        } else {
            let (root, errors) = DeTable::parse_recoverable(text);
            (Readable::Whole(root), errors)
        };
        if errors.is_empty() {
            findings.sections(&scan.headers, text.len());
            return Some(readable);
        }
        for error in &errors {
            report(text, error, &mut mask, findings);
        }
    }
    None
}

/// One syntax error a statement: whatever follows it there only echoes it.
fn report(text: &str, error: &Error, mask: &mut Mask<'_>, findings: &mut Findings) {
    let span = error.span().unwrap_or(0..0);
    let place = nearest(text, span.clone());
    let statement = mask.statement(place);
    if !findings.lose(statement.clone()) {
        return;
    }
    let duplicate = error.message() == "duplicate key";
    if duplicate && mask.is_blank(&statement) {
        return;
    }
    if duplicate {
        repeated(text, &span, &statement, mask, findings);
    } else {
        let (message, help) = plain_words(text, &span, error.message());
        findings.report("file::syntax", span, message, help);
    }
    if duplicate && mask.is_header(&statement) {
        findings.doubtful.push(header_name(text, &statement));
        let section = mask.section(statement.start);
        findings.lose(section.clone());
        mask.blank(section);
    } else {
        lose(mask, statement, findings);
    }
}

/// Blanks a statement out; a header takes its section with it, and then names may be missing that the file does declare.
fn lose(mask: &mut Mask<'_>, statement: Range<usize>, findings: &mut Findings) {
    if mask.is_header(&statement) {
        let section = mask.section(statement.start);
        findings.lose(section.clone());
        findings.names_lost = true;
        mask.blank(section);
    } else {
        mask.blank(statement);
    }
}

/// The parser points behind what is missing; the statement is the one before.
fn nearest(text: &str, span: Range<usize>) -> usize {
    let at = span.start.min(text.len());
    let after = text.as_bytes().get(at).is_none_or(|b| *b == b'\n');
    if span.is_empty() && after { at.saturating_sub(1) } else { at }
}

/// `[rule]` for `[[rule]]` and the other way round, which a parser only sees as a duplicate further on.
fn brackets(text: &str, scan: &Scan, mask: &mut Mask<'_>, findings: &mut Findings, shape: Shape) {
    for &at in &scan.headers {
        let line = text[at..].lines().next().unwrap_or_default();
        let double = line.starts_with("[[");
        let name = line.trim_start_matches('[').split([']', '.', ' ']).next().unwrap_or_default();
        let wrong = if double { shape.tables.contains(&name) } else { shape.lists.contains(&name) };
        let statement = mask.statement(at);
        if wrong && findings.lose(statement.clone()) {
            let written = line.trim_start_matches('[').split(']').next().unwrap_or_default();
            let (is, should) = if double {
                (format!("[[{written}]]"), format!("[{written}]"))
            } else {
                (format!("[{written}]"), format!("[[{written}]]"))
            };
            let help = if double {
                format!("write `{should}`: there is only one")
            } else {
                format!("write `{should}`: there may be several")
            };
            findings.report(
                "file::syntax",
                at..at + line.trim_end().len(),
                format!("`{is}` stands in the wrong brackets"),
                &help,
            );
            lose(mask, statement, findings);
        }
    }
}

/// A key or table given twice, with the line of the first where it can be told.
fn repeated(text: &str, span: &Range<usize>, statement: &Range<usize>, mask: &Mask<'_>, findings: &mut Findings) {
    if findings.is_full() {
        return;
    }
    let header = mask.is_header(statement);
    let name = if header { header_name(text, statement) } else { text.get(span.clone()).unwrap_or_default().to_owned() };
    let first = if header {
        earlier_header(text, statement.start, &name)
    } else {
        earlier_key(text, mask.section(statement.start).start, statement.start, &name)
    };
    let first = first.map(|at| format!(" (first on line {})", line_and_column(text, at).0)).unwrap_or_default();
    findings.report(
        "file::duplicate-key",
        span.clone(),
        format!("`{name}` is given twice{first}"),
        "keep one of them, and give the other its own name if both are meant",
    );
}

/// A header's name as written: `facts.tier`.
fn header_name(text: &str, statement: &Range<usize>) -> String {
    let line = text.get(statement.clone()).unwrap_or_default().lines().next().unwrap_or_default();
    line.split('#').next().unwrap_or_default().trim().trim_matches(['[', ']', ' ']).to_owned()
}

fn earlier_header(text: &str, before: usize, name: &str) -> Option<usize> {
    let mut at = 0;
    for line in text[..before].split_inclusive('\n') {
        if line.trim_start().starts_with('[') && line.trim().trim_matches(['[', ']', ' ']) == name {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn earlier_key(text: &str, from: usize, before: usize, name: &str) -> Option<usize> {
    let mut at = from;
    for line in text.get(from..before)?.split_inclusive('\n') {
        let rest = line.trim_start().strip_prefix(name);
        if rest.is_some_and(|r| r.trim_start().starts_with('=')) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// The parser's words, in a team lead's.
fn plain_words(text: &str, span: &Range<usize>, message: &str) -> (String, &'static str) {
    let written = text.get(span.clone()).unwrap_or_default().trim();
    if message.starts_with("string values must be quoted") || message.starts_with("invalid boolean") {
        return if written.is_empty() {
            ("a value is missing here".to_owned(), "write one after the `=`, text in quotes")
        } else {
            (format!("`{written}` is neither a number, `true` nor `false`, nor text in quotes"), "put text in quotes")
        };
    }
    if message.starts_with("invalid basic string") {
        return (
            "this text is never closed by a quote".to_owned(),
            "close it with `\"` on the same line, or use three quotes for several lines",
        );
    }
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let message = if expected.is_empty() {
        format!("this can't be read: {what}")
    } else {
        format!("this can't be read: {what}; expected {expected}")
    };
    (message, "see how TOML writes keys, text, lists and tables in the author's guide")
}
