//! A case that shows a finding, told as near as can be to a case that people know.

use super::super::case::Case;
use super::super::engine::point::Point;
use super::super::fact::FactId;
use super::ground::Ground;
use super::witness::case_in;

/// A case that shows a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Every base fact known.
    pub case: Case,
    /// The told case it is like, by place; none if none is told.
    pub like: Option<usize>,
    /// Facts that some rule reads in which it is not as told; all of them where none is told.
    pub changed: Vec<FactId>,
}

/// The case nearest to a told one that fits: the told case itself where it does, else one of a box, with as little changed as will do.
///
/// Every point of the box must fit. None if the box holds no point.
pub fn example(ground: &Ground<'_>, told: &[&Case], words: &[u64], fits: &dyn Fn(&Point) -> bool) -> Option<Example> {
    let read: Vec<FactId> = (0..ground.policy.facts.len()).map(FactId).filter(|f| ground.reads(*f)).collect();
    let complete = |case: &Case| read.iter().all(|f| case.get(*f).is_some());
    let near = |words: &[u64], like: Option<&Case>| {
        let geometry = ground.geometry;
        case_in(ground.policy, &geometry.space, &geometry.layout, words, &ground.bounds, like)
    };
    if let Some(like) = told.iter().position(|t| complete(t) && fits(&ground.point(t))) {
        let case = near(&ground.geometry.space.whole, Some(told[like]))?;
        return Some(Example { case, like: Some(like), changed: Vec::new() });
    }
    let changed = |case: &Case, from: &Case| read.iter().copied().filter(|f| case.get(*f) != from.get(*f)).collect::<Vec<_>>();
    let likely = told.iter().enumerate().filter_map(|(at, t)| {
        let case = near(words, Some(t))?;
        Some((changed(&case, t).len(), at, case))
    });
    let Some((_, like, mut case)) = likely.min_by_key(|(moved, at, _)| (*moved, *at)) else {
        return Some(Example { case: near(words, None)?, like: None, changed: read });
    };
    // A change may be needed only for another one: so again and again, until each that is left is needed.
    let taken_back = |case: &Case| {
        let back = changed(case, told[like]).into_iter().map(|f| (f, case.with(f, told[like].get(f))));
        back.filter(|(f, back)| back.get(*f).is_some() && fits(&ground.point(back))).map(|(_, back)| back).next()
    };
    while let Some(nearer) = taken_back(&case) {
        case = nearer;
    }
    let changed = changed(&case, told[like]);
    Some(Example { case, like: Some(like), changed })
}
