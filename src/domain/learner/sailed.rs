//! How far somebody has come along a coastline: the places on both sides of which their latest answer was right.

use std::collections::HashMap;

use crate::domain::policy::Policy;
use crate::domain::policy::analysis::coverage::{Tally, Taught};
use crate::domain::policy::analysis::facets::{Coastline, Facet};
use crate::domain::policy::analysis::lines::{Line, Side};
use crate::domain::policy::rule::RuleId;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::facet::{fact_of, line_of};
use crate::domain::session::facts;

/// On which sides of a facet somebody's latest answer was right: this side's first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sailed(pub [bool; 2]);

impl Sailed {
    /// How far they have come.
    pub fn taught(self) -> Taught {
        match self.0 {
            [true, true] => Taught::Crossed,
            [false, false] => Taught::Untaught,
            _ => Taught::Touched,
        }
    }

    /// How many places somebody has crossed, is on one side of, or has yet to come to.
    pub fn tally(sailed: &[Self]) -> Tally {
        let of = |taught: Taught| sailed.iter().filter(|s| s.taught() == taught).count();
        Tally { crossed: of(Taught::Crossed), touched: of(Taught::Touched), untaught: of(Taught::Untaught) }
    }
}

/// A coastline's lines by the names under which the log has them.
#[derive(Clone, Debug)]
pub struct Names(HashMap<(String, String), usize>);

impl Names {
    /// Of a policy's coastline.
    pub fn of(policy: &Policy, coastline: &Coastline) -> Self {
        let name =
            |(at, line): (usize, &Line)| ((fact_of(policy, &line.between), line_of(policy, &line.between).to_string()), at);
        Self(coastline.lines.iter().enumerate().map(name).collect())
    }

    /// How far somebody has come, facet by facet, by their latest answer on each side. The oldest answer comes first.
    pub fn sailed<'a>(
        &self,
        policy: &Policy,
        coastline: &Coastline,
        attempts: impl IntoIterator<Item = &'a Attempt>,
    ) -> Vec<Sailed> {
        let mut sailed = vec![Sailed::default(); coastline.facets.len()];
        for attempt in attempts.into_iter().filter(|a| a.policy.id == policy.id) {
            if let Some((facet, side)) = self.place(policy, coastline, attempt) {
                sailed[facet].0[usize::from(side == Side::There)] = attempt.judgement().is_right();
            }
        }
        sailed
    }

    /// The facet a logged answer stands at, and on which side of it.
    fn place(&self, policy: &Policy, coastline: &Coastline, attempt: &Attempt) -> Option<(usize, Side)> {
        let logged = attempt.facet.as_ref()?;
        let line = *self.0.get(&(logged.fact.clone(), logged.line.to_string()))?;
        let case = facts::from_json(policy, &attempt.facts);
        let side = coastline.lines[line].between.side(&case)?;
        let id = |voice: Option<RuleId>| voice.and_then(|rule| policy.rules.get(rule.0)).map(|rule| rule.id.as_str());
        let first = coastline.facets.partition_point(|f| f.line < line);
        let is_it =
            |f: &Facet| id(f.decider(side)) == logged.here.as_deref() && id(f.decider(side.other())) == logged.there.as_deref();
        coastline.on(line).iter().position(is_it).map(|nth| (first + nth, side))
    }
}
