//! What a version of a policy makes of a case, in words and in names.

use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::explanation::{Kind, Ruling, Verdict};
use crate::domain::wording::outcome;

/// What a version makes of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It knows no such case.
    Unknown,
    /// It says that the case can't occur.
    Impossible,
    /// An answer; the words say all of it.
    Said(Answer),
}

/// An answer, and how it comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// As output names it.
    pub answer: &'static str,
    /// How it comes about; none where unknown facts decide.
    pub kind: Option<&'static str>,
    /// Whom it goes to, by id.
    pub route: Option<String>,
    /// The rule, by id; none where none speaks.
    pub rule: Option<String>,
    words: String,
}

impl Seen {
    /// Whether the case goes on as before: the answer, how it comes about and whom it goes to. Whose rule it is may differ.
    fn goes_on(&self, after: &Self) -> bool {
        match (self, after) {
            (Self::Said(a), Self::Said(b)) => (a.answer, a.kind, &a.route) == (b.answer, b.kind, &b.route),
            _ => self == after,
        }
    }

    /// In words.
    pub fn words(&self) -> &str {
        match self {
            Self::Unknown => "no such case",
            Self::Impossible => "can't occur",
            Self::Said(answer) => &answer.words,
        }
    }
}

/// The two, if they differ in more than whose rule it is.
pub fn turned(was: Seen, now: Seen) -> Option<(Seen, Seen)> {
    (!was.goes_on(&now)).then_some((was, now))
}

/// What a version decides.
pub fn decided(policy: &Policy, engine: &Engine, case: &Case) -> Seen {
    match engine.decide(case) {
        Err(_) => Seen::Impossible,
        Ok(ruling) => Seen::Said(Answer {
            answer: ruling.verdict.map_or("undetermined", Verdict::name),
            kind: ruling.kind.map(Kind::name),
            route: ruling.route.map(|r| policy.route(r).id.clone()),
            rule: ruling.rules.first().map(|r| policy.rules[r.0].id.clone()),
            words: words(policy, &ruling),
        }),
    }
}

fn words(policy: &Policy, ruling: &Ruling) -> String {
    let Some(kind) = ruling.kind else {
        return ruling.verdict.map_or("undetermined: ask first", Verdict::name).to_owned();
    };
    let decision = outcome::decision(policy, kind, ruling.route);
    match ruling.rules.first() {
        Some(rule) => format!("{decision}, under {}", policy.rules[rule.0].id),
        None => format!("{decision}, as no rule speaks"),
    }
}
