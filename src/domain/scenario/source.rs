//! Scenarios as text: a TOML file becomes a [`Scenario`] that fits its policy, or everything that is wrong with it.

mod ask;
pub(crate) mod expect;
mod facts;
pub(crate) mod speech;

use std::ops::Range;

use super::template::{self, Template};
use super::{Channel, Scenario, Source, SourceKind, Teach};
use crate::domain::diagnostic::{Diagnostic, Severity};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::stray::Stray;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::document::{self, Shape};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::source::vocabulary::Vocabulary;
use crate::domain::text::Text;

/// The most words story and speech may have together.
pub const MAX_WORDS: usize = 90;

/// Every top-level key of a scenario file.
pub(crate) const KEYS: [&str; 15] = [
    "format", "id", "title", "topics", "source", "share", "channel", "warning", "story", "ask", "say", "facts", "answers",
    "teach", "expect",
];

/// Every key of `source`.
pub(crate) const SOURCE_KEYS: [&str; 4] = ["kind", "ref", "licence", "note"];

const SHAPE: Shape = Shape { lists: &["say"], tables: &["facts", "answers", "teach", "expect", "source"] };

/// What a scenario file turned out to be.
#[derive(Clone, Debug)]
pub struct ScenarioSource {
    /// The scenario, if there is no error in the file.
    pub scenario: Option<Scenario>,
    /// Where things stand.
    pub places: Places,
    /// Everything found, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// Names that stand for nothing.
    pub strays: Vec<Stray>,
}

/// Where a scenario's parts stand in its file; an empty range where a part is absent.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Its id.
    pub id: Range<usize>,
    /// Its story.
    pub story: Range<usize>,
    /// The header of its facts.
    pub facts: Range<usize>,
    /// `ask`.
    pub ask: Range<usize>,
    /// The header of `[answers]`.
    pub answers: Range<usize>,
    /// The pinned answer.
    pub answer: Range<usize>,
    /// The pinned kind.
    pub kind: Range<usize>,
    /// The pinned decider.
    pub rule: Range<usize>,
    /// The pinned route.
    pub route: Range<usize>,
}

/// Reads a scenario against what its policy declares. `file` is its path within the pack, with `/` between folders.
pub fn parse(text: &str, file: &str, policy: &Vocabulary) -> ScenarioSource {
    let mut findings = Findings::new(file, text);
    let mut places = Places::default();
    let read = document::read(text, &mut findings, SHAPE, |root, findings| scenario(root, file, policy, &mut places, findings));
    let (diagnostics, strays) = findings.into_lists();
    let sound = diagnostics.iter().all(|d| d.severity != Severity::Error);
    ScenarioSource { scenario: read.flatten().filter(|_| sound), places, diagnostics, strays }
}

fn scenario(
    mut root: Table<'_>,
    file: &str,
    policy: &Vocabulary,
    places: &mut Places,
    findings: &mut Findings,
) -> Option<Scenario> {
    root.format(findings);
    let id = id(&mut root, file, places, findings);
    let title = root.need_line("title", findings);
    let topics = topics(root.take("topics"), file, findings);
    let source = root.need("source", findings).and_then(|i| source(&i, findings));
    let share = root.take("share").and_then(|i| share(&i, findings));
    let channel = root.take("channel").and_then(|i| i.word(&Channel::ALL, findings));
    let warning = root.line("warning", findings);
    let story_item = root.need("story", findings);
    let story = story_item.as_ref().and_then(|i| template::read(i, policy, findings));
    places.story = story_item.map(|i| i.span()).unwrap_or_default();
    let speech = speech::read(root.take("say"), policy, findings);
    let given = facts::read(&mut root, policy, places, findings);
    let (ask, answers) = ask::read(&mut root, policy, given.as_ref().map(|g| &g.case), places, findings);
    let teach = root.take("teach").map(|i| teach(&i, policy, findings)).unwrap_or_default();
    let expect = root.take("expect").and_then(|i| expect::read(&i, policy, places, findings));
    root.finish(&KEYS, findings);
    let (story, speech) = (story?, speech?);
    count_words(&story, &speech, places, findings);
    let given = given?;
    if given.whole {
        template::check_places(&story, &speech, &given.case, policy, places, findings);
    }
    Some(Scenario {
        id: id?,
        title: title?,
        topics,
        source: source?,
        share,
        channel,
        warning,
        story,
        speech,
        case: given.case,
        ask,
        answers,
        teach,
        expect,
        file: file.to_owned(),
    })
}

fn id(root: &mut Table<'_>, file: &str, places: &mut Places, findings: &mut Findings) -> Option<String> {
    let item = root.need("id", findings)?;
    places.id = item.span();
    let id = item.id(Alphabet::Plain, findings)?;
    let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
    if id != name {
        let message = format!("the id is `{id}`, and the file is called `{}.toml`", shown(name));
        findings.report("scenario::id-mismatch", item.span(), message, "give both the same name");
    }
    Some(id.to_owned())
}

/// The topics given, or the name of the folder.
fn topics(item: Option<Item<'_>>, file: &str, findings: &mut Findings) -> Vec<Text> {
    match item {
        Some(item) => item.members().iter().filter_map(|m| m.line(findings)).collect(),
        None => file.rsplit('/').nth(1).map(Text::clean).into_iter().collect(),
    }
}

fn source(item: &Item<'_>, findings: &mut Findings) -> Option<Source> {
    let mut table = item.table("`source`", findings)?;
    let kind = table.need("kind", findings).and_then(|k| k.word(&SourceKind::ALL, findings));
    let reference = table.need_line("ref", findings);
    let licence = table.line("licence", findings);
    let note = table.line("note", findings);
    table.finish(&SOURCE_KEYS, findings);
    Some(Source { kind: kind?, reference: reference?, licence, note })
}

fn share(item: &Item<'_>, findings: &mut Findings) -> Option<u32> {
    let share = item.quantity(findings)?;
    if share < Quantity::ZERO || share > Quantity::ONE {
        findings.report(
            "scenario::bad-share",
            item.span(),
            format!("`share` can't be {share}"),
            "it is a part of all contacts, from 0 to 1",
        );
        return None;
    }
    u32::try_from(share.millionths()).ok()
}

fn teach(item: &Item<'_>, policy: &Vocabulary, findings: &mut Findings) -> Teach {
    let Some(mut table) = item.table("[teach]", findings) else { return Teach::default() };
    let trap = table.take("trap").and_then(|i| template::read(&i, policy, findings));
    let outcome = table.take("outcome").and_then(|i| template::read(&i, policy, findings));
    table.finish(&["trap", "outcome"], findings);
    Teach { trap, outcome }
}

fn count_words(story: &Template, speech: &[super::Speech], places: &Places, findings: &mut Findings) {
    let words = story.words() + speech.iter().map(|s| s.text.words()).sum::<usize>();
    if words > MAX_WORDS {
        let message = format!("story and speech have {words} words together, at most {MAX_WORDS} are read");
        findings.report("scenario::too-long", places.story.clone(), message, "leave out what nobody needs to decide it");
    }
}
