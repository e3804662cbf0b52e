//! Which way somebody leans, against what the policy's stakes ask for.

use super::detection::Detection;
use super::outcomes::Outcomes;
use super::prices::Prices;
use super::told::Told;

/// Standard errors that chance is allowed.
const CLEARLY: f64 = 1.959_963_984_540_054;
/// A difference of criteria below which it is small.
const SMALL: f64 = 0.5;

/// Which way, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// The two kinds of case are not told apart: there is no line to lean from.
    NoLine,
    /// About as the stakes ask.
    AsAsked,
    /// More to escalating than the stakes ask.
    Cautious(Far),
    /// More to acting than the stakes ask.
    Bold(Far),
}

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Far {
    /// Clearly, but not far.
    ALittle,
    /// Far.
    Much,
}

/// The lean with the figures it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaning {
    /// In a word.
    pub lean: Lean,
    /// The figures.
    pub detection: Detection,
    /// c*; none where the two kinds are not told apart.
    pub best: Option<f64>,
    /// There are enough cases for decimals.
    pub decimals: bool,
}

impl Leaning {
    /// Claims a lean only where chance would hardly make it: c and c* two standard errors apart.
    pub fn of(outcomes: Outcomes, prices: Prices) -> Told<Self> {
        let detection = match (outcomes.both(), Detection::of(outcomes)) {
            (Told::TooFew { more }, _) => return Told::TooFew { more },
            (_, Some(detection)) => detection,
            (_, None) => return Told::TooFew { more: 1 },
        };
        let told_apart = detection.sensitivity > CLEARLY * detection.error;
        let best = prices.best_for(outcomes, detection).filter(|_| told_apart);
        let blanket = detection.criterion.abs() > CLEARLY * detection.criterion_error();
        let lean = match best {
            Some(best) => beside(detection.criterion - best, detection.criterion_error()),
            // One answer for every case has no line, but which answer it is can be seen.
            None if blanket => beside(detection.criterion, detection.criterion_error()),
            None => Lean::NoLine,
        };
        let decimals = outcomes.signals().min(outcomes.noises()) >= super::detection::DECIMALS;
        Told::Figure(Self { lean, detection, best, decimals })
    }
}

fn beside(off: f64, error: f64) -> Lean {
    let far = if off.abs() < SMALL { Far::ALittle } else { Far::Much };
    match off {
        _ if off.abs() <= CLEARLY * error => Lean::AsAsked,
        off if off < 0.0 => Lean::Cautious(far),
        _ => Lean::Bold(far),
    }
}

#[cfg(test)]
mod tests {
    use super::{Far, Lean, Leaning};
    use crate::domain::learner::measures::outcomes::Outcomes;
    use crate::domain::learner::measures::prices::Prices;
    use crate::domain::learner::measures::told::Told;

    const TEN: Prices = Prices { miss: 10.0, alarm: 1.0 };

    fn lean(hits: u32, misses: u32, false_alarms: u32, correct_rejections: u32) -> Option<Lean> {
        let outcomes = Outcomes { hits, misses, false_alarms, correct_rejections };
        Leaning::of(outcomes, TEN).figure().map(|l| l.lean)
    }

    #[test]
    fn a_lean_is_told_against_the_stakes() {
        assert_eq!(lean(20, 20, 1, 39), Some(Lean::Bold(Far::Much)));
        assert_eq!(lean(78, 2, 30, 50), Some(Lean::AsAsked));
        assert_eq!(lean(40, 0, 0, 40), Some(Lean::AsAsked), "perfect in as few cases could be either");
    }

    #[test]
    fn one_answer_for_every_case_has_a_lean_but_no_line() {
        assert_eq!(lean(20, 0, 20, 0), Some(Lean::Cautious(Far::Much)));
        assert_eq!(lean(0, 20, 0, 20), Some(Lean::Bold(Far::Much)));
        assert_eq!(lean(10, 10, 10, 10), Some(Lean::NoLine));
    }

    #[test]
    fn few_cases_of_one_kind_tell_nothing() {
        let outcomes = Outcomes { hits: 3, misses: 0, false_alarms: 0, correct_rejections: 90 };
        assert_eq!(Leaning::of(outcomes, TEN), Told::TooFew { more: 2 });
        assert_eq!(Leaning::of(Outcomes::default(), TEN), Told::TooFew { more: 5 });
    }
}
