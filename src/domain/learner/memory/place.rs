//! What is remembered: a place where the answer turns, and not the story it was met in.

use std::fmt::Write as _;

use crate::domain::policy::Policy;
use crate::domain::policy::explanation::{Kind, Ruling};
use crate::domain::session::attempt::Attempt;
use crate::domain::session::facet::Facet;

/// A place of a policy's boundary. Cases on its two sides share one memory, whatever they tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A line with the rules on its two sides.
    Line {
        /// What the line is on.
        fact: String,
        /// Where it is, as the log writes it.
        line: String,
        /// Who decides on its sides, in the order of their ids; none is a grey area.
        rules: [Option<String>; 2],
    },
    /// A rule by itself, where a case stands next to no line.
    Rule(String),
}

impl Place {
    /// The place of a facet of the policy's own.
    pub fn of(facet: &Facet) -> Self {
        Self::line(&facet.fact, facet.line.to_string(), [facet.here.as_deref(), facet.there.as_deref()])
    }

    /// The place a logged answer was about, its rules under the names they have now; none in a grey area, where there is
    /// nothing to remember.
    pub fn met(attempt: &Attempt, names: &Names<'_>) -> Option<Self> {
        let mut place = Self::Rule(String::new());
        place.meet(attempt, names).then_some(place)
    }

    /// Becomes that place, in the memory it has already; false where there is none.
    pub(super) fn meet(&mut self, attempt: &Attempt, names: &Names<'_>) -> bool {
        if attempt.verdict.is_grey() {
            return false;
        }
        let Some(facet) = &attempt.facet else {
            let Some(id) = attempt.decider() else { return false };
            *self = Self::Rule(names.now(id).to_owned());
            return true;
        };
        let mut ids = [&facet.here, &facet.there].map(|id| id.as_deref().map(|id| names.now(id)));
        let Self::Line { fact, line, rules } = self else {
            *self = Self::line(&facet.fact, facet.line.to_string(), ids);
            return true;
        };
        ids.sort_unstable();
        facet.fact.clone_into(fact);
        line.clear();
        // Writing into a text never fails.
        let _ = write!(line, "{}", facet.line);
        for (rule, id) in rules.iter_mut().zip(ids) {
            match (rule.as_mut(), id) {
                (Some(rule), Some(id)) => id.clone_into(rule),
                _ => *rule = id.map(str::to_owned),
            }
        }
        true
    }

    /// The place a case is about that was not answered yet; none in a grey area.
    pub fn of_case(policy: &Policy, facet: Option<&Facet>, ruling: &Ruling) -> Option<Self> {
        if ruling.kind.is_some_and(Kind::is_grey) {
            return None;
        }
        let rule = || ruling.rules.first().map(|rule| Self::Rule(policy.rules[rule.0].id.clone()));
        facet.map(Self::of).or_else(rule)
    }

    fn line(fact: &str, line: String, mut rules: [Option<&str>; 2]) -> Self {
        rules.sort_unstable();
        Self::Line { fact: fact.to_owned(), line, rules: rules.map(|id| id.map(str::to_owned)) }
    }

    /// The ids of the rules it hangs on.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        let (both, one) = match self {
            Self::Line { rules, .. } => (Some(rules), None),
            Self::Rule(id) => (None, Some(id)),
        };
        both.into_iter().flatten().flatten().chain(one).map(String::as_str)
    }

    /// The fact and the rules of a line, wherever it runs: what stays when it moves. None of a rule by itself.
    pub fn ground(&self) -> Option<(&str, &[Option<String>; 2])> {
        match self {
            Self::Line { fact, rules, .. } => Some((fact, rules)),
            Self::Rule(_) => None,
        }
    }
}

/// The names rules had before, and have now.
#[derive(Clone, Debug, Default)]
pub struct Names<'p> {
    renamed: Vec<(&'p str, &'p str)>,
}

impl<'p> Names<'p> {
    /// Of a policy as it is now.
    pub fn of(policy: &'p Policy) -> Self {
        let taken = |was: &str| policy.rules.iter().any(|r| r.id == was);
        let each = |rule: &'p crate::domain::policy::rule::Rule| {
            rule.was.iter().map(|was| (was.as_str(), rule.id.as_str())).filter(|(was, _)| !taken(was))
        };
        Self { renamed: policy.rules.iter().flat_map(each).collect() }
    }

    /// What a rule is called now.
    pub fn now<'a>(&'a self, id: &'a str) -> &'a str {
        self.renamed.iter().find(|(was, _)| *was == id).map_or(id, |(_, now)| now)
    }
}
