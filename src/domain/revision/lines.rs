//! Lines of the boundary that only one of two versions has: born, lost, or moved.

mod rows;

pub use self::rows::Row;

use std::collections::{BTreeMap, HashSet};

use super::Revision;
use crate::domain::policy::analysis::facets::{Coastline, Decider};
use crate::domain::policy::analysis::lines::{Between, Side as Bank};
use crate::domain::policy::case::Case;
use crate::domain::policy::diff::Side;
use crate::domain::policy::engine::Engine;
use crate::domain::session::facet::Facet;
use crate::domain::wording::line;

/// A line of the boundary of one version, with the rules on its two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// As the log and `coastline --json` name it.
    pub facet: Facet,
    /// What it is on: `Amount`.
    pub about: String,
    /// Where it is, in words: `$150`, for a number; both sides, else.
    pub place: String,
    number: bool,
    /// The place of the facet in its version's coastline.
    at: usize,
}

/// A line that moved: the same rules on both sides, elsewhere along the number.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Before.
    pub was: Line,
    /// After.
    pub now: Line,
}

/// What became of the lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Those of the new version alone.
    pub born: Vec<Line>,
    /// Those of the version before alone.
    pub lost: Vec<Line>,
    /// Those of both, elsewhere.
    pub moved: Vec<Moved>,
    /// False where a coastline was given up: some may be missing, or in the wrong place.
    pub complete: bool,
}

impl Lines {
    /// Whether nothing became of them.
    pub fn is_empty(&self) -> bool {
        self.born.is_empty() && self.lost.is_empty() && self.moved.is_empty()
    }

    /// Facets of the version before, by their places in its coastline, that are no longer where they were.
    pub fn gone(&self) -> HashSet<usize> {
        self.lost.iter().chain(self.moved.iter().map(|m| &m.was)).map(|line| line.at).collect()
    }
}

/// The lines of two versions held against each other. A rule that was renamed is one rule.
pub(super) fn lines(revision: &Revision<'_>) -> Lines {
    let [old, new] = [Side::Old, Side::New].map(|side| all(revision.engine(side), revision.coast(side)));
    let renamed = |facet: &Facet| Facet {
        here: renamed(revision, facet.here.as_deref()),
        there: renamed(revision, facet.there.as_deref()),
        ..facet.clone()
    };
    let (before, after): (HashSet<String>, HashSet<String>) =
        (old.iter().map(|l| key(&renamed(&l.facet))).collect(), new.iter().map(|l| key(&l.facet)).collect());
    let mut lost: Vec<Line> = old.into_iter().filter(|l| !after.contains(&key(&renamed(&l.facet)))).collect();
    let mut born: Vec<Line> = new.into_iter().filter(|l| !before.contains(&key(&l.facet))).collect();
    let moved = paired(&mut lost, &mut born, |line| renamed(&line.facet));
    Lines { born, lost, moved, complete: revision.coast(Side::Old).complete && revision.coast(Side::New).complete }
}

/// What tells a line from all others.
fn key(facet: &Facet) -> String {
    format!("{}|{}|{:?}|{:?}", facet.fact, facet.line, facet.here, facet.there)
}

/// The name a rule of the version before has in the new one.
fn renamed(revision: &Revision<'_>, id: Option<&str>) -> Option<String> {
    let id = id?;
    let policy = revision.diff.policy(Side::Old);
    let rule = policy.rules.iter().position(|r| r.id == id).map(crate::domain::policy::rule::RuleId);
    let twin = rule.and_then(|rule| revision.diff.counterpart(Side::Old, rule));
    Some(twin.map_or_else(|| id.to_owned(), |twin| revision.diff.policy(Side::New).rules[twin.0].id.clone()))
}

/// Takes out those that moved: as many lost as born on one number between the same rules, each with its like in order.
fn paired(lost: &mut Vec<Line>, born: &mut Vec<Line>, renamed: impl Fn(&Line) -> Facet) -> Vec<Moved> {
    let place = |facet: &Facet| format!("{}|{:?}|{:?}", facet.fact, facet.here, facet.there);
    let mut places: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, line) in lost.iter().enumerate().filter(|(_, l)| l.number) {
        places.entry(place(&renamed(line))).or_default().0.push(at);
    }
    for (at, line) in born.iter().enumerate().filter(|(_, l)| l.number) {
        places.entry(place(&line.facet)).or_default().1.push(at);
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    // Coastlines list the lines of one number from the lowest up.
    places.values().filter(|(a, b)| a.len() == b.len()).for_each(|(a, b)| pairs.extend(a.iter().copied().zip(b.iter().copied())));
    pairs.sort_unstable();
    let moved = pairs.iter().map(|(a, b)| Moved { was: lost[*a].clone(), now: born[*b].clone() }).collect();
    let mut at = 0..;
    lost.retain(|_| at.next().is_none_or(|at| pairs.iter().all(|p| p.0 != at)));
    let mut at = 0..;
    born.retain(|_| at.next().is_none_or(|at| pairs.iter().all(|p| p.1 != at)));
    moved
}

/// Every line of a version.
fn all(engine: &Engine, coast: &Coastline) -> Vec<Line> {
    let policy = engine.policy();
    let told = |(at, facet): (usize, &crate::domain::policy::analysis::facets::Facet)| {
        let between = &coast.lines[facet.line].between;
        let sides = [Bank::Here, Bank::There].map(|bank| line::side(policy, between, bank));
        let number = matches!(between, Between::Number(..));
        let place = if number { sides[0].trim_start_matches("up to ").to_owned() } else { sides.join(" | ") };
        let (here, there): (Decider, Decider) = (facet.here, facet.there);
        Line { facet: Facet::named(policy, between, here, there), about: line::about(policy, between), place, number, at }
    };
    coast.facets.iter().enumerate().map(told).collect()
}

impl Revision<'_> {
    /// The facet of the version before at which somebody answered a case, by its place in the coastline.
    pub fn answered_at(&self, facet: &Facet, case: &Case) -> Option<usize> {
        facet.find(self.old.policy, self.coast(Side::Old), case)
    }
}
