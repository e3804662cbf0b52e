//! What is found wrong in one file, as it is found.

use std::collections::BTreeMap;
use std::ops::Range;

use super::item::Item;
use super::stray::{Sort, Stray};
use super::words::closest;
use crate::domain::diagnostic::{Diagnostic, Severity};
use crate::domain::policy::source::value::WrongValue;

/// The most findings kept for one file: nobody mends more in one go, and a hostile file has no end of them.
const MOST: usize = 300;

/// The findings of one file, and the stretches of it that could not be read.
#[derive(Debug)]
pub(crate) struct Findings {
    file: String,
    list: Vec<Diagnostic>,
    line_starts: Vec<usize>,
    /// Ends by start; none lies inside another.
    lost: BTreeMap<usize, usize>,
    broken_sections: Vec<Range<usize>>,
    /// A header could not be read, so that a name may be declared which is not known here.
    pub(crate) names_lost: bool,
    /// Headers given twice, as written: which of the two is meant can't be told.
    pub(super) doubtful: Vec<String>,
    /// Names that stand for nothing.
    strays: Vec<Stray>,
}

impl Findings {
    /// Nothing found yet.
    pub(crate) fn new(file: &str, text: &str) -> Self {
        let line_starts = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1).collect();
        Self {
            file: file.to_owned(),
            list: Vec::new(),
            line_starts,
            lost: BTreeMap::new(),
            broken_sections: Vec::new(),
            names_lost: false,
            doubtful: Vec::new(),
            strays: Vec::new(),
        }
    }

    /// The line of a place, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at) + 1
    }

    /// Whether no more are kept.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() > MOST
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(diagnostic);
        } else if self.list.len() == MOST {
            let message = format!("there are more than {MOST} mistakes in this file; the rest are not shown");
            self.list.push(
                Diagnostic::error("file::too-many-mistakes", &self.file, diagnostic.span, message).help("mend those above first"),
            );
        }
    }

    /// An error with a way out.
    pub(crate) fn report(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, help: &str) {
        self.push(Diagnostic::error(code, &self.file, span, message).help(help));
    }

    /// Takes an error back whose cause turned out to be another; not once the list is full, where that other isn't told.
    pub(super) fn take_back(&mut self, code: &str, span: &Range<usize>, message: &str) {
        if self.is_full() {
            return;
        }
        self.list.retain(|d| !(d.code == code && d.span == *span && d.message == message));
    }

    /// A warning with a way out.
    pub(crate) fn warn(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, help: &str) {
        self.push(Diagnostic::warning(code, &self.file, span, message).help(help));
    }

    /// An error that several places would repeat about one cause.
    pub(crate) fn report_once(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, help: &str) {
        if !self.said(code, &span) {
            self.report(code, span, message, help);
        }
    }

    /// A warning about one rule or duty.
    pub(crate) fn warn_about(&mut self, clause: &str, code: &'static str, span: Range<usize>, message: String, help: &str) {
        self.push(Diagnostic::warning(code, &self.file, span, message).help(help).about(clause));
    }

    /// A warning that several places would repeat about one cause.
    pub(crate) fn warn_once(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, help: &str) {
        if !self.said(code, &span) {
            self.warn(code, span, message, help);
        }
    }

    fn said(&self, code: &str, span: &Range<usize>) -> bool {
        self.list.iter().any(|d| d.code == code && d.span == *span)
    }

    /// A name that stands for nothing, with the nearest that does, or all of them where they are few.
    pub(crate) fn unknown<'n>(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: String,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        if self.is_full() {
            return;
        }
        if let Some(sort) = Sort::of(code) {
            self.stray(sort, code, span.clone(), name);
        }
        let known: Vec<&str> = known.collect();
        let diagnostic = Diagnostic::error(code, &self.file, span, message);
        self.push(match closest(name, known.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).replace_with(near),
            None if known.is_empty() => diagnostic.help("none is declared"),
            None => diagnostic.help(listed(&known)),
        });
    }

    /// The same for a name that stands within a longer text, which can't be replaced as a whole.
    pub(crate) fn unknown_in_text<'n>(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: String,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        self.unknown(code, span, message, name, known);
        if let Some(last) = self.list.last_mut() {
            last.replacement = None;
        }
    }

    /// A name that many use as it is not declared, where it is declared otherwise.
    pub(crate) fn meant(&mut self, code: &'static str, span: Range<usize>, message: String, meant: &str) {
        self.push(
            Diagnostic::error(code, &self.file, span, message).help(format!("did you mean `{meant}`?")).replace_with(meant),
        );
    }

    /// Notes a name that stands for nothing, beside what is told of it.
    pub(crate) fn stray(&mut self, sort: Sort, code: &'static str, span: Range<usize>, name: &str) {
        if self.is_full() {
            return;
        }
        self.strays.push(Stray { sort, name: name.to_owned(), code, span });
    }

    /// A value that a fact can't have.
    pub(crate) fn wrong_value(&mut self, code: &'static str, item: &Item<'_>, wrong: &WrongValue) {
        let member = wrong.member.and_then(|at| item.members().get(at).map(Item::span));
        let mut diagnostic =
            Diagnostic::error(code, &self.file, member.unwrap_or_else(|| item.span()), &wrong.message).help(&wrong.help);
        diagnostic.replacement.clone_from(&wrong.near);
        if let Some((of, name)) = wrong.stray.as_deref() {
            self.stray(Sort::Value { of: of.clone() }, code, diagnostic.span.clone(), name);
        }
        self.push(diagnostic);
    }

    /// Notes a stretch that can't be read; false where it was noted before.
    pub(super) fn lose(&mut self, stretch: Range<usize>) -> bool {
        let known = self.lost.range(..=stretch.start).next_back().is_some_and(|(_, end)| stretch.end <= *end);
        if !known {
            let inside: Vec<usize> = self.lost.range(stretch.clone()).map(|(start, _)| *start).collect();
            for start in inside {
                self.lost.remove(&start);
            }
            self.lost.insert(stretch.start, stretch.end);
        }
        !known
    }

    /// Works out which sections lost a statement, once all are known.
    pub(super) fn sections(&mut self, headers: &[usize], end: usize) {
        for lost in self.lost.keys() {
            let next = headers.partition_point(|h| h <= lost);
            let start = if next == 0 { 0 } else { headers[next - 1] };
            self.broken_sections.push(start..headers.get(next).copied().unwrap_or(end));
        }
    }

    /// Whether something in the section around this place could not be read, so that what is missing there may have been given.
    pub(crate) fn incomplete(&self, at: usize) -> bool {
        {
            let after = self.broken_sections.partition_point(|s| s.start <= at);
            after.checked_sub(1).is_some_and(|last| self.broken_sections[last].contains(&at))
        }
    }

    /// Whether what stands under `[table.name]` is given twice, so that nothing can be said about it.
    pub(crate) fn is_doubtful(&self, table: &str, name: &str) -> bool {
        self.doubtful.iter().any(|header| header.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')) == Some(name))
    }

    /// How many errors were found so far.
    pub(crate) fn errors(&self) -> usize {
        self.list.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// All of them, in order of place.
    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.into_lists().0
    }

    /// All of them, in order of place, and the names among them that stand for nothing.
    pub(crate) fn into_lists(self) -> (Vec<Diagnostic>, Vec<Stray>) {
        let mut list = self.list;
        list.sort_by_key(|d| (d.span.start, d.span.end));
        list.dedup();
        (list, self.strays)
    }
}

/// `the names are a, b and c`, cut where there are many.
fn listed(known: &[&str]) -> String {
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = known.iter().take(SHOWN).map(|k| format!("`{k}`")).collect();
    if known.len() > SHOWN {
        shown.push(format!("and {} more", known.len() - SHOWN));
    }
    format!("there is {}", shown.join(", "))
}
