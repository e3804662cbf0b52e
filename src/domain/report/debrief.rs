//! What the lead takes away from a team meeting: a fold over the room.
//!
//! | what | where it comes from |
//! |---|---|
//! | [`Errors`](errors::Errors) | first votes of the cases, grey areas and twins left out |
//! | [`Misread`](misread::Misread) | the same, by the clause that decides |
//! | [`Map`](map::Map) | first and second votes of the cases that were discussed |
//! | [`Unused`](unused::Unused) | first votes of the cases one may settle with a yes |
//! | [`Noted`](noted::Noted) | what was noted |
//! | [`Gain`](gain::Gain) | first votes, second votes and twins |
//! | [`Proposed`](proposal::Proposed) | the votes that stand, and the pack |
//!
//! Suspended cases are in none of these and are named. Nobody's vote can be told from any figure: votes of fewer than four people
//! are left out altogether, and counted as left out. Rates treat votes as if each stood alone, though one person casts several:
//! intervals are somewhat too narrow.

pub mod count;
pub mod errors;
pub mod gain;
pub mod map;
pub mod misread;
pub mod noted;
pub mod proposal;
pub mod unused;

use self::errors::Errors;
use self::gain::Gain;
use self::map::Map;
use self::misread::Misread;
use self::noted::Noted;
use self::proposal::Proposed;
use self::unused::Unused;
use crate::domain::policy::date::Date;
use crate::domain::room::Room;
use crate::domain::session::attempt::PolicyStamp;
use crate::domain::session::pack::PackView;
use crate::domain::text::Text;

/// The debrief.
#[derive(Clone, Debug, PartialEq)]
pub struct Debrief {
    /// The meeting's id.
    pub session: String,
    /// The pack's name.
    pub pack: String,
    /// The pack's title.
    pub title: Text,
    /// The policy that judged.
    pub policy: PolicyStamp,
    /// The day it began, where that is known.
    pub day: Option<Date>,
    /// Seats that were taken, those shown out among them.
    pub seats: usize,
    /// Cases whose votes are told, each stop once.
    pub cases: usize,
    /// Votes that had fewer than four voters, or would tell on somebody otherwise: left out.
    pub untold: usize,
    /// Somebody was erased from it: then votes that had fewer than five are left out.
    pub thinned: bool,
    /// Cases taken out of scoring.
    pub suspended: Vec<Suspended>,
    /// The two error rates, and the lean.
    pub errors: Errors,
    /// The clauses most misread.
    pub misread: Vec<Misread>,
    /// Rewrite, teach, drill.
    pub map: Map,
    /// Cases that one may settle with a yes, and whose votes before the talk are told.
    pub green: usize,
    /// Green lights that nobody used.
    pub unused: Vec<Unused>,
    /// Questions, gaps, improvements and thanks.
    pub noted: Noted,
    /// What was gained, and kept on the twin.
    pub gain: Gain,
    /// Changes to the pack.
    pub proposed: Proposed,
}

/// A case that was taken out of scoring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspended {
    /// The case.
    pub case: Text,
    /// Why.
    pub reason: Text,
}

impl Debrief {
    /// Of a meeting. Votes that are still open are not in it. With the pack it was played from, and a day to decide by, it says
    /// what the pack would have to change for a settled majority to be right.
    pub fn of(room: &Room, pack: Option<(&PackView<'_>, Date)>) -> Self {
        let setup = room.setup();
        let played = count::played(room);
        let suspended = setup.items.iter().enumerate().filter_map(|(at, item)| {
            let reason = room.suspended(at)?.clone();
            Some(Suspended { case: item.sheet.title.clone(), reason })
        });
        Self {
            session: setup.id.to_string(),
            pack: setup.pack.clone(),
            title: setup.title.clone(),
            policy: setup.policy.clone(),
            day: None,
            seats: room.seats().count(),
            cases: played.len(),
            untold: count::untold(room),
            thinned: room.is_thinned(),
            suspended: suspended.collect(),
            errors: Errors::of(&played),
            misread: misread::misread(&played),
            map: Map::of(&played),
            green: unused::green(&played).count(),
            unused: unused::unused(&played),
            noted: Noted::of(room),
            gain: Gain::of(room, &played),
            proposed: proposal::proposed(room, &played, pack),
        }
    }

    /// The same of a meeting that began on this day.
    pub fn begun_on(self, day: Date) -> Self {
        Self { day: Some(day), ..self }
    }
}
