//! `phrases.toml`: a TOML file becomes the [`Phrases`] of its pack, or everything that is wrong with it.

use std::ops::Range;

use super::coach::contains;
use super::spoken::plain;
use super::{Phrase, Phrases, Severity};
use crate::domain::diagnostic::{Diagnostic, Severity as Matter};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::{self, Shape};
use crate::domain::policy::source::beside;
use crate::domain::policy::source::vocabulary::Vocabulary;
use crate::domain::text::Text;

/// The file's name in a pack.
pub const FILE: &str = "phrases.toml";

/// Every top-level key.
pub(crate) const KEYS: [&str; 2] = ["format", "phrase"];
/// Every key of a phrase.
pub(crate) const PHRASE_KEYS: [&str; 6] = ["avoid", "severity", "when", "better", "why", "source"];

const SHAPE: Shape = Shape { lists: &["phrase"], tables: &[] };

/// What the file turned out to be.
#[derive(Clone, Debug, Default)]
pub struct PhrasesSource {
    /// The phrases, if there is no error in the file.
    pub phrases: Option<Phrases>,
    /// Everything found, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the phrases of a pack against what its policy declares. `file` is how its diagnostics name it.
pub fn parse(text: &str, file: &str, policy: &Vocabulary) -> PhrasesSource {
    let mut findings = Findings::new(file, text);
    let read = document::read(text, &mut findings, SHAPE, |mut root, findings| {
        root.format(findings);
        let list = root.take("phrase").and_then(|item| item.list("a list of tables, each written [[phrase]]", findings));
        let read: Vec<Placed> = list.iter().flatten().filter_map(|member| phrase(member, policy, findings)).collect();
        root.finish(&KEYS, findings);
        told_apart(&read, findings);
        consistent(&read, findings);
        Phrases { list: read.into_iter().map(|placed| placed.phrase).collect() }
    });
    let diagnostics = findings.into_list();
    let sound = diagnostics.iter().all(|d| d.severity != Matter::Error);
    PhrasesSource { phrases: read.filter(|_| sound), diagnostics }
}

/// A phrase, and where its words stand.
struct Placed {
    phrase: Phrase,
    avoid: Vec<Range<usize>>,
    better: Vec<Range<usize>>,
}

fn phrase(item: &Item<'_>, policy: &Vocabulary, findings: &mut Findings) -> Option<Placed> {
    let mut table = item.table("a phrase", findings)?;
    let avoid = lines(&mut table, "avoid", findings);
    for (line, place) in avoid.iter().flatten().filter(|(line, _)| plain(line).is_empty()) {
        let message = format!("`{line}` has no word in it that could be heard");
        findings.report("phrases::no-words", place.clone(), message, "write the words as people say them");
    }
    let severity = table.need("severity", findings).and_then(|i| i.word(&Severity::ALL, findings));
    let given = table.key_span("when");
    let when = beside::condition(&mut table, "when", policy, findings);
    fits(severity, given, &mut table, findings);
    let better = lines(&mut table, "better", findings);
    let why = table.need_line("why", findings);
    let source = table.line("source", findings);
    table.finish(&PHRASE_KEYS, findings);
    let (avoid, avoid_places): (Vec<Text>, Vec<Range<usize>>) = avoid?.into_iter().unzip();
    let (better, better_places): (Vec<Text>, Vec<Range<usize>>) = better?.into_iter().unzip();
    let phrase = Phrase { avoid, severity: severity?, when: when?, better, why: why?, source };
    Some(Placed { phrase, avoid: avoid_places, better: better_places })
}

/// A line, or a list with at least one.
fn lines(table: &mut Table<'_>, key: &str, findings: &mut Findings) -> Option<Vec<(Text, Range<usize>)>> {
    let item = table.need(key, findings)?;
    let members = item.members();
    if members.is_empty() {
        let message = format!("`{key}` has nothing in it");
        let help = if key == "better" { "a coach that only forbids teaches nothing: say what to say" } else { "write the words" };
        findings.report("file::empty", item.span(), message, help);
        return None;
    }
    let read: Vec<Option<(Text, Range<usize>)>> = members.iter().map(|m| Some((m.line(findings)?, m.span()))).collect();
    read.into_iter().collect()
}

/// `when` stands beside `context`, and beside nothing else.
fn fits(severity: Option<Severity>, when: Option<Range<usize>>, table: &mut Table<'_>, findings: &mut Findings) {
    match (severity, when) {
        (Some(Severity::Context), None) => {
            let message = "this phrase is wrong only in some cases, and does not say in which".to_owned();
            let help = "add `when`, or write another `severity` if it is wrong everywhere";
            table.lacks(&["when"], "phrases::bad-when", message, help, findings);
        }
        (Some(Severity::Ban | Severity::Swap), Some(place)) => findings.report(
            "phrases::bad-when",
            place,
            "`when` stands beside a phrase that is wrong everywhere",
            "take `when` out, or write `severity = \"context\"`",
        ),
        _ => {}
    }
}

/// One way to say it belongs to one phrase: with two, which of their better lines counts can't be told.
fn told_apart(all: &[Placed], findings: &mut Findings) {
    let mut seen: Vec<(Vec<String>, bool, Range<usize>)> = Vec::new();
    for placed in all {
        for (line, place) in placed.phrase.avoid.iter().zip(&placed.avoid) {
            let (words, context) = (plain(line), placed.phrase.severity == Severity::Context);
            // In different cases one phrase may well be wrong for different reasons.
            let twice = seen.iter().find(|(known, other, _)| *known == words && !(context && *other) && !words.is_empty());
            match twice {
                Some((_, _, first)) => {
                    let message = format!("`{line}` is listed already, on line {}", findings.line(first.start));
                    findings.report("phrases::said-twice", place.clone(), message, "take one of them out");
                }
                None => seen.push((words, context, place.clone())),
            }
        }
    }
}

/// What is recommended is nowhere forbidden.
fn consistent(all: &[Placed], findings: &mut Findings) {
    let everywhere = |p: &&Placed| p.phrase.severity != Severity::Context;
    let avoided: Vec<&Text> = all.iter().filter(everywhere).flat_map(|p| &p.phrase.avoid).collect();
    for placed in all {
        for (line, place) in placed.phrase.better.iter().zip(&placed.better) {
            if let Some(phrase) = avoided.iter().find(|phrase| contains(line, phrase)) {
                let message = format!("this better line says `{phrase}`, which is to be avoided itself");
                findings.report("phrases::better-is-avoided", place.clone(), message, "say it another way, or allow the phrase");
            }
        }
    }
}
