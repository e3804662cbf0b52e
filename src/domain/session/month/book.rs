//! The books of a month: a fold over its answers, by the ledger.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{asked, line};
use crate::domain::learner::measures::allowance::{Ledger, Spent};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::evaluate;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::fact::Unit;
use crate::domain::policy::quantity::Quantity;
use crate::domain::session::answer::Answer;
use crate::domain::session::attempt::{Attempt, Mode};
use crate::domain::session::facts;
use crate::domain::session::round::Round;

/// A gesture given beside a remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The answer it was given after.
    pub attempt: Uuid,
    /// The gesture's id.
    pub gesture: String,
    /// What it cost then, by its digits.
    pub cost: String,
}

/// The month so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Given before the run began.
    pub before: Quantity,
    /// Given out of the allowance, what was given before with it.
    pub given: Quantity,
    /// The month's limit, as the last case that asked for something had it.
    pub limit: Option<Quantity>,
    /// What was asked for, and what came of it, in order.
    pub entries: Vec<Entry>,
}

/// One thing asked for, or given unasked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The scenario's id.
    pub scenario: String,
    /// How much.
    pub amount: Quantity,
    /// What came of it.
    pub came: Came,
}

/// What came of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// Given, as the policy says.
    Given,
    /// Given where the policy says otherwise: within the allowance, and gone.
    GivenAway,
    /// A gesture beside the remedy: its id.
    Gesture(String),
    /// Given, though it was more than one case may have: somebody else's to give, and not out of the allowance.
    BeyondCase,
    /// Given, though the month had not so much left: likewise.
    BeyondMonth,
    /// Not given, because it is more than one case may have: handed over, as the policy says.
    AskedForCase,
    /// Not given, because the month had not so much left: handed over, as the policy says.
    AskedForMonth,
    /// Not given, and it was theirs to give.
    LeftOnTheTable,
    /// Not given, and not to be given: the policy refuses or hands it over for another reason.
    Held,
    /// Not given alone, which is right, but not handled as the policy says.
    Mishandled,
}

impl Book {
    /// The books of these answers, in the order in which they were given; answers outside a month don't count. The first of them
    /// knows what was given before; where there is none yet, it is said.
    pub fn of(policy: &Policy, attempts: &[Attempt], given: &[Given], before: Quantity) -> Self {
        let first = attempts.iter().find(|a| a.mode == Mode::Month).map(|a| facts::from_json(policy, &a.facts));
        let counted = first.and_then(|case| evaluate::number(policy, &case, policy.allowance?.counter));
        let before = counted.unwrap_or(before);
        let mut book = Self { before, given: before, ..Self::default() };
        for attempt in attempts.iter().filter(|a| a.mode == Mode::Month) {
            let case = facts::from_json(policy, &attempt.facts);
            if let Some(amount) = asked(policy, &case) {
                book.enter(policy, attempt, &case, amount);
            }
            for gift in given.iter().filter(|g| g.attempt == attempt.id) {
                book.beside(policy, attempt, gift);
            }
        }
        book
    }

    /// What is left of the month; none before anything was asked for.
    pub fn left(&self) -> Option<Quantity> {
        Some(Quantity::from_millionths((self.limit?.millionths() - self.given.millionths()).max(0)))
    }

    /// All that came of wishes in this way.
    pub fn of_kind(&self, wanted: impl Fn(&Came) -> bool) -> Vec<&Entry> {
        self.entries.iter().filter(|e| wanted(&e.came)).collect()
    }

    /// The sum of some entries.
    pub fn sum(&self, wanted: impl Fn(&Came) -> bool) -> Quantity {
        let sum = self.of_kind(wanted).iter().map(|e| e.amount.millionths()).sum();
        Quantity::from_millionths(sum)
    }

    fn enter(&mut self, policy: &Policy, attempt: &Attempt, case: &Case, amount: Quantity) {
        let line = line(policy, case);
        self.limit = line.map(|l| l.month).or(self.limit);
        // Without a line nothing is theirs to give.
        let (month, most) = line.map_or((self.given, Quantity::ZERO), |l| (l.month, l.case));
        let spent = Ledger::with_given(month, most, self.given).spend(amount);
        let came = came(attempt, spent);
        if matches!(came, Came::Given | Came::GivenAway) {
            self.given = plus(self.given, amount);
        }
        self.entries.push(Entry { scenario: attempt.scenario.clone(), amount, came });
    }

    fn beside(&mut self, policy: &Policy, attempt: &Attempt, gift: &Given) {
        let cost = Quantity::parse(&gift.cost).unwrap_or(Quantity::ZERO);
        if draws(policy) {
            self.given = plus(self.given, cost);
        }
        let came = Came::Gesture(gift.gesture.clone());
        self.entries.push(Entry { scenario: attempt.scenario.clone(), amount: cost, came });
    }

    /// What a gesture of that cost would come to after this case. What costs nothing is always theirs to give.
    pub(super) fn would(&self, policy: &Policy, cost: Quantity, round: &Round) -> Spent {
        if cost <= Quantity::ZERO || !draws(policy) {
            return Spent::Act;
        }
        let limit = line(policy, &round.full).map(|l| l.month).or(self.limit);
        // Before any case with a line nothing says how much a month has.
        limit.map_or(Spent::AskAllowance, |limit| Ledger::with_given(limit, limit, self.given).spend(cost))
    }
}

/// Whether gestures, which cost money, come out of the allowance: where that is counted in money.
fn draws(policy: &Policy) -> bool {
    let counter = policy.allowance.and_then(|a| policy.fact(a.counter).number());
    counter.is_some_and(|n| n.unit == Unit::Money)
}

fn came(attempt: &Attempt, spent: Spent) -> Came {
    let right = attempt.judgement().is_right();
    match (attempt.answer, spent) {
        (Answer::Yes, Spent::Act) if right => Came::Given,
        (Answer::Yes, Spent::Act | Spent::Invalid) => Came::GivenAway,
        (Answer::Yes, Spent::AskCase) => Came::BeyondCase,
        (Answer::Yes, Spent::AskAllowance) => Came::BeyondMonth,
        (Answer::No | Answer::Escalate, _) if attempt.verdict.settled && attempt.verdict.answer() == Verdict::Yes => {
            Came::LeftOnTheTable
        }
        (Answer::No | Answer::Escalate, Spent::AskCase) if right => Came::AskedForCase,
        (Answer::No | Answer::Escalate, Spent::AskAllowance) if right => Came::AskedForMonth,
        (Answer::No | Answer::Escalate, _) if right => Came::Held,
        (Answer::No | Answer::Escalate, _) => Came::Mishandled,
    }
}

fn plus(a: Quantity, b: Quantity) -> Quantity {
    Quantity::from_millionths(a.millionths().saturating_add(b.millionths()))
}
