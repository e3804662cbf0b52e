//! Answers as belief shows in them: a case, and what was said to it.

use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
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

/// The last answers at a policy, at most so many, the oldest first. What follows an explanation (twins, replays,
/// lessons) shows no belief.
pub fn given<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, policy: &Policy, at_most: usize) -> Vec<Given> {
    let mut own: Vec<&Attempt> = attempts.into_iter().filter(|a| a.policy.id == policy.id && a.shows_belief()).collect();
    own.sort_by_key(|a| (a.time, a.id));
    let last = own.len().saturating_sub(at_most);
    own[last..].iter().map(|a| Given { case: from_json(policy, &a.facts), answer: a.answer }).collect()
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
