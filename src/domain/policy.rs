//! The policy: the only authority. Types a valid policy is made of, and what can be asked of it.

pub mod analysis;
pub mod boundary;
pub mod card;
pub mod case;
pub mod check;
pub mod compile;
pub mod condition;
pub mod date;
pub mod diff;
pub mod engine;
pub mod evaluate;
pub mod explanation;
pub mod fact;
pub mod limit;
pub mod quantity;
pub mod region;
pub mod route;
pub mod rule;
pub mod source;
pub mod whatif;

use self::condition::Condition;
use self::fact::{Fact, FactId};
use self::limit::Limit;
use self::route::{Route, RouteId};
use self::rule::{Duty, Rule};
use super::text::Text;

/// A policy in which every name resolves and every value is in bounds: `source` makes it, and only from a file without errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Names the policy for ever; progress hangs on it.
    pub id: String,
    /// For people.
    pub title: Text,
    /// As the team counts them.
    pub version: Text,
    /// The first day it holds.
    pub effective: date::Date,
    /// Who answers for it.
    pub owner: Text,
    /// ISO 4217 code; present whenever a money fact is.
    pub currency: Option<Text>,
    /// What holds where no rule speaks.
    pub silence: Silence,
    /// The money a decision is about.
    pub at_stake: Vec<FactId>,
    /// A remark for its keepers.
    pub note: Option<Text>,
    /// What a trainee must show.
    pub mastery: Mastery,
    /// Facts in the order of the file; a [`FactId`] is a place in this list.
    pub facts: Vec<Fact>,
    /// Combinations that can't occur.
    pub never: Vec<Condition>,
    /// Limits in the order of the file.
    pub limits: Vec<Limit>,
    /// Routes in the order of the file.
    pub routes: Vec<Route>,
    /// Rules in the order of the file, which never matters to a decision.
    pub rules: Vec<Rule>,
    /// Duties that never decide.
    pub also: Vec<Duty>,
    /// The month as a run of cases.
    pub allowance: Option<Allowance>,
    /// What an agent may offer beside the remedy.
    pub gestures: Vec<Gesture>,
    /// Warnings looked at and kept.
    pub accepts: Vec<Accept>,
}

impl Policy {
    /// The fact of that name.
    pub fn fact_id(&self, name: &str) -> Option<FactId> {
        self.facts.iter().position(|f| f.name == name).map(FactId)
    }

    /// The fact behind an id of this policy.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.0]
    }

    /// The route behind an id of this policy.
    pub fn route(&self, id: RouteId) -> &Route {
        &self.routes[id.0]
    }

    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }
}

/// What holds where no rule speaks: a grey area.
#[derive(Clone, Debug, PartialEq)]
pub enum Silence {
    /// Ask this route.
    Escalate(RouteId),
    /// Settle it by judgement; the words say how.
    Act(Text),
}

impl Silence {
    /// Whom to ask; nobody where it is settled alone.
    pub fn route(&self) -> Option<RouteId> {
        match self {
            Self::Escalate(route) => Some(*route),
            Self::Act(_) => None,
        }
    }
}

/// What a trainee must show before a rule counts as mastered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mastery {
    /// First tries needed.
    pub opportunities: u32,
    /// Over at least so many days.
    pub days: u32,
    /// Critical misses allowed.
    pub critical_misses: u32,
}

impl Default for Mastery {
    fn default() -> Self {
        Self { opportunities: 7, days: 2, critical_misses: 0 }
    }
}

/// The fact that grows with what is given, and the fact that says how much is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// A base number fact.
    pub counter: FactId,
    /// A number fact.
    pub adds: FactId,
}

/// Something an agent may offer beside the remedy.
#[derive(Clone, Debug, PartialEq)]
pub struct Gesture {
    /// Unique among gestures.
    pub id: String,
    /// For people.
    pub label: Text,
    /// In the policy's currency.
    pub cost: quantity::Quantity,
    /// Where it fits; always, if absent.
    pub when: Option<Condition>,
    /// Where it does not.
    pub unless: Option<Condition>,
    /// Words to go with it.
    pub say: Option<Text>,
}

/// A warning looked at and kept, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Accept {
    /// The diagnostic's code.
    pub code: String,
    /// Only there, if given.
    pub rule: Option<String>,
    /// Of grey areas, those wholly inside it, if given.
    pub when: Option<Condition>,
    /// Why it is kept.
    pub why: Text,
}
