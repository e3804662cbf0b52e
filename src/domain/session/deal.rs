//! Dealing: a seeded deck, as balanced as the pack allows, no two of the same clause in a row where that is possible.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What dealing has to know of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lot<C> {
    /// The clause that decides it, or the grey area.
    pub clause: C,
    /// Whether it has to be escalated.
    pub escalates: bool,
}

/// Places of the lots that are dealt, in order. With a number of cases: as many that act as that escalate, as far as there
/// are such, and each half spread over as many clauses as it can be.
pub fn deal<C: Copy + Eq>(lots: &[Lot<C>], cases: Option<usize>, seed: u64) -> Vec<usize> {
    let mut chance = Chance::new(seed);
    let mut chosen = choose(lots, cases.unwrap_or(lots.len()), &mut chance);
    chance.shuffle(&mut chosen);
    interleave(&chosen, |i| lots[*i].clause, &mut chance)
}

fn choose<C: Copy + Eq>(lots: &[Lot<C>], cases: usize, chance: &mut Chance) -> Vec<usize> {
    let half = |escalates: bool| -> Vec<usize> { (0..lots.len()).filter(|i| lots[*i].escalates == escalates).collect() };
    let (act, escalate) = (half(false), half(true));
    let cases = cases.min(lots.len());
    // An odd case falls to either side; what one side lacks the other gives.
    let extra = cases % 2 * chance.below(2);
    let from_act = (cases / 2 + extra).max(cases.saturating_sub(escalate.len())).min(act.len());
    let mut chosen = spread(lots, act, from_act, chance);
    chosen.extend(spread(lots, escalate, cases - from_act, chance));
    chosen
}

/// So many of these places, one of each clause in turn.
fn spread<C: Copy + Eq>(lots: &[Lot<C>], mut places: Vec<usize>, count: usize, chance: &mut Chance) -> Vec<usize> {
    chance.shuffle(&mut places);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for place in places {
        match groups.iter_mut().find(|g| g.first().is_some_and(|first| lots[*first].clause == lots[place].clause)) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    let deepest = groups.iter().map(Vec::len).max().unwrap_or(0);
    (0..deepest).flat_map(|turn| groups.iter().filter_map(move |g| g.get(turn).copied())).take(count).collect()
}

/// Orders cards so that as few neighbours as possible share a clause: none, wherever there is such an order.
///
/// There is one exactly as long as no clause has more than half of the remaining cards, rounded up (rounded down, if it had
/// the last card). Every step keeps that true where it was true; where one clause has too many, it is played every other time.
fn interleave<T: Copy, C: Copy + Eq>(cards: &[T], clause: impl Fn(&T) -> C, chance: &mut Chance) -> Vec<T> {
    let mut left = cards.to_vec();
    let mut order: Vec<T> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let last = order.last().map(&clause);
        let count = |c: C| left.iter().filter(|card| clause(card) == c).count();
        let keeps = |c: C| {
            left.iter().all(|card| {
                let other = clause(card);
                let remaining = left.len() - 1;
                if other == c { count(other) - 1 <= remaining / 2 } else { count(other) <= remaining.div_ceil(2) }
            })
        };
        let new = |c: C| last != Some(c);
        let largest = left.iter().map(&clause).max_by_key(|c| count(*c));
        let fits: Vec<usize> = (0..left.len()).filter(|i| new(clause(&left[*i])) && keeps(clause(&left[*i]))).collect();
        let next = if fits.is_empty() {
            // One clause has too many: its turn, unless it had the last one and another can come between.
            let turn = largest.filter(|c| new(*c));
            let of_turn = |i: &usize| turn.map_or_else(|| new(clause(&left[*i])), |c| clause(&left[*i]) == c);
            (0..left.len()).find(of_turn).unwrap_or(0)
        } else {
            fits[chance.below(fits.len())]
        };
        order.push(left.remove(next));
    }
    order
}

/// Chance that is the same on every machine and with every version of the libraries: ChaCha8's stream is fixed, and what is
/// made of it is made here.
struct Chance(ChaCha8Rng);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Evenly from 0 to `n - 1`; 0 if `n` is 0.
    fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        if n < 2 {
            return 0;
        }
        // Beyond the last whole multiple some results would be likelier than others: draw again.
        let whole = u64::MAX - u64::MAX % n;
        loop {
            let drawn = self.0.next_u64();
            if drawn < whole {
                return usize::try_from(drawn % n).unwrap_or(0);
            }
        }
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests;
