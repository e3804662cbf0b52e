//! Answers as belief shows in them: a case, and what was said to it.

use crate::domain::learner::upheld::read_today;
use crate::domain::policy::case::Case;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::explanation::Verdict;
use crate::domain::scenario::Scenario;
use crate::domain::session::answer::Answer;
use crate::domain::session::attempt::Attempt;

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
    /// How many are left out, as the policy decides their cases otherwise now than when they were given, or they can't occur any
    /// more: of the policy of today they tell nothing.
    pub outdated: usize,
}

/// The last answers at a policy, at most so many. What follows an explanation (twins, replays, lessons) shows no belief.
///
/// A case is read with the facts of today as for [`Upheld`](crate::domain::learner::upheld::Upheld), but less is asked of it: it may
/// be another rule that decides it now, for of what somebody believes only what they answer tells; and where what is not known
/// leaves it open, nobody can say that it is decided otherwise.
pub fn lately<'a>(
    attempts: impl IntoIterator<Item = &'a Attempt>,
    engine: &Engine,
    scenarios: &[Scenario],
    at_most: usize,
) -> Lately {
    let policy = engine.policy();
    let mut own: Vec<&Attempt> = attempts.into_iter().filter(|a| a.policy.id == policy.id && a.shows_belief()).collect();
    own.sort_by_key(|a| (a.time, a.id));
    let mut lately = Lately::default();
    for attempt in own.iter().skip(own.len().saturating_sub(at_most)) {
        let read = read_today(policy, scenarios, attempt);
        let now = engine.decide(&read.judged);
        if now.is_ok_and(|ruling| ruling.verdict.is_none_or(|now| now == attempt.verdict.answer())) {
            lately.given.push(Given { case: read.known, answer: attempt.answer });
        } else {
            lately.outdated += 1;
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
