//! The divergence map: where people disagree, and whether talking settled it. A clause that people read two ways after they have
//! argued is not theirs to learn but somebody's to rewrite.

use super::count::{ANSWERS, Count, Played, certainty};
use crate::domain::learner::measures::agreement::krippendorff::{Krippendorff, Scale};
use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::discussion::Gate;
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::room::reveal::Clause;
use crate::domain::text::Text;

/// Votes are divided from here on: the entropy of 7 votes against 3, as a share of what three answers could make. Talking pays as
/// long as no more than 7 in 10 agree (C. H. Crouch and E. Mazur, 2001).
pub const DIVIDED: f64 = 0.556;
/// Sure from here on: what it takes for the highest certainty to pay (A. Gardner-Medwin: 4 in 5).
pub const SURE: f64 = 4.0 / 5.0;
/// Unsure below: what it takes for more than the lowest certainty to pay (A. Gardner-Medwin: 2 in 3).
pub const UNSURE: f64 = 2.0 / 3.0;
/// Cases that α needs: over one case it is always 0.
pub const CASES: usize = 2;

/// What to do about a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Divided before and after talking: rewrite it.
    Rewrite,
    /// Agreed, wrong and sure: unknown to them, or badly worded.
    Unknown,
    /// Of one mind before, divided after: hear both readings.
    Parted,
    /// No rule speaks: write one, or say whose it is.
    Silent,
    /// Divided, and there was no second vote: vote on it again.
    Undecided,
    /// Agreed and wrong, and not sure of it: explain it from the ground.
    Reteach,
    /// Divided, then agreed and right: teach it.
    Teach,
    /// Agreed and right, and unsure: drill it.
    Drill,
    /// Agreed, right, and sure enough.
    Clear,
}

/// A clause on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Which.
    pub clause: Clause,
    /// Its cases, by title.
    pub cases: Vec<Text>,
    /// How divided before talking, 0 to 1: the mean over its cases.
    pub before: f64,
    /// And after; none where there was no second vote.
    pub after: Option<f64>,
    /// Right, in the votes that stand.
    pub right: Rate,
    /// What certainty the votes that stand stand for, on average; none where nobody said.
    pub certainty: Option<f64>,
    /// What to do; too few where fewer than five voted.
    pub finding: Told<Finding>,
}

/// The map, and agreement over the whole meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Krippendorff's α before and after; none where all votes were for one answer. Both are over the cases voted on twice: over other
    /// cases a difference would tell of the cases, and not of the talk. Where those are too few the first is over all that were
    /// discussed, and there is no second.
    pub alpha: [Told<Option<f64>>; 2],
    /// How many cases both are over; 0 where too few were voted on twice.
    pub twice: usize,
    /// Clauses, those to do something about first.
    pub spots: Vec<Spot>,
}

impl Map {
    pub(super) fn of(played: &[Played<'_>]) -> Self {
        let discussed: Vec<&Played<'_>> = played.iter().filter(|p| p.is_discussed()).collect();
        let mut clauses: Vec<Vec<&Played<'_>>> = Vec::new();
        for case in &discussed {
            let id = |p: &Played<'_>| p.item.key.for_host().clause.id.clone();
            match clauses.iter_mut().find(|cases| cases.first().is_some_and(|c| id(c) == id(case))) {
                Some(cases) => cases.push(case),
                None => clauses.push(vec![case]),
            }
        }
        let mut spots: Vec<Spot> = clauses.iter().filter_map(|cases| spot(cases)).collect();
        spots.sort_by(|a, b| {
            let rank = |s: &Spot| s.finding.figure().map_or((1, None), |finding| (0, Some(finding)));
            let divided = |s: &Spot| s.after.unwrap_or(s.before);
            rank(a).cmp(&rank(b)).then(divided(b).total_cmp(&divided(a)))
        });
        let twice: (Vec<Count>, Vec<Count>) = discussed.iter().filter_map(|p| p.first.zip(p.second)).unzip();
        let (before, after) = match twice.0.len() {
            ..CASES => (discussed.iter().filter_map(|p| p.first).collect(), Vec::new()),
            _ => twice,
        };
        Self { alpha: [alpha(&before), alpha(&after)], twice: after.len(), spots }
    }
}

/// α over votes as classes without an order: yes, no, escalate.
fn alpha(votes: &[Count]) -> Told<Option<f64>> {
    if votes.len() < CASES {
        return Told::TooFew { more: u32::try_from(CASES - votes.len()).unwrap_or(1) };
    }
    let row = |count: &Count| -> Vec<usize> {
        count.answers.iter().enumerate().flat_map(|(class, n)| (0..*n).map(move |_| class)).collect()
    };
    let rows: Vec<Vec<usize>> = votes.iter().map(row).collect();
    Told::Figure(Krippendorff::of(&rows, ANSWERS.len(), Scale::Nominal).and_then(|k| k.alpha()))
}

fn spot(cases: &[&Played<'_>]) -> Option<Spot> {
    let clause = cases.first()?.item.key.for_host().clause.clone();
    let grey = cases.first()?.item.key.verdict().is_grey();
    // Before and after are told of the same cases, where any was voted on twice.
    let twice: Vec<&Played<'_>> = cases.iter().copied().filter(|c| c.first.is_some() && c.second.is_some()).collect();
    let told = if twice.is_empty() { cases.to_vec() } else { twice };
    let mean = |of: fn(&Played<'_>) -> Option<Count>| {
        let each: Vec<f64> = told.iter().filter_map(|c| of(c)?.entropy()).collect();
        (!each.is_empty()).then(|| each.iter().sum::<f64>() / each.len() as f64)
    };
    let (first, after) = (mean(|c| c.first), mean(|c| c.second));
    let before = first.or(after)?;
    let after = after.filter(|_| first.is_some());
    let mut right = Rate { count: 0, of: 0 };
    let (mut right_levels, mut wrong_levels) = ([0; 3], [0; 3]);
    for (key, last) in told.iter().filter_map(|c| Some((&c.item.key, c.last()?))) {
        let share = last.right(key);
        right = Rate { count: right.count + share.count, of: right.of + share.of };
        let is_right = |answer| key.judge(answer).is_right();
        right_levels = sum(right_levels, last.levels_of(is_right));
        wrong_levels = sum(wrong_levels, last.levels_of(|answer| !is_right(answer)));
    }
    let finding = if right.of < ENOUGH {
        Told::TooFew { more: ENOUGH - right.of }
    } else {
        Told::Figure(match grey {
            true => Finding::Silent,
            false => found([Some(before), after], right, [certainty(right_levels), certainty(wrong_levels)]),
        })
    };
    let certainty = certainty(sum(right_levels, wrong_levels));
    let cases = cases.iter().map(|c| c.item.sheet.title.clone()).collect();
    Some(Spot { clause, cases, before, after, right, certainty, finding })
}

/// By entropy before and after, the share right, and how sure the right and the wrong were.
fn found([before, after]: [Option<f64>; 2], right: Rate, [sure_right, sure_wrong]: [Option<f64>; 2]) -> Finding {
    let divided = |entropy: Option<f64>| entropy.is_some_and(|e| e >= DIVIDED);
    match (divided(before), after) {
        (true, Some(_)) if divided(after) => return Finding::Rewrite,
        (false, Some(_)) if divided(after) => return Finding::Parted,
        (true, None) => return Finding::Undecided,
        _ => {}
    }
    let most_right = right.share().is_some_and(|share| share >= Gate::default().high);
    match most_right {
        false if sure_wrong.is_some_and(|sure| sure >= SURE) => Finding::Unknown,
        false => Finding::Reteach,
        true if divided(before) => Finding::Teach,
        true if sure_right.is_some_and(|sure| sure < UNSURE) => Finding::Drill,
        true => Finding::Clear,
    }
}

fn sum(a: [u32; 3], b: [u32; 3]) -> [u32; 3] {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

#[cfg(test)]
mod tests {
    use super::{DIVIDED, Finding, found};
    use crate::domain::learner::measures::agreement::entropy;
    use crate::domain::learner::measures::wilson::Rate;

    #[test]
    fn seven_of_ten_is_still_divided() {
        assert!(entropy::of(&[7, 3, 0]).unwrap() >= DIVIDED);
        assert!(entropy::of(&[8, 2, 0]).unwrap() < DIVIDED);
        assert!(entropy::of(&[3, 1, 0]).unwrap() < DIVIDED);
    }

    #[test]
    fn each_pattern_has_its_remedy() {
        let of = |count| Rate { count, of: 10 };
        let sure = [Some(0.9), Some(0.9)];
        let table = [
            ([Some(1.0), Some(0.9)], of(5), sure, Finding::Rewrite),
            ([Some(0.0), Some(0.9)], of(5), sure, Finding::Parted),
            ([Some(1.0), None], of(5), sure, Finding::Undecided),
            ([Some(1.0), Some(0.2)], of(9), sure, Finding::Teach),
            ([Some(0.2), Some(0.0)], of(0), sure, Finding::Unknown),
            ([Some(0.2), None], of(0), [Some(0.9), Some(0.5)], Finding::Reteach),
            ([Some(0.2), None], of(9), [Some(0.5), Some(0.9)], Finding::Drill),
            ([Some(0.2), None], of(9), sure, Finding::Clear),
            ([Some(0.2), None], of(9), [None, None], Finding::Clear),
        ];
        for (entropies, right, certainty, finding) in table {
            assert_eq!(found(entropies, right, certainty), finding, "{entropies:?} {right:?}");
        }
    }
}
