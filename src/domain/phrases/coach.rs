//! The phrase coach: what it hears in what somebody would say, and what would be better.

use super::spoken::{self, Word};
pub use super::start::Start;
use super::{Phrase, Phrases, Severity, start};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::evaluate;

/// What the coach heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard<'p> {
    /// Phrases better not said, in the order in which they were said; each once.
    pub found: Vec<Found<'p>>,
    /// What the first words start from.
    pub start: Start,
}

/// A phrase that was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'p> {
    /// The phrase.
    pub phrase: &'p Phrase,
    /// The words as they were said.
    pub words: String,
}

impl Heard<'_> {
    /// Whether it can be said as it is: nothing that is banned, or wrong in this case, and it starts from what happens for the
    /// customer.
    pub fn is_accepted(&self) -> bool {
        self.start == Start::Outcome && self.found.iter().all(|f| f.phrase.severity == Severity::Swap)
    }
}

impl Phrases {
    /// Listens to what somebody would say to the customer of this case. Words are compared whole, without case, quotes and
    /// contractions, within a sentence, and not in what the customer is quoted with.
    pub fn listen(&self, policy: &Policy, case: &Case, said: &str) -> Heard<'_> {
        let words = spoken::words(said);
        let mut found: Vec<(usize, Found<'_>)> = Vec::new();
        for phrase in self.list.iter().filter(|p| p.is_wrong(policy, case)) {
            // Of several ways to say it the longest one is what was said.
            let ways = phrase.avoid.iter().filter_map(|avoid| place(&words, &spoken::plain(avoid)));
            if let Some((from, to)) = ways.max_by_key(|(from, to)| (to - from, std::cmp::Reverse(*from))) {
                let place = words[from].place.start..words[to - 1].place.end;
                found.push((from, Found { phrase, words: said.get(place).unwrap_or_default().to_owned() }));
            }
        }
        found.sort_by_key(|(from, _)| *from);
        Heard { found: found.into_iter().map(|(_, f)| f).collect(), start: start::start(&words) }
    }
}

impl Phrase {
    /// Whether it is wrong in this case. What is not known makes nothing wrong.
    fn is_wrong(&self, policy: &Policy, case: &Case) -> bool {
        self.when.as_ref().is_none_or(|when| evaluate::condition(policy, case, when) == Some(true))
    }
}

/// Where a phrase stands among the words, from and to.
fn place(words: &[Word], phrase: &[String]) -> Option<(usize, usize)> {
    if phrase.is_empty() {
        return None;
    }
    let at = words.windows(phrase.len()).position(|w| w.iter().map(|w| &w.plain).eq(phrase))?;
    Some((at, at + phrase.len()))
}

/// Whether a text contains a phrase, as the coach would hear it.
pub(super) fn contains(text: &str, phrase: &str) -> bool {
    place(&spoken::words(text), &spoken::plain(phrase)).is_some()
}
