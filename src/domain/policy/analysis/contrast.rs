//! Where two readings of one fact space speak differently: pairs of speakers with one witness each.
//!
//! A pair of boxes that both readings share, in the same order, can't be such a pair: a case that the one decides here and the
//! other there lies in both boxes, and the earlier of them would decide it twice. So only pairs with a changed box are looked at.

use super::super::region::Words;
use super::super::region::cover::Budget;
use super::super::region::space::{Bounds, Space};
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
        let (here, there) = heard(self.here, self.there);
        let sides = Sides {
            space: self.space,
            here: &here,
            there: &there,
            within: self.within,
            aside: &[],
            bounds: self.bounds,
            guess: None,
        };
        sides.contrasts(|i, j| differ(&self.here.0[i], &self.there.0[j]), &mut Pairs::default(), budget)
    }
}

/// Two readings as they are compared: each voice knows its place in the other, if it stands there too.
pub fn heard<'a>(here: &'a Voices, there: &'a Voices) -> (Vec<Heard<'a>>, Vec<Heard<'a>>) {
    let (same_here, same_there) = shared(here, there);
    // The voices that stand in both come in the same order, so the nth of the one is the nth of the other.
    let side = |voices: &'a Voices, same: &[bool], other: &[bool]| -> Vec<Heard<'a>> {
        let mut places = (0..other.len()).filter(|j| other[*j]);
        voices.0.iter().zip(same).map(|(v, same)| Heard::of(v, if *same { places.next() } else { None })).collect()
    };
    (side(here, &same_here, &same_there), side(there, &same_there, &same_here))
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
