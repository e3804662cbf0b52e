//! Flips of a case with unknown facts: changes tried in order of size, each decided over everything the unknown facts could be.

use super::super::case::{Case, Value};
use super::super::engine::Engine;
use super::super::explanation::{Change, Flip, Reason, Verdict};
use super::super::fact::{FactId, FactKind};
use super::super::quantity::Quantity;
use super::super::region::cover::Budget;
use super::super::region::space::Line;
use super::cost::{Cost, Target, tie};
use super::flips::base_facts_of;
use super::partial::{self, Sure};
use super::region::Region;
use super::segments::last_before_turn;

/// How many changed cases one explanation decides at the most.
const MOST_TRIES: usize = 200_000;

/// A change with its answer and cost.
type Turn = (Verdict, Cost, Target);

/// The stretches of a number line on which nothing changes, whatever the other known facts of its sums do: first and last value.
///
/// A sum's cut is shifted by everything its other number may be: the known value, or every stretch end of an unknown one.
pub fn segments(engine: &Engine, case: &Case, fact: FactId) -> Vec<(i64, i64)> {
    let Some(variable) = engine.geometry.layout.variable_of_fact[fact.0] else { return Vec::new() };
    let v = engine.geometry.space.variables[variable];
    let mut lasts = ends(engine, case, variable, &mut vec![variable]);
    lasts = lasts.iter().flat_map(|l| [l - v.step, *l, l + v.step]).collect();
    // Where the case stands is a stretch of its own, so that moves start from it.
    if let Some(Value::Number(q)) = case.get(fact) {
        lasts.extend([q.millionths() - v.step, q.millionths()]);
    }
    lasts.retain(|l| *l >= v.low && *l < v.high);
    lasts.sort_unstable();
    lasts.dedup();
    let mut first = v.low;
    let mut segments = Vec::new();
    for last in lasts.into_iter().chain([v.high]) {
        segments.push((first, last));
        first = last + v.step;
    }
    segments
}

/// Last values of a variable's stretches, through the sums it is part of.
fn ends(engine: &Engine, case: &Case, variable: usize, seen: &mut Vec<usize>) -> Vec<i64> {
    let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
    let step = space.variables[variable].step;
    let mut lasts = space.axes[variable].cuts.clone();
    for axis in space.axes.iter().skip(space.variables.len()) {
        let Line::Form(f) = axis.line else { continue };
        let (form, c) = (layout.forms[f], layout.forms[f].coefficient(variable));
        if c == 0 {
            continue;
        }
        let other = form.other(variable);
        let mut values = vec![space.variables[other].low, space.variables[other].high];
        if let Some(Value::Number(q)) = case.get(layout.fact_of_variable[other]) {
            values.push(q.millionths());
        }
        if !seen.contains(&other) {
            seen.push(other);
            let step = space.variables[other].step;
            values.extend(ends(engine, case, other, seen).into_iter().flat_map(|l| [l, l + step]));
            seen.pop();
        }
        for cut in &axis.cuts {
            lasts.extend(values.iter().map(|value| last_before_turn(cut - form.coefficient(other) * value, c, step)));
        }
    }
    lasts.sort_unstable();
    lasts.dedup();
    lasts
}

/// Every combination of the members of a set that some rule reads, nothing first.
///
/// At most twenty members are combined, a million ways: more than any search goes through before it is given up.
pub fn changes_of_members(engine: &Engine, fact: FactId) -> impl Iterator<Item = u64> {
    let dimensions = engine.geometry.layout.dimensions(fact).enumerate();
    let read: Vec<u32> = dimensions.filter(|(_, d)| engine.index.is_relevant(*d)).map(|(m, _)| m as u32).take(20).collect();
    (0..1u32 << read.len()).map(move |s| read.iter().enumerate().filter(|(i, _)| s >> i & 1 == 1).fold(0, |c, (_, m)| c | 1 << m))
}

/// `flips` and `flips_if` of a settled case with unknown facts, and whether the search was given up.
pub fn flips(engine: &Engine, case: &Case, answer: Verdict, because: &[Reason]) -> (Vec<Flip>, Vec<Flip>, bool) {
    let facts = &engine.policy().facts;
    let known = |f: &FactId| !facts[f.0].is_computed() && engine.reads(*f) && case.get(*f).is_some();
    let known: Vec<FactId> = (0..facts.len()).map(FactId).filter(known).collect();
    let changeable: Vec<FactId> = known.iter().copied().filter(|f| facts[f.0].changeable()).collect();
    let mut tries = Tries { engine, case, left: MOST_TRIES };
    let mut turns: Vec<Turn> = Vec::new();
    let mut unreached = Vec::new();
    for verdict in engine.other_verdicts(answer) {
        match tries.least(&[verdict], &changeable, None) {
            Some(turn) => turns.push(turn),
            None => unreached.push(verdict),
        }
    }
    for fact in base_facts_of(engine.policy(), because).into_iter().filter(|f| changeable.contains(f)) {
        let turn = tries.least(&engine.other_verdicts(answer), &changeable, Some(fact));
        turns.extend(turn.filter(|t| !turns.contains(t)).into_iter().collect::<Vec<_>>());
    }
    let beyond: Vec<Turn> = unreached.into_iter().filter_map(|v| tries.least(&[v], &known, None)).collect();
    (tries.listed(turns), tries.listed(beyond), tries.left == 0)
}

struct Tries<'a> {
    engine: &'a Engine,
    case: &'a Case,
    left: usize,
}

impl Tries<'_> {
    fn from(&self, fact: FactId) -> Value {
        self.case.get(fact).unwrap_or(Value::Flag(false))
    }

    /// The least change to one of these answers among movable facts, moving `must` if given.
    fn least(&mut self, wanted: &[Verdict], movable: &[FactId], must: Option<FactId>) -> Option<Turn> {
        let everywhere = movable.iter().fold(self.case.clone(), |c, f| c.with(*f, None));
        let wanted: Vec<Verdict> = wanted.iter().copied().filter(|v| self.possible(&everywhere, *v)).collect();
        if wanted.is_empty() {
            return None;
        }
        (1..=movable.len()).find_map(|size| {
            let mut best: Option<Turn> = None;
            self.subsets(movable, size, must, &mut Vec::new(), &wanted, &mut best);
            best
        })
    }

    fn possible(&self, case: &Case, verdict: Verdict) -> bool {
        partial::possible(self.engine, &Region::of_case(self.engine, case), verdict, &Budget::default())
    }

    /// Tries every choice of so many facts in which an answer is possible at all.
    fn subsets(
        &mut self,
        of: &[FactId],
        size: usize,
        must: Option<FactId>,
        chosen: &mut Vec<FactId>,
        wanted: &[Verdict],
        best: &mut Option<Turn>,
    ) {
        if size == 0 {
            if must.is_none_or(|m| chosen.contains(&m)) && self.left > 0 {
                let free = chosen.iter().fold(self.case.clone(), |c, f| c.with(*f, None));
                if wanted.iter().any(|v| self.possible(&free, *v)) {
                    self.values(&chosen.clone(), &mut Target::new(), wanted, must, best);
                }
            }
            return;
        }
        for (i, fact) in of.iter().enumerate() {
            chosen.push(*fact);
            self.subsets(&of[i + 1..], size - 1, must, chosen, wanted, best);
            chosen.pop();
        }
    }

    fn values(
        &mut self,
        facts: &[FactId],
        target: &mut Target,
        wanted: &[Verdict],
        must: Option<FactId>,
        best: &mut Option<Turn>,
    ) {
        let [fact, rest @ ..] = facts else {
            self.left = self.left.saturating_sub(1);
            let cost = self.cost(target);
            let from = |f: FactId| self.from(f);
            if best.as_ref().is_some_and(|b| cost.cmp(&b.1).then_with(|| tie(target, &b.2, from)).is_ge()) {
                return;
            }
            let changed = self.changed(target);
            if let Sure::One(verdict) = partial::answer(self.engine, &changed)
                && wanted.contains(&verdict)
                && (must.is_none() || self.all_needed(target, verdict))
            {
                *best = Some((verdict, cost, target.clone()));
            }
            return;
        };
        for value in self.candidates(*fact) {
            target.push((*fact, value));
            self.values(rest, target, wanted, must, best);
            target.pop();
        }
    }

    fn changed(&self, target: &[(FactId, Value)]) -> Case {
        target.iter().fold(self.case.clone(), |c, (f, v)| c.with(*f, Some(*v)))
    }

    fn all_needed(&self, target: &Target, verdict: Verdict) -> bool {
        (1..(1u32 << target.len().min(20)) - 1).all(|s| {
            let part: Target = target.iter().enumerate().filter(|(i, _)| s >> i & 1 == 1).map(|(_, m)| *m).collect();
            partial::answer(self.engine, &self.changed(&part)) != Sure::One(verdict)
        })
    }

    /// The values worth moving to: for a number the near end of every stretch.
    fn candidates(&self, fact: FactId) -> Vec<Value> {
        let from = self.from(fact);
        match (&self.engine.policy().fact(fact).kind, from) {
            (FactKind::Number(_), Value::Number(at)) => {
                let at = at.millionths();
                let ends = segments(self.engine, self.case, fact).into_iter().filter(|s| !(s.0 <= at && at <= s.1));
                ends.map(|s| Value::Number(Quantity::from_millionths(if s.0 > at { s.0 } else { s.1 }))).collect()
            }
            (FactKind::Flag, Value::Flag(flag)) => vec![Value::Flag(!flag)],
            (FactKind::Choice(values), Value::Choice(at)) => (0..values.len()).filter(|v| *v != at).map(Value::Choice).collect(),
            (FactKind::Set(_), Value::Set(at)) => {
                changes_of_members(self.engine, fact).skip(1).map(|c| Value::Set(at ^ c)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn cost(&self, target: &[(FactId, Value)]) -> Cost {
        let (layout, weights) = (&self.engine.geometry.layout, &self.engine.weights);
        let distance = |(fact, to): &(FactId, Value)| match (self.from(*fact), to) {
            (Value::Number(from), Value::Number(to)) => {
                layout.variable_of_fact[fact.0].map_or(0, |v| weights.of_move(v, from.millionths(), to.millionths()))
            }
            (Value::Set(from), Value::Set(to)) => weights.one * u128::from((from ^ to).count_ones()),
            _ => weights.one,
        };
        Cost { facts: target.len() as u32, distance: target.iter().map(distance).sum() }
    }

    fn listed(&self, mut turns: Vec<Turn>) -> Vec<Flip> {
        turns.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| tie(&a.2, &b.2, |f| self.from(f))));
        let flip = |(verdict, _, target): Turn| {
            let ruling = partial::ruling(self.engine, &self.changed(&target)).ok();
            let changes = target.iter().map(|(fact, to)| Change { fact: *fact, from: self.from(*fact), to: *to }).collect();
            Flip {
                changes,
                verdict,
                kind: ruling.as_ref().and_then(|r| r.kind),
                rules: ruling.map(|r| r.rules).unwrap_or_default(),
            }
        };
        turns.into_iter().map(flip).collect()
    }
}
