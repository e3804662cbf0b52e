//! The two error rates, which way the team leans, and whether it is as often right as it is sure.

use super::count::{ANSWERS, Played};
use crate::domain::learner::measures::calibration::{Calibration, Confidence};
use crate::domain::learner::measures::lean::Leaning;
use crate::domain::learner::measures::outcomes::Outcomes;
use crate::domain::learner::measures::prices::Prices;
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::explanation::Decision;
use crate::domain::session::answer::{Judgement, Wrong};
use crate::domain::session::scoring::Cost;

/// How the team judged before anybody spoke. Grey areas, twins and suspended cases are not in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    /// Votes by what they were and should have been.
    pub outcomes: Outcomes,
    /// Which way the team leans, against what the policy's stakes ask.
    pub leaning: Told<Leaning>,
    /// How sure beside how right; none where nobody said how sure they were.
    pub confidence: Option<Confidence>,
    /// Yes where the policy says no.
    pub gave_it_away: u32,
    /// No where the policy says yes.
    pub needless_no: u32,
}

impl Errors {
    /// Whether there was no vote to judge.
    pub fn is_of_nothing(&self) -> bool {
        self.outcomes == Outcomes::default()
    }

    pub(super) fn of(played: &[Played<'_>]) -> Self {
        let mut outcomes = Outcomes::default();
        let mut levels = [Rate { count: 0, of: 0 }; 3];
        let (mut gave_it_away, mut needless_no) = (0, 0);
        let (mut cost, mut alarm) = (0.0, None);
        let rated = played.iter().filter(|p| p.is_rated()).filter_map(|p| Some((&p.item.key, p.first?)));
        for (key, votes) in rated {
            let price = |wrong| Cost::of_answer(Judgement::Wrong(wrong), Some(key.verdict().stakes)).value();
            let all = votes.voters();
            match key.verdict().decision {
                Decision::Escalate => {
                    let misses = votes.wrong(key, Wrong::OverReach);
                    outcomes.misses += misses;
                    outcomes.hits += all - misses;
                    cost += price(Wrong::OverReach) * f64::from(all);
                }
                Decision::Act => {
                    let alarms = votes.wrong(key, Wrong::OverEscalation);
                    outcomes.false_alarms += alarms;
                    outcomes.correct_rejections += all - alarms;
                    alarm = Some(price(Wrong::OverEscalation));
                }
            }
            gave_it_away += votes.wrong(key, Wrong::GaveItAway);
            needless_no += votes.wrong(key, Wrong::NeedlessNo);
            for answer in ANSWERS {
                let (said, right) = (votes.levels_of(|a| a == answer), key.judge(answer).is_right());
                for (rate, n) in levels.iter_mut().zip(said) {
                    rate.of += n;
                    rate.count += if right { n } else { 0 };
                }
            }
        }
        // Without a case that must be escalated there is no price, and the lean says by itself that there are too few.
        let signals = f64::from(outcomes.signals().max(1));
        let prices = Prices { miss: cost / signals, alarm: alarm.unwrap_or(1.0) };
        Self {
            outcomes,
            leaning: Leaning::of(outcomes, prices),
            confidence: Calibration { levels }.confidence(),
            gave_it_away,
            needless_no,
        }
    }
}
