//! Which moved stories are worth telling: those that tell readings of the policy apart as no other does, with as few facts moved
//! as that takes.
//!
//! A case that stands next to one line tells little of a policy with many: one that stands next to several lines at once asks
//! about all of them. Such a case is seldom told, so facts of a told one are moved one after the other, each time from the
//! cases that told most.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use super::{MOVES, Telling, move_to};
use crate::domain::learner::belief::misreading::Misreading;
use crate::domain::learner::belief::trial::{place, told_before};
use crate::domain::learner::belief::verdicts::Verdicts;
use crate::domain::policy::case::Case;
use crate::domain::policy::engine::Engine;
use crate::domain::scenario::Scenario;
use crate::domain::session::round::Moved;

/// Cases told at the most.
const LARGEST: usize = 3000;
/// From so many cases of a story one more fact is moved.
const FROM: usize = 4;
/// Tellings that tell the same readings apart, each in a story of its own: one slip must not decide.
const ALIKE: usize = 3;

type Seen<T> = HashSet<T, BuildHasherDefault<DefaultHasher>>;

/// What a case tells apart.
#[derive(Clone, Copy, Debug)]
struct Tells {
    /// The same for cases that tell the same readings apart.
    sign: u64,
    /// What its answer tells somebody who knows nothing yet, in nats.
    nats: f64,
}

/// A telling with what it tells apart.
type Weighed = (Tells, Telling);

/// The told ones, then those of the moved ones that are worth telling; of each told one, every way to move one fact of it.
pub(super) fn chosen(
    engine: &Engine,
    scenarios: &[Scenario],
    readings: &[Misreading],
    told: Vec<Telling>,
    once: Vec<Vec<Telling>>,
) -> Vec<Telling> {
    let mut stories: Vec<Vec<Weighed>> = Vec::new();
    let mut steps: Vec<Vec<Moved>> = Vec::new();
    let mut weighed = weighed(engine, readings, once.into_iter().flatten().collect()).into_iter().peekable();
    for telling in &told {
        let mut unlike = Seen::default();
        let mut moved: Vec<Weighed> = Vec::new();
        while let Some((tells, next)) = weighed.next_if(|(_, next)| next.scenario == telling.scenario) {
            if unlike.insert(tells.sign) {
                moved.push((tells, next));
            }
        }
        steps.push(moved.iter().flat_map(|(_, next)| next.moved.iter().copied()).collect());
        stories.push(moved);
    }
    let mut all: Vec<Weighed> = stories.iter().flatten().cloned().collect();
    for _ in 1..MOVES {
        let mut next: Vec<Telling> = Vec::new();
        for (at, from) in stories.iter_mut().enumerate() {
            let mut seen: Seen<Case> = Seen::default();
            for (_, telling) in best(std::mem::take(from)) {
                let moved = steps[at].iter().filter_map(|to| move_to(engine, &scenarios[telling.scenario], &telling, *to));
                next.extend(moved.filter(|moved| seen.insert(moved.case.clone())));
            }
        }
        for (tells, telling) in self::weighed(engine, readings, next) {
            if let Some(at) = told.iter().position(|t| t.scenario == telling.scenario) {
                stories[at].push((tells, telling.clone()));
            }
            all.push((tells, telling));
        }
    }
    told.into_iter().chain(kept(all)).collect()
}

/// The cases of a story that tell most, none of them the same as another.
fn best(mut from: Vec<Weighed>) -> Vec<Weighed> {
    from.sort_by(|a, b| b.0.nats.total_cmp(&a.0.nats));
    let mut unlike = Seen::default();
    from.into_iter().filter(|(tells, _)| unlike.insert(tells.sign)).take(FROM).collect()
}

/// Of those that tell the same apart the ones that read best, each in a story of its own; first what tells most.
fn kept(mut all: Vec<Weighed>) -> Vec<Telling> {
    all.sort_by_key(|(_, telling)| (telling.moved.len() + telling.beside, telling.beside));
    let mut alike: HashMap<u64, Vec<usize>, BuildHasherDefault<DefaultHasher>> = HashMap::default();
    let mut kept: Vec<Weighed> = Vec::new();
    for (tells, telling) in all {
        let stories = alike.entry(tells.sign).or_default();
        if stories.len() < ALIKE && !stories.contains(&telling.scenario) {
            stories.push(telling.scenario);
            kept.push((tells, telling));
        }
    }
    kept.sort_by(|a, b| b.0.nats.total_cmp(&a.0.nats));
    kept.truncate(LARGEST);
    kept.into_iter().map(|(_, telling)| telling).collect()
}

/// What each of these tells apart; those that tell nothing are left out.
fn weighed(engine: &Engine, readings: &[Misreading], tellings: Vec<Telling>) -> Vec<Weighed> {
    let cases: Vec<Case> = tellings.iter().map(|telling| telling.case.clone()).collect();
    let verdicts = Verdicts::of(engine.policy(), engine.day(), &cases);
    let own = verdicts.own();
    let mut signs: Vec<(DefaultHasher, [usize; 5])> = vec![(DefaultHasher::new(), [0; 5]); cases.len()];
    for (nth, reading) in readings.iter().enumerate() {
        let row = verdicts.misread(*reading);
        for (case, verdict) in row.iter().enumerate() {
            let (sign, count) = &mut signs[case];
            count[place(*verdict)] += 1;
            if *verdict != own[case] {
                (nth, place(*verdict)).hash(sign);
            }
        }
    }
    let tells = |(case, (sign, count)): (usize, (DefaultHasher, [usize; 5]))| {
        let differs = count[place(own[case])] < readings.len();
        (own[case].is_some() && differs).then(|| Tells { sign: sign.finish(), nats: told_before(own[case], &count) })
    };
    let tells: Vec<Option<Tells>> = signs.into_iter().enumerate().map(tells).collect();
    tells.into_iter().zip(tellings).filter_map(|(tells, telling)| Some((tells?, telling))).collect()
}
