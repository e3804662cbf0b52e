//! Counts of cases by what was said before and what would be said.

use super::super::explanation::{Decision, Verdict};
use super::super::route::RouteId;

/// What a version says of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It can't occur; place in the policy's `never` list.
    Impossible(usize),
    /// The right answer and whom it goes to; no answer where unknown facts decide.
    Said(Option<Verdict>, Option<RouteId>),
}

/// Cases that moved one way, and the money they are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many.
    pub cases: u64,
    /// Of these, how many do not say how much money they are about.
    pub unpriced: u64,
    /// The money of the others, in millionths.
    pub money: i128,
    /// The least and the most money of one case, in millionths.
    pub range: Option<(i64, i64)>,
}

impl Moved {
    fn add(&mut self, money: Option<i64>) {
        self.cases += 1;
        match money {
            None => self.unpriced += 1,
            Some(money) => {
                self.money += i128::from(money);
                self.range = Some(self.range.map_or((money, money), |(l, h)| (l.min(money), h.max(money))));
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.cases += other.cases;
        self.unpriced += other.unpriced;
        self.money += other.money;
        self.range = match (self.range, other.range) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }

    /// The money of one case on average, in millionths, rounded; none where no case says.
    pub fn average(&self) -> Option<i64> {
        let priced = i128::from(self.cases - self.unpriced);
        (priced > 0).then(|| i64::try_from((self.money + priced / 2) / priced).unwrap_or(i64::MAX))
    }
}

/// Answers, and that there is none yet.
const ANSWERS: usize = Verdict::ALL.len() + 1;

/// All that is kept of a stream of cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases that can't occur in one of the two versions.
    pub impossible: u64,
    moves: [[Moved; ANSWERS]; ANSWERS],
    /// By route, cases handed to it before and after.
    routes: Vec<[u64; 2]>,
}

fn place(verdict: Option<Verdict>) -> usize {
    verdict.map_or(Verdict::ALL.len(), |v| v as usize)
}

fn decision(verdict: Option<Verdict>) -> Option<Decision> {
    verdict.map(Verdict::decision)
}

/// Every answer, then that there is none yet.
pub fn answers() -> impl Iterator<Item = Option<Verdict>> {
    Verdict::ALL.into_iter().map(Some).chain([None])
}

impl Tally {
    /// Counts a case.
    pub fn add(&mut self, before: Heard, after: Heard, money: Option<i64>) {
        let (Heard::Said(from, was), Heard::Said(to, is)) = (before, after) else {
            self.impossible += 1;
            return;
        };
        self.moves[place(from)][place(to)].add(money);
        for (route, at) in [(was, 0), (is, 1)] {
            if let Some(route) = route {
                if self.routes.len() <= route.0 {
                    self.routes.resize(route.0 + 1, [0; 2]);
                }
                self.routes[route.0][at] += 1;
            }
        }
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: &Self) {
        self.impossible += other.impossible;
        for (row, others) in self.moves.iter_mut().zip(&other.moves) {
            row.iter_mut().zip(others).for_each(|(cell, other)| cell.merge(other));
        }
        if self.routes.len() < other.routes.len() {
            self.routes.resize(other.routes.len(), [0; 2]);
        }
        for (route, other) in self.routes.iter_mut().zip(&other.routes) {
            route[0] += other[0];
            route[1] += other[1];
        }
    }

    /// Cases that can occur.
    pub fn cases(&self) -> u64 {
        self.moves.iter().flatten().map(|m| m.cases).sum()
    }

    /// Cases from one answer to another.
    pub fn moved(&self, from: Option<Verdict>, to: Option<Verdict>) -> &Moved {
        &self.moves[place(from)][place(to)]
    }

    /// Cases with this answer before.
    pub fn before(&self, answer: Option<Verdict>) -> u64 {
        self.moves[place(answer)].iter().map(|m| m.cases).sum()
    }

    /// Cases with this answer after.
    pub fn after(&self, answer: Option<Verdict>) -> u64 {
        self.moves.iter().map(|row| row[place(answer)].cases).sum()
    }

    /// Cases settled alone after: yes, no, or by judgement.
    pub fn alone(&self) -> u64 {
        [Verdict::Yes, Verdict::No, Verdict::Either].into_iter().map(|v| self.after(Some(v))).sum()
    }

    /// Cases from one decision to the other, whatever the answers.
    pub fn turned(&self, from: Decision, to: Decision) -> Moved {
        let mut all = Moved::default();
        for (a, b) in answers().flat_map(|a| answers().map(move |b| (a, b))) {
            if decision(a) == Some(from) && decision(b) == Some(to) {
                all.merge(self.moved(a, b));
            }
        }
        all
    }

    /// The money of the cases settled alone after.
    pub fn alone_after(&self) -> Moved {
        let mut all = Moved::default();
        for (a, b) in answers().flat_map(|a| answers().map(move |b| (a, b))) {
            if decision(b) == Some(Decision::Act) {
                all.merge(self.moved(a, b));
            }
        }
        all
    }

    /// Cases handed to a route, before and after.
    pub fn handed(&self, route: RouteId) -> [u64; 2] {
        self.routes.get(route.0).copied().unwrap_or_default()
    }
}
