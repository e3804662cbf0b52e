//! A table of a file, in the file's order, that knows which of its keys were read.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::FORMAT;
use super::findings::Findings;
use super::item::Item;
use super::words::{closest, shown};
use crate::domain::text::Text;

/// A table being read.
#[derive(Debug)]
pub(crate) struct Table<'t> {
    what: &'static str,
    span: Range<usize>,
    entries: Vec<Entry<'t>>,
    incomplete: bool,
    lacking: Vec<Lack>,
}

/// What was reported as absent.
#[derive(Debug)]
struct Lack {
    /// Keys any of which would have done.
    keys: Vec<String>,
    code: &'static str,
    span: Range<usize>,
    message: String,
}

/// The keys that one can have been meant by.
struct Offer<'k> {
    there: Vec<&'k str>,
    missing: Vec<&'k str>,
}

impl<'k> Offer<'k> {
    /// The key that was meant by one that is unknown: of two as like it, the one that is not there yet.
    fn meant(&self, unknown: &str) -> Option<&'k str> {
        closest(unknown, self.missing.iter().chain(&self.there).copied())
    }

    /// What to write in its place: that one, or any that is missing, or any at all.
    fn instead_of(&self, meant: Option<&'k str>) -> impl Iterator<Item = &'k str> {
        let any = if self.missing.is_empty() { &self.there } else { &self.missing };
        let any = if meant.is_some() { &[][..] } else { &any[..] };
        meant.into_iter().chain(any.iter().copied())
    }
}

#[derive(Debug)]
struct Entry<'t> {
    item: Item<'t>,
    read: bool,
}

impl<'t> Table<'t> {
    /// The file itself.
    pub(super) fn root(entries: &'t DeTable<'t>, findings: &Findings) -> Self {
        let mut table = Self::new(entries, 0..0, "a file", findings);
        table.incomplete |= findings.names_lost;
        table
    }

    /// A table called `what` in messages: "a rule", "a fact".
    pub(super) fn new(entries: &'t DeTable<'t>, span: Range<usize>, what: &'static str, findings: &Findings) -> Self {
        let mut entries: Vec<Entry<'t>> =
            entries.iter().map(|(key, node)| Entry { item: item(key, node), read: false }).collect();
        entries.sort_by_key(|e| e.item.key_span.start);
        let incomplete = findings.incomplete(span.start);
        Self { what, span, entries, incomplete, lacking: Vec::new() }
    }

    /// Where it stands: its header, or its braces.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Whether a statement in it could not be read.
    pub(crate) fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// Whether it has no key at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it has a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|e| e.item.key == key)
    }

    /// Where a key stands.
    pub(crate) fn key_span(&self, key: &str) -> Option<Range<usize>> {
        self.entries.iter().find(|e| e.item.key == key).map(|e| e.item.key_span.clone())
    }

    /// A key that may be there.
    pub(crate) fn take(&mut self, key: &str) -> Option<Item<'t>> {
        let entry = self.entries.iter_mut().find(|e| e.item.key == key)?;
        entry.read = true;
        Some(entry.item.clone())
    }

    /// A key that must be there.
    pub(crate) fn need(&mut self, key: &str, findings: &mut Findings) -> Option<Item<'t>> {
        let found = self.take(key);
        if found.is_none() {
            let message = format!("`{key}` is missing from {}", self.what);
            self.lacks(&[key], "file::missing-key", message, "add it; the author's guide shows what it says", findings);
        }
        found
    }

    /// Reports that none of these keys is there, where one must be; no word of it where one of them turns out to be misspelt.
    pub(crate) fn lacks(&mut self, keys: &[&str], code: &'static str, message: String, help: &str, findings: &mut Findings) {
        self.lacks_beside(self.span(), keys, code, (message, help), findings);
    }

    /// The same of keys that only have to be there because of what stands at another place, where that is told.
    pub(crate) fn lacks_beside(
        &mut self,
        span: Range<usize>,
        keys: &[&str],
        code: &'static str,
        (message, help): (String, &str),
        findings: &mut Findings,
    ) {
        if !self.incomplete {
            findings.report(code, span.clone(), message.as_str(), help);
            self.lacking.push(Lack { keys: keys.iter().map(|k| (*k).to_owned()).collect(), code, span, message });
        }
    }

    /// Text that must be there.
    pub(crate) fn need_line(&mut self, key: &str, findings: &mut Findings) -> Option<Text> {
        self.need(key, findings)?.line(findings)
    }

    /// Text that may be there.
    pub(crate) fn line(&mut self, key: &str, findings: &mut Findings) -> Option<Text> {
        self.take(key)?.line(findings)
    }

    /// A flag that is off unless given.
    pub(crate) fn flag(&mut self, key: &str, findings: &mut Findings) -> bool {
        self.take(key).and_then(|i| i.flag(findings)).unwrap_or(false)
    }

    /// All that is left, in order, as read.
    pub(crate) fn rest(&mut self) -> Vec<Item<'t>> {
        let rest = self.entries.iter_mut().filter(|e| !e.read);
        rest.map(|e| {
            e.read = true;
            e.item.clone()
        })
        .collect()
    }

    /// Passes over keys that are known, where it can't be told whether they belong.
    pub(crate) fn pass_over(&mut self, known: &[&str]) {
        for entry in self.entries.iter_mut().filter(|e| known.contains(&e.item.key)) {
            entry.read = true;
        }
    }

    /// What stands under misspellings of a key.
    pub(crate) fn misspelt(&self, key: &str, known: &[&str]) -> Vec<Item<'t>> {
        let offer = self.offer(known);
        let unknown = self.entries.iter().map(|e| &e.item).filter(|i| !known.contains(&i.key));
        unknown.filter(|i| offer.meant(i.key) == Some(key)).cloned().collect()
    }

    fn offer<'k>(&self, known: &[&'k str]) -> Offer<'k> {
        let (there, missing) = known.iter().partition(|k| self.has(k));
        Offer { there, missing }
    }

    /// Reports every key that nobody read; true where there was none.
    pub(crate) fn finish(self, known: &[&str], findings: &mut Findings) -> bool {
        let offer = self.offer(known);
        let mut clean = true;
        for entry in self.entries.iter().filter(|e| !e.read) {
            clean = false;
            // A file can have no end of them.
            if findings.is_full() {
                break;
            }
            let (key, place) = (entry.item.key, entry.item.key_span.clone());
            let message = format!("`{}` is not a key of {}", shown(key), self.what);
            let meant = offer.meant(key);
            findings.unknown("file::unknown-key", place, message, key, offer.instead_of(meant));
            for lack in self.lacking.iter().filter(|l| l.keys.iter().any(|k| Some(k.as_str()) == meant)) {
                findings.take_back(lack.code, &lack.span, &lack.message);
            }
        }
        clean
    }

    /// Reads `format = 1`.
    pub(crate) fn format(&mut self, findings: &mut Findings) {
        let Some(item) = self.take("format") else {
            let message = "the file does not say which format it is in".to_owned();
            self.lacks(&["format"], "file::format", message, "begin it with `format = 1`", findings);
            return;
        };
        let Some(format) = item.count(findings) else { return };
        if format > FORMAT {
            let program = env!("CARGO_PKG_VERSION");
            let message = format!("the file is in format {format}; this program, version {program}, reads format {FORMAT}");
            findings.report("file::format", item.span(), message, "use a newer version of the program");
        } else if format < FORMAT {
            findings.report("file::format", item.span(), format!("there is no format {format}"), "write `format = 1`");
        }
    }
}

fn item<'t>(key: &'t Spanned<toml::de::DeString<'t>>, node: &'t Spanned<DeValue<'t>>) -> Item<'t> {
    Item { key: key.get_ref(), key_span: key.span(), node }
}
