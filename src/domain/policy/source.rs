//! Policies as text: a TOML file becomes a valid [`Policy`], or everything that is wrong with it.

pub mod astray;
pub(crate) mod beside;
pub(crate) mod clauses;
mod conditions;
mod draft;
pub(crate) mod duties;
mod fact_test;
pub(crate) mod facts;
pub mod facts_json;
pub mod facts_line;
mod formula;
pub(crate) mod grid;
pub(crate) mod header;
mod limits;
mod number_fact;
mod number_test;
mod operand;
pub(crate) mod routes;
pub(crate) mod rules;
pub mod setting;
pub(crate) mod settings;
pub mod value;
mod values;
pub mod vocabulary;

use std::ops::Range;

use toml::de::DeTable;

use self::astray::Astray;
use self::draft::Draft;
use self::vocabulary::Vocabulary;
use super::Policy;
use crate::domain::diagnostic::{Diagnostic, Severity};
use crate::domain::document::findings::Findings;
use crate::domain::document::stray::Stray;
use crate::domain::document::table::Table;
use crate::domain::document::words::Alphabet;
use crate::domain::document::{self, Shape};

/// Every top-level key of a policy file.
pub(crate) const KEYS: [&str; 12] =
    ["format", "policy", "mastery", "facts", "never", "limits", "routes", "rule", "also", "allowance", "gesture", "accept"];

const SHAPE: Shape = Shape {
    lists: &["rule", "also", "never", "gesture", "accept"],
    tables: &["policy", "mastery", "facts", "limits", "routes", "allowance"],
};

/// What a policy file turned out to be.
#[derive(Clone, Debug)]
pub struct PolicySource {
    /// The policy as far as its meaning is certain. Present without errors, and with errors that touch no decision (a missing
    /// label): scenarios can then be held against it all the same.
    pub draft: Option<Policy>,
    /// What it declares, as far as it could be read.
    pub vocabulary: Vocabulary,
    /// Where things stand.
    pub places: Places,
    /// Everything found, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// Names that stand for nothing.
    pub strays: Vec<Stray>,
}

impl PolicySource {
    /// The policy, if there is no error in the file.
    pub fn policy(&self) -> Option<&Policy> {
        let sound = self.diagnostics.iter().all(|d| d.severity != Severity::Error);
        self.draft.as_ref().filter(|_| sound)
    }
}

/// Where a policy's parts stand in its file, in the order of the policy's own lists.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The policy file, as its diagnostics name it.
    pub file: String,
    /// Each rule's header.
    pub rules: Vec<Range<usize>>,
    /// Each rule's conditions.
    pub conditions: Vec<RulePlaces>,
    /// Each duty's header.
    pub also: Vec<Range<usize>>,
    /// Each fact's name, where it is declared.
    pub facts: Vec<Range<usize>>,
    /// Each route's name, where it is declared.
    pub routes: Vec<Range<usize>>,
    /// Each accepted warning's header.
    pub accepts: Vec<Range<usize>>,
    /// The silence.
    pub silence: Range<usize>,
}

/// Where what a rule asks stands; the order is that of its conditions.
#[derive(Clone, Debug, Default)]
pub struct RulePlaces {
    /// The tables of `when`; empty without.
    pub when: Vec<ClausePlaces>,
    /// The tables of `unless`; empty without.
    pub unless: Vec<ClausePlaces>,
}

/// Where one table of tests stands.
#[derive(Clone, Debug, Default)]
pub struct ClausePlaces {
    /// All of it.
    pub whole: Range<usize>,
    /// Each test, from its fact to the end of what is asked.
    pub tests: Vec<Range<usize>>,
}

/// Reads a policy. `file` is how its diagnostics name it.
pub fn parse(text: &str, file: &str) -> PolicySource {
    parse_meant(text, file, &Astray::default())
}

/// The same, with declarations put right that its pack has otherwise.
pub fn parse_meant(text: &str, file: &str, astray: &Astray) -> PolicySource {
    let mut findings = Findings::new(file, text);
    let prepare = |root: &mut DeTable<'_>, findings: &mut Findings| astray.put_right(root, findings);
    let draft = |root: Table<'_>, findings: &mut Findings| Draft::read(root, astray, findings);
    let read = document::read_prepared(text, &mut findings, SHAPE, prepare, draft);
    let (draft, mut vocabulary, mut places) = match read {
        Some(draft) => draft.settle(&findings),
        None => (None, Vocabulary { incomplete: true, ..Vocabulary::default() }, Places::default()),
    };
    vocabulary.incomplete |= findings.names_lost;
    file.clone_into(&mut places.file);
    let (diagnostics, strays) = findings.into_lists();
    PolicySource { draft, vocabulary, places, diagnostics, strays }
}

/// What a list of packs shows of a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// Reads no more than id and title, and reports nothing.
pub fn heading(text: &str) -> Heading {
    let mut unheard = Findings::new("policy.toml", "");
    let read = document::read(text, &mut unheard, SHAPE, |mut root, unheard| {
        let mut table = root.take("policy")?.table("[policy]", unheard)?;
        let id = table.take("id").and_then(|i| i.id(Alphabet::Plain, unheard)).map(ToOwned::to_owned);
        let title = table.line("title", unheard).map(|t| t.to_string());
        Some(Heading { id, title })
    });
    read.flatten().unwrap_or_default()
}
