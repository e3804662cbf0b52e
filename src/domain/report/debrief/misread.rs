//! Which clauses are misread, and the sentence to say on Monday.

use super::count::Played;
use crate::domain::learner::measures::misperception::Misperception;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::room::reveal::Clause;
use crate::domain::session::answer::{Answer, Wrong};
use crate::domain::text::Text;

/// How many are named (domain.md 6.6).
pub const TOP: usize = 5;

/// A clause that some took wrongly, before anybody spoke: in any of the four ways, since whoever says yes where it says no has not
/// understood it either.
#[derive(Clone, Debug, PartialEq)]
pub struct Misread {
    /// Which.
    pub clause: Clause,
    /// Wrong, of all who voted; sure and wrong, of those who said how sure they were.
    pub found: Misperception,
    /// Those of the wrong who said yes where it says no, or no where it says yes.
    pub other: u32,
    /// What to say on Monday: the words that work, or the clause itself.
    pub monday: Text,
}

/// The clauses most often taken wrongly, worst first.
pub(super) fn misread(played: &[Played<'_>]) -> Vec<Misread> {
    let mut found: Vec<Misread> = Vec::new();
    for (one, votes) in played.iter().filter(|p| p.is_rated()).filter_map(|p| Some((p, p.first?))) {
        let (key, reveal) = (&one.item.key, one.item.key.for_host());
        let is_wrong = |answer: Answer| !key.judge(answer).is_right();
        let wrong = Wrong::ALL.into_iter().map(|how| votes.wrong(key, how)).sum();
        let said: u32 = votes.levels_of(|_| true).iter().sum();
        let at = found.iter().position(|m| m.clause.id == reveal.clause.id).unwrap_or_else(|| {
            let none = Rate { count: 0, of: 0 };
            let monday = reveal.say.clone().unwrap_or_else(|| reveal.clause.text.clone());
            let found_in = Misperception { wrong: none, sure: none };
            found.push(Misread { clause: reveal.clause.clone(), found: found_in, other: 0, monday });
            found.len() - 1
        });
        let Some(clause) = found.get_mut(at) else { continue };
        add(&mut clause.found.wrong, wrong, votes.voters());
        add(&mut clause.found.sure, votes.levels_of(is_wrong)[2], said);
        clause.other += votes.wrong(key, Wrong::GaveItAway) + votes.wrong(key, Wrong::NeedlessNo);
    }
    found.retain(|m| m.found.wrong.count > 0);
    let share = |rate: Rate| rate.share().unwrap_or(0.0);
    let worse = |m: &Misread| (share(m.found.wrong), share(m.found.sure));
    found.sort_by(|a, b| {
        let ((wrong_a, sure_a), (wrong_b, sure_b)) = (worse(a), worse(b));
        wrong_b.total_cmp(&wrong_a).then(sure_b.total_cmp(&sure_a)).then_with(|| a.clause.id.cmp(&b.clause.id))
    });
    found.truncate(TOP);
    found
}

fn add(rate: &mut Rate, count: u32, of: u32) {
    rate.count += count;
    rate.of += of;
}
