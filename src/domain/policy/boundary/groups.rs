//! Which facts could turn an answer together: every set of so many facts that is worth a try, and no change is missed.
//!
//! Where a change is least, each of its moves is needed, and so it can be built up move by move. It starts from the facts that
//! keep the case out of the box that decides in the end. As long as moves are missing, either that box does not hold yet, for a
//! sum, or a box of another answer speaks before it, and a fact that this one asks about is among the moves still missing. A box
//! that holds whatever has moved so far leaves no choice but its own facts. A fact that has to move is needed because the
//! deciding box does not accept it as it is, or because a rival that does would speak first: the facts that keep the case out of
//! that rival are then among the moves too.

use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::standing::{Facts, Standing, Stands, members};

/// Sets of a size under way to one answer.
pub struct Groups<'a> {
    size: u32,
    /// The boxes of other answers that fewer moves can reach.
    rivals: Vec<&'a Stands>,
    /// Of these the ones that hold in the case: their places in the list and what they ask.
    holding: Vec<(usize, Facts)>,
    /// Boxes that could decide, silence too, as they begin.
    deciders: Vec<Begun>,
}

/// Facts that move towards a deciding box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Begun {
    facts: Facts,
    /// How many rivals are before the deciding box.
    before: usize,
    /// The facts in sums the deciding box asks about.
    summed: Facts,
}

impl<'a> Groups<'a> {
    /// Sets of a size that could lead to an answer.
    pub fn towards(standing: &'a Standing<'_>, wanted: Verdict, size: u32) -> Self {
        let mut groups = Self { size, rivals: Vec::new(), holding: Vec::new(), deciders: Vec::new() };
        for stands in &standing.boxes {
            let moves = stands.missed.count_ones();
            if stands.verdict == Some(wanted) {
                if moves <= size {
                    groups.decide(stands.missed, stands.summed);
                }
            } else if moves < size {
                if stands.holds() {
                    groups.holding.push((groups.rivals.len(), stands.asked));
                }
                groups.rivals.push(stands);
            }
        }
        if standing.ends_in_silence && standing.engine.silence().verdict() == wanted {
            groups.decide(0, 0);
        }
        groups.deciders.sort_unstable();
        groups.deciders.dedup();
        groups
    }

    fn decide(&mut self, facts: Facts, summed: Facts) {
        self.deciders.push(Begun { facts, before: self.rivals.len(), summed });
    }

    /// Adds the sets that could turn the answer with nothing said on who moves.
    pub fn any(&self, sets: &mut Vec<Facts>) {
        self.grow(self.deciders.clone(), sets);
    }

    /// Adds the sets in which a fact could be needed.
    pub fn with(&self, fact: FactId, sets: &mut Vec<Facts>) {
        let bit = 1 << fact.0;
        let mut begun: Vec<Begun> = Vec::new();
        let asking = self.rivals.iter().enumerate().filter(|(_, r)| r.asked & bit != 0 && r.missed & bit == 0);
        let asking: Vec<(usize, Facts)> = asking.map(|(place, r)| (place, r.missed)).collect();
        for decider in &self.deciders {
            let facts = decider.facts | bit;
            if facts.count_ones() > self.size {
                continue;
            }
            if (decider.facts | decider.summed) & bit != 0 {
                begun.push(Begun { facts, ..*decider });
            }
            if decider.facts & bit == 0 {
                let before = asking.iter().take_while(|(place, _)| *place < decider.before);
                let with_rival = before.map(|(_, missed)| facts | missed).filter(|f| f.count_ones() <= self.size);
                begun.extend(with_rival.map(|facts| Begun { facts, ..*decider }));
            }
        }
        self.grow(begun, sets);
    }

    /// Lets sets grow fact by fact to their size.
    fn grow(&self, begun: Vec<Begun>, sets: &mut Vec<Facts>) {
        let mut by_size: Vec<Vec<Begun>> = vec![Vec::new(); self.size as usize + 1];
        for b in begun {
            by_size[b.facts.count_ones() as usize].push(b);
        }
        for size in 0..self.size as usize {
            let mut grown = std::mem::take(&mut by_size[size]);
            grown.sort_unstable();
            grown.dedup();
            for b in grown {
                let more = members(self.next(b)).map(|fact| Begun { facts: b.facts | 1 << fact.0, ..b });
                by_size[size + 1].extend(more);
            }
        }
        let whole = by_size.pop().unwrap_or_default().into_iter();
        sets.extend(whole.filter(|b| self.in_the_way(*b).next().is_none()).map(|b| b.facts));
    }

    /// What the boxes ask that speak before the deciding one whatever these facts do.
    fn in_the_way(&self, begun: Begun) -> impl Iterator<Item = Facts> + '_ {
        let before = self.holding.iter().take_while(move |(place, _)| *place < begun.before);
        before.map(|(_, asked)| *asked).filter(move |asked| asked & begun.facts == 0)
    }

    /// The facts one of which moves next.
    fn next(&self, begun: Begun) -> Facts {
        let Some(fewest) = self.in_the_way(begun).min_by_key(|asked| asked.count_ones()) else {
            let may_hold = |r: &&&Stands| r.missed & !begun.facts == 0;
            let asked = self.rivals[..begun.before].iter().filter(may_hold).fold(begun.summed, |all, r| all | r.asked);
            return asked & !begun.facts;
        };
        if begun.facts.count_ones() + 1 < self.size {
            return fewest;
        }
        // The last move has to get past all of them.
        self.in_the_way(begun).fold(fewest, |all, asked| all & asked)
    }
}
