//! What would turn the answer: the least change, the least to each other answer, and the least that moves each deciding fact.

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::engine::Engine;
use super::super::engine::index::Bits;
use super::super::engine::point::Point;
use super::super::explanation::{Change, Flip, Reason, Verdict};
use super::super::fact::FactId;
use super::super::region::cover::Budget;
use super::cost::{Cost, Target, tie};
use super::nearest::{Found, Search, candidates, nearest};
use super::pairs::Pairs;
use super::walk::Walks;
use smallvec::SmallVec;

/// A change with the answer it gives.
type Turn = (Verdict, Found);

/// `flips` and `flips_if` of a case, each in order of cost; what the budget does not reach is left out.
pub fn flips(
    engine: &Engine,
    case: &Case,
    (point, walks): (&Point, &Walks),
    because: &[Reason],
    budget: &Budget,
) -> (Vec<Flip>, Vec<Flip>) {
    let Some(answer) = engine.verdict_at(point) else { return (Vec::new(), Vec::new()) };
    let finder = Finder::new(engine, case, (point, walks, answer), budget);
    let mut turns: Vec<Turn> = Vec::new();
    let mut unreached: SmallVec<[Verdict; 4]> = SmallVec::new();
    for verdict in engine.other_verdicts(answer) {
        match finder.least(verdict, &finder.changeable) {
            Some(found) => turns.push((verdict, found)),
            None => unreached.push(verdict),
        }
    }
    for fact in base_facts_of(engine.policy(), because).into_iter().filter(|f| finder.changeable[f.0]) {
        if let Some(turn) = finder.moving(fact).filter(|t| !turns.contains(t)) {
            turns.push(turn);
        }
    }
    let beyond: Vec<Turn> = unreached.into_iter().filter_map(|v| finder.least(v, &finder.known).map(|f| (v, f))).collect();
    (finder.listed(turns), finder.listed(beyond))
}

struct Finder<'a> {
    engine: &'a Engine,
    point: &'a Point,
    walks: &'a Walks,
    answer: Verdict,
    /// Known base facts that may change within the case.
    changeable: Vec<bool>,
    /// The boxes that hold whatever those do.
    among: Bits,
    /// Known base facts.
    known: Vec<bool>,
    budget: &'a Budget,
}

impl<'a> Finder<'a> {
    fn new(engine: &'a Engine, case: &Case, (point, walks, answer): (&'a Point, &'a Walks, Verdict), budget: &'a Budget) -> Self {
        let facts = &engine.policy().facts;
        let known: Vec<bool> = facts
            .iter()
            .enumerate()
            .map(|(i, f)| !f.is_computed() && engine.reads(FactId(i)) && case.get(FactId(i)).is_some())
            .collect();
        let changeable: Vec<bool> = facts.iter().zip(&known).map(|(f, k)| *k && f.changeable()).collect();
        let among = candidates(engine, point, &changeable);
        Self { engine, point, walks, answer, changeable, among, known, budget }
    }

    fn from(&self, fact: FactId) -> Value {
        self.point.get(&self.engine.geometry.layout, fact)
    }

    fn better(&self, a: &Found, b: &Found) -> bool {
        a.is_before(b, self.engine, self.point)
    }

    /// The least change to an answer with these facts movable.
    fn least(&self, verdict: Verdict, movable: &[bool]) -> Option<Found> {
        let mut best: Option<Found> = None;
        for (f, turns) in self.walks.turns.iter().enumerate().filter(|(f, _)| movable[*f]) {
            for (_, value, cost) in turns.iter().filter(|t| t.0 == verdict) {
                let found = single(FactId(f), *value, *cost);
                if best.as_ref().is_none_or(|b| self.better(&found, b)) {
                    best = Some(found);
                }
            }
        }
        best.or_else(|| nearest(&self.search(movable, None, verdict), &candidates(self.engine, self.point, movable), None))
    }

    fn search<'s>(&'s self, movable: &'s [bool], must_move: Option<FactId>, wanted: Verdict) -> Search<'s> {
        Search { engine: self.engine, origin: self.point, movable, must_move, wanted, budget: self.budget }
    }

    /// The least change that moves a fact and holds only what is needed.
    fn moving(&self, fact: FactId) -> Option<Turn> {
        let mut best: Option<Turn> = None;
        for (verdict, value, cost) in &self.walks.turns[fact.0] {
            let found = single(fact, *value, *cost);
            if best.as_ref().is_none_or(|b| self.better(&found, &b.1)) {
                best = Some((*verdict, found));
            }
        }
        if best.is_some() {
            return best;
        }
        let pairs = Pairs {
            engine: self.engine,
            origin: self.point,
            movable: &self.changeable,
            answer: self.answer,
            among: &self.among,
            budget: self.budget,
        };
        if let Some(pair) = pairs.least(fact) {
            return Some(pair);
        }
        for wanted in self.engine.other_verdicts(self.answer) {
            let search = self.search(&self.changeable, Some(fact), wanted);
            let found = nearest(&search, &self.among, best.as_ref().map(|b| b.1.cost));
            if let Some(found) = found.filter(|f| best.as_ref().is_none_or(|b| self.better(f, &b.1))) {
                best = Some((wanted, found));
            }
        }
        best
    }

    fn listed(&self, mut turns: Vec<Turn>) -> Vec<Flip> {
        turns.sort_by(|a, b| a.1.cost.cmp(&b.1.cost).then_with(|| tie(&a.1.target, &b.1.target, |f| self.from(f))));
        turns.into_iter().map(|(verdict, found)| self.flip(verdict, &found.target)).collect()
    }

    /// The flip as it is shown, decided once more from its changed facts.
    fn flip(&self, verdict: Verdict, target: &Target) -> Flip {
        let ruling = self.engine.ruling(&self.search(&self.known, None, verdict).moved(target)).ok();
        debug_assert_eq!(ruling.as_ref().and_then(|r| r.verdict), Some(verdict));
        let changes = target.iter().map(|(fact, to)| Change { fact: *fact, from: self.from(*fact), to: *to }).collect();
        Flip { changes, verdict, kind: ruling.as_ref().and_then(|r| r.kind), rules: ruling.map(|r| r.rules).unwrap_or_default() }
    }
}

/// The base facts among reasons, a computed fact as those it is made of, in order of declaration.
pub fn base_facts_of(policy: &Policy, because: &[Reason]) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::new();
    for reason in because {
        match policy.fact(reason.fact).number().and_then(|n| n.is.as_ref()) {
            Some(formula) => facts.extend(formula.terms.iter().map(|t| t.0)),
            None => facts.push(reason.fact),
        }
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

fn single(fact: FactId, value: Value, cost: Cost) -> Found {
    Found { cost, target: std::iter::once((fact, value)).collect() }
}
