//! Cases of rules that are seldom told: two facts of a story moved, or one that changes nothing, where moving one over a line does
//! not give enough of them.

use std::collections::{BTreeMap, HashSet};

use super::{Playable, Special, playable, switches};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::RuleId;
use crate::domain::session::dealt::Dealt;
use crate::domain::session::pack::PackView;
use crate::domain::session::round::Moved;

/// A rule has enough to practise, and to be checked more than once on what was never seen, with so many twins.
const ENOUGH: usize = 24;
/// Of one story at the most, so that a rule is met in several.
const OF_A_STORY: usize = 4;

/// As many as it takes, of the rules that some of these cases shows. The hashes are those of the cases there are; what is made is
/// put among them.
pub(super) fn further(pack: &PackView<'_>, cases: &[Playable], known: &mut HashSet<String>) -> Vec<Playable> {
    let mut short = short(cases);
    let mut made = Vec::new();
    for story in cases.chunk_by(|a, b| a.scenario == b.scenario) {
        let Some((told, twins)) = story.split_first().filter(|(told, _)| told.moved.is_empty() && told.special == Special::Plain)
        else {
            continue;
        };
        let over: Vec<Moved> = twins.iter().filter(|twin| twin.is_twin()).flat_map(|twin| twin.moved.iter().copied()).collect();
        let mut here: BTreeMap<RuleId, usize> = BTreeMap::new();
        // What crosses lines teaches more than what changes nothing.
        let idle = idle(pack.policy, &told.case).into_iter().map(|to| vec![to]);
        for moved in two(&over).chain(idle) {
            let case = moved.iter().fold(told.case.clone(), |case, (fact, to)| case.with(*fact, Some(*to)));
            let decider = pack.judge.decide(&case).ok().and_then(|ruling| ruling.rules.first().copied());
            let Some((rule, left)) = decider.and_then(|rule| Some((rule, short.get_mut(&rule)?))) else { continue };
            let of_story = here.entry(rule).or_default();
            if *left == 0 || *of_story == OF_A_STORY {
                continue;
            }
            let dealt = Dealt::of_case(pack, &pack.scenarios[told.scenario], case);
            let new = dealt.and_then(|dealt| playable(pack, told.scenario, dealt, moved));
            if let Some(new) = new.filter(|new| known.insert(new.case_hash.clone())) {
                (*left, *of_story) = (*left - 1, *of_story + 1);
                made.push(new);
            }
        }
    }
    made
}

/// The facts that are no numbers, each with another value: every fact once, then every fact a second time.
fn idle(policy: &Policy, told: &Case) -> Vec<Moved> {
    let mut turns: BTreeMap<FactId, usize> = BTreeMap::new();
    let others = switches(policy, told).into_iter().filter(|(fact, to)| told.get(*fact) != Some(*to));
    let mut in_turn: Vec<(usize, Moved)> = others
        .map(|moved| {
            let turn = turns.entry(moved.0).or_default();
            *turn += 1;
            (*turn, moved)
        })
        .collect();
    in_turn.sort_by_key(|(turn, _)| *turn);
    in_turn.into_iter().map(|(_, moved)| moved).collect()
}

/// Every two of these moves that move different facts.
fn two(steps: &[Moved]) -> impl Iterator<Item = Vec<Moved>> {
    steps.iter().enumerate().flat_map(|(at, one)| {
        let others = steps[at + 1..].iter().filter(|other| other.0 != one.0);
        others.map(|other| vec![*one, *other])
    })
}

/// How many twins each rule lacks that is shown at all.
fn short(cases: &[Playable]) -> BTreeMap<RuleId, usize> {
    let mut short: BTreeMap<RuleId, usize> = BTreeMap::new();
    for case in cases {
        let Some(rule) = case.decider else { continue };
        let left = short.entry(rule).or_insert(ENOUGH);
        *left = left.saturating_sub(usize::from(case.is_twin()));
    }
    short.retain(|_, left| *left > 0);
    short
}
