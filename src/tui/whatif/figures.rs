//! What a draft would change for a pack's scenarios: how many cases move, the money at stake, and trust against control.

use crate::domain::policy::Policy;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::explanation::Decision;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::route::RouteId;
use crate::domain::policy::whatif::Panel;
use crate::domain::policy::whatif::control::{Assumed, WHOLE, break_even_approval, costs};
use crate::domain::policy::whatif::tally::{Moved, Tally};
use crate::domain::revision::seen::{Seen, decided, turned};
use crate::tui::shelf::Pack;

/// Assumed, as `eoa whatif` does: 2 of 100 are settled wrongly, an approval catches 80 of 100 of these, and each case needs one.
pub const ASSUMED: Assumed = Assumed { wrong: 20_000, caught: 800_000, approved: WHOLE, approval: Quantity::ZERO };

/// A scenario that turns.
#[derive(Clone, Debug)]
pub struct Flip {
    /// Its place among the scenarios.
    pub scenario: usize,
    /// As it is.
    pub was: Seen,
    /// In the draft.
    pub now: Seen,
}

/// What a draft would change.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Every scenario, by what is said of it and would be.
    pub tally: Tally,
    /// Those that turn, in their order.
    pub flips: Vec<Flip>,
}

/// What it costs to let people settle some cases alone, and to have each approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// The least and the most a mistake costs: what is at stake, in millionths.
    pub loss: (i64, i64),
    /// Settled alone, for the least and the most, in millionths.
    pub trust: (i128, i128),
    /// Approved each time, the approvals themselves not counted, in millionths.
    pub control: (i128, i128),
    /// What an approval may cost at most to be worth it, in millionths.
    pub even: (i128, i128),
}

/// Weighs the cases that moved one way; none where no case says what it is about.
pub fn weighed(moved: &Moved) -> Option<Weighed> {
    let (low, high) = moved.range?;
    let [least, most] = [low, high].map(Quantity::from_millionths);
    let (a, b) = (costs(moved.cases, least, &ASSUMED), costs(moved.cases, most, &ASSUMED));
    let even = [least, most].map(|loss| break_even_approval(loss, &ASSUMED).unwrap_or_default());
    Some(Weighed { loss: (low, high), trust: (a.trust, b.trust), control: (a.control, b.control), even: (even[0], even[1]) })
}

impl Figures {
    /// Cases that nobody would have to ask about any more, and cases that would have to be asked about.
    pub fn moved(&self) -> [Moved; 2] {
        let tally = &self.tally;
        [tally.turned(Decision::Escalate, Decision::Act), tally.turned(Decision::Act, Decision::Escalate)]
    }

    /// Routes that would hear of more or fewer cases: before, and after.
    pub fn handed(&self, policy: &Policy) -> Vec<(RouteId, [u64; 2])> {
        let routes = (0..policy.routes.len()).map(RouteId).map(|route| (route, self.tally.handed(route)));
        routes.filter(|(_, [before, after])| before != after).collect()
    }
}

/// Holds every scenario against the policy as it is and as it would be.
///
/// # Errors
/// The draft is too large to be decided exactly.
pub fn figures(pack: &Pack, draft: &Policy) -> Result<Figures, String> {
    let day = pack.engine.day();
    let panel = Panel::of(&[pack.policy.clone(), draft.clone()], day).map_err(|error| error.to_string())?;
    let engine = Engine::compile(draft, day).map_err(|error| error.to_string())?;
    let mut tally = [Tally::default()];
    let mut flips = Vec::new();
    for (scenario, told) in pack.scenarios.iter().enumerate() {
        // One that can't occur is no scenario of this policy.
        let _ = panel.count(&told.case, &mut tally);
        let (was, now) = (decided(&pack.policy, &pack.engine, &told.case), decided(draft, &engine, &told.case));
        flips.extend(turned(was, now).map(|(was, now)| Flip { scenario, was, now }));
    }
    let [tally] = tally;
    Ok(Figures { tally, flips })
}
