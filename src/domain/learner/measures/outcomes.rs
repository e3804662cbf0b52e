//! The four outcomes of a case that is clearly one's own or clearly not: the table all measures of judgement start from.

use super::clause::ENOUGH;
use super::told::Told;
use super::wilson::Rate;
use crate::domain::policy::explanation::Decision;
use crate::domain::session::answer::Wrong;
use crate::domain::session::attempt::Attempt;

/// How often each happened, in the words of signal detection. Yes and no count alike: both are acting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Must be escalated, and was.
    pub hits: u32,
    /// Must be escalated, and was settled or refused: over-reach.
    pub misses: u32,
    /// May be settled, and was escalated: over-escalation.
    pub false_alarms: u32,
    /// May be settled, and was settled or refused.
    pub correct_rejections: u32,
}

impl Outcomes {
    /// Counts the attempts that enter rates: grey areas stay out, and whatever is no first try at a case like any other.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Self {
        let mut outcomes = Self::default();
        for attempt in attempts.into_iter().filter(|a| a.is_rated()) {
            let wrong = attempt.judgement().wrong();
            let count = match attempt.side() {
                Decision::Escalate if wrong == Some(Wrong::OverReach) => &mut outcomes.misses,
                Decision::Escalate => &mut outcomes.hits,
                Decision::Act if wrong == Some(Wrong::OverEscalation) => &mut outcomes.false_alarms,
                Decision::Act => &mut outcomes.correct_rejections,
            };
            *count = count.saturating_add(1);
        }
        outcomes
    }

    /// Cases that must be escalated.
    pub fn signals(self) -> u32 {
        self.hits.saturating_add(self.misses)
    }

    /// Cases one may settle.
    pub fn noises(self) -> u32 {
        self.false_alarms.saturating_add(self.correct_rejections)
    }

    /// Escalated, of what one may settle.
    pub fn over_escalation(self) -> Rate {
        Rate { count: self.false_alarms, of: self.noises() }
    }

    /// Settled or refused, of what must be escalated.
    pub fn over_reach(self) -> Rate {
        Rate { count: self.misses, of: self.signals() }
    }

    /// Whether there are enough cases of both kinds to speak of both.
    pub fn both(self) -> Told<Self> {
        let fewer = self.signals().min(self.noises());
        if fewer < ENOUGH { Told::TooFew { more: ENOUGH - fewer } } else { Told::Figure(self) }
    }

    /// The share on the right side; none without a case.
    pub fn accuracy(self) -> Option<f64> {
        self.weighted_accuracy(1.0)
    }

    /// The same with each case that must be escalated counted `weight` times; none without a case. Escalating everything does
    /// well by it: never to be shown alone.
    pub fn weighted_accuracy(self, weight: f64) -> Option<f64> {
        let all = weight * f64::from(self.signals()) + f64::from(self.noises());
        (all > 0.0).then(|| (weight * f64::from(self.hits) + f64::from(self.correct_rejections)) / all)
    }
}
