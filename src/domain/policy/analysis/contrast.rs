//! Where two readings of one fact space speak differently: pairs of speakers with one witness each.
//!
//! A pair of boxes that both readings share, in the same order, can't be such a pair: a case that the one decides here and the
//! other there lies in both boxes, and the earlier of them would decide it twice. So only pairs with a changed box are looked at.

use super::super::region::chart::{Chart, Charted};
use super::super::region::cover::Budget;
use super::super::region::space::{Bounds, Space};
use super::super::region::{Block, Words};
use super::sides::{Heard, Pairs, Sides};
use super::voices::{Voice, Voices};
use std::collections::HashMap;

pub use super::sides::Contrast;

/// Two readings, and the part of fact space they are compared in.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// Common to both.
    pub space: &'a Space,
    /// The first reading.
    pub here: &'a Voices,
    /// The second.
    pub there: &'a Voices,
    /// A box.
    pub within: &'a Words,
    /// What is known of numbers beyond it.
    pub bounds: &'a Bounds,
}

impl Comparison<'_> {
    /// Every pair of speakers that some possible case hears, the one here and the other there, where `differ` says they differ.
    ///
    /// Every pair is one. Complete unless the budget is spent: then others may be missing.
    pub fn contrasts(&self, differ: impl Fn(&Voice, &Voice) -> bool, budget: &Budget) -> Vec<Contrast> {
        let Shared { blocks, here, there } = Shared::of(self.here, self.there);
        let chart = Chart::of(self.space, &blocks);
        let sides = Sides {
            space: self.space,
            charted: Charted { chart: &chart, blocks: &blocks, freed: None },
            here: &here,
            there: &there,
            within: self.within,
            aside: &chart.none(),
            bounds: self.bounds,
            guess: None,
        };
        sides.contrasts(|i, j| differ(&self.here.0[i], &self.there.0[j]), &mut Pairs::default(), budget)
    }
}

/// Two readings as they are compared: each voice knows its place in the other, if it stands there too.
struct Shared<'a> {
    /// The boxes of both in one order of priority, those that stand in both once.
    blocks: Vec<&'a Block>,
    here: Vec<Heard>,
    there: Vec<Heard>,
}

impl<'a> Shared<'a> {
    fn of(here: &'a Voices, there: &'a Voices) -> Self {
        let (same_here, same_there) = shared(here, there);
        let mut all = Self { blocks: Vec::new(), here: Vec::new(), there: Vec::new() };
        let (mut i, mut j) = (0, 0);
        // The voices that stand in both come in the same order: between two of them, those of each reading alone.
        while i < same_here.len() || j < same_there.len() {
            let place = all.blocks.len();
            match (same_here.get(i), same_there.get(j)) {
                (Some(false), _) => all.here.push(Heard::of(&here.0[i], place, None)),
                (_, Some(false)) => all.there.push(Heard::of(&there.0[j], place, None)),
                _ => {
                    all.here.push(Heard::of(&here.0[i], place, Some(j)));
                    all.there.push(Heard::of(&there.0[j], place, Some(i)));
                }
            }
            let voice = if all.here.len() > i { &here.0[i] } else { &there.0[j] };
            all.blocks.push(&voice.block);
            (i, j) = (all.here.len(), all.there.len());
        }
        all
    }
}

/// By place, whether a voice stands in both readings, all such in the same order.
fn shared(here: &Voices, there: &Voices) -> (Vec<bool>, Vec<bool>) {
    let mut places: HashMap<(&[u64], Option<super::voices::Said>), Vec<usize>> = HashMap::new();
    for (j, voice) in there.0.iter().enumerate().rev() {
        places.entry((&voice.block.words, voice.said)).or_default().push(j);
    }
    let pairs: Vec<(usize, usize)> = here
        .0
        .iter()
        .enumerate()
        .filter_map(|(i, voice)| {
            let places = places.get_mut(&(&voice.block.words[..], voice.said))?;
            Some((i, places.pop()?))
        })
        .collect();
    let (mut same_here, mut same_there) = (vec![false; here.0.len()], vec![false; there.0.len()]);
    for k in longest_rising(&pairs) {
        let (i, j) = pairs[k];
        same_here[i] = true;
        same_there[j] = true;
    }
    (same_here, same_there)
}

/// The places of a longest run of pairs whose second parts rise (patience sorting).
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<usize> {
    let (mut tails, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (k, (_, j)) in pairs.iter().enumerate() {
        let at = tails.partition_point(|t| pairs[*t].1 < *j);
        before.push(at.checked_sub(1).map(|p| tails[p]));
        if at == tails.len() {
            tails.push(k);
        } else {
            tails[at] = k;
        }
    }
    let mut run: Vec<usize> = std::iter::successors(tails.last().copied(), |k| before[*k]).collect();
    run.reverse();
    run
}
