//! A unit: one rule, and the two cases that show its line.

use std::cmp::Reverse;

use super::pool::Pool;
use crate::domain::policy::rule::{Rule, RuleId, Stakes};

/// A unit of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it teaches.
    pub rule: RuleId,
    /// Places in the pool: a case the rule decides, and one across its line that is answered otherwise.
    pub sides: [usize; 2],
}

/// When a rule has its turn: what is smaller comes first. The sort that uses it keeps the order of the file.
pub fn turn(rule: &Rule) -> (bool, u8, Reverse<Stakes>) {
    (rule.otherwise, rule.outcome.layer(), Reverse(rule.stakes))
}

/// Two contrasting cases for a rule: told ones that stand on the two sides of one line, where there are any; else a told case
/// and its own twin. Plain cases before such as ask or warn first. None where no case shows both sides.
pub fn sides(pool: &Pool, rule: RuleId) -> Option<[usize; 2]> {
    let own: Vec<usize> = pool.decided_by(rule).collect();
    let told = |at: usize| pool.cases[at].moved.is_empty();
    let stories: Vec<usize> = (0..pool.cases.len()).filter(|at| told(*at)).collect();
    let differs = |a: usize, b: usize| pool.cases[a].verdict != pool.cases[b].verdict && pool.cases[b].decider != Some(rule);
    let same_line = |a: usize, b: usize| pool.cases[a].lines.iter().any(|line| pool.cases[b].lines.contains(line));
    let pairs = |of: &dyn Fn(usize, usize) -> bool, others: &dyn Fn(usize) -> Vec<usize>| {
        let pairs = own.iter().flat_map(|a| others(*a).into_iter().map(move |b| [*a, b]));
        let special = |pair: &[usize; 2]| pair.map(|at| pool.cases[at].special).into_iter().max();
        pairs.filter(|[a, b]| differs(*a, *b) && of(*a, *b)).min_by_key(special)
    };
    let at_most_one = |at: usize| pool.cases[at].moved.len() <= 1;
    // A twin stands across a line from the case that it was made of, whichever of the two the rule decides.
    let twins = |odd: bool| {
        let made = move |a: usize, b: usize| {
            told(a) != told(b) && at_most_one(a) && at_most_one(b) && (pool.cases[a].odd || pool.cases[b].odd) == odd
        };
        pairs(&made, &|a| pool.of_story(pool.cases[a].scenario).collect())
    };
    pairs(&|a, b| told(a) && same_line(a, b), &|_| stories.clone()).or_else(|| twins(false)).or_else(|| twins(true))
}
