//! One number fact, everything else as it is: its line from end to end, cut exactly where the answer turns.

use super::form;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;

/// What the policy says along a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// This is the answer.
    Answer(Verdict),
    /// The facts that are not known decide.
    Open,
    /// The policy says this can't occur.
    Impossible,
}

/// A stretch of the line with one answer; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First value.
    pub from: Quantity,
    /// Last value.
    pub to: Quantity,
    /// What holds there.
    pub ground: Ground,
}

/// A number fact's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberLine {
    /// The fact.
    pub fact: FactId,
    /// Where this case stands.
    pub at: Quantity,
    /// From the smallest value to the largest.
    pub stretches: Vec<Stretch>,
}

/// Values of a base number fact from which no test of the policy turns before the next of them, the smallest first.
pub fn places(policy: &Policy, case: &Case, fact: FactId) -> Vec<Quantity> {
    let Some(number) = policy.fact(fact).number() else { return Vec::new() };
    let (min, max, step) = (number.min.millionths(), number.max.millionths(), number.step.millionths().max(1));
    let starts = starts(&form::turning_points(policy, case, fact), min, max, step);
    starts.into_iter().map(Quantity::from_millionths).collect()
}

/// The line of a base number fact; none where the case doesn't know it.
pub fn number_line(engine: &Engine, policy: &Policy, case: &Case, fact: FactId) -> Option<NumberLine> {
    let number = policy.fact(fact).number()?;
    let Some(Value::Number(at)) = case.get(fact) else { return None };
    let step = number.step.millionths().max(1);
    let mut stretches: Vec<Stretch> = Vec::new();
    let places = places(policy, case, fact);
    for (i, from) in places.iter().copied().enumerate() {
        let to = places.get(i + 1).map_or(number.max, |next| Quantity::from_millionths(next.millionths() - step));
        let ground = ground(engine, &case.with(fact, Some(Value::Number(from))));
        match stretches.last_mut() {
            Some(last) if last.ground == ground => last.to = to,
            _ => stretches.push(Stretch { from, to, ground }),
        }
    }
    Some(NumberLine { fact, at, stretches })
}

/// What the policy says about a case.
pub fn ground(engine: &Engine, case: &Case) -> Ground {
    match engine.decide(case) {
        Ok(ruling) => ruling.verdict.map_or(Ground::Open, Ground::Answer),
        Err(_) => Ground::Impossible,
    }
}

/// Values of the grid at which a new stretch may begin: on either side of every turning point.
fn starts(points: &[i128], min: i64, max: i64, step: i64) -> Vec<i64> {
    let mut starts = vec![min];
    for point in points {
        let below = i64::try_from(*point).unwrap_or(max).clamp(min, max);
        let on_grid = min + (below - min) / step * step;
        starts.extend([on_grid, on_grid.saturating_add(step), on_grid.saturating_add(2 * step)]);
    }
    starts.retain(|s| (min..=max).contains(s));
    starts.sort_unstable();
    starts.dedup();
    starts
}

impl NumberLine {
    /// Whether the answer turns anywhere on it.
    pub fn turns(&self) -> bool {
        self.stretches.len() > 1
    }

    /// The stretch the case stands on.
    pub fn here(&self) -> Option<&Stretch> {
        self.stretches.iter().find(|s| (s.from..=s.to).contains(&self.at))
    }
}
