//! From a box to a case: one point of it, as near as can be to a case that people know.

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::compile::layout::Layout;
use super::super::fact::{FactId, FactKind};
use super::super::quantity::Quantity;
use super::super::region::space::{Bounds, Range, Space, ceil_to, floor_to};

/// A case in a box: every base fact known, each at its value in `like` where the box allows it, else at the nearest it allows.
///
/// `None` if the box holds no point. A number that `like` does not give takes the least value the box allows.
pub fn case_in(
    policy: &Policy,
    space: &Space,
    layout: &Layout,
    words: &[u64],
    bounds: &Bounds,
    like: Option<&Case>,
) -> Option<Case> {
    if !space.holds_point(words, bounds) {
        return None;
    }
    let mut bounds = bounds.clone();
    bounds.ranges = space.narrowed(words, &bounds.ranges)?;
    let mut case = Case::unknown(policy.facts.len());
    for (i, fact) in policy.facts.iter().enumerate() {
        let id = FactId(i);
        let wanted = like.and_then(|c| c.get(id));
        let own = layout.dimensions(id);
        let value = match &fact.kind {
            FactKind::Number(_) => match layout.variable_of_fact[i] {
                None => continue,
                Some(v) => {
                    let wanted = match wanted {
                        Some(Value::Number(q)) => q.millionths(),
                        _ => bounds.ranges[v].0,
                    };
                    let settled = settle(space, words, &mut bounds, v, wanted)?;
                    Value::Number(Quantity::from_millionths(settled))
                }
            },
            FactKind::Flag => {
                let word = words[own.start];
                let wanted = u32::from(matches!(wanted, Some(Value::Flag(true))));
                Value::Flag(nearest_bit(word, wanted) == 1)
            }
            FactKind::Choice(_) => {
                let wanted = match wanted {
                    Some(Value::Choice(at)) => at as u32,
                    _ => 0,
                };
                Value::Choice(nearest_bit(words[own.start], wanted) as usize)
            }
            FactKind::Set(_) => {
                let wanted = match wanted {
                    Some(Value::Set(members)) => members,
                    _ => 0,
                };
                let held = |(m, d): (usize, usize)| u64::from(nearest_bit(words[d], (wanted >> m & 1) as u32)) << m;
                Value::Set(own.enumerate().map(held).sum())
            }
        };
        case.set(id, Some(value));
    }
    Some(case)
}

/// Values of all variables in a box, settled one after another; none if the box holds no point.
///
/// `wanted` is asked for each variable in turn, with the values settled so far; where the box does not allow its answer, the
/// nearest value is taken.
pub fn values_in(space: &Space, words: &[u64], bounds: &Bounds, wanted: impl Fn(&[i64]) -> i64) -> Option<Vec<i64>> {
    let mut bounds = bounds.clone();
    bounds.ranges = space.narrowed(words, &bounds.ranges)?;
    let mut settled: Vec<i64> = Vec::with_capacity(space.variables.len());
    for variable in 0..space.variables.len() {
        let value = settle(space, words, &mut bounds, variable, wanted(&settled))?;
        settled.push(value);
    }
    Some(settled)
}

/// The wanted value if the mask has it, else its first.
fn nearest_bit(mask: u64, wanted: u32) -> u32 {
    if wanted < 64 && mask >> wanted & 1 == 1 { wanted } else { mask.trailing_zeros() }
}

/// Settles a variable at a value near the wanted one that leaves the box a point.
pub(super) fn settle(space: &Space, words: &[u64], bounds: &mut Bounds, variable: usize, wanted: i64) -> Option<i64> {
    let step = space.variables[variable].step;
    let range = bounds.ranges[variable];
    let (mut low, mut high) = (ceil_to(range.0, step), floor_to(range.1, step));
    let holds = |bounds: &mut Bounds, range: Range| {
        bounds.ranges[variable] = range;
        range.0 <= range.1 && space.holds_point(words, bounds)
    };
    let wanted = floor_to(wanted.clamp(low, high), step);
    // The box holds a point: where no sum is asked about the variable, one with any of its values.
    if low <= high && !space.is_tied(variable, bounds) {
        bounds.ranges[variable] = (wanted, wanted);
        return Some(wanted);
    }
    if holds(bounds, (wanted, wanted)) {
        return Some(wanted);
    }
    // Halve what is left until one value stays, the nearer half first: each half kept is known to hold a point.
    while low < high {
        let middle = low + floor_to((high - low) / 2, step);
        let (lower, upper) = ((low, middle), (middle + step, high));
        let (nearer, farther) = if wanted <= middle { (lower, upper) } else { (upper, lower) };
        (low, high) = if holds(bounds, nearer) { nearer } else { farther };
    }
    holds(bounds, (low, low)).then_some(low)
}
