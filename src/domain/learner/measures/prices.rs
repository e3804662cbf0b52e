//! What the two errors cost, and what that asks of a careful person.
//!
//! Cost alone rewards whoever never decides: at 10 to 1 escalating everything costs less than good judgement with two misses.
//! So it is told against the better of the two blanket rules: the judgement skill score.

use super::detection::Detection;
use super::outcomes::Outcomes;
use super::told::Told;
use crate::domain::policy::explanation::Decision;
use crate::domain::session::answer::{Judgement, Wrong};
use crate::domain::session::attempt::Attempt;
use crate::domain::session::scoring::Cost;

/// What one error of each kind costs, in needless hand-overs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prices {
    /// A miss: settled or refused what must be escalated.
    pub miss: f64,
    /// A false alarm: escalated what one may settle.
    pub alarm: f64,
}

/// What errors cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paid {
    /// All of them.
    pub total: f64,
    /// A case, on average; none without a case.
    pub mean: Option<f64>,
}

impl Prices {
    /// What the policy's stakes make a miss cost, on average over the cases met that must be escalated; none before one was met.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Option<Self> {
        let price = |wrong, attempt: &Attempt| Cost::of_answer(Judgement::Wrong(wrong), Some(attempt.verdict.stakes)).value();
        let (mut sum, mut cases, mut alarm) = (0.0, 0.0, None);
        for attempt in attempts.into_iter().filter(|a| a.is_rated()) {
            match attempt.side() {
                Decision::Escalate => (sum, cases) = (sum + price(Wrong::OverReach, attempt), cases + 1.0),
                Decision::Act => alarm = Some(price(Wrong::OverEscalation, attempt)),
            }
        }
        (cases > 0.0).then(|| Self { miss: sum / cases, alarm: alarm.unwrap_or(1.0) })
    }

    /// How likely an escalation must be needed for it to be worth its price (C. Elkan, 2001, right answers costing nothing).
    pub fn threshold(self) -> f64 {
        self.alarm / (self.alarm + self.miss)
    }

    /// β*: the best bias where a share `prior` of the cases must be escalated; none where that is none or all of them.
    pub fn best_bias(self, prior: f64) -> Option<f64> {
        let best = (1.0 - prior) / prior * (self.alarm / self.miss);
        (prior > 0.0 && prior < 1.0 && best.is_finite() && best > 0.0).then_some(best)
    }

    /// c*: the best criterion for somebody of this sensitivity. None for one who does no better than chance: there is none.
    pub fn best_criterion(self, prior: f64, sensitivity: f64) -> Option<f64> {
        let best = self.best_bias(prior)?.ln() / sensitivity;
        (sensitivity > 0.0 && best.is_finite()).then_some(best)
    }

    /// What these outcomes cost.
    pub fn paid(self, outcomes: Outcomes) -> Paid {
        let total = self.miss * f64::from(outcomes.misses) + self.alarm * f64::from(outcomes.false_alarms);
        let cases = f64::from(outcomes.signals()) + f64::from(outcomes.noises());
        Paid { total, mean: (cases > 0.0).then(|| total / cases) }
    }

    /// The judgement skill score: 1 is perfect, 0 no better than one rule for every case, below 0 worse than that. None where a
    /// blanket rule would be right in every case.
    pub fn skill(self, outcomes: Outcomes) -> Option<f64> {
        let blanket = (f64::from(outcomes.noises()) * self.alarm).min(f64::from(outcomes.signals()) * self.miss);
        (blanket > 0.0).then(|| 1.0 - self.paid(outcomes).total / blanket)
    }

    /// The same, where there are enough cases of both kinds.
    pub fn skill_told(self, outcomes: Outcomes) -> Told<f64> {
        match (outcomes.both(), self.skill(outcomes)) {
            (Told::TooFew { more }, _) => Told::TooFew { more },
            (_, Some(skill)) => Told::Figure(skill),
            (_, None) => Told::TooFew { more: 1 },
        }
    }

    /// The best criterion for these outcomes, from the mix they were met in.
    pub fn best_for(self, outcomes: Outcomes, detection: Detection) -> Option<f64> {
        let prior = f64::from(outcomes.signals()) / (f64::from(outcomes.signals()) + f64::from(outcomes.noises()));
        self.best_criterion(prior, detection.sensitivity)
    }
}
