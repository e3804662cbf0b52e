//! Every case that can be played: the scenarios as they are told, and each with one fact moved.

use std::collections::HashSet;

use crate::domain::learner::memory::place::Place;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::explanation::{Change, Explanation, Flip, Verdict};
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::RuleId;
use crate::domain::session::dealt::Dealt;
use crate::domain::session::facet::Facet;
use crate::domain::session::pack::{Own, PackView};
use crate::domain::session::round::Moved;

/// A case that can be played.
#[derive(Clone, Debug, PartialEq)]
pub struct Playable {
    /// The scenario's place in the pack.
    pub scenario: usize,
    /// With this fact moved; as it is told, if none.
    pub moved: Option<Moved>,
    /// With every answer the customer could give.
    pub case: Case,
    /// As the log names it.
    pub case_hash: String,
    /// Who decides; none in a grey area.
    pub decider: Option<RuleId>,
    /// The right answer.
    pub verdict: Verdict,
    /// The line it is told next to.
    pub place: Option<Place>,
    /// It begins with a warning, and may be left out; or something has to be asked first.
    pub special: Special,
    /// What was moved can't change within a case: good enough to show a line where nothing else does.
    pub odd: bool,
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

/// All of them, scenario by scenario: as it is told, then across its lines, the nearest first, then up to its lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pool {
    /// Each case once.
    pub cases: Vec<Playable>,
}

impl Pool {
    /// The cases of a pack for somebody with these facts of their own.
    pub fn of(pack: &PackView<'_>, own: &Own) -> Self {
        let (mut pool, mut known) = (Self::default(), HashSet::new());
        for scenario in 0..pack.scenarios.len() {
            let Some(told) = playable(pack, scenario, None, own) else { continue };
            let Ok(explanation) = pack.judge.explain(&told.case) else { continue };
            let place = Facet::of(pack, &told.case, &explanation).map(|facet| Place::of(&facet));
            let moves = moves(pack.policy, &told.case, &explanation);
            let odd = explanation.flips_if.iter().filter_map(single).map(|change| (change.fact, change.to));
            let moved = |to: Moved, odd: bool| Some(Playable { odd, ..playable(pack, scenario, Some(to), own)? });
            let across: Vec<Playable> = moves.into_iter().filter_map(|to| moved(to, false)).collect();
            let odd: Vec<Playable> = odd.filter_map(|to| moved(to, true)).collect();
            let all = std::iter::once(Playable { place, ..told }).chain(across).chain(odd);
            pool.cases.extend(all.filter(|case| known.insert(case.case_hash.clone())));
        }
        pool
    }

    /// The places of the cases that a rule decides.
    pub fn decided_by(&self, rule: RuleId) -> impl Iterator<Item = usize> + '_ {
        (0..self.cases.len()).filter(move |at| self.cases[*at].decider == Some(rule))
    }
}

/// A scenario, as it is told or moved; none if that can't be played.
fn playable(pack: &PackView<'_>, scenario: usize, moved: Option<Moved>, own: &Own) -> Option<Playable> {
    let told = pack.scenarios.get(scenario)?;
    let (dealt, _) = Dealt::moved(pack, scenario, moved, own)?;
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
        place: None,
        special,
        odd: false,
    })
}

/// Where one fact of a case may be moved: over each line it is near by the least it takes, and numbers further on than that; and
/// up to a line without crossing it, so that nobody learns that whatever moved turns the answer.
fn moves(policy: &Policy, case: &Case, explanation: &Explanation) -> Vec<Moved> {
    let across: Vec<Change> = explanation.flips.iter().filter_map(single).collect();
    let least = across.iter().map(|change| (change.fact, change.to));
    let up_to = explanation.room.iter().map(|room| (room.fact, Value::Number(room.limit)));
    let further = across.iter().flat_map(|change| further(policy, *change));
    let half_way = explanation.room.iter().filter_map(|room| {
        let from = case.get(room.fact).and_then(number)?;
        Some((room.fact, Value::Number(on_grid(policy, room.fact, (from + room.limit.millionths()) / 2)?)))
    });
    least.chain(up_to).chain(further).chain(half_way).collect()
}

/// The one change of a flip; none where it takes several.
fn single(flip: &Flip) -> Option<Change> {
    <[Change; 1]>::try_from(flip.changes.as_slice()).ok().map(|[change]| change)
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
