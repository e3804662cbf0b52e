//! Green lights that nobody used: what the team may do and handed over or refused.

use super::count::{Count, Played};
use crate::domain::policy::explanation::Verdict;
use crate::domain::room::reveal::Clause;
use crate::domain::session::answer::Answer;
use crate::domain::text::Text;

/// A case that one may settle with a yes, and to which nobody said it before the discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// What allows it.
    pub clause: Clause,
    /// The case.
    pub case: Text,
    /// What one may do there, in order.
    pub yours: Vec<Text>,
    /// How many voted.
    pub voters: u32,
    /// How many used it after the discussion; none where there was no second vote.
    pub after: Option<u32>,
}

/// Cases that one may settle with a yes, and whose votes before the discussion are told.
pub(super) fn green<'a, 'r>(played: &'a [Played<'r>]) -> impl Iterator<Item = (&'a Played<'r>, Count)> {
    let rated = played.iter().filter(|p| p.is_rated() && p.item.key.answer() == Verdict::Yes);
    rated.filter_map(|p| Some((p, p.first?)))
}

/// In the order of the agenda.
pub(super) fn unused(played: &[Played<'_>]) -> Vec<Unused> {
    let nobody = green(played).filter(|(_, votes)| votes.of_answer(Answer::Yes) == 0);
    let told = nobody.map(|(one, votes)| Unused {
        clause: one.item.key.for_host().clause.clone(),
        case: one.item.sheet.title.clone(),
        yours: one.item.key.for_host().yours.clone(),
        voters: votes.voters(),
        after: one.second.map(|second| second.of_answer(Answer::Yes)),
    });
    told.collect()
}
