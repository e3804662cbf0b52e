//! The changes with their words: where, what it was, what it is, and a case of each.

use serde_json::{Map, Value as Json};

use super::{Revision, Version};
use crate::domain::policy::analysis::sides::Contrast;
use crate::domain::policy::analysis::voices::{Said, Speaker};
use crate::domain::policy::case::Case;
use crate::domain::policy::diff::region::{First, Regions};
use crate::domain::policy::diff::{Diff, Side};
use crate::domain::policy::fact::FactId;
use crate::domain::policy::region::cover::Budget;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::Scenario;
use crate::domain::session::facts::{to_json, value_to_json};
use crate::domain::wording::{Phrase, in_one_line, listed, merged, outcome, shared, test};

/// What one version says of the cases of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Half {
    /// The rule; none where none speaks.
    pub rule: Option<String>,
    /// Kind and route, the route by its place in that version.
    pub said: Said,
    /// `act, yes`.
    pub decision: String,
    /// `act, yes, under M-1`.
    pub words: String,
}

/// A change, told.
#[derive(Clone, Debug)]
pub struct Told {
    /// Before.
    pub was: Half,
    /// After.
    pub now: Half,
    /// Where: each of these, fact by fact.
    pub parts: Vec<Vec<Phrase>>,
    /// Who speaks first in some of it.
    pub unless: Vec<String>,
    /// A case of it; none where the search was given up before one was proved.
    pub example: Option<Example>,
    /// How much the widest of its places asks: members that must be there, then facts and members it asks about at all.
    pub(super) asks: (usize, usize),
}

/// A case of a change.
#[derive(Clone, Debug)]
pub struct Example {
    /// As the version before reads it.
    pub old: Map<String, Json>,
    /// As the new one does.
    pub new: Map<String, Json>,
    /// The scenario it is nearest to.
    pub scenario: Option<String>,
    /// What differs from that scenario, or all of it: `amount=60, days=3`.
    pub settings: String,
}

impl Example {
    /// The case in words: `cracked-lid with amount=60`.
    pub fn words(&self) -> String {
        match &self.scenario {
            Some(id) if self.settings.is_empty() => id.clone(),
            Some(id) => format!("{id} with {}", self.settings),
            None => self.settings.clone(),
        }
    }
}

impl Told {
    /// All of it in a sentence.
    pub fn sentence(&self) -> String {
        let unless = self.unless().map(|u| format!(", unless {u}")).unwrap_or_default();
        format!("{}: was {}; now {}{unless}.", self.places().join(""), self.was.words, self.now.words)
    }

    /// Where, in words: what all places share, then each place's own; or the one place there is.
    fn places(&self) -> Vec<String> {
        let (shared, rest) = shared(&self.parts);
        match &rest[..] {
            [] | [_] => self.parts.iter().map(|p| in_one_line(p)).collect(),
            rest => {
                let own = rest.iter().enumerate().map(|(at, own)| {
                    let lead = if at == 0 { "" } else { ", or " };
                    format!("{lead}{}", in_one_line(own))
                });
                let shared = (!shared.is_empty()).then(|| format!("{}; and ", in_one_line(&shared)));
                shared.into_iter().chain(own).collect()
            }
        }
    }

    /// The same as rows, each with the word that leads it: `for` what all places share, `and` one of them `or` another.
    pub fn rows(&self) -> Vec<(&'static str, String)> {
        let (shared, rest) = shared(&self.parts);
        let several = rest.len() > 1;
        let common = (!several || !shared.is_empty()).then(|| ("for", in_one_line(&shared)));
        let first = if common.is_some() { "and" } else { "for" };
        let own = rest.iter().enumerate().filter(|_| several);
        let own = own.map(|(at, own)| (if at == 0 { first } else { "or" }, in_one_line(own)));
        common.into_iter().chain(own).collect()
    }

    /// `M-3 or L-1 speaks first`; none where nothing does.
    pub fn unless(&self) -> Option<String> {
        (!self.unless.is_empty()).then(|| format!("{} speaks first", listed(&self.unless, "or")))
    }

    /// The same, the names cut off after so many.
    pub fn unless_briefly(&self, most: usize) -> Option<String> {
        let more = self.unless.len().saturating_sub(most);
        if more < 2 {
            return self.unless();
        }
        Some(format!("{} or {more} others speak first", self.unless[..most].join(", ")))
    }

    /// The half of a side.
    pub fn half(&self, side: Side) -> &Half {
        match side {
            Side::Old => &self.was,
            Side::New => &self.now,
        }
    }

    /// Whether the answer turns, and not only how it comes about or whom it goes to.
    pub fn turns(&self) -> bool {
        self.was.said.0.verdict() != self.now.said.0.verdict()
    }
}

/// A scenario as a case of the common facts.
struct Known<'v> {
    scenario: &'v Scenario,
    case: Case,
}

/// Every change of a revision, told.
pub(super) fn changes(revision: &Revision<'_>, regions: &Regions<'_>, budget: &Budget) -> Vec<Told> {
    let (diff, old, new) = (&revision.diff, revision.old, revision.new);
    let mut scenarios = raised(diff, Side::New, new.scenarios);
    let gone = raised(diff, Side::Old, old.scenarios).into_iter();
    scenarios.extend(gone.filter(|k| !new.scenarios.iter().any(|s| s.id == k.scenario.id)));
    let teller = Teller { diff, old, new, scenarios };
    diff.pairs.iter().filter_map(|pair| teller.told(pair, regions, budget)).collect()
}

fn raised<'v>(diff: &Diff, side: Side, scenarios: &'v [Scenario]) -> Vec<Known<'v>> {
    scenarios.iter().map(|scenario| Known { case: diff.common.raise(side, &scenario.case), scenario }).collect()
}

struct Teller<'t> {
    diff: &'t Diff,
    old: Version<'t>,
    new: Version<'t>,
    scenarios: Vec<Known<'t>>,
}

impl Teller<'_> {
    fn told(&self, pair: &Contrast, regions: &Regions<'_>, budget: &Budget) -> Option<Told> {
        let turned = regions.turned(pair, budget);
        let nearest = self.scenarios.iter().min_by_key(|known| {
            let misses = turned.parts.iter().map(|part| self.diff.misses(part, &known.case)).min();
            // A case may lie in a part where another rule speaks first: one that turns by itself shows more.
            (misses, misses == Some(0) && !self.diff.is_shown_by(pair, &known.case))
        });
        let near = nearest.and_then(|known| Some((known, self.diff.witness(pair, &turned.parts, Some(&known.case))?)));
        let example = match near {
            Some((known, case)) => Some(self.example(&case, Some(known))),
            None => self.diff.witness(pair, &turned.parts, None).map(|case| self.example(&case, None)),
        };
        Some(Told {
            was: self.half(Side::Old, pair.here)?,
            now: self.half(Side::New, pair.there)?,
            parts: merged(turned.parts.iter().map(|part| self.diff.phrases(part)).collect()),
            asks: turned.parts.iter().map(|part| self.diff.asks(part)).min().unwrap_or_default(),
            unless: turned.unless.iter().map(|first| self.first(*first)).collect(),
            example,
        })
    }

    fn half(&self, side: Side, speaker: Speaker) -> Option<Half> {
        let policy = self.diff.policy(side);
        let said = self.diff.said(side, speaker)?;
        let rule = match speaker {
            Speaker::Rule(rule) => Some(policy.rules[rule.0].id.clone()),
            Speaker::Silence | Speaker::Never(_) => None,
        };
        let decision = outcome::decision(policy, said.0, said.1);
        let words = format!("{decision}, {}", outcome::speaker(policy, speaker));
        Some(Half { rule, said, decision, words })
    }

    fn first(&self, first: First) -> String {
        let id = |side: Side, rule: RuleId| &self.diff.policy(side).rules[rule.0].id;
        match first {
            First::Rule(rule) => id(Side::New, rule).clone(),
            First::Only(Side::Old, rule) => format!("{} as it was", id(Side::Old, rule)),
            First::Only(Side::New, rule) if self.diff.counterpart(Side::New, rule).is_none() => id(Side::New, rule).clone(),
            First::Only(Side::New, rule) => format!("{} as it is now", id(Side::New, rule)),
            First::Exception(side, rule) => format!("an exception of {}", id(side, rule)),
        }
    }

    fn example(&self, case: &Case, near: Option<&Known<'_>>) -> Example {
        let read = |side: Side, version: Version<'_>| {
            let lowered = self.diff.common.lower(side, version.policy, case);
            lowered.map(|case| to_json(version.policy, &case)).unwrap_or_default()
        };
        let facts = (0..self.diff.common.facts.len()).map(FactId);
        let differs = |fact: &FactId| near.is_none_or(|known| known.case.get(*fact) != case.get(*fact));
        let settings: Vec<String> = facts.filter(differs).filter_map(|f| self.setting(f, case)).collect();
        Example {
            old: read(Side::Old, self.old),
            new: read(Side::New, self.new),
            scenario: near.map(|known| known.scenario.id.clone()),
            settings: settings.join(" "),
        }
    }

    /// `fact=value` as `explain --set` reads it.
    fn setting(&self, fact: FactId, case: &Case) -> Option<String> {
        let declared = &self.diff.common.facts[fact.0];
        let written = match value_to_json(declared, case.get(fact)?) {
            Json::Array(members) => members.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(","),
            Json::String(text) => text,
            other => other.to_string(),
        };
        let before = if self.diff.common.own(Side::New, fact).is_none() { " (as it was)" } else { "" };
        Some(format!("{}={written}{before}", declared.name))
    }
}

/// Combinations that can occur in one version only: where they can't, and what they are.
pub(super) fn barred(diff: &Diff) -> Vec<(Side, String)> {
    let words = |side: Side, never: usize| {
        let policy = diff.policy(side);
        let nothing = Case::unknown(policy.facts.len());
        let clauses = policy.never[never].any.iter();
        let clauses: Vec<String> = clauses.map(|c| in_one_line(&test::clause(policy, &nothing, c))).collect();
        clauses.join(", or ")
    };
    diff.never.iter().map(|barred| (barred.side, words(barred.side, barred.never))).collect()
}
