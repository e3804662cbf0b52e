//! Which way somebody leans, against what the policy's stakes ask for.

use super::detection::Detection;
use super::outcomes::Outcomes;
use super::prices::Prices;
use super::told::Told;
use super::wilson::Rate;

/// Standard errors that chance is allowed.
const CLEARLY: f64 = 1.959_963_984_540_054;
/// A difference of criteria below which it is small.
const SMALL: f64 = 0.5;
/// Errors of both kinds together below which c is made by the numbers of cases and the half cases added to them, not by the answers.
const ERRORS: u32 = 5;
/// Above this share of the cases one errs on much of them, as a rule that so many misread is flagged.
const MUCH: f64 = 0.25;

/// Which way, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// The two kinds of case are not told apart: there is no line to lean from.
    NoLine,
    /// The two kinds are told apart with too few errors for either to be seen to come easier.
    FewErrors,
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
    /// Clearly, but not far, or not in much of the cases.
    ALittle,
    /// Far, and in much of the cases that it leads to err on.
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
    /// Claims a lean only where there were errors to tell it from, and where chance would hardly make it: c and c* two standard
    /// errors apart.
    pub fn of(outcomes: Outcomes, prices: Prices) -> Told<Self> {
        let detection = match (outcomes.both(), Detection::of(outcomes)) {
            (Told::TooFew { more }, _) => return Told::TooFew { more },
            (_, Some(detection)) => detection,
            (_, None) => return Told::TooFew { more: 1 },
        };
        let told_apart = detection.sensitivity > CLEARLY * detection.error;
        let best = prices.best_for(outcomes, detection).filter(|_| told_apart);
        let blanket = detection.criterion.abs() > CLEARLY * detection.criterion_error();
        let enough = outcomes.misses.saturating_add(outcomes.false_alarms) >= ERRORS;
        let lean = match best {
            Some(_) if !enough => Lean::FewErrors,
            Some(best) => beside(detection.criterion - best, detection.criterion_error(), outcomes),
            // One answer for every case has no line, but which answer it is can be seen.
            None if blanket && enough => beside(detection.criterion, detection.criterion_error(), outcomes),
            None => Lean::NoLine,
        };
        let decimals = outcomes.signals().min(outcomes.noises()) >= super::detection::DECIMALS;
        Told::Figure(Self { lean, detection, best, decimals })
    }
}

fn beside(off: f64, error: f64, outcomes: Outcomes) -> Lean {
    // A criterion may be far off where errors are rare: what it says of how much is erred on has to hold of the rate itself.
    let much = |rate: Rate| off.abs() >= SMALL && rate.interval().is_some_and(|range| range.low > MUCH);
    let far = |rate| if much(rate) { Far::Much } else { Far::ALittle };
    match off {
        _ if off.abs() <= CLEARLY * error => Lean::AsAsked,
        off if off < 0.0 => Lean::Cautious(far(outcomes.over_escalation())),
        _ => Lean::Bold(far(outcomes.over_reach())),
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
    }

    #[test]
    fn who_hardly_errs_leans_to_neither_error() {
        assert_eq!(lean(40, 0, 0, 40), Some(Lean::FewErrors), "perfect in as few cases could be either");
        assert_eq!(lean(87, 1, 0, 416), Some(Lean::FewErrors), "one of 88 kept is not much of what is to be handed over");
        assert_eq!(lean(416, 0, 4, 84), Some(Lean::FewErrors));
    }

    #[test]
    fn much_is_said_only_of_an_error_made_in_much_of_its_cases() {
        assert_eq!(lean(392, 8, 0, 400), Some(Lean::Bold(Far::ALittle)), "clearly, and still in few of them");
        assert_eq!(lean(200, 200, 0, 400), Some(Lean::Bold(Far::Much)));
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
