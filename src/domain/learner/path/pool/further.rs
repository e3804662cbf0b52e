//! Cases of rules that are seldom told: two facts of a story moved, where moving one does not give enough of them.

use std::collections::{BTreeMap, HashSet};

use super::{Playable, Special, playable};
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
        let steps: Vec<Moved> = twins.iter().filter(|twin| twin.is_twin()).flat_map(|twin| twin.moved.iter().copied()).collect();
        let mut here: BTreeMap<RuleId, usize> = BTreeMap::new();
        for (at, one) in steps.iter().enumerate() {
            for other in steps[at + 1..].iter().filter(|other| other.0 != one.0) {
                let case = told.case.with(one.0, Some(one.1)).with(other.0, Some(other.1));
                let decider = pack.judge.decide(&case).ok().and_then(|ruling| ruling.rules.first().copied());
                let Some((rule, left)) = decider.and_then(|rule| Some((rule, short.get_mut(&rule)?))) else { continue };
                let of_story = here.entry(rule).or_default();
                if *left == 0 || *of_story == OF_A_STORY {
                    continue;
                }
                let dealt = Dealt::of_case(pack, &pack.scenarios[told.scenario], case);
                let new = dealt.and_then(|dealt| playable(pack, told.scenario, dealt, vec![*one, *other]));
                if let Some(new) = new.filter(|new| known.insert(new.case_hash.clone())) {
                    (*left, *of_story) = (*left - 1, *of_story + 1);
                    made.push(new);
                }
            }
        }
    }
    made
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
