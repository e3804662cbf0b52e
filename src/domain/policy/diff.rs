//! What a new version of a policy changes: rules that decide now what others decided before, each with a case that shows it.
//!
//! Complete: of every possible case whose answer, kind or route differs, the pair of speakers stands in the list.

pub mod edits;
pub mod ground;
mod lift;
pub mod region;
mod witness;

use super::Policy;
use super::Silence;
use super::analysis::contrast::Comparison;
use super::analysis::sides::Contrast;
use super::analysis::voices::{Said, Speaker, Voice, Voices};
use super::analysis::witness::case_in;
use super::case::Case;
use super::compile::layout::Layout;
use super::compile::{Geometry, Reading, together};
use super::date::Date;
use super::engine::TooLarge;
use super::engine::point::Point;
use super::explanation::Kind;
use super::fact::{FactId, FactKind};
use super::region::Words;
use super::region::cover::{Budget, uncovered};
use super::region::space::Space;
use super::route::RouteId;
use super::rule::{RuleId, RuleOutcome};

pub use self::ground::{Common, Side};

/// Two versions of a policy, compared.
#[derive(Clone, Debug)]
pub struct Diff {
    /// The facts of both.
    pub common: Common,
    /// The version before, over the common facts; its rules have the places they had.
    pub old: Policy,
    /// The version after, over the common facts.
    pub new: Policy,
    /// Every pair of speakers, before and after, that some case turns between.
    pub pairs: Vec<Contrast>,
    /// Combinations of facts that could occur in one version and can't in the other.
    pub never: Vec<Barred>,
    /// The budget was spent: pairs may be missing, and the last one may be none.
    pub undecided: bool,
    space: Space,
    layout: Layout,
    voices: [Voices; 2],
    as_of: Date,
}

/// A combination that can occur in one version only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barred {
    /// Where it can't occur.
    pub side: Side,
    /// Place in that version's `never` list.
    pub never: usize,
    /// A part of it that the other version allows.
    pub words: Words,
}

impl Diff {
    /// Compares two versions by the rules of one day.
    ///
    /// # Errors
    /// The rules of one combine into too many boxes, or their values together are too many.
    pub fn of(old: &Policy, new: &Policy, as_of: Date, budget: &Budget) -> Result<Self, TooLarge> {
        let common = Common::of(old, new)?;
        let lifted = [lift::lift(&common, Side::Old, old), lift::lift(&common, Side::New, new)];
        let geometries = together(&[Reading::plain(&lifted[0]), Reading::plain(&lifted[1])], as_of)?;
        let [before, after] = <[Geometry; 2]>::try_from(geometries).map_err(|_| TooLarge::boxes())?;
        let mut voices = [Voices::of(&lifted[0], &before), Voices::of(&lifted[1], &after)];
        share_routes(&lifted, &mut voices);
        let Geometry { space, layout, .. } = before;
        let [old_policy, new_policy] = lifted;
        let mut diff = Self {
            common,
            old: old_policy,
            new: new_policy,
            pairs: Vec::new(),
            never: Vec::new(),
            undecided: false,
            space,
            layout,
            voices,
            as_of,
        };
        diff.pairs = diff.find_pairs(budget);
        for (side, own) in [(Side::Old, old.never.len()), (Side::New, new.never.len())] {
            let barred = diff.barred(side, own, budget);
            diff.never.extend(barred);
        }
        diff.undecided = budget.is_spent();
        Ok(diff)
    }

    fn find_pairs(&self, budget: &Budget) -> Vec<Contrast> {
        let (within, bounds) = (self.space.everything(), self.space.no_bounds());
        let [here, there] = &self.voices;
        let comparison = Comparison { space: &self.space, here, there, within: &within, bounds: &bounds };
        let mut pairs = comparison.contrasts(|a, b| a.said != b.said, budget);
        // Answers that turn come first, then in the order of the new version's file, silence last.
        pairs.sort_by_key(|p| {
            let turns =
                self.said(Side::Old, p.here).map(|s| s.0.verdict()) == self.said(Side::New, p.there).map(|s| s.0.verdict());
            (turns, p.there, p.here)
        });
        pairs
    }

    /// Own `never`s of one version that the other one does not share.
    fn barred(&self, side: Side, own: usize, budget: &Budget) -> Vec<Barred> {
        let nevers = |side: Side| self.voices(side).0.iter().filter(|v| v.said.is_none());
        let cuts: Vec<_> = nevers(side.other()).map(|v| &v.block).collect();
        let bounds = self.space.no_bounds();
        let mut found: Vec<Barred> = Vec::new();
        for voice in nevers(side) {
            let Speaker::Never(never) = voice.speaker else { continue };
            if never >= own || found.iter().any(|b| b.never == never) {
                continue;
            }
            if let Some(words) = uncovered(&self.space, voice.block.words.clone(), &cuts, &bounds, budget) {
                found.push(Barred { side, never, words });
            }
        }
        found
    }

    /// A version over the common facts.
    pub fn policy(&self, side: Side) -> &Policy {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    fn voices(&self, side: Side) -> &Voices {
        match side {
            Side::Old => &self.voices[0],
            Side::New => &self.voices[1],
        }
    }

    /// What a speaker says in its version, the route by its place there; none where no case can occur.
    pub fn said(&self, side: Side, speaker: Speaker) -> Option<Said> {
        let policy = self.policy(side);
        match speaker {
            Speaker::Never(_) => None,
            Speaker::Silence => Some(match policy.silence {
                Silence::Escalate(route) => (Kind::SilenceEscalate, Some(route)),
                Silence::Act(_) => (Kind::SilenceAct, None),
            }),
            Speaker::Rule(rule) => Some(match policy.rules[rule.0].outcome {
                RuleOutcome::Escalate(route) => (Kind::Escalate, Some(route)),
                RuleOutcome::Decline(_) => (Kind::Decline, None),
                RuleOutcome::Act(_) => (Kind::Act, None),
            }),
        }
    }

    /// The rule of the other version that carries this one on: the same id, or one that was renamed.
    pub fn counterpart(&self, side: Side, rule: RuleId) -> Option<RuleId> {
        counterpart(self.policy(side), self.policy(side.other()), rule)
    }

    /// A case of a combination that can't occur in one of the versions.
    pub fn barred_case(&self, barred: &Barred) -> Option<Case> {
        case_in(&self.new, &self.space, &self.layout, &barred.words, &self.space.no_bounds(), None)
    }

    /// Who decides a case of the common facts in a version. Every fact must be known.
    pub fn decider(&self, side: Side, case: &Case) -> Speaker {
        let point = Point::of(&self.space, &self.layout, case);
        let holds = |v: &&Voice| v.block.narrow().all(|(d, word)| self.space.accepts(d, word, point.atoms[d]));
        self.voices(side).0.iter().find(holds).map_or(Speaker::Silence, |v| v.speaker)
    }

    /// How far a case is from a box: how many of its dimensions it misses. What rests on an unknown fact misses none.
    pub fn misses(&self, words: &[u64], case: &Case) -> usize {
        let point = Point::of(&self.space, &self.layout, case);
        let facts = (0..self.common.facts.len()).map(FactId);
        let unknown = facts.filter(|f| case.get(*f).is_none()).flat_map(|f| self.layout.moved_by(f));
        let unknown: Vec<usize> = unknown.collect();
        let missed = |d: &usize| !self.space.accepts(*d, words[*d], point.atoms[*d]) && !unknown.contains(d);
        (0..words.len()).filter(missed).count()
    }

    /// How much a box asks: members of sets that must be there, then everything it is narrow in.
    pub fn asks(&self, words: &[u64]) -> (usize, usize) {
        let sets = (0..self.common.facts.len()).map(FactId).filter(|f| matches!(self.common.facts[f.0].kind, FactKind::Set(_)));
        let there = sets.flat_map(|f| self.layout.dimensions(f)).filter(|d| words[*d] == 0b10).count();
        (there, (0..words.len()).filter(|d| words[*d] != self.space.whole[*d]).count())
    }

    /// What a box asks, in words.
    pub fn phrases(&self, words: &[u64]) -> Vec<crate::domain::wording::Phrase> {
        crate::domain::wording::region::phrases(&self.new, &self.space, &self.layout, words)
    }
}

/// The rule of another version that carries a rule on.
pub fn counterpart(from: &Policy, to: &Policy, rule: RuleId) -> Option<RuleId> {
    let own = &from.rules[rule.0];
    let by_id = to.rules.iter().position(|r| r.id == own.id);
    let renamed = || to.rules.iter().position(|r| r.was.contains(&own.id) || own.was.contains(&r.id));
    by_id.or_else(renamed).map(RuleId)
}

/// Gives the routes of both versions one numbering in what is said: a route is the same where its id is.
fn share_routes(policies: &[Policy; 2], voices: &mut [Voices; 2]) {
    let ids: Vec<&str> = policies[1].routes.iter().chain(&policies[0].routes).map(|r| r.id.as_str()).collect();
    for (policy, voices) in policies.iter().zip(voices) {
        let shared = |route: RouteId| {
            let id = policy.route(route).id.as_str();
            ids.iter().position(|i| *i == id).map_or(route, RouteId)
        };
        for voice in &mut voices.0 {
            voice.said = voice.said.map(|(kind, route)| (kind, route.map(shared)));
        }
    }
}
