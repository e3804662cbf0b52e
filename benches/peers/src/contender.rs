//! What is timed: something that decides prepared cases, one at a time.

use escalate_or_act::domain::policy::explanation::Verdict;
use std::hint::black_box;

/// An engine with its policy compiled and its inputs prepared.
pub trait Contender {
    /// Its name and version, and from what it decides.
    fn name(&self) -> String;

    /// Its answer to one case; none if it gave none.
    fn decide(&mut self, case: usize) -> Option<Verdict>;

    /// Decides every case, and counts the answers so that none can be left out.
    fn pass(&mut self, cases: usize) -> Tally {
        let mut tally = Tally::default();
        for case in 0..cases {
            tally.add(black_box(self.decide(black_box(case))));
        }
        tally
    }
}

/// How often each answer was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub yes: usize,
    pub no: usize,
    pub escalate: usize,
    pub either: usize,
    pub none: usize,
}

impl Tally {
    pub fn add(&mut self, verdict: Option<Verdict>) {
        *match verdict {
            Some(Verdict::Yes) => &mut self.yes,
            Some(Verdict::No) => &mut self.no,
            Some(Verdict::Escalate) => &mut self.escalate,
            Some(Verdict::Either) => &mut self.either,
            None => &mut self.none,
        } += 1;
    }
}

/// The answer of that name.
pub fn verdict_named(name: &str) -> Option<Verdict> {
    [Verdict::Yes, Verdict::No, Verdict::Escalate, Verdict::Either].into_iter().find(|v| v.name() == name)
}
