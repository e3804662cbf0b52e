//! Two versions of a pack side by side: what changes, told as a lead reads it.
//!
//! The sets are [`super::policy::diff`]'s; here they get their words, a case each, and the scenarios and lines they touch.

pub mod groups;
pub mod lines;
pub mod seen;
pub mod told;
pub mod turns;

use self::groups::Group;
use self::lines::Lines;
use self::told::Told;
use self::turns::Turn;
use super::policy::Policy;
use super::policy::analysis::facets::Coastline;
use super::policy::date::Date;
use super::policy::diff::edits::{Edit, edits};
use super::policy::diff::region::Regions;
use super::policy::diff::{Diff, Side};
use super::policy::engine::{Engine, TooLarge};
use super::policy::region::cover::Budget;
use super::scenario::Scenario;

/// A version of a pack.
#[derive(Clone, Copy, Debug)]
pub struct Version<'v> {
    /// Its policy.
    pub policy: &'v Policy,
    /// Its scenarios; none beside a lone policy.
    pub scenarios: &'v [Scenario],
}

/// Two versions, compared; both compiled by themselves as well, which is what everything said of them is checked against.
#[derive(Debug)]
pub struct Revision<'v> {
    /// The version before.
    pub old: Version<'v>,
    /// The version after.
    pub new: Version<'v>,
    /// What differs, as sets.
    pub diff: Diff,
    /// By side, the version as it decides.
    engines: [Engine; 2],
    /// By side, every place where its answer turns.
    coasts: [Coastline; 2],
}

/// All there is to say of a revision, in words.
#[derive(Clone, Debug)]
pub struct Report {
    /// Every change, in the order in which they are told.
    pub changes: Vec<Told>,
    /// The changes by what they have in common.
    pub groups: Vec<Group>,
    /// Combinations that can occur in one version only: where they can't, and what they are.
    pub barred: Vec<(Side, String)>,
    /// The scenarios that turn.
    pub turns: Vec<Turn>,
    /// Lines of the boundary that only one version has, or that moved.
    pub lines: Lines,
    /// What was edited.
    pub edits: Vec<Edit>,
    /// The work was given up: more may change than is told.
    pub undecided: bool,
}

impl<'v> Revision<'v> {
    /// Compares two versions by the rules of one day.
    ///
    /// # Errors
    /// The rules of one combine into too many boxes, or their values together are too many.
    pub fn of(old: Version<'v>, new: Version<'v>, as_of: Date, budget: &Budget) -> Result<Self, TooLarge> {
        let diff = Diff::of(old.policy, new.policy, as_of, budget)?;
        let engines = [Engine::compile(old.policy, as_of)?, Engine::compile(new.policy, as_of)?];
        let coasts = [Coastline::of(&engines[0], budget), Coastline::of(&engines[1], budget)];
        Ok(Self { old, new, diff, engines, coasts })
    }

    /// Tells what changes.
    ///
    /// # Errors
    /// The conditions of the rules combine into too many boxes.
    pub fn report(&self, budget: &Budget) -> Result<Report, TooLarge> {
        let regions = Regions::of(&self.diff)?;
        let (changes, groups) = groups::of(told::changes(self, &regions, budget));
        Ok(Report {
            changes,
            groups,
            barred: told::barred(&self.diff),
            turns: turns::turns(self),
            lines: lines::lines(self),
            edits: edits(self.old.policy, self.new.policy, &self.diff),
            undecided: self.diff.undecided || budget.is_spent(),
        })
    }

    /// A version.
    pub fn version(&self, side: Side) -> Version<'v> {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    fn engine(&self, side: Side) -> &Engine {
        &self.engines[side as usize]
    }

    /// Every place where a version's answer turns.
    pub fn coast(&self, side: Side) -> &Coastline {
        &self.coasts[side as usize]
    }
}
