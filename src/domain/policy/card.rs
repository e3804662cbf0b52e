//! What one may do alone: the policy as it stands for somebody, on one page.
//!
//! Some facts are known (a level, a desk): limits are looked up by them, and a rule that can't speak there is left out. That is
//! found on sets of cases: a rule stays as long as there is one possible case in which it is heard.

use super::Policy;
use super::case::{Case, Value};
use super::compile::{Geometry, Layer, Reading, together};
use super::condition::{Clause, Condition};
use super::date::Date;
use super::engine::TooLarge;
use super::evaluate;
use super::region::cover::{Budget, uncovered};
use super::region::space::{Bounds, Space, ceil_to, floor_to};
use super::region::{Block, Words, interval};
use super::route::RouteId;
use super::rule::{Rule, RuleId, RuleOutcome};
use crate::domain::wording::Phrase;
use crate::domain::wording::test;
use std::cmp::Reverse;

/// A policy as it stands where some facts are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// What is known.
    pub known: Case,
    /// Green lights, in the order of the file.
    pub mine: Vec<Entry>,
    /// Stop lines: what one refuses oneself.
    pub refuse: Vec<Entry>,
    /// Red lines by whom they go to, the most urgent first.
    pub hand_over: Vec<Desk>,
    /// Whom to tell of what is settled alone.
    pub tell: Vec<Told>,
    /// Duties that may hold.
    pub duties: Vec<Duty>,
    /// The work was given up: a rule may stand here that can't speak.
    pub undecided: bool,
}

/// A rule that may be heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which.
    pub rule: RuleId,
    /// Where it holds, as far as that is open: any of these.
    pub when: Vec<Vec<Phrase>>,
    /// Where it is silent all the same: any of these.
    pub unless: Vec<Vec<Phrase>>,
}

/// Somebody to hand over to.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// Who.
    pub route: RouteId,
    /// What goes there.
    pub rules: Vec<Entry>,
}

/// Somebody to tell afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub route: RouteId,
    /// Of what is done under these rules.
    pub rules: Vec<RuleId>,
    /// Of what these duties ask: places in the policy's list.
    pub duties: Vec<usize>,
}

/// A duty that may hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// Place in the policy's list.
    pub duty: usize,
    /// Where it holds, as far as that is open: any of these.
    pub when: Vec<Vec<Phrase>>,
}

/// No case is possible with these facts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCard {
    /// The policy is too large to answer exactly.
    #[error("the policy is too large to be exact: {0}")]
    TooLarge(#[from] TooLarge),
    /// What is known can't occur together.
    #[error("with these facts no case can occur")]
    Impossible,
}

impl Card {
    /// The card of a policy by the rules of one day, where these facts are known.
    ///
    /// # Errors
    /// No case can occur with these facts, or the policy is too large.
    pub fn of(policy: &Policy, known: &Case, as_of: Date, budget: &Budget) -> Result<Self, NoCard> {
        let (apart, places) = taken_apart(policy);
        let geometries = together(&[Reading::plain(policy), Reading::plain(&apart)], as_of)?;
        let [whole, clauses] = <[Geometry; 2]>::try_from(geometries).map_err(|_| TooLarge::boxes())?;
        let (region, bounds) = region(&whole, known);
        let desk = Hand { policy, known, whole, clauses, places, region, bounds, budget };
        if !desk.open(&desk.region, &desk.before(Layer::Escalate)) {
            return Err(NoCard::Impossible);
        }
        let of = |kind: fn(&RuleOutcome) -> bool| -> Vec<Entry> {
            let rules = (0..policy.rules.len()).map(RuleId).filter(|r| kind(&policy.rules[r.0].outcome));
            rules.filter(|r| desk.heard(*r)).map(|r| desk.entry(r)).collect()
        };
        let mine = of(|o| matches!(o, RuleOutcome::Act(_)));
        let refuse = of(|o| matches!(o, RuleOutcome::Decline(_)));
        let red = of(|o| matches!(o, RuleOutcome::Escalate(_)));
        let duties: Vec<Duty> = (0..policy.also.len()).filter_map(|d| desk.duty(d)).collect();
        let tell = desk.tell(mine.iter().chain(&refuse), &duties);
        Ok(Self { known: known.clone(), hand_over: desk.desks(red), tell, mine, refuse, duties, undecided: budget.is_spent() })
    }
}

/// The part of fact space that is left where some facts are known.
fn region(geometry: &Geometry, known: &Case) -> (Words, Bounds) {
    let (space, layout) = (&geometry.space, &geometry.layout);
    let (mut region, mut bounds) = (space.everything(), space.no_bounds());
    for (fact, value) in known.iter() {
        let own = layout.dimensions(fact);
        match value {
            None => {}
            Some(Value::Number(q)) => {
                if let Some(v) = layout.variable_of_fact[fact.0] {
                    let atom = space.axes[v].atom(q.millionths());
                    region[v] = interval(atom, atom);
                    let step = space.variables[v].step;
                    bounds.ranges[v] = (ceil_to(q.millionths(), step), floor_to(q.millionths(), step));
                }
            }
            Some(Value::Flag(flag)) => region[own.start] = if flag { 0b10 } else { 0b01 },
            Some(Value::Choice(at)) => region[own.start] = 1 << at,
            Some(Value::Set(members)) => {
                own.enumerate().for_each(|(m, d)| region[d] = if members >> m & 1 == 1 { 0b10 } else { 0b01 });
            }
        }
    }
    (region, bounds)
}

/// Whose clause a box of the taken-apart policy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Of a rule's conditions.
    When(usize, usize),
    /// Of a rule's exceptions.
    Unless(usize, usize),
    /// Of a duty's conditions.
    Duty(usize, usize),
}

/// Every clause as a rule of its own, and whose it is.
fn taken_apart(policy: &Policy) -> (Policy, Vec<Place>) {
    let (mut rules, mut places) = (Vec::new(), Vec::new());
    let Some(pattern) = policy.rules.first() else {
        return (Policy { also: Vec::new(), ..policy.clone() }, places);
    };
    let mut add = |clause: &Clause, place: Place| {
        let when = Some(Condition { any: vec![clause.clone()] });
        rules.push(Rule { when, unless: None, from: None, until: None, ..pattern.clone() });
        places.push(place);
    };
    let clauses = |condition: &Option<Condition>| condition.iter().flat_map(|c| c.any.clone()).enumerate().collect::<Vec<_>>();
    for (at, rule) in policy.rules.iter().enumerate() {
        clauses(&rule.when).iter().for_each(|(c, clause)| add(clause, Place::When(at, *c)));
        clauses(&rule.unless).iter().for_each(|(c, clause)| add(clause, Place::Unless(at, *c)));
    }
    for (at, duty) in policy.also.iter().enumerate() {
        clauses(&duty.when).iter().for_each(|(c, clause)| add(clause, Place::Duty(at, *c)));
    }
    (Policy { rules, never: Vec::new(), also: Vec::new(), gestures: Vec::new(), ..policy.clone() }, places)
}

/// Who asks, with what is known.
struct Hand<'a> {
    policy: &'a Policy,
    known: &'a Case,
    whole: Geometry,
    clauses: Geometry,
    places: Vec<Place>,
    region: Words,
    bounds: Bounds,
    budget: &'a Budget,
}

impl Hand<'_> {
    fn space(&self) -> &Space {
        &self.whole.space
    }

    /// Whether some possible case lies in a box and in none of these.
    fn open(&self, part: &Words, cuts: &[&Block]) -> bool {
        let touching: Vec<&Block> = cuts.iter().copied().filter(|c| self.space().meet(c, part)).collect();
        uncovered(self.space(), part.clone(), &touching, &self.bounds, self.budget).is_some()
    }

    /// What can't occur, and the boxes of all layers that speak before one.
    fn before(&self, layer: Layer) -> Vec<&Block> {
        let tagged = self.whole.boxes.iter().zip(&self.whole.tags);
        tagged.filter(|(_, tag)| tag.layer < layer).map(|(block, _)| block).collect()
    }

    fn boxes(&self, rule: RuleId) -> impl Iterator<Item = &Block> {
        let tagged = self.whole.boxes.iter().zip(&self.whole.tags);
        tagged.filter(move |(_, tag)| tag.layer != Layer::Never && tag.owner == rule.0).map(|(block, _)| block)
    }

    /// Whether a rule is heard in some possible case: among the winners, or gone ahead with beside one of them.
    fn heard(&self, rule: RuleId) -> bool {
        let alone = self.before(Layer::of(&self.policy.rules[rule.0]));
        let here = |block: &Block| self.space().common(&self.region, block);
        if self.boxes(rule).filter_map(here).any(|part| self.open(&part, &alone)) {
            return true;
        }
        let beside = (0..self.policy.rules.len()).map(RuleId).filter(|r| self.policy.rules[r.0].still.contains(&rule));
        beside.into_iter().any(|winner| {
            let before = self.before(Layer::of(&self.policy.rules[winner.0]));
            self.boxes(winner).filter_map(here).any(|part| {
                let both = self.boxes(rule).filter_map(|block| self.space().common(&part, block));
                both.into_iter().any(|part| self.open(&part, &before))
            })
        })
    }

    fn entry(&self, rule: RuleId) -> Entry {
        let own = &self.policy.rules[rule.0];
        let never = self.before(Layer::Escalate);
        let exceptions: Vec<&Block> = self.clause_boxes(|p| matches!(p, Place::Unless(r, _) if r == rule.0));
        let cuts: Vec<&Block> = never.iter().copied().chain(exceptions).collect();
        let when = self.said(own.when.as_ref(), |c| Place::When(rule.0, c), |part| self.open(part, &cuts));
        let holds: Vec<Words> =
            self.clause_boxes(|p| matches!(p, Place::When(r, _) if r == rule.0)).iter().map(|b| b.words.clone()).collect();
        let somewhere = |part: &Words| {
            if own.when.is_none() {
                return self.open(part, &never);
            }
            holds.iter().filter_map(|b| self.space().common(part, b)).any(|part| self.open(&part, &never))
        };
        let unless = self.said(own.unless.as_ref(), |c| Place::Unless(rule.0, c), somewhere);
        Entry { rule, when, unless }
    }

    fn clause_boxes(&self, wanted: impl Fn(Place) -> bool) -> Vec<&Block> {
        let tagged = self.clauses.boxes.iter().zip(&self.clauses.tags);
        tagged.filter(|(_, tag)| wanted(self.places[tag.owner])).map(|(block, _)| block).collect()
    }

    /// The clauses that can hold, each as far as it is still open.
    fn said(
        &self,
        condition: Option<&Condition>,
        place: impl Fn(usize) -> Place,
        open: impl Fn(&Words) -> bool,
    ) -> Vec<Vec<Phrase>> {
        let Some(condition) = condition else { return Vec::new() };
        let possible = |at: usize| {
            let boxes = self.clause_boxes(|p| p == place(at));
            boxes.iter().filter_map(|b| self.space().common(&self.region, b)).any(|part| open(&part))
        };
        let phrases = |clause: &Clause| {
            let open = clause.tests.iter().filter(|t| evaluate::test(self.policy, self.known, t) != Some(true));
            open.map(|t| test::test(self.policy, self.known, t)).collect()
        };
        condition.any.iter().enumerate().filter(|(at, _)| possible(*at)).map(|(_, clause)| phrases(clause)).collect()
    }

    fn duty(&self, duty: usize) -> Option<Duty> {
        let never = self.before(Layer::Escalate);
        let here = |block: &Block| self.space().common(&self.region, block);
        let holds = self.whole.duties[duty].iter().filter_map(here).any(|part| self.open(&part, &never));
        let own = self.policy.also[duty].when.as_ref();
        holds.then(|| Duty { duty, when: self.said(own, |c| Place::Duty(duty, c), |part| self.open(part, &never)) })
    }

    /// Red lines by route: the most urgent first, then in the order of the routes.
    fn desks(&self, red: Vec<Entry>) -> Vec<Desk> {
        let mut desks: Vec<Desk> = (0..self.policy.routes.len()).map(|r| Desk { route: RouteId(r), rules: Vec::new() }).collect();
        for entry in red {
            if let RuleOutcome::Escalate(route) = self.policy.rules[entry.rule.0].outcome {
                desks[route.0].rules.push(entry);
            }
        }
        desks.retain(|d| !d.rules.is_empty());
        desks.sort_by_key(|d| (Reverse(self.policy.route(d.route).urgency), d.route));
        desks
    }

    /// Whom to tell of what is settled alone, in the order of the routes.
    fn tell<'e>(&self, alone: impl Iterator<Item = &'e Entry> + Clone, duties: &[Duty]) -> Vec<Told> {
        let told = |route: usize| {
            let route = RouteId(route);
            let rules: Vec<RuleId> =
                alone.clone().map(|e| e.rule).filter(|r| self.policy.rules[r.0].notify.contains(&route)).collect();
            let duties: Vec<usize> =
                duties.iter().map(|d| d.duty).filter(|d| self.policy.also[*d].notify.contains(&route)).collect();
            Told { route, rules, duties }
        };
        let all = (0..self.policy.routes.len()).map(told);
        all.filter(|t| !t.rules.is_empty() || !t.duties.is_empty()).collect()
    }
}
