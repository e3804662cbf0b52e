//! How the boxes stand to a case: which facts keep the case out of each, and which facts each asks about.

use super::super::engine::Engine;
use super::super::engine::index::{Bits, ones};
use super::super::engine::point::Point;
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::super::region::bits::ones_of;
use smallvec::SmallVec;

/// Facts, a bit each in order of declaration.
pub type Facts = u64;

/// How one box stands to a case.
#[derive(Clone, Debug)]
pub struct Stands {
    /// Which box.
    pub place: usize,
    /// The answer it gives; none for what can't occur.
    pub verdict: Option<Verdict>,
    /// Facts that have to move before it can hold.
    pub missed: Facts,
    /// Movable facts it asks about, by themselves or through sums.
    pub asked: Facts,
    /// Of these the ones it asks about through sums.
    pub summed: Facts,
    /// Of each sum that keeps the case out the movable facts: one of them has to move.
    pub sums: SmallVec<[Facts; 1]>,
}

impl Stands {
    /// Whether it holds as the case is.
    pub fn holds(&self) -> bool {
        self.missed == 0 && self.sums.is_empty()
    }

    /// Whether it can hold once these facts have moved, all of them.
    pub fn may_hold(&self, moved: Facts) -> bool {
        self.missed & !moved == 0 && self.sums.iter().all(|s| s & moved != 0)
    }
}

/// Two facts in a sum that some box asks about.
#[derive(Clone, Copy, Debug)]
pub struct Tie {
    /// Both.
    pub facts: Facts,
    /// The sum: its place among the forms.
    pub form: usize,
    /// The dimension it runs along.
    pub dimension: usize,
}

/// The boxes that movable facts can bring to speak, in the order in which they do.
pub struct Standing<'a> {
    /// The policy.
    pub engine: &'a Engine,
    /// The case.
    pub origin: &'a Point,
    /// By fact, whether it may move.
    pub movable: &'a [bool],
    /// Of those that hold whatever the movable facts do only the first: nothing behind it ever speaks.
    pub boxes: Vec<Stands>,
    /// Whether no box speaks where none of these holds: silence can be reached.
    pub ends_in_silence: bool,
    /// The sums that some box asks about.
    ties: SmallVec<[Tie; 4]>,
}

impl<'a> Standing<'a> {
    /// The standing of boxes that hold whatever the movable facts do; none where a policy has more facts than fit.
    pub fn of(engine: &'a Engine, origin: &'a Point, movable: &'a [bool], among: &Bits) -> Option<Self> {
        if movable.len() > Facts::BITS as usize {
            return None;
        }
        let layout = &engine.geometry.layout;
        let bit = |v: usize| 1 << layout.fact_of_variable[v].0;
        let cut = layout.form_axes.iter().enumerate().filter_map(|(form, axis)| Some((form, (*axis)?)));
        let tie = |(form, dimension): (usize, usize)| {
            let facts = bit(layout.forms[form].first) | bit(layout.forms[form].second);
            Tie { facts, form, dimension }
        };
        let ties = cut.map(tie).collect();
        let mut standing = Self { engine, origin, movable, boxes: Vec::with_capacity(64), ends_in_silence: true, ties };
        let may_move = movable.iter().enumerate().filter(|(_, m)| **m).fold(0, |all, (f, _)| all | 1 << f);
        for place in ones(among) {
            let stands = standing.place(place, may_move);
            let always = stands.asked == 0;
            standing.boxes.push(stands);
            if always {
                standing.ends_in_silence = false;
                break;
            }
        }
        Some(standing)
    }

    fn place(&self, place: usize, may_move: Facts) -> Stands {
        let geometry = &self.engine.geometry;
        let (space, layout) = (&geometry.space, &geometry.layout);
        let verdict = geometry.tags[place].layer.verdict();
        let mut stands = Stands { place, verdict, missed: 0, asked: 0, summed: 0, sums: SmallVec::new() };
        for (d, word) in geometry.boxes[place].narrow() {
            let accepts = space.accepts(d, word, self.origin.atoms[d]);
            if let Some(form) = space.form_at(d).map(|f| layout.forms[f]) {
                let facts = [form.first, form.second].map(|v| 1 << layout.fact_of_variable[v].0);
                let facts = (facts[0] | facts[1]) & may_move;
                stands.summed |= facts;
                if !accepts {
                    stands.sums.push(facts);
                }
                continue;
            }
            let fact =
                if d < layout.first_mask { layout.fact_of_variable[d] } else { layout.fact_of_mask[d - layout.first_mask] };
            let fact = 1 << fact.0 & may_move;
            stands.asked |= fact;
            stands.missed |= if accepts { 0 } else { fact };
        }
        stands.asked |= stands.summed;
        stands
    }

    /// The sums both facts of which are among these: what one may do depends on the other.
    pub fn ties(&self, facts: Facts) -> SmallVec<[Tie; 2]> {
        self.ties.iter().copied().filter(|t| t.facts & !facts == 0).collect()
    }
}

/// The boxes by the first of the facts that keep the case out of them.
pub struct Near {
    /// What keeps the case out, and the place among the boxes.
    boxes: Vec<(Facts, u32)>,
    /// By fact, where its boxes begin; last those that no fact keeps the case out of.
    starts: SmallVec<[u32; 34]>,
}

impl Near {
    /// All the boxes of a standing.
    pub fn of(standing: &Standing<'_>) -> Self {
        let facts = standing.movable.len();
        let first = |stands: &Stands| (stands.missed.trailing_zeros() as usize).min(facts);
        let mut starts: SmallVec<[u32; 34]> = SmallVec::from_elem(0, facts + 2);
        standing.boxes.iter().for_each(|s| starts[first(s) + 1] += 1);
        for f in 0..=facts {
            starts[f + 1] += starts[f];
        }
        let mut boxes = vec![(0, 0); standing.boxes.len()];
        let mut next: SmallVec<[u32; 34]> = SmallVec::from_slice(&starts);
        for (place, stands) in standing.boxes.iter().enumerate() {
            let slot = &mut next[first(stands)];
            boxes[*slot as usize] = (stands.missed, place as u32);
            *slot += 1;
        }
        Self { boxes, starts }
    }

    /// Those that can hold once these facts have moved, all of them; in the order in which they speak.
    pub fn in_reach<'a>(&self, standing: &'a Standing<'_>, moved: Facts) -> impl Iterator<Item = &'a Stands> {
        let mut places: SmallVec<[u32; 48]> = SmallVec::new();
        let mut add = |first: usize| {
            for (missed, place) in &self.boxes[self.starts[first] as usize..self.starts[first + 1] as usize] {
                if missed & !moved == 0 {
                    places.push(*place);
                }
            }
        };
        members(moved).for_each(|first| add(first.0));
        add(standing.movable.len());
        places.sort_unstable();
        places.into_iter().map(|place| &standing.boxes[place as usize]).filter(move |s| s.may_hold(moved))
    }
}

/// Whether a set holds no more than a few facts. For few this is quicker than to count them all.
pub fn at_most(few: u32, mut facts: Facts) -> bool {
    for _ in 0..few {
        facts &= facts.wrapping_sub(1);
    }
    facts == 0
}

/// The facts of a set, in order of declaration.
pub fn members(facts: Facts) -> impl Iterator<Item = FactId> + Clone {
    ones_of(facts).map(FactId)
}
