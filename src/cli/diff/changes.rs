//! The changes with their words: where, what it was, what it is, and a case of each.

use serde_json::{Map, Value as Json};

use crate::cli::pack::Version;
use crate::domain::policy::analysis::sides::Contrast;
use crate::domain::policy::analysis::voices::{Said, Speaker};
use crate::domain::policy::case::Case;
use crate::domain::policy::diff::region::{First, Regions};
use crate::domain::policy::diff::{Barred, Diff, Side};
use crate::domain::policy::fact::FactId;
use crate::domain::policy::region::cover::Budget;
use crate::domain::scenario::Scenario;
use crate::domain::session::facts::value_to_json;
use crate::domain::wording::{Phrase, in_one_line, listed, merged, outcome, shared, test};

/// What one version says of the cases of a change.
pub(super) struct Half {
    /// The rule; none where none speaks.
    pub(super) rule: Option<String>,
    /// Kind and route, the route by its place in that version.
    pub(super) said: Said,
    /// `act, yes, under M-1`.
    pub(super) words: String,
}

/// A change, told.
pub(super) struct Told {
    pub(super) was: Half,
    pub(super) now: Half,
    /// Where: each of these, fact by fact.
    pub(super) parts: Vec<Vec<Phrase>>,
    /// Who speaks first in some of it.
    pub(super) unless: Vec<String>,
    /// A case of it; none where the search was given up before one was proved.
    pub(super) example: Option<Example>,
}

/// A case of a change.
pub(super) struct Example {
    /// As the version before reads it, and as the new one does.
    pub(super) old: Map<String, Json>,
    pub(super) new: Map<String, Json>,
    /// The scenario it is nearest to.
    pub(super) scenario: Option<String>,
    /// What differs from that scenario, or all of it: `amount=60, days=3`.
    pub(super) settings: String,
}

impl Told {
    /// All of it in a sentence.
    pub(super) fn sentence(&self) -> String {
        let unless = self.unless().map(|u| format!(", unless {u}")).unwrap_or_default();
        format!("{}: was {}; now {}{unless}.", self.places().join(""), self.was.words, self.now.words)
    }

    /// Where, in words: what all places share, then each place's own; or the one place there is.
    pub(super) fn places(&self) -> Vec<String> {
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

    /// `M-3 or L-1 speaks first`; none where nothing does.
    pub(super) fn unless(&self) -> Option<String> {
        (!self.unless.is_empty()).then(|| format!("{} speaks first", listed(&self.unless, "or")))
    }

    /// Whether the answer turns, and not only how it comes about or whom it goes to.
    pub(super) fn turns(&self) -> bool {
        self.was.said.0.verdict() != self.now.said.0.verdict()
    }
}

/// A scenario as a case of the common facts.
struct Known<'v> {
    scenario: &'v Scenario,
    case: Case,
}

/// Every change of a comparison, told.
pub(super) fn changes(diff: &Diff, regions: &Regions<'_>, old: &Version, new: &Version, budget: &Budget) -> Vec<Told> {
    let mut scenarios = raised(diff, Side::New, &new.scenarios);
    let gone = raised(diff, Side::Old, &old.scenarios).into_iter();
    scenarios.extend(gone.filter(|k| !new.scenarios.iter().any(|s| s.id == k.scenario.id)));
    let teller = Teller { diff, old, new, scenarios };
    diff.pairs.iter().filter_map(|pair| teller.told(pair, regions, budget)).collect()
}

fn raised<'v>(diff: &Diff, side: Side, scenarios: &'v [Scenario]) -> Vec<Known<'v>> {
    scenarios.iter().map(|scenario| Known { case: diff.common.raise(side, &scenario.case), scenario }).collect()
}

struct Teller<'t> {
    diff: &'t Diff,
    old: &'t Version,
    new: &'t Version,
    scenarios: Vec<Known<'t>>,
}

impl Teller<'_> {
    fn told(&self, pair: &Contrast, regions: &Regions<'_>, budget: &Budget) -> Option<Told> {
        let turned = regions.turned(pair, budget);
        let nearest =
            self.scenarios.iter().min_by_key(|known| turned.parts.iter().map(|part| self.diff.misses(part, &known.case)).min());
        let near = nearest.and_then(|known| Some((known, self.diff.witness(pair, &turned.parts, Some(&known.case))?)));
        let example = match near {
            Some((known, case)) => Some(self.example(&case, Some(known))),
            None => self.diff.witness(pair, &turned.parts, None).map(|case| self.example(&case, None)),
        };
        Some(Told {
            was: self.half(Side::Old, pair.here)?,
            now: self.half(Side::New, pair.there)?,
            parts: merged(turned.parts.iter().map(|part| self.diff.phrases(part)).collect()),
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
        let words = format!("{}, {}", outcome::decision(policy, said.0, said.1), outcome::speaker(policy, speaker));
        Some(Half { rule, said, words })
    }

    fn first(&self, first: First) -> String {
        let id = |side: Side, rule: crate::domain::policy::rule::RuleId| &self.diff.policy(side).rules[rule.0].id;
        match first {
            First::Rule(rule) => id(Side::New, rule).clone(),
            First::Only(Side::Old, rule) => format!("{} as it was", id(Side::Old, rule)),
            First::Only(Side::New, rule) if self.diff.counterpart(Side::New, rule).is_none() => id(Side::New, rule).clone(),
            First::Only(Side::New, rule) => format!("{} as it is now", id(Side::New, rule)),
            First::Exception(side, rule) => format!("an exception of {}", id(side, rule)),
        }
    }

    fn example(&self, case: &Case, near: Option<&Known<'_>>) -> Example {
        let read = |side: Side, version: &Version| {
            let lowered = self.diff.common.lower(side, &version.policy, case);
            lowered.map(|case| crate::domain::session::facts::to_json(&version.policy, &case)).unwrap_or_default()
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

/// Combinations that can occur in one version only, in words.
pub(super) fn barred(diff: &Diff) -> Vec<(&Barred, String)> {
    let words = |barred: &Barred| {
        let policy = diff.policy(barred.side);
        let nothing = Case::unknown(policy.facts.len());
        let clauses = policy.never[barred.never].any.iter();
        let clauses: Vec<String> = clauses.map(|c| in_one_line(&test::clause(policy, &nothing, c))).collect();
        clauses.join(", or ")
    };
    diff.never.iter().map(|barred| (barred, words(barred))).collect()
}
