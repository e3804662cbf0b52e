//! What many places of a page ask alike: said once, at its head, and marked where it holds.

use crate::domain::wording::{Phrase, in_one_line};

/// What stands for it.
const MARK: &str = "✓";
/// From so many places on it is worth a mark.
const OFTEN: usize = 4;

/// Phrases that come together in many places; none, if no place has a mark.
#[derive(Debug)]
pub(super) struct Usual(Vec<Phrase>);

impl Usual {
    /// Found among all the places of a page: the phrase that most of them have, and what three of four of these have beside it.
    pub(super) fn of(places: &[Vec<Phrase>]) -> Self {
        let with = |phrase: &Phrase| places.iter().filter(|place| place.contains(phrase)).collect::<Vec<_>>();
        let mut all: Vec<&Phrase> = Vec::new();
        for phrase in places.iter().flatten() {
            if !all.contains(&phrase) {
                all.push(phrase);
            }
        }
        // The first of those that come most often.
        let most = all.iter().rev().max_by_key(|phrase| with(phrase).len());
        let Some(most) = most.map(|phrase| with(phrase)).filter(|places| places.len() >= OFTEN) else { return Self(Vec::new()) };
        let together = |phrase: &&&Phrase| most.iter().filter(|place| place.contains(**phrase)).count() * 4 >= most.len() * 3;
        Self(all.iter().filter(together).map(|phrase| (*phrase).clone()).collect())
    }

    /// What the mark stands for, as a line.
    pub(super) fn told(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| format!("{MARK} stands for: {}", in_one_line(&self.0)))
    }

    /// A place, with the mark for what it has of this, if it has all of it.
    pub(super) fn marked(&self, place: &[Phrase]) -> String {
        if self.0.is_empty() || !self.0.iter().all(|phrase| place.contains(phrase)) {
            return in_one_line(place);
        }
        let rest: Vec<Phrase> = place.iter().filter(|phrase| !self.0.contains(phrase)).cloned().collect();
        if rest.is_empty() { MARK.to_owned() } else { format!("{MARK} {}", in_one_line(&rest)) }
    }
}
