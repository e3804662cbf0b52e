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
use super::super::region::bits::ones_of;
use super::super::region::{Block, high, low};
use super::standing::{Facts, Standing, Stands, at_most, members};
use smallvec::{SmallVec, smallvec};

/// Beyond so many sets under way the search over fact space is quicker.
const MOST_SETS: usize = 8_000;

/// Sets under way to one answer.
pub struct Groups<'a> {
    /// The answer.
    pub wanted: Verdict,
    /// The boxes of other answers.
    rivals: Vec<&'a Stands>,
    /// Of these the first that hold in the case.
    thieves: Vec<Thief<'a>>,
    /// By fact, the thieves that ask about it.
    asking: [Thieves; Facts::BITS as usize],
    /// By fact, which thieves it can leave at once, going one way or another.
    ways_out: Vec<SmallVec<[Thieves; 4]>>,
    /// The thieves before every box that could decide.
    foremost: Thieves,
    /// Boxes that could decide, silence too, as they begin.
    deciders: Vec<Begun>,
}

/// Thieves, a bit each.
type Thieves = u64;

/// A box of another answer that holds in the case.
struct Thief<'a> {
    stands: &'a Stands,
    block: &'a Block,
}

/// Facts that move towards a deciding box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Begun {
    facts: Facts,
    /// How many these are.
    size: u32,
    /// Thieves that speak before the deciding box whatever these facts do.
    left: Thieves,
    /// How many rivals are before the deciding box.
    before: usize,
    /// The facts in sums the deciding box asks about.
    summed: Facts,
}

impl<'a> Groups<'a> {
    /// Sets that could lead to an answer.
    pub fn towards(standing: &'a Standing<'_>, wanted: Verdict) -> Self {
        let mut groups = Self {
            wanted,
            rivals: Vec::with_capacity(standing.boxes.len()),
            thieves: Vec::new(),
            asking: [0; Facts::BITS as usize],
            ways_out: Vec::new(),
            foremost: Thieves::MAX,
            deciders: Vec::new(),
        };
        for stands in &standing.boxes {
            if stands.verdict == Some(wanted) {
                groups.decide(standing, Some(stands));
                continue;
            }
            if stands.holds() && groups.thieves.len() < Thieves::BITS as usize {
                let bit = 1 << groups.thieves.len();
                members(stands.asked).for_each(|f| groups.asking[f.0] |= bit);
                let block = &standing.engine.geometry.boxes[stands.place];
                groups.thieves.push(Thief { stands, block });
            }
            groups.rivals.push(stands);
        }
        if standing.ends_in_silence && standing.engine.silence().verdict() == wanted {
            groups.decide(standing, None);
        }
        merge(&mut groups.deciders);
        if !groups.deciders.is_empty() {
            groups.ways_out = (0..standing.movable.len()).map(|f| groups.ways_out(standing, FactId(f))).collect();
        }
        groups
    }

    /// A box (none for silence) could decide: its thieves are those so far that it is not bound to leave.
    fn decide(&mut self, standing: &Standing<'_>, stands: Option<&Stands>) {
        let (facts, summed) = stands.map_or((0, 0), |s| (s.missed, s.summed));
        let block = stands.map(|s| &standing.engine.geometry.boxes[s.place]);
        let met = |thief: &Thief<'_>| !block.is_some_and(|b| leaves(standing, facts, b, thief));
        let thieves = self.thieves.iter().enumerate();
        let left = thieves.filter(|(_, t)| met(t)).fold(0, |all, (place, _)| all | 1 << place);
        if self.deciders.is_empty() {
            self.foremost = !Thieves::MAX.checked_shl(self.thieves.len() as u32).unwrap_or(0);
        }
        self.deciders.push(Begun { facts, size: facts.count_ones(), left, before: self.rivals.len(), summed });
    }

    /// Which thieves a fact can leave at once: a number those below its farthest way up, or those above its farthest way down.
    fn ways_out(&self, standing: &Standing<'_>, fact: FactId) -> SmallVec<[Thieves; 4]> {
        let (space, layout) = (&standing.engine.geometry.space, &standing.engine.geometry.layout);
        let asking = self.asking[fact.0];
        let d = layout.dimensions(fact).start;
        let value_of = |leaves: &dyn Fn(u64) -> bool| {
            let thieves = self.thieves.iter().enumerate().filter(|(t, _)| asking >> t & 1 == 1);
            thieves.filter(|(_, t)| leaves(t.block[d])).fold(0, |all, (place, _)| all | 1 << place)
        };
        match layout.variable_of_fact[fact.0] {
            Some(v) if !layout.linked[v] => {
                let last = space.axes[v].atoms() - 1;
                smallvec![value_of(&|word| high(word) < last), value_of(&|word| low(word) > 0)]
            }
            None if !layout.is_set[fact.0] && asking != 0 => {
                let full = layout.masks[d - layout.first_mask];
                let values = (0..64 - full.leading_zeros()).filter(|v| *v != standing.origin.atoms[d]);
                values.map(|v| value_of(&|word| word >> v & 1 == 0)).collect()
            }
            // Members turn each for itself, and what a sum does depends on another fact.
            _ => smallvec![asking],
        }
    }

    /// Whether each of these facts can leave at once all the foremost thieves that ask about no other of them.
    fn gets_out(&self, facts: Facts) -> bool {
        let (mut once, mut twice) = (0, 0);
        for fact in members(facts) {
            twice |= once & self.asking[fact.0];
            once |= self.asking[fact.0];
        }
        members(facts).all(|fact| {
            let own = self.asking[fact.0] & !twice & self.foremost;
            own == 0 || self.ways_out[fact.0].iter().any(|way| own & !way == 0)
        })
    }

    /// Adds the sets of a size that could turn the answer with nothing said on who moves; false where they are too many.
    pub fn any(&self, size: u32, sets: &mut Vec<Facts>) -> bool {
        let begun = self.deciders.iter().copied().filter(|d| d.size <= size);
        self.grow(&begun.collect::<SmallVec<[Begun; 16]>>(), size, sets)
    }

    /// Adds the sets of a size in which a fact could be needed; false where they are too many.
    pub fn with(&self, fact: FactId, size: u32, sets: &mut Vec<Facts>) -> bool {
        let bit = 1 << fact.0;
        let mut begun: Vec<Begun> = Vec::new();
        let asking = self.rivals.iter().enumerate();
        let asking = asking.filter(|(_, r)| r.asked & bit != 0 && r.missed & bit == 0 && at_most(size - 1, r.missed));
        // Of those that miss the same facts the first does.
        let mut asking: Vec<(Facts, usize)> = asking.map(|(place, r)| (r.missed, place)).collect();
        asking.sort_unstable();
        asking.dedup_by_key(|a| a.0);
        for decider in self.deciders.iter().filter(|d| at_most(size, d.facts | bit)) {
            if (decider.facts | decider.summed) & bit != 0 {
                begun.push(self.more(*decider, bit));
            }
            if decider.facts & bit == 0 {
                let before = asking.iter().filter(|(_, place)| *place < decider.before);
                let fitting = before.filter(|(missed, _)| at_most(size, decider.facts | bit | missed));
                begun.extend(fitting.map(|(missed, _)| self.more(*decider, bit | missed)));
            }
            if begun.len() > 2 * MOST_SETS {
                merge(&mut begun);
                if begun.len() > MOST_SETS {
                    return false;
                }
            }
        }
        self.grow(&begun, size, sets)
    }

    /// The same with more facts.
    fn more(&self, begun: Begun, facts: Facts) -> Begun {
        let mut more = Begun { facts: begun.facts | facts, ..begun };
        for fact in members(facts & !begun.facts) {
            more.left &= !self.asking[fact.0];
            more.size += 1;
        }
        more
    }

    /// Lets sets grow fact by fact to a size.
    fn grow(&self, begun: &[Begun], size: u32, sets: &mut Vec<Facts>) -> bool {
        let of_size = |so_far: u32| begun.iter().copied().filter(move |b| b.size == so_far);
        let mut growing: Vec<Begun> = Vec::new();
        let mut grown: Vec<Begun> = Vec::new();
        for so_far in 0..size {
            growing.extend(of_size(so_far));
            merge(&mut growing);
            for b in growing.drain(..) {
                grown.extend(members(self.next(b, size)).map(|fact| self.more(b, 1 << fact.0)));
                if grown.len() > 2 * MOST_SETS {
                    merge(&mut grown);
                    if grown.len() > MOST_SETS {
                        return false;
                    }
                }
            }
            std::mem::swap(&mut growing, &mut grown);
        }
        growing.extend(of_size(size));
        sets.extend(growing.into_iter().filter(|b| b.left == 0 && self.gets_out(b.facts)).map(|b| b.facts));
        true
    }

    /// The facts one of which moves next.
    fn next(&self, begun: Begun, size: u32) -> Facts {
        if begun.left == 0 {
            let reached = self.rivals[..begun.before].iter().filter(|r| r.missed & !begun.facts == 0);
            return reached.fold(begun.summed, |all, r| all | r.asked) & !begun.facts;
        }
        let thieves = ones_of(begun.left).map(|thief| self.thieves[thief].stands.asked & !begun.facts);
        // The last move has to get past all of them.
        if begun.size + 1 < size {
            thieves.min_by_key(|a| a.count_ones()).unwrap_or(0)
        } else {
            thieves.fold(Facts::MAX, |all, a| all & a)
        }
    }
}

/// Makes one of those with the same facts and thieves left: what either could grow to, the one can.
fn merge(begun: &mut Vec<Begun>) {
    begun.sort_unstable();
    begun.dedup_by(|later, earlier| {
        let same = (later.facts, later.left) == (earlier.facts, earlier.left);
        if same {
            earlier.before = earlier.before.max(later.before);
            earlier.summed |= later.summed;
        }
        same
    });
}

/// Whether moving these facts into a box can leave a thief.
fn leaves(standing: &Standing<'_>, facts: Facts, block: &Block, thief: &Thief<'_>) -> bool {
    let geometry = &standing.engine.geometry;
    let both = facts & thief.stands.asked;
    let outside = |fact: FactId| {
        let mut own = geometry.layout.dimensions(fact);
        own.any(|d| !geometry.space.within(d, block[d], thief.block[d]))
    };
    both & thief.stands.summed != 0 || members(both).any(outside)
}
