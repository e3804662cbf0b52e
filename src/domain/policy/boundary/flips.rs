//! What would turn the answer: the least change, the least to each other answer, and the least that moves each deciding fact.

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::engine::Engine;
use super::super::engine::point::Point;
use super::super::explanation::{Change, Flip, Kind, Reason, Verdict};
use super::super::fact::FactId;
use super::super::region::cover::Budget;
use super::asked::{Question, Turn, settle};
use super::cost::{Target, tie};
use super::nearest::Search;
use super::walk::Walks;
use smallvec::SmallVec;

/// `flips` and `flips_if` of a case, each in order of cost; what the budget does not reach is left out.
pub fn flips(
    engine: &Engine,
    case: &Case,
    (point, walks): (&Point, &Walks),
    because: &[Reason],
    budget: &Budget,
) -> (Vec<Flip>, Vec<Flip>) {
    let Some(answer) = engine.verdict_at(point) else { return (Vec::new(), Vec::new()) };
    let facts = &engine.policy().facts;
    let is_known = |f: usize| !facts[f].is_computed() && engine.reads(FactId(f)) && case.get(FactId(f)).is_some();
    let known: Vec<bool> = (0..facts.len()).map(is_known).collect();
    let changeable: Vec<bool> = facts.iter().zip(&known).map(|(f, k)| *k && f.changeable()).collect();
    let finder = Finder { engine, point, known: &known, budget };
    let others = engine.other_verdicts(answer);
    let moving = base_facts_of(engine.policy(), because).into_iter().filter(|f| changeable[f.0]);
    let mut asked: Vec<Question> = Vec::with_capacity(others.len() + because.len() + 4);
    asked.extend(others.iter().map(|v| Question::least(*v)));
    asked.extend(moving.map(|f| Question::moving(f, &others)));
    settle(finder.search(&changeable, answer), walks, &mut asked);
    let unreached = asked[..others.len()].iter().zip(&others).filter(|(q, _)| q.found.is_none()).map(|(_, v)| *v);
    let mut beyond: Vec<Question> = unreached.map(Question::least).collect();
    // An answer that the budget did not reach may have a change within the case still.
    if changeable != known && !budget.is_spent() {
        settle(finder.search(&known, answer), walks, &mut beyond);
    }
    (finder.listed(&asked), finder.listed(&beyond))
}

struct Finder<'a> {
    engine: &'a Engine,
    point: &'a Point,
    /// Known base facts.
    known: &'a [bool],
    budget: &'a Budget,
}

impl<'a> Finder<'a> {
    fn search(&self, movable: &'a [bool], wanted: Verdict) -> Search<'a> {
        Search { engine: self.engine, origin: self.point, movable, must_move: None, wanted, budget: self.budget }
    }

    fn from(&self, fact: FactId) -> Value {
        self.point.get(&self.engine.geometry.layout, fact)
    }

    /// What was found, each once, in order of cost.
    fn listed(&self, asked: &[Question]) -> Vec<Flip> {
        let mut turns: SmallVec<[&Turn; 12]> = SmallVec::new();
        for turn in asked.iter().filter_map(|q| q.found.as_ref()) {
            if !turns.contains(&turn) {
                turns.push(turn);
            }
        }
        turns.sort_by(|a, b| a.1.cost.cmp(&b.1.cost).then_with(|| tie(&a.1.target, &b.1.target, |f| self.from(f))));
        turns.into_iter().map(|(verdict, found)| self.flip(*verdict, &found.target)).collect()
    }

    /// The flip as it is shown, decided once more from its changed facts.
    fn flip(&self, verdict: Verdict, target: &Target) -> Flip {
        let (kind, rules) = self.engine.winning(&self.search(self.known, verdict).moved(target)).unzip();
        debug_assert_eq!(kind.map(Kind::verdict), Some(verdict));
        let changes = target.iter().map(|(fact, to)| Change { fact: *fact, from: self.from(*fact), to: *to }).collect();
        Flip { changes, verdict, kind, rules: rules.unwrap_or_default() }
    }
}

/// The base facts among reasons, a computed fact as those it is made of, in order of declaration.
pub fn base_facts_of(policy: &Policy, because: &[Reason]) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::with_capacity(because.len());
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
