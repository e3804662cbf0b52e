//! Where two readings of one fact space speak differently: pairs of speakers with one witness each.
//!
//! A pair of boxes that both readings share, in the same order, can't be such a pair: a case that the one decides here and the
//! other there lies in both boxes, and the earlier of them would decide it twice. So only pairs with a changed box are looked at.

use super::super::region::cover::{Budget, uncovered};
use super::super::region::space::{Bounds, Space};
use super::super::region::{Block, Words};
use super::voices::{Speaker, Voice, Voices};
use std::collections::{HashMap, HashSet};

/// A part of fact space that one speaker decides here and another there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// Who decides it in the first reading.
    pub here: Speaker,
    /// Who decides it in the second.
    pub there: Speaker,
    /// A box in which both do, at every point.
    pub words: Words,
}

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
        let (same_here, same_there) = shared(self.here, self.there);
        let mut found: Vec<Contrast> = Vec::new();
        let mut known: HashSet<(Speaker, Speaker)> = HashSet::new();
        for (i, here) in self.here.0.iter().enumerate().filter(|(_, v)| v.said.is_some()) {
            let Some(own) = self.space.common(self.within, &here.block) else { continue };
            let wanted =
                |j: usize, there: &Voice| there.said.is_some() && !(same_here[i] && same_there[j]) && differ(here, there);
            let any = self.there.0.iter().enumerate().any(|(j, v)| wanted(j, v) && !known.contains(&(here.speaker, v.speaker)));
            if !any {
                continue;
            }
            let meets = |b: &&Block| self.space.meet(b, &own);
            let mut cuts: Vec<&Block> = self.here.0[..i].iter().map(|v| &v.block).filter(meets).collect();
            if uncovered(self.space, own.clone(), &cuts, self.bounds, budget).is_none() {
                continue;
            }
            for (j, there) in self.there.0.iter().enumerate().filter(|(_, v)| self.space.meet(&v.block, &own)) {
                if wanted(j, there) && !known.contains(&(here.speaker, there.speaker)) {
                    let part = self.space.common(&own, &there.block);
                    let open = part.and_then(|part| uncovered(self.space, part, &cuts, self.bounds, budget));
                    if budget.is_spent() {
                        return found;
                    }
                    if let Some(words) = open {
                        known.insert((here.speaker, there.speaker));
                        found.push(Contrast { here: here.speaker, there: there.speaker, words });
                    }
                }
                cuts.push(&there.block);
            }
        }
        found
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
