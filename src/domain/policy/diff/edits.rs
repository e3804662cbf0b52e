//! What was edited, thing by thing: facts, rules and limits, what goes beside the answers, and mere words.

mod beside;
mod facts;
mod rules;
mod shape;
mod words;

use super::super::Policy;
use super::ground::Common;
use super::{Diff, Side};

/// What an edit can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// What can be said of a case.
    Facts,
    /// Who decides what.
    Rules,
    /// Whom to tell, what to do first, what a wrong answer costs: never the answer.
    Beside,
    /// Words only: they cost nobody their progress.
    Words,
}

impl Class {
    /// As output names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Rules => "rules",
            Self::Beside => "beside",
            Self::Words => "words",
        }
    }
}

/// One thing that was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it can change.
    pub class: Class,
    /// What was edited, as files name it: `limits.refund.plus`, `M-1`, `amount`.
    pub about: String,
    /// How: `250, now 300`.
    pub says: String,
}

/// Two versions, as they are and over their common facts.
#[derive(Clone, Copy)]
struct Versions<'a> {
    common: &'a Common,
    /// As they are.
    old: &'a Policy,
    new: &'a Policy,
    /// Over the common facts.
    before: &'a Policy,
    after: &'a Policy,
}

/// Collects edits of one class.
struct Pen<'e> {
    edits: &'e mut Vec<Edit>,
    class: Class,
}

impl Pen<'_> {
    fn write(&mut self, about: impl Into<String>, says: impl Into<String>) {
        self.edits.push(Edit { class: self.class, about: about.into(), says: says.into() });
    }
}

/// Everything that was edited, by class, then in the order of the new file; what is gone comes after it.
pub fn edits(old: &Policy, new: &Policy, diff: &Diff) -> Vec<Edit> {
    let versions = Versions { common: &diff.common, old, new, before: diff.policy(Side::Old), after: diff.policy(Side::New) };
    let mut edits = Vec::new();
    facts::write(&versions, &mut Pen { edits: &mut edits, class: Class::Facts });
    rules::write(&versions, &mut Pen { edits: &mut edits, class: Class::Rules });
    beside::write(&versions, &mut Pen { edits: &mut edits, class: Class::Beside });
    words::write(&versions, &mut Pen { edits: &mut edits, class: Class::Words });
    edits
}

/// The names of what is not the same, in one line; none where all of it is.
fn changed(parts: &[(&str, bool)]) -> Option<String> {
    let names: Vec<&str> = parts.iter().filter(|p| p.1).map(|p| p.0).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
