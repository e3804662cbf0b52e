//! What an answer is worth. Marks are the score; cost is shown apart and never enters it.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

use super::answer::{Certainty, Judgement, Wrong};
use super::taps::RouteGrade;
use crate::domain::policy::rule::Stakes;

/// Certainty-based marks (Gardner-Medwin): +1, +2, +3 when right; 0, -2, -6 when wrong. Honest confidence earns the most:
/// level 2 pays from two in three, level 3 from four in five.
pub fn marks(certainty: Certainty, right: bool) -> i32 {
    match (certainty, right) {
        (_, true) => i32::from(certainty.level()),
        (Certainty::Unsure, false) => 0,
        (Certainty::Fairly, false) => -2,
        (Certainty::Sure, false) => -6,
    }
}

/// What wrong answers would have cost the firm, in halves of the price of one needless hand-over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cost(u32);

impl Cost {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Of an answer: settling or giving away what one may not costs by the stakes of the clause that decides; handing over
    /// or refusing what one may settle costs one. Where no rule decides the stakes are the usual ones.
    pub fn of_answer(judgement: Judgement, stakes: Option<Stakes>) -> Self {
        match judgement {
            Judgement::Right => Self::NONE,
            Judgement::Wrong(Wrong::OverEscalation | Wrong::NeedlessNo) => Self::whole(1),
            Judgement::Wrong(Wrong::OverReach | Wrong::GaveItAway) => Self::whole(match stakes.unwrap_or_default() {
                Stakes::Critical => 20,
                Stakes::Major => 5,
                Stakes::Minor => 2,
            }),
        }
    }

    /// Of the route named for an escalation: a wrong one costs one, each level of urgency off a half.
    pub fn of_route(grade: RouteGrade) -> Self {
        Self(if grade.right { 0 } else { 2 } + u32::from(grade.levels_off))
    }

    /// A whole number of hand-overs.
    pub const fn whole(n: u32) -> Self {
        Self(2 * n)
    }

    /// In hand-overs, exact: halves are binary fractions.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 2.0
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::NONE, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, marks};
    use crate::domain::policy::rule::Stakes;
    use crate::domain::session::answer::{Certainty, Judgement, Wrong};
    use crate::domain::session::taps::RouteGrade;

    /// Vectors `cbm ev p=…`: expected marks by probability of being right, for certainty 1, 2, 3.
    const EXPECTED: [(f64, [f64; 3]); 12] = [
        (0.0, [0.0, -2.0, -6.0]),
        (0.25, [0.25, -1.0, -3.75]),
        (0.5, [0.5, 0.0, -1.5]),
        (0.6, [0.6, 0.4, -0.6]),
        (2.0 / 3.0, [2.0 / 3.0, 2.0 / 3.0, 0.0]),
        (0.7, [0.7, 0.8, 0.3]),
        (0.75, [0.75, 1.0, 0.75]),
        (0.8, [0.8, 1.2, 1.2]),
        (0.85, [0.85, 1.4, 1.65]),
        (0.9, [0.9, 1.6, 2.1]),
        (0.95, [0.95, 1.8, 2.55]),
        (1.0, [1.0, 2.0, 3.0]),
    ];

    #[test]
    fn expected_marks_agree_with_the_vectors() {
        for (p, by_level) in EXPECTED {
            for (certainty, expected) in Certainty::ALL.into_iter().zip(by_level) {
                let got = p * f64::from(marks(certainty, true)) + (1.0 - p) * f64::from(marks(certainty, false));
                assert!((got - expected).abs() < 1e-9, "p={p} {certainty:?}: {got} instead of {expected}");
            }
        }
    }

    #[test]
    fn the_sequence_of_the_vectors_adds_up() {
        let (one, two, three) = (Certainty::Unsure, Certainty::Fairly, Certainty::Sure);
        let answers = [
            (one, true),
            (two, true),
            (three, true),
            (three, false),
            (two, false),
            (one, false),
            (three, true),
            (three, true),
            (two, true),
        ];
        let got: Vec<i32> = answers.into_iter().map(|(c, right)| marks(c, right)).collect();
        assert_eq!(got, [1, 2, 3, -6, -2, 0, 3, 3, 2]);
        assert_eq!(got.iter().sum::<i32>(), 6);
    }

    #[test]
    fn twelve_cases_cost_what_the_tier_vector_says() {
        let answers = [
            (Judgement::Wrong(Wrong::OverReach), Some(Stakes::Critical)),
            (Judgement::Wrong(Wrong::OverEscalation), Some(Stakes::Critical)),
            (Judgement::Wrong(Wrong::OverEscalation), None),
        ];
        let routes = [RouteGrade { right: false, levels_off: 0 }, RouteGrade { right: true, levels_off: 1 }];
        let total: Cost = answers
            .into_iter()
            .map(|(j, s)| Cost::of_answer(j, s))
            .chain(routes.into_iter().map(Cost::of_route))
            .chain(std::iter::repeat_n(Cost::of_answer(Judgement::Right, Some(Stakes::Major)), 7))
            .sum();
        assert!((total.value() - 23.5).abs() < 1e-9);
        assert!((total.value() / 12.0 - 1.958_333_333_333_333_3).abs() < 1e-9);
    }

    #[test]
    fn what_one_may_not_do_costs_by_the_stakes() {
        for (stakes, cost) in
            [(Some(Stakes::Critical), 20.0), (Some(Stakes::Major), 5.0), (Some(Stakes::Minor), 2.0), (None, 5.0)]
        {
            for wrong in [Wrong::OverReach, Wrong::GaveItAway] {
                assert!((Cost::of_answer(Judgement::Wrong(wrong), stakes).value() - cost).abs() < 1e-9);
            }
            for wrong in [Wrong::OverEscalation, Wrong::NeedlessNo] {
                assert!((Cost::of_answer(Judgement::Wrong(wrong), stakes).value() - 1.0).abs() < 1e-9);
            }
        }
    }
}
