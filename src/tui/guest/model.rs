//! Everything a participant's program knows: what the room shows everyone, and one's own seat.

use std::collections::BTreeSet;

use crate::domain::room::ballot::{BallotId, Vote};
use crate::domain::room::place::Phase;
use crate::domain::room::view::own::{Own, OwnVote};
use crate::domain::room::view::table::{Board, Table};
use crate::domain::session::Millis;
use crate::domain::session::answer::Answer;
use crate::domain::text::Text;
use crate::tui::key::Input;

/// The model.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Where it connects to.
    pub address: String,
    /// How the connection is.
    pub link: Link,
    /// One's seat; none before there is one.
    pub own: Option<Own>,
    /// What is on the table.
    pub board: Option<Board>,
    /// The host's clock less our own.
    pub ahead: Millis,
    /// An answer without how sure.
    pub half: Option<Answer>,
    /// A vote that the host has not kept yet.
    pub sent: Option<(BallotId, Vote)>,
    /// What lies over the table.
    pub over: Option<Over>,
    /// Stops whose case comes with a warning, and was opened here.
    pub opened: BTreeSet<usize>,
    /// A question that was not taken: it is there again when the next one is written.
    pub back: String,
    /// Lines scrolled off.
    pub scroll: usize,
    /// A sentence about what just happened; gone with the next key.
    pub word: Option<String>,
    /// Columns and rows.
    pub size: (u16, u16),
    /// As of the last thing that happened.
    pub now: Millis,
    /// Somebody will wake us for the timer.
    pub ticking: bool,
}

/// How the connection is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// There is none yet.
    #[default]
    Coming,
    /// There is one.
    On,
    /// It broke, and is tried again.
    Away(String),
    /// It is over, and why.
    Over(String),
}

/// What lies over the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// The keys.
    Help {
        /// Lines scrolled off.
        scroll: usize,
    },
    /// A "what about when…?" being written.
    Asking(String),
    /// Another name being written.
    Naming(String),
}

/// What happens.
#[derive(Clone, Debug)]
pub enum Message {
    /// A person did something.
    Input(Input),
    /// The terminal has another size.
    Resized(u16, u16),
    /// Something was heard.
    Reply(Reply),
    /// The program is asked to end.
    Quit,
}

/// A request that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// A vote.
    Vote(BallotId, Vote),
    /// A question, as it was written.
    Question(String),
    /// Something else.
    Other,
}

/// What is heard.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// You are in your seat.
    Seated(Own),
    /// What is on the table, and the host's clock less our own.
    Board(Box<Board>, Millis),
    /// Safe with the host; what one is called, and the votes of this stop, as they are now.
    Taken(Option<Text>, Vec<OwnVote>),
    /// A request that was not taken, and why, in words.
    Refused(NotTaken, String),
    /// The connection broke, and is tried again.
    Away(String),
    /// There is no use in trying again: why.
    Over(String),
    /// A second of the timer has passed.
    Tick,
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Vote, or change a vote.
    Vote(BallotId, Vote),
    /// "What about when…?"
    Ask(String),
    /// Be called otherwise.
    Rename(String),
    /// Wake us in a second.
    Tick,
    /// Stop, as the terminal's stop key does.
    Stop,
    /// End the program; the seat stays.
    Quit,
}

impl Model {
    /// Somebody who comes in.
    pub fn new(address: String, size: (u16, u16)) -> Self {
        Self { address, size, ..Self::default() }
    }

    /// The vote on the table, which the host may have closed already.
    pub fn ballot(&self) -> Option<BallotId> {
        match &self.board.as_ref()?.table {
            Table::Vote { ballot, .. } => Some(*ballot),
            _ => None,
        }
    }

    /// One's vote on the table: that the host keeps, or, where there is none, that is on its way.
    pub fn vote(&self) -> Option<Vote> {
        let ballot = self.ballot()?;
        let sent = self.sent.filter(|(to, _)| *to == ballot).map(|(_, vote)| vote);
        sent.or_else(|| self.own.as_ref()?.votes.iter().find(|own| own.ballot == ballot).map(|own| own.vote))
    }

    /// Whether one's vote on the table is safe with the host.
    pub fn is_kept(&self) -> bool {
        self.sent.is_none() && self.vote().is_some()
    }

    /// Whether the case on the table comes with a warning, and was not opened here.
    pub fn is_warned(&self) -> bool {
        self.board.as_ref().is_some_and(|board| board.table.touches_on().is_some() && !self.opened.contains(&board.place.stop))
    }

    /// The meeting came to its end: whoever is not there any more has left.
    pub fn has_ended(&self) -> bool {
        self.board.as_ref().is_some_and(|board| board.place.phase == Phase::Close)
    }

    /// One's votes at the stop where the meeting stands, in order.
    pub fn said_here(&self) -> Vec<Vote> {
        let stop = self.board.as_ref().map(|board| board.place.stop);
        let own = self.own.iter().flat_map(|own| &own.votes);
        own.filter(|own| Some(own.ballot.stop) == stop).map(|own| own.vote).collect()
    }

    /// What one is called.
    pub fn name(&self) -> &str {
        self.own.as_ref().map_or("", |own| own.alias.as_ref().unwrap_or(&own.name).as_str())
    }
}
