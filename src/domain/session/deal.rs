//! Dealing: a seeded deck, as balanced as the pack allows, no two of the same clause in a row where that is possible.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What dealing has to know of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Lot<C> {
    /// The clause that decides it, or the grey area.
    pub clause: C,
    /// Whether it has to be escalated.
    pub escalates: bool,
}

/// Places of the lots that are dealt, in order. With a number of cases: as many that act as that escalate, as far as there
/// are such, and each half spread over as many clauses as it can be.
pub(super) fn deal<C: Copy + Eq>(lots: &[Lot<C>], cases: Option<usize>, seed: u64) -> Vec<usize> {
    let mut chance = Chance::new(seed);
    let mut chosen = choose(lots, cases.unwrap_or(lots.len()), &mut chance);
    chance.shuffle(&mut chosen);
    interleave(by_clause(lots, chosen), &mut chance)
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
    let groups = by_clause(lots, places);
    let deepest = groups.iter().map(Vec::len).max().unwrap_or(0);
    (0..deepest).flat_map(|turn| groups.iter().filter_map(move |g| g.get(turn).copied())).take(count).collect()
}

/// The places of each clause together; both in the order they come in.
fn by_clause<C: Copy + Eq>(lots: &[Lot<C>], places: Vec<usize>) -> Vec<Vec<usize>> {
    let mut groups: Vec<(C, Vec<usize>)> = Vec::new();
    for place in places {
        let clause = lots[place].clause;
        match groups.iter_mut().find(|(c, _)| *c == clause) {
            Some((_, group)) => group.push(place),
            None => groups.push((clause, vec![place])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Puts groups into one order in which as few neighbours as possible are of one group: none, wherever there is such an order.
///
/// There is one exactly as long as no group has more than half of what remains, rounded up (rounded down, if it had the last
/// place). Every step keeps that true where it was true; where one group has too many, it comes every other time.
fn interleave(mut groups: Vec<Vec<usize>>, chance: &mut Chance) -> Vec<usize> {
    let total = groups.iter().map(Vec::len).sum();
    let mut order = Vec::with_capacity(total);
    let mut last = None;
    for remaining in (0..total).rev() {
        let turn = next_group(&groups, last, remaining, chance);
        order.extend(groups[turn].pop());
        last = Some(turn);
    }
    order
}

/// The group to take from next, so that `remaining` places after it can still be put in order; by chance, larger ones likelier.
fn next_group(groups: &[Vec<usize>], last: Option<usize>, remaining: usize, chance: &mut Chance) -> usize {
    let open = |g: usize| !groups[g].is_empty() && last != Some(g);
    let mut pressing = (0..groups.len()).filter(|g| groups[*g].len() > remaining.div_ceil(2));
    let fits: Vec<usize> = match (pressing.next(), pressing.next()) {
        (None, _) => (0..groups.len()).filter(|g| open(*g) && groups[*g].len() - 1 <= remaining / 2).collect(),
        (Some(only), None) if open(only) && groups[only].len() - 1 <= remaining / 2 => vec![only],
        _ => too_many(groups, open),
    };
    let weight = |g: &usize| groups[*g].len();
    let mut drawn = chance.below(fits.iter().map(weight).sum());
    let chosen = fits.iter().find(|g| {
        let here = drawn < weight(g);
        drawn = drawn.saturating_sub(weight(g));
        here
    });
    chosen.copied().unwrap_or(0)
}

/// Where one group has too many: its turn, unless it had the last one and another can come between.
fn too_many(groups: &[Vec<usize>], open: impl Fn(usize) -> bool) -> Vec<usize> {
    let largest = (0..groups.len()).max_by_key(|g| groups[*g].len()).unwrap_or(0);
    let between: Vec<usize> = (0..groups.len()).filter(|g| open(*g)).collect();
    if open(largest) || between.is_empty() { vec![largest] } else { between }
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
