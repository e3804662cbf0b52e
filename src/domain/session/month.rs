//! A month with an allowance: a run of cases in which what was given before is part of each case that follows.

mod book;
mod line;

use serde_json::{Map, Value as Json};

pub use self::book::{Book, Came, Entry, Given};
pub use self::line::{Line, line};
use super::attempt::Mode;
use super::pack::{Own, PackView};
use super::{Plan, Session, facts};
use crate::domain::chance::Chance;
use crate::domain::learner::measures::allowance::Spent;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::quantity::Quantity;

/// Cases of a month, unless somebody asked for another number.
pub const CASES: usize = 12;

/// Why a pack has no month to play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMonth {
    /// The policy has none.
    #[error("This pack's policy has no [allowance], so there is no month to play.")]
    NoAllowance,
    /// It says what grows, and no rule stops it.
    #[error("No green light of this pack holds what is given in a month against a limit, so the month would never run out.")]
    NoLimit,
    /// Nobody asks for anything.
    #[error("No case of this pack asks for anything out of the allowance.")]
    NoCases,
}

/// The plan of a month: cases that ask for something out of the allowance, with others between them, for one person whose month begins.
pub fn plan(pack: &PackView<'_>, base: Plan) -> Result<Plan, NoMonth> {
    let allowance = pack.policy.allowance.ok_or(NoMonth::NoAllowance)?;
    let asks = |i: &usize| asked(pack.policy, &pack.scenarios[*i].told()).is_some();
    let (mut asking, mut others): (Vec<usize>, Vec<usize>) = (0..pack.scenarios.len()).partition(asks);
    if asking.is_empty() {
        return Err(NoMonth::NoCases);
    }
    let cases = base.cases.unwrap_or(CASES);
    let mut own = whose(pack, base.own, &asking);
    let mut chance = Chance::new(base.seed);
    chance.shuffle(&mut asking);
    chance.shuffle(&mut others);
    let before = before(pack.policy, asking.iter().map(|i| of(&pack.scenarios[*i].told(), &own)))?;
    own.push((allowance.counter, Value::Number(before)));
    // A third of a month is about other things, as far as there are cases enough that ask.
    asking.truncate(cases - cases / 3);
    others.truncate(cases.saturating_sub(asking.len()));
    let only = asking.iter().chain(&others).map(|i| pack.scenarios[*i].id.clone()).collect();
    Ok(Plan { mode: Mode::Month, cases: Some(cases), only, own, topic: None, closes_with_twins: false, ..base })
}

/// The facts that are the same in all of a month: the trainee's own, and of those that nobody set, the value most of its cases tell.
fn whose(pack: &PackView<'_>, mut own: Vec<(FactId, Value)>, asking: &[usize]) -> Vec<(FactId, Value)> {
    let open: Vec<FactId> = (0..pack.policy.facts.len())
        .map(FactId)
        .filter(|id| pack.policy.fact(*id).own && matches!(pack.policy.fact(*id).kind, FactKind::Choice(_)))
        .filter(|id| own.iter().all(|(known, _)| known != id))
        .collect();
    for id in open {
        let values = pack.policy.fact(id).names().len();
        let often =
            |value: usize| asking.iter().filter(|i| pack.scenarios[**i].case.get(id) == Some(Value::Choice(value))).count();
        // Of values told equally often the first counts.
        if let Some(value) = (0..values).rev().max_by_key(|value| often(*value)) {
            own.push((id, Value::Choice(value)));
        }
    }
    own
}

/// What was given when the run begins: as the first of these cases tells it that leaves something of the month. So a run may begin late
/// in a month, as its cases do; where none tells it, at the beginning.
fn before(policy: &Policy, asking: impl Iterator<Item = Case>) -> Result<Quantity, NoMonth> {
    let allowance = policy.allowance.ok_or(NoMonth::NoAllowance)?;
    let drawn: Vec<(Case, Line)> = asking.filter_map(|case| line(policy, &case).map(|line| (case, line))).collect();
    if drawn.is_empty() {
        return Err(NoMonth::NoLimit);
    }
    let told = drawn.iter().filter_map(|(case, line)| Some((counted(case.get(allowance.counter)?)?, line.month)));
    let start = told.into_iter().find(|(given, month)| given < month).map(|(given, _)| given);
    Ok(start.unwrap_or_else(|| policy.fact(allowance.counter).number().map_or(Quantity::ZERO, |n| n.min)))
}

fn counted(value: Value) -> Option<Quantity> {
    match value {
        Value::Number(q) => Some(q),
        _ => None,
    }
}

/// A case with these facts in place of its own.
fn of(case: &Case, own: &Own) -> Case {
    own.iter().fold(case.clone(), |case, (fact, value)| case.with(*fact, Some(*value)))
}

/// What a case asks for out of the allowance; none where it asks for nothing.
pub fn asked(policy: &Policy, case: &Case) -> Option<Quantity> {
    let allowance = policy.allowance?;
    crate::domain::policy::evaluate::number(policy, case, allowance.adds).filter(|q| *q > Quantity::ZERO)
}

/// Facts by name, for a session that is put away.
pub(super) fn named(policy: &Policy, own: &Own) -> Map<String, Json> {
    let entry = |(id, value): &(FactId, Value)| {
        let fact = policy.fact(*id);
        (fact.name.clone(), facts::value_to_json(fact, *value))
    };
    own.iter().map(entry).collect()
}

/// The facts behind these names; what the policy no longer knows is left out.
pub(super) fn facts(policy: &Policy, named: &Map<String, Json>) -> Vec<(FactId, Value)> {
    let one = |(name, json): (&String, &Json)| {
        let id = policy.fact_id(name)?;
        Some((id, facts::value_from_json(policy.fact(id), json)?))
    };
    named.iter().filter_map(one).collect()
}

impl Session {
    /// The books of a month with an allowance; none in any other session.
    pub fn book(&self, policy: &Policy) -> Option<Book> {
        let counter = policy.allowance.filter(|_| self.mode == Mode::Month)?.counter;
        let before = self.own.iter().find(|(fact, _)| *fact == counter).and_then(|(_, value)| counted(*value));
        Some(Book::of(policy, &self.attempts, &self.given, before.unwrap_or_default()))
    }

    /// The own facts that the next case is dealt with: in a month, what was given so far is among them.
    pub(super) fn own_now(&self, policy: &Policy) -> Vec<(FactId, Value)> {
        let mut own = self.own.clone();
        if let (Some(allowance), Some(book)) = (policy.allowance, self.book(policy))
            && let Some(number) = policy.fact(allowance.counter).number()
        {
            own.retain(|(fact, _)| *fact != allowance.counter);
            own.push((allowance.counter, Value::Number(book.given.clamp(number.min, number.max))));
        }
        own
    }

    /// Gives a gesture beside the remedy of the case that was just answered, if the month still has it. None where there is no such
    /// answer, or a gesture was given there already.
    pub fn give(&mut self, policy: &Policy, gesture: &str) -> Option<Spent> {
        let attempt = self.round.as_ref()?.outcome.as_ref()?.attempt.id;
        let gesture = policy.gestures.iter().find(|g| g.id == gesture)?;
        let book = self.book(policy)?;
        if self.given.iter().any(|g| g.attempt == attempt) {
            return None;
        }
        let spent = book.would(policy, gesture.cost, self.round.as_ref()?);
        if matches!(spent, Spent::Act) {
            self.given.push(Given { attempt, gesture: gesture.id.clone(), cost: gesture.cost.to_string() });
        }
        Some(spent)
    }
}
