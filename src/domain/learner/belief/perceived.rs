//! Where somebody turns on a number line: an estimate with the range it may lie in, beside where the policy turns.

use super::given::{Given, follows};
use crate::domain::learner::measures::told::Told;
use crate::domain::policy::analysis::lines::Between;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;

/// How often somebody slips.
const SLIP: f64 = 0.1;
/// How many times smaller or larger than it is a line may be remembered.
const FACTOR: i64 = 4;
/// Believed before the first answer: that they turn where the policy does. What is written is as likely to be remembered as it is
/// written as anywhere else.
const AS_WRITTEN: f64 = 0.5;
/// Answers along a line below which nothing is told.
pub const ENOUGH: usize = 4;
/// Of the share of belief left out on each side of the range.
const TAIL: f64 = 0.05;
/// Places a line is looked for at, at the most.
const GRID: i64 = 400;

/// Where somebody turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perceived {
    /// The last value at which they still answer as below the line.
    pub at: Quantity,
    /// From here, nine times in ten.
    pub from: Quantity,
    /// To here.
    pub to: Quantity,
    /// Where the policy turns: the last value below.
    pub policy: Quantity,
    /// Answers it was told from.
    pub answers: usize,
}

/// A number line under trial: one base fact, moved past one line of the policy.
#[derive(Clone, Debug)]
pub struct Line {
    fact: FactId,
    last: Quantity,
    step: i64,
    /// Where it might be remembered, in millionths, from the least up; and how likely each is, all together one.
    grid: Vec<(i64, f64)>,
    answers: usize,
    /// The least value answered as below it, and the largest answered as above.
    ends: [Option<i64>; 2],
}

impl Line {
    /// A line of the policy before the first answer; none unless it is on a base number.
    pub fn new(engine: &Engine, between: &Between) -> Option<Self> {
        let Between::Number(measure, last) = between else { return None };
        let [(fact, 1)] = measure.terms.as_slice() else { return None };
        let number = engine.policy().fact(*fact).number()?;
        let step = measure.step.max(1);
        let at = last.millionths();
        let near = (number.near_twentieths / 20).max(step);
        let (least, most) = (number.min.millionths(), number.max.millionths() - step);
        // Remembered by its size, or, where it is small, by a few widths of what is near.
        let low = (at / FACTOR).min(at.saturating_sub(near.saturating_mul(4))).max(least);
        let high = at.saturating_mul(FACTOR).max(at.saturating_add(near.saturating_mul(4))).min(most);
        let stride = (((high - low) / GRID / step) * step).max(step);
        // The policy's own place is always one of those looked at.
        let first = at - (at - low) / stride * stride;
        let places: Vec<i64> = (0..).map(|i| first + i * stride).take_while(|p| *p <= high.max(at)).collect();
        let spread = |p: i64| ((p - least + near) as f64 / (at - least + near).max(1) as f64).ln();
        // Of two places as far away in proportion one is as likely as the other, and far ones are less likely.
        let density = |p: i64| (-spread(p).abs()).exp() / (p - least + near).max(1) as f64;
        let sum: f64 = places.iter().map(|p| density(*p)).sum();
        let as_written = |p: i64| if p == at { AS_WRITTEN } else { 0.0 };
        let grid = places.into_iter().map(|p| (p, as_written(p) + (1.0 - AS_WRITTEN) * density(p) / sum)).collect();
        Some(Self { fact: *fact, last: *last, step, grid, answers: 0, ends: [None; 2] })
    }

    /// The verdicts below and above the line for a case, where the line is all that lies between its answer and another.
    fn verdicts(&self, engine: &Engine, case: &Case) -> Option<[Verdict; 2]> {
        let at = |value: i64| {
            let moved = case.with(self.fact, Some(Value::Number(Quantity::from_millionths(value))));
            engine.decide(&moved).ok()?.verdict
        };
        let value = number(case, self.fact)?;
        let both = [at(self.last.millionths())?, at(self.last.millionths() + self.step)?];
        let own = engine.decide(case).ok()?.verdict?;
        let side = usize::from(value > self.last.millionths());
        (both[0] != both[1] && own == both[side]).then_some(both)
    }

    /// Takes an answer in, if it says anything about this line.
    pub fn answered(&mut self, engine: &Engine, given: &Given) {
        let (Some([below, above]), Some(value)) = (self.verdicts(engine, &given.case), number(&given.case, self.fact)) else {
            return;
        };
        let is_below = match (follows(given.answer, below), follows(given.answer, above)) {
            (true, false) => true,
            (false, true) => false,
            _ => return,
        };
        self.answers += 1;
        let [below, above] = &mut self.ends;
        match is_below {
            true => *below = Some(below.map_or(value, |least| least.min(value))),
            false => *above = Some(above.map_or(value, |most| most.max(value))),
        }
        let mut sum = 0.0;
        for (place, likely) in &mut self.grid {
            *likely *= if (value <= *place) == is_below { 1.0 - SLIP } else { SLIP };
            sum += *likely;
        }
        self.grid.iter_mut().for_each(|(_, likely)| *likely /= sum);
    }

    /// Where they turn. Too few answers to tell before some were given, and before they were seen to turn along it.
    pub fn perceived(&self) -> Told<Perceived> {
        // Answered this way and that at one and the same value, something else turned the answer.
        let turns = matches!(self.ends, [Some(below), Some(above)] if below < above);
        let more = ENOUGH.saturating_sub(self.answers).max(usize::from(!turns));
        if more > 0 {
            return Told::TooFew { more: u32::try_from(more).unwrap_or(u32::MAX) };
        }
        let [from, at, to] = [TAIL, 0.5, 1.0 - TAIL].map(|share| Quantity::from_millionths(self.below(share)));
        Told::Figure(Perceived { at, from, to, policy: self.last, answers: self.answers })
    }

    /// The value that tells the most if it is asked next: where they are as likely to answer the one as the other.
    pub fn next(&self) -> Quantity {
        let middle = self.below(0.5);
        let sum =
            |within: &dyn Fn(i64) -> bool| self.grid.iter().filter(|(p, _)| within(*p)).map(|(_, likely)| likely).sum::<f64>();
        let (before, with) = (sum(&|place| place < middle), sum(&|place| place <= middle));
        // One place may bear much of the belief: then what parts it from those above may tell more than what parts it from those below.
        let after = with - 0.5 < 0.5 - before && self.grid.last().is_some_and(|(last, _)| *last > middle);
        Quantity::from_millionths(if after { middle + self.step } else { middle })
    }

    /// The fact it is on.
    pub fn fact(&self) -> FactId {
        self.fact
    }

    /// Where the policy turns: the last value below.
    pub fn last(&self) -> Quantity {
        self.last
    }

    /// Answers taken in so far.
    pub fn answers(&self) -> usize {
        self.answers
    }

    /// Whether an answer to a case says anything about this line: it is all that lies between the case's answer and another.
    pub fn is_told_by(&self, engine: &Engine, case: &Case) -> bool {
        self.verdicts(engine, case).is_some()
    }

    /// The place up to which this share of belief lies.
    fn below(&self, share: f64) -> i64 {
        let mut sum = 0.0;
        for (place, likely) in &self.grid {
            sum += likely;
            if sum >= share {
                return *place;
            }
        }
        self.grid.last().map_or(self.last.millionths(), |(place, _)| *place)
    }
}

fn number(case: &Case, fact: FactId) -> Option<i64> {
    match case.get(fact)? {
        Value::Number(q) => Some(q.millionths()),
        _ => None,
    }
}
