//! What the command line asks of the game.

use super::comparison::Comparison;
use super::refresh::Wish;
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// What was asked for at the start.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Who plays.
    pub trainee: Text,
    /// Where the log is, for the prebrief.
    pub log: String,
    /// Where the game begins.
    pub first: First,
    /// At most so many cases.
    pub cases: Option<usize>,
    /// With this seed.
    pub seed: Option<u64>,
    /// Differs from start to start.
    pub entropy: u64,
    /// How far the person's clock was ahead of UTC at the start, in milliseconds: by it a day is called Tuesday, and every answer keeps it.
    pub zone: Millis,
}

/// Where the game begins; all but home and a comparison with the first pack that can be played.
#[derive(Clone, Debug, Default)]
pub enum First {
    /// At home.
    #[default]
    Home,
    /// With a session, perhaps on one topic.
    Session(Option<String>),
    /// With a month with an allowance.
    Month,
    /// With the path of a newcomer.
    Path,
    /// With a refresher, of the pack with the most that is due.
    Refresher(Wish),
    /// With looking for one's line.
    Line,
    /// With moving the numbers of a policy.
    WhatIf,
    /// With two policies compared.
    Comparison(Box<Comparison>),
}
