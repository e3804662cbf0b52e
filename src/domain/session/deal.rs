//! Dealing: a seeded deck, as balanced as the pack allows, no two of the same clause in a row where that is possible.

use crate::domain::chance::Chance;

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

#[cfg(test)]
mod tests;
