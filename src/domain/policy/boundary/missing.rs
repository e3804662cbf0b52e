//! The fewest facts to ask for: a smallest set of unknown facts whose values, whatever they prove to be, settle the answer.
//!
//! Two ways a case could be complete that give different answers must differ in a fact that is asked. From each such pair the
//! facts it differs in are narrowed down by walking from one to the other; a smallest set that meets every such list is asked,
//! until no pair is left.

use super::super::case::{Case, Value};
use super::super::engine::Engine;
use super::super::engine::point::Point;
use super::super::explanation::Verdict;
use super::super::fact::{FactId, FactKind};
use super::super::quantity::Quantity;
use super::super::region::cover::Budget;
use super::region::{Answers, Region};
use super::stepwise::{self, changes_of_members};

/// How many partly asked cases are decided before every readable unknown fact is named instead: enough, if not proved fewest.
const MOST_CASES: usize = 400_000;

/// The facts to ask for, in order of declaration, and whether the search for the fewest was given up: then it is every one
/// that some rule reads.
pub fn missing(engine: &Engine, case: &Case) -> (Vec<FactId>, bool) {
    let unknown = |f: &FactId| !engine.policy().fact(*f).is_computed() && case.get(*f).is_none() && engine.reads(*f);
    let unknown: Vec<FactId> = (0..engine.policy().facts.len()).map(FactId).filter(unknown).collect();
    let mut conflicts: Vec<Vec<FactId>> = Vec::new();
    let mut asker = Asker { engine, left: MOST_CASES };
    loop {
        let asked = smallest_hitting(&unknown, &conflicts);
        match asker.open_pair(case, &asked) {
            _ if asker.left == 0 => return (unknown, true),
            None => return (asked, false),
            Some((one, other)) => conflicts.push(asker.differing(&unknown, &one, &other)),
        }
    }
}

/// A smallest set of facts that meets every list, the first in order of declaration.
fn smallest_hitting(facts: &[FactId], lists: &[Vec<FactId>]) -> Vec<FactId> {
    let forced: Vec<FactId> = facts.iter().copied().filter(|f| lists.iter().any(|l| l.as_slice() == [*f])).collect();
    let open: Vec<&Vec<FactId>> = lists.iter().filter(|l| !l.iter().any(|f| forced.contains(f))).collect();
    let rest: Vec<FactId> = facts.iter().copied().filter(|f| open.iter().any(|l| l.contains(f))).collect();
    let more = (0..=rest.len()).find_map(|size| choose(&rest, size, &mut Vec::new(), &open)).unwrap_or_default();
    let mut all: Vec<FactId> = forced.into_iter().chain(more).collect();
    all.sort_unstable();
    all
}

fn choose(of: &[FactId], size: usize, chosen: &mut Vec<FactId>, lists: &[&Vec<FactId>]) -> Option<Vec<FactId>> {
    if size == 0 {
        return lists.iter().all(|l| l.iter().any(|f| chosen.contains(f))).then(|| chosen.clone());
    }
    of.iter().enumerate().find_map(|(i, fact)| {
        chosen.push(*fact);
        let found = choose(&of[i + 1..], size - 1, chosen, lists);
        chosen.pop();
        found
    })
}

struct Asker<'a> {
    engine: &'a Engine,
    left: usize,
}

impl Asker<'_> {
    /// Two complete cases that agree on the asked facts and differ in the answer.
    fn open_pair(&mut self, case: &Case, asked: &[FactId]) -> Option<(Case, Case)> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let Answers::Many(pair) = Region::of_case(self.engine, case).answers(self.engine, &Budget::default()) else {
            return None;
        };
        let Some((fact, rest)) = asked.split_first() else {
            let [one, other] = *pair;
            return Some((self.completed(case, &one.words)?, self.completed(case, &other.words)?));
        };
        self.values(case, *fact).into_iter().find_map(|v| self.open_pair(&case.with(*fact, Some(v)), rest))
    }

    /// One value for everything an unknown fact could be that makes a difference.
    fn values(&self, case: &Case, fact: FactId) -> Vec<Value> {
        match &self.engine.policy().fact(fact).kind {
            FactKind::Number(_) => stepwise::segments(self.engine, case, fact)
                .into_iter()
                .map(|s| Value::Number(Quantity::from_millionths(s.0)))
                .collect(),
            FactKind::Flag => vec![Value::Flag(false), Value::Flag(true)],
            FactKind::Choice(values) => (0..values.len()).map(Value::Choice).collect(),
            FactKind::Set(_) => changes_of_members(self.engine, fact).map(Value::Set).collect(),
        }
    }

    /// A complete case inside a part of fact space that is known to hold one.
    fn completed(&self, case: &Case, words: &[u64]) -> Option<Case> {
        let (space, layout) = (&self.engine.geometry.space, &self.engine.geometry.layout);
        let mut complete = case.clone();
        let mut region = Region::of_case(self.engine, case);
        region.words = space.common(&region.words, words)?;
        for fact in (0..self.engine.policy().facts.len()).map(FactId) {
            if complete.get(fact).is_some() || self.engine.policy().fact(fact).is_computed() {
                continue;
            }
            let value = match layout.variable_of_fact[fact.0] {
                Some(v) => self.number_in(&region, v)?,
                None => {
                    let d = layout.dimensions(fact);
                    let first = |d: usize| region.words[d].trailing_zeros();
                    if layout.is_set[fact.0] {
                        Value::Set(d.enumerate().fold(0, |s, (m, d)| s | u64::from(first(d)) << m))
                    } else if layout.is_flag[fact.0] {
                        Value::Flag(first(d.start) == 1)
                    } else {
                        Value::Choice(first(d.start) as usize)
                    }
                }
            };
            if let (Some(v), Value::Number(q)) = (layout.variable_of_fact[fact.0], value) {
                region.bounds.ranges[v] = (q.millionths(), q.millionths());
            }
            complete.set(fact, Some(value));
        }
        Some(complete)
    }

    /// A value of a variable that leaves the region a point: by halving, since projections are intervals of the grid.
    fn number_in(&self, region: &Region, v: usize) -> Option<Value> {
        let space = &self.engine.geometry.space;
        let step = space.variables[v].step;
        let (first, last) = space.narrowed(&region.words, &region.bounds.ranges)?[v];
        let (mut low, mut high) = (first / step, last / step);
        let holds = |low: i64, high: i64| {
            let mut bounds = region.bounds.clone();
            bounds.ranges[v] = (low * step, high * step);
            space.holds_point(&region.words, &bounds)
        };
        if !holds(low, high) {
            return None;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(low, middle) { high = middle } else { low = middle + 1 }
        }
        Some(Value::Number(Quantity::from_millionths(low * step)))
    }

    /// Facts that part two complete cases: fewest along a walk from one to the other.
    fn differing(&self, unknown: &[FactId], one: &Case, other: &Case) -> Vec<FactId> {
        let verdict = |c: &Case| -> Option<Verdict> {
            self.engine.verdict_at(&Point::of(&self.engine.geometry.space, &self.engine.geometry.layout, c))
        };
        let first = verdict(one);
        let mut at = one.clone();
        let mut since = Vec::new();
        for fact in unknown.iter().filter(|f| one.get(**f) != other.get(**f)) {
            at.set(*fact, other.get(*fact));
            since.push(*fact);
            match verdict(&at) {
                None => {}
                same if same == first => since.clear(),
                _ => return since,
            }
        }
        since
    }
}
