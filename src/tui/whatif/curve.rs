//! How many of a pack's scenarios are settled alone, along one number.

use crate::domain::policy::Policy;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::whatif::Panel;
use crate::domain::policy::whatif::knob::Knob;
use crate::domain::policy::whatif::tally::Tally;
use crate::tui::shelf::Pack;

/// Points of a curve.
const POINTS: i64 = 40;
/// The curve reaches to so many times what the number is.
const FAR: i64 = 4;

/// Points along a number, each with how many scenarios are settled alone there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// Values, ascending.
    pub points: Vec<Quantity>,
    /// Settled alone at each.
    pub alone: Vec<u64>,
}

impl Curve {
    /// The curve of a draft along a number; empty where the policy is too large.
    pub fn of(pack: &Pack, draft: impl Fn(Quantity) -> Policy, knob: &Knob, now: Quantity) -> Self {
        let points = points(&pack.policy, knob, now);
        let versions: Vec<Policy> = std::iter::once(now).chain(points.iter().copied()).map(draft).collect();
        let Ok(panel) = Panel::of(&versions, pack.engine.day()) else { return Self::default() };
        let mut tallies = vec![Tally::default(); panel.versions()];
        for scenario in &pack.scenarios {
            // One that can't occur is no scenario of this policy.
            let _ = panel.count(&scenario.case, &mut tallies);
        }
        let alone = tallies.iter().map(Tally::alone).collect();
        Self { points, alone }
    }

    /// The first and the last value.
    pub fn ends(&self) -> (Quantity, Quantity) {
        (self.points.first().copied().unwrap_or_default(), self.points.last().copied().unwrap_or_default())
    }

    /// Whether a value lies on it.
    pub fn shows(&self, value: Quantity) -> bool {
        let (low, high) = self.ends();
        (low..=high).contains(&value)
    }

    /// From which point on how many are settled alone.
    pub fn stretches(&self) -> Vec<(Quantity, u64)> {
        let mut stretches: Vec<(Quantity, u64)> = self.points.iter().copied().zip(self.alone.iter().copied()).collect();
        stretches.dedup_by_key(|(_, alone)| *alone);
        stretches
    }

    /// The point nearest to a value.
    pub fn nearest(&self, value: Quantity) -> usize {
        let away = |point: &Quantity| (point.millionths() - value.millionths()).abs();
        (0..self.points.len()).min_by_key(|at| away(&self.points[*at])).unwrap_or(0)
    }
}

/// Values on the number's grid, evenly spread from its least to a few times what it is, or to its largest.
fn points(policy: &Policy, knob: &Knob, now: Quantity) -> Vec<Quantity> {
    let (low, high) = knob.range(policy);
    let far = knob.value.max(now).millionths().saturating_mul(FAR).max(0);
    let (low, high) = (low.millionths(), if far > low.millionths() { high.millionths().min(far) } else { high.millionths() });
    let grid = knob.step(policy).millionths().max(1);
    let steps = ((high - low) / grid).max(0);
    let count = steps.min(POINTS - 1);
    let at = |n: i64| Quantity::from_millionths(low + (n * steps + count / 2).checked_div(count).unwrap_or(0) * grid);
    let mut points: Vec<Quantity> = (0..=count).map(at).collect();
    points.dedup();
    points
}
