//! The summary of a session: a fold over its attempts. Never one number: two error rates, and what they hide.

use super::answer::{Certainty, Judgement, Wrong};
use super::attempt::{Attempt, Mode};
use super::scoring::Cost;
use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::explanation::Decision;

/// What a session shows at its end. Grey areas, twins and what came back are marked, and stand apart from all else.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Cases answered, twins not counted.
    pub cases: usize,
    /// Of these, answered as the policy says.
    pub right: usize,
    /// The score, and the most there was to have.
    pub marks: i32,
    /// Three for each case.
    pub marks_possible: i32,
    /// What the wrong answers would have cost.
    pub cost: Cost,
    /// What the routes named would have cost; nothing where none was asked for.
    pub route_cost: Cost,
    /// Escalated, of what one may settle.
    pub over_escalation: Rate,
    /// Settled or refused, of what must be escalated.
    pub over_reach: Rate,
    /// Yes where the policy says no, outside grey areas.
    pub gave_it_away: u32,
    /// No where the policy says yes, outside grey areas.
    pub needless_no: u32,
    /// Which way they lean, as far as so few cases can tell.
    pub leaning: Leaning,
    /// Wrong, and sure: the first thing to look at.
    pub confidently_wrong: Vec<Miss>,
    /// Clauses behind the misses, most missed first.
    pub read_again: Vec<Clause>,
    /// What was missed, in order: the deck of a replay.
    pub missed: Vec<Miss>,
    /// Scenarios answered right while unsure: they know more than they think.
    pub right_but_unsure: Vec<String>,
    /// Cases in which the rules were looked up first, however they were answered.
    pub looked_up: usize,
    /// Grey areas.
    pub grey: Tally,
    /// "The same, but…".
    pub twins: Tally,
    /// What came back in the sitting it was missed in; nothing in a replay, which is of such cases alone.
    pub again: Tally,
}

/// A missed case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The scenario's id.
    pub scenario: String,
    /// How.
    pub wrong: Wrong,
    /// How sure.
    pub certainty: Certainty,
    /// The clause that decided; none in a grey area.
    pub rule: Option<String>,
    /// No rule speaks of it: no error of either kind.
    pub grey: bool,
}

/// A clause to read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The rule's id.
    pub rule: String,
    /// How often it was missed.
    pub misses: usize,
}

/// So many right of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right.
    pub right: usize,
    /// Answered.
    pub of: usize,
}

/// Which way somebody leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// Too few cases of one kind to say anything.
    TooFew,
    /// The two intervals overlap: nothing can be told.
    NoneToSee,
    /// Clearly more over-escalation than over-reach.
    ToEscalate,
    /// Clearly more over-reach than over-escalation.
    ToAct,
}

impl Leaning {
    /// Compares the two rates: a leaning is claimed only where their intervals don't meet.
    pub fn of(over_escalation: Rate, over_reach: Rate) -> Self {
        if over_escalation.of < ENOUGH || over_reach.of < ENOUGH {
            return Self::TooFew;
        }
        match (over_escalation.interval(), over_reach.interval()) {
            (Some(asks), Some(acts)) if asks.low > acts.high => Self::ToEscalate,
            (Some(asks), Some(acts)) if acts.low > asks.high => Self::ToAct,
            _ => Self::NoneToSee,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::TooFew => "Not enough cases of both kinds to say which way you lean.",
            Self::NoneToSee => "No leaning to be seen: in so few cases, either error could be the larger.",
            Self::ToEscalate => "You lean to escalating: you hand over what is yours to settle more than you overstep.",
            Self::ToAct => "You lean to acting: you overstep more than you hand over what is yours to settle.",
        }
    }
}

impl Summary {
    /// Folds the attempts of a session, in any order of modes; each attempt once.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Self {
        let (twins, main): (Vec<&Attempt>, Vec<&Attempt>) = attempts.into_iter().partition(|a| a.mode == Mode::Twin);
        let first_tries = main.iter().any(|a| a.mode != Mode::Replay);
        let (again, main): (Vec<&Attempt>, Vec<&Attempt>) = main.into_iter().partition(|a| first_tries && a.mode == Mode::Replay);
        let (grey, clear): (Vec<&Attempt>, Vec<&Attempt>) = main.iter().copied().partition(|a| a.verdict.is_grey());
        let count = |wrong: Wrong| {
            u32::try_from(clear.iter().filter(|a| a.judgement() == Judgement::Wrong(wrong)).count()).unwrap_or(u32::MAX)
        };
        let rate = |wrong: Wrong, side: Decision| Rate {
            count: count(wrong),
            of: u32::try_from(clear.iter().filter(|a| a.side() == side).count()).unwrap_or(u32::MAX),
        };
        let over_escalation = rate(Wrong::OverEscalation, Decision::Act);
        let over_reach = rate(Wrong::OverReach, Decision::Escalate);
        let missed: Vec<Miss> = main.iter().filter_map(|a| Miss::of(a)).collect();
        Self {
            cases: main.len(),
            right: main.iter().filter(|a| a.judgement().is_right()).count(),
            marks: main.iter().map(|a| a.marks()).sum(),
            marks_possible: main.iter().map(|_| 3).sum(),
            cost: main.iter().map(|a| a.cost()).sum(),
            route_cost: main.iter().filter_map(|a| a.taps.route.as_ref()?.grade).map(Cost::of_route).sum(),
            over_escalation,
            over_reach,
            gave_it_away: count(Wrong::GaveItAway),
            needless_no: count(Wrong::NeedlessNo),
            leaning: Leaning::of(over_escalation, over_reach),
            confidently_wrong: missed.iter().filter(|m| m.certainty == Certainty::Sure).cloned().collect(),
            read_again: clauses(&missed),
            missed,
            right_but_unsure: main
                .iter()
                .filter(|a| a.confidence == Certainty::Unsure && a.judgement().is_right())
                .map(|a| a.scenario.clone())
                .collect(),
            looked_up: main.iter().filter(|a| a.looked_up).count(),
            grey: Tally::of(&grey),
            twins: Tally::of(&twins),
            again: Tally::of(&again),
        }
    }
}

fn clauses(missed: &[Miss]) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for rule in missed.iter().filter_map(|m| m.rule.as_ref()) {
        match clauses.iter_mut().find(|c| c.rule == *rule) {
            Some(clause) => clause.misses += 1,
            None => clauses.push(Clause { rule: rule.clone(), misses: 1 }),
        }
    }
    // Stable: of clauses missed equally often, the one missed first stays first.
    clauses.sort_by_key(|c| std::cmp::Reverse(c.misses));
    clauses
}

impl Miss {
    fn of(attempt: &Attempt) -> Option<Self> {
        Some(Self {
            scenario: attempt.scenario.clone(),
            wrong: attempt.judgement().wrong()?,
            certainty: attempt.confidence,
            rule: attempt.decider().map(str::to_owned),
            grey: attempt.verdict.is_grey(),
        })
    }

    /// How it was missed, in a word or two.
    pub fn label(&self) -> &'static str {
        if self.grey { "in a grey area" } else { self.wrong.label() }
    }
}

impl Tally {
    fn of(attempts: &[&Attempt]) -> Self {
        Self { right: attempts.iter().filter(|a| a.judgement().is_right()).count(), of: attempts.len() }
    }
}
