//! Answers as belief shows in them: a case, and what was said to it.

use crate::domain::policy::case::Case;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::explanation::Verdict;
use crate::domain::session::answer::Answer;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::facts::from_json;

/// A case with the answer somebody gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What was known.
    pub case: Case,
    /// What they said.
    pub answer: Answer,
}

/// The last answers somebody gave at a policy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lately {
    /// Those that tell how the policy is read as it is now, the oldest first.
    pub given: Vec<Given>,
    /// How many are left out, as the policy decides their cases otherwise now than when they were given: of the policy of today they
    /// tell nothing.
    pub outdated: usize,
}

/// The last answers at a policy, at most so many. What follows an explanation (twins, replays, lessons) shows no belief.
pub fn lately<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, engine: &Engine, at_most: usize) -> Lately {
    let policy = engine.policy();
    let mut own: Vec<&Attempt> = attempts.into_iter().filter(|a| a.policy.id == policy.id && a.shows_belief()).collect();
    own.sort_by_key(|a| (a.time, a.id));
    let mut lately = Lately::default();
    for attempt in own.iter().skip(own.len().saturating_sub(at_most)) {
        let case = from_json(policy, &attempt.facts);
        let now = engine.decide(&case).ok().and_then(|ruling| ruling.verdict);
        if now.is_some_and(|now| now != attempt.verdict.answer()) {
            lately.outdated += 1;
        } else {
            lately.given.push(Given { case, answer: attempt.answer });
        }
    }
    lately
}

/// Whether an answer is what a verdict asks for.
pub fn follows(answer: Answer, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Yes => answer == Answer::Yes,
        Verdict::No => answer == Answer::No,
        Verdict::Escalate => answer == Answer::Escalate,
        Verdict::Either => answer.acts(),
    }
}
