//! How people answer a rule: both error rates along its lines.

use super::wilson::Rate;
use crate::domain::policy::explanation::Decision;
use crate::domain::policy::rule::Rule;
use crate::domain::session::answer::{Certainty, Judgement, Wrong};
use crate::domain::session::attempt::Attempt;

/// Cases below which a rate is not told: chance alone would make it.
pub const ENOUGH: u32 = 5;

/// Answers to the cases a rule decides, and to those across one of its lines. Only those that enter
/// rates: [`Attempt::is_rated`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answered {
    /// Cases the rule decides.
    pub decided: u32,
    /// Of these, answered as the policy says.
    pub right: u32,
    /// Of these, wrong and sure.
    pub sure_and_wrong: u32,
    /// Cases across one of its lines.
    pub across: u32,
    /// Escalated, of what one may settle on either side of its lines.
    pub over_escalation: Rate,
    /// Settled or refused, of what must be escalated on either side.
    pub over_reach: Rate,
    /// Yes where the policy says no.
    pub gave_it_away: u32,
    /// No where the policy says yes.
    pub needless_no: u32,
}

impl Answered {
    /// Folds the attempts of a policy, whatever its version, over one rule under its id or one it had before.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, policy: &str, rule: &Rule) -> Self {
        let named = |id: &str| rule.is_called(id);
        let mut answered = Self::none();
        for attempt in attempts {
            if attempt.policy.id != policy || !attempt.is_rated() {
                continue;
            }
            let decided = attempt.decider().is_some_and(named);
            let across = attempt.facet.as_ref().and_then(|f| f.there.as_deref()).is_some_and(named);
            if decided || across {
                answered.add(attempt, decided);
            }
        }
        answered
    }

    fn none() -> Self {
        let rate = Rate { count: 0, of: 0 };
        Self {
            decided: 0,
            right: 0,
            sure_and_wrong: 0,
            across: 0,
            over_escalation: rate,
            over_reach: rate,
            gave_it_away: 0,
            needless_no: 0,
        }
    }

    fn add(&mut self, attempt: &Attempt, decided: bool) {
        let judgement = attempt.judgement();
        let wrong = judgement.wrong();
        if decided {
            self.decided += 1;
            self.right += u32::from(judgement == Judgement::Right);
            self.sure_and_wrong += u32::from(wrong.is_some() && attempt.confidence == Certainty::Sure);
        } else {
            self.across += 1;
        }
        let (rate, error) = match attempt.side() {
            Decision::Act => (&mut self.over_escalation, Wrong::OverEscalation),
            Decision::Escalate => (&mut self.over_reach, Wrong::OverReach),
        };
        rate.of += 1;
        rate.count += u32::from(wrong == Some(error));
        self.gave_it_away += u32::from(wrong == Some(Wrong::GaveItAway));
        self.needless_no += u32::from(wrong == Some(Wrong::NeedlessNo));
    }
}
