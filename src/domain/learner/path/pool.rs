//! Every case that can be played: the scenarios as they are told, and each with one fact moved; where its rule is seldom told, also
//! with two, or with one that changes nothing.

mod further;

use std::collections::HashSet;
use std::ops::Range;

use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::explanation::{Change, Explanation, Flip, Verdict};
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::Scenario;
use crate::domain::session::dealt::Dealt;
use crate::domain::session::pack::{Own, PackView};
use crate::domain::session::round::Moved;

/// A case that can be played.
#[derive(Clone, Debug, PartialEq)]
pub struct Playable {
    /// The scenario's place in the pack.
    pub scenario: usize,
    /// With these facts moved; as it is told, if none.
    pub moved: Vec<Moved>,
    /// With every answer the customer could give.
    pub case: Case,
    /// As the log names it.
    pub case_hash: String,
    /// Who decides; none in a grey area.
    pub decider: Option<RuleId>,
    /// The right answer.
    pub verdict: Verdict,
    /// The lines it is told next to; of a case as it is told only.
    pub lines: Vec<Line>,
    /// It begins with a warning, and may be left out; or something has to be asked first.
    pub special: Special,
    /// What was moved can't change within a case: good enough to show a line where nothing else does.
    pub odd: bool,
}

/// A line that one fact crosses, from either side of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The fact.
    fact: FactId,
    /// Of a number the last value below; of all else what is on the two sides.
    between: [Value; 2],
    /// Who decides on the two sides.
    deciders: [Option<RuleId>; 2],
}

/// What sets a case apart from a plain one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Special {
    /// Nothing.
    #[default]
    Plain,
    /// Something has to be asked first.
    Asks,
    /// It begins with a warning, and may be left out.
    Warns,
}

/// All of them, scenario by scenario: as it is told, then across its lines, the nearest first, then up to its lines, then with
/// other figures, last with two facts moved, or with one that changes nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pool {
    /// Each case once.
    pub cases: Vec<Playable>,
}

impl Playable {
    /// Whether it is a told case with facts moved that can change within a case, without a question or a warning before it.
    pub fn is_twin(&self) -> bool {
        !self.moved.is_empty() && !self.odd && self.special == Special::Plain
    }
}

impl Pool {
    /// The cases of a pack for somebody with these facts of their own.
    pub fn of(pack: &PackView<'_>, own: &Own) -> Self {
        let (mut pool, mut known) = (Self::default(), HashSet::new());
        for (at, scenario) in pack.scenarios.iter().enumerate() {
            let Some(told) = Dealt::of(pack, at, own).and_then(|dealt| playable(pack, at, dealt, Vec::new())) else { continue };
            let Ok(explanation) = pack.judge.explain(&told.case) else { continue };
            let lines = explanation.flips.iter().filter_map(|flip| line(pack.policy, &told, flip)).collect();
            let moved = |to: Moved| {
                let case = told.case.with(to.0, Some(to.1));
                let twin = playable(pack, at, Dealt::of_case(pack, scenario, case)?, vec![to])?;
                Some(twin).filter(|twin| twin.case != told.case)
            };
            let turns = |twin: &Playable| (twin.verdict, twin.decider) != (told.verdict, told.decider);
            let near = moves(pack.policy, &told.case, &explanation).into_iter().filter_map(moved);
            let switched = switches(pack.policy, &told.case).into_iter().filter_map(moved).filter(turns);
            let figures = figures(pack.policy, scenario, &told.case).into_iter().filter_map(moved);
            let odd = explanation.flips_if.iter().filter_map(Flip::single).filter_map(|change| moved((change.fact, change.to)));
            let odd = odd.map(|twin| Playable { odd: true, ..twin });
            let twins: Vec<Playable> = near.chain(switched).chain(figures).chain(odd).collect();
            let all = std::iter::once(Playable { lines, ..told.clone() }).chain(twins);
            pool.cases.extend(all.filter(|case| known.insert(case.case_hash.clone())));
        }
        let further = further::further(pack, &pool.cases, &mut known);
        pool.cases.extend(further);
        // Of each story what was there before comes first.
        pool.cases.sort_by_key(|case| case.scenario);
        pool
    }

    /// The places of the cases that a scenario tells, or that were made of it.
    pub fn of_story(&self, scenario: usize) -> Range<usize> {
        let first = self.cases.partition_point(|case| case.scenario < scenario);
        first..self.cases.partition_point(|case| case.scenario <= scenario)
    }

    /// The places of the cases that a rule decides.
    pub fn decided_by(&self, rule: RuleId) -> impl Iterator<Item = usize> + '_ {
        (0..self.cases.len()).filter(move |at| self.cases[*at].decider == Some(rule))
    }
}

/// A case as it is dealt; none if it isn't settled.
fn playable(pack: &PackView<'_>, scenario: usize, dealt: Dealt, moved: Vec<Moved>) -> Option<Playable> {
    let told = pack.scenarios.get(scenario)?;
    let special = match (&told.warning, dealt.case == dealt.full) {
        (Some(_), _) => Special::Warns,
        (None, false) => Special::Asks,
        (None, true) => Special::Plain,
    };
    Some(Playable {
        scenario,
        moved,
        case_hash: dealt.hash(pack),
        decider: dealt.ruling.rules.first().copied(),
        verdict: dealt.ruling.verdict?,
        case: dealt.full,
        lines: Vec::new(),
        special,
        odd: false,
    })
}

/// The line that a flip of one fact crosses, the same from both of its sides.
fn line(policy: &Policy, told: &Playable, flip: &Flip) -> Option<Line> {
    let Change { fact, from, to } = flip.single()?;
    let (here, there) = (told.decider, flip.rules.first().copied());
    let step = policy.fact(fact).number().map_or(1, |number| number.step.millionths());
    let number = |millionths: i64| Value::Number(Quantity::from_millionths(millionths));
    let (between, up) = match (from, to) {
        (Value::Number(from), Value::Number(to)) if from < to => ([number(to.millionths() - step), Value::Number(to)], true),
        (Value::Number(_), Value::Number(to)) => ([Value::Number(to), number(to.millionths() + step)], false),
        (Value::Set(from), Value::Set(to)) => ([Value::Set(from & to), Value::Set(from ^ to)], to & !from != 0),
        (Value::Flag(from), Value::Flag(_)) => ([Value::Flag(false), Value::Flag(true)], !from),
        (Value::Choice(a), Value::Choice(b)) => ([Value::Choice(a.min(b)), Value::Choice(a.max(b))], a < b),
        _ => return None,
    };
    Some(Line { fact, between, deciders: if up { [here, there] } else { [there, here] } })
}

/// Where one fact of a case may be moved: over each line it is near by the least it takes, and numbers further on than that; and
/// up to a line without crossing it, so that nobody learns that whatever moved turns the answer.
fn moves(policy: &Policy, case: &Case, explanation: &Explanation) -> Vec<Moved> {
    let across: Vec<Change> = explanation.flips.iter().filter_map(Flip::single).collect();
    let least = across.iter().map(|change| (change.fact, change.to));
    let up_to = explanation.room.iter().map(|room| (room.fact, Value::Number(room.limit)));
    let further = across.iter().flat_map(|change| further(policy, *change));
    let half_way = explanation.room.iter().filter_map(|room| {
        let from = case.get(room.fact).and_then(number)?;
        Some((room.fact, Value::Number(on_grid(policy, room.fact, (from + room.limit.millionths()) / 2)?)))
    });
    least.chain(up_to).chain(further).chain(half_way).collect()
}

/// The facts that may change and are no numbers, each with every other value, and each member of a set put in or taken out.
fn switches(policy: &Policy, case: &Case) -> Vec<Moved> {
    let changeable = (0..policy.facts.len()).map(FactId).filter(|id| policy.fact(*id).changeable());
    let values = |id: FactId| -> Vec<Moved> {
        let fact = policy.fact(id);
        let places = 0..fact.names().len().min(64);
        match (&fact.kind, case.get(id)) {
            (FactKind::Flag, Some(Value::Flag(is))) => vec![(id, Value::Flag(!is))],
            (FactKind::Set(_), Some(Value::Set(bits))) => places.map(|member| (id, Value::Set(bits ^ 1 << member))).collect(),
            (FactKind::Choice(_), Some(_)) => places.map(|value| (id, Value::Choice(value))).collect(),
            _ => Vec::new(),
        }
    };
    changeable.flat_map(values).collect()
}

/// The figures that a story tells, a little and a good deal lower and higher.
fn figures(policy: &Policy, scenario: &Scenario, case: &Case) -> Vec<Moved> {
    let told = (0..policy.facts.len()).map(FactId).filter(|id| policy.fact(*id).changeable() && scenario.tells(policy, *id));
    let around = |id: FactId| -> Vec<Moved> {
        let (Some(from), Some(fact)) = (case.get(id).and_then(number), policy.fact(id).number()) else { return Vec::new() };
        let near = fact.near_twentieths / 20;
        let to = [near / 2, -near / 2, near, -near, 2 * near, -2 * near];
        to.into_iter().filter_map(|by| Some((id, Value::Number(on_grid(policy, id, from.checked_add(by)?)?)))).collect()
    };
    told.flat_map(around).collect()
}

/// A number moved over a line by half of what feels small, by all of it, and by twice that.
fn further(policy: &Policy, change: Change) -> Vec<Moved> {
    let (Some(from), Some(to), Some(fact)) = (number(change.from), number(change.to), policy.fact(change.fact).number()) else {
        return Vec::new();
    };
    let way = (to - from).signum();
    let by = [fact.near_twentieths / 40, fact.near_twentieths / 20, fact.near_twentieths / 10];
    let place = |by: i64| Some((change.fact, Value::Number(on_grid(policy, change.fact, to.checked_add(way * by)?)?)));
    by.into_iter().filter_map(place).collect()
}

/// The last value of a fact's grid up to this one, if it is one of the fact's.
fn on_grid(policy: &Policy, fact: FactId, millionths: i64) -> Option<Quantity> {
    let number = policy.fact(fact).number()?;
    let step = number.step.millionths().max(1);
    let value = Quantity::from_millionths(millionths.div_euclid(step) * step);
    (number.min..=number.max).contains(&value).then_some(value)
}

fn number(value: Value) -> Option<i64> {
    match value {
        Value::Number(q) => Some(q.millionths()),
        _ => None,
    }
}
