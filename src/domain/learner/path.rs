//! The path of a newcomer through a policy: one unit a rule, then mixed rounds, then a check on cases never seen.
//!
//! A unit is the rule with its why, two contrasting cases (one on each side of its line), and practice mixed with what came
//! before. Red lines come first, then stop lines, then green lights, fallbacks last; of each, what may harm somebody first, then
//! the order of the file. Where one is on the path is a fold over the answers in the log: nothing of it is stored.

pub mod certificate;
pub mod check;
pub mod hand;
pub mod hardness;
pub mod ladder;
pub mod pool;
pub mod progress;
pub mod readiness;
pub mod unit;

use self::pool::Pool;
use self::unit::Unit;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::RuleId;
use crate::domain::session::pack::{Own, PackView};

/// A policy as a path, for somebody at one level.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// One a rule that some case teaches, in the order in which they are taken.
    pub units: Vec<Unit>,
    /// Rules that no case of the pack can show from both sides: they are read, and nothing is asked about them.
    pub untold: Vec<RuleId>,
    /// Every case that can be played.
    pub pool: Pool,
    /// The trainee's own facts, as all of it was worked out.
    pub own: Vec<(FactId, Value)>,
}

impl Path {
    /// The path through a pack for somebody with these facts of their own.
    pub fn of(pack: &PackView<'_>, own: &Own) -> Self {
        let pool = Pool::of(pack, own);
        let mut rules: Vec<RuleId> = (0..pack.policy.rules.len()).map(RuleId).collect();
        rules.sort_by_key(|rule| unit::turn(&pack.policy.rules[rule.0]));
        let (mut units, mut untold) = (Vec::new(), Vec::new());
        for rule in rules {
            match unit::sides(&pool, rule) {
                Some(sides) => units.push(Unit { rule, sides }),
                None => untold.push(rule),
            }
        }
        Self { units, untold, pool, own: own.to_vec() }
    }

    /// The unit of a rule, by its place.
    pub fn unit_of(&self, rule: RuleId) -> Option<usize> {
        self.units.iter().position(|unit| unit.rule == rule)
    }
}
