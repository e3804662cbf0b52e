//! Everything the host's screen knows. The view is a function of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::form::Form;
use crate::domain::room::ballot::BallotId;
use crate::domain::room::note::Untaken;
use crate::domain::room::place::Phase;
use crate::domain::room::refusal::Refusal;
use crate::domain::room::request::FromHost;
use crate::domain::room::seat::SeatId;
use crate::domain::room::view::host::{self, Host};
use crate::domain::room::view::table::Table;
use crate::domain::session::Millis;
use crate::domain::session::answer::Answer;
use crate::domain::text::Text;
use crate::tui::key::Input;
use crate::tui::room::entrance::Entrance;

/// The model.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the room says.
    pub seen: Seen,
    /// How people come in.
    pub entrance: Entrance,
    /// What is to be known of the meeting, as what being open to others means: said for as long as people come in.
    pub notice: Option<String>,
    /// Whether what is the host's alone is drawn.
    pub own: bool,
    /// What lies over the meeting.
    pub over: Option<Over>,
    /// Stops whose case comes with a warning, and was opened on this screen.
    pub opened: BTreeSet<usize>,
    /// Seats at this keyboard that left the case of a vote out.
    pub left_out: BTreeSet<(BallotId, SeatId)>,
    /// Lines scrolled off.
    pub scroll: usize,
    /// What the meeting showed, once it was written down.
    pub debrief: Option<Written>,
    /// A sentence about what just happened; gone with the next key.
    pub word: Option<String>,
    /// Columns and rows.
    pub size: (u16, u16),
    /// As of the last thing that happened.
    pub now: Millis,
    /// Somebody will wake us for the timer.
    pub ticking: bool,
    /// A step was asked for and is not answered yet.
    pub going: bool,
    /// Something was noted, or taken by somebody, since the debrief was asked for.
    pub behind: bool,
}

/// What the room says.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The host's view.
    pub host: Arc<Host>,
    /// How many are connected.
    pub connected: u32,
    /// What keeps votes from being saved.
    pub trouble: Option<String>,
}

/// A debrief that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its lines, for a terminal.
    pub lines: Vec<Text>,
    /// Where it is kept, and what came of the drafts, in sentences.
    pub kept: Vec<String>,
}

/// What lies over the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// The keys.
    Help {
        /// Lines scrolled off.
        scroll: usize,
    },
    /// How to come in.
    Door,
    /// The agenda.
    Agenda,
    /// What was noted.
    Notes(Going),
    /// Who is here.
    Seats {
        /// The row chosen.
        cursor: usize,
    },
    /// Show this one out?
    Remove {
        /// Whom.
        seat: SeatId,
    },
    /// Something is written.
    Writing(Form),
    /// Somebody votes on this keyboard.
    Turn {
        /// Whose turn it is.
        seat: SeatId,
        /// How far they are.
        step: Step,
        /// Who comes after them.
        round: Round,
    },
    /// The debrief.
    Debrief {
        /// Lines scrolled off.
        scroll: usize,
    },
    /// Leave?
    Leave,
}

/// Where one is in the list of notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Going {
    /// The note chosen.
    pub cursor: usize,
    /// Lines scrolled off.
    pub scroll: usize,
}

/// How far somebody is who votes on this keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The keyboard goes to them.
    Pass,
    /// The case comes with a warning: do they want to read it?
    Warned,
    /// Which of the three?
    Answer,
    /// How sure?
    Sure(Answer),
}

/// Whose turn comes, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Of those who have not voted.
    First,
    /// Of everyone at this keyboard: all have had their turn, and may vote otherwise until the vote is closed.
    Again,
    /// Of this one alone.
    One,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum Message {
    /// A person did something.
    Input(Input),
    /// The terminal has another size.
    Resized(u16, u16),
    /// The outside answered.
    Reply(Reply),
    /// The program is asked to end.
    Quit,
}

/// What the outside answers.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The room as it is now.
    Seen(Seen),
    /// What became of a request.
    Done(Result<bool, Refusal>),
    /// What the meeting showed is written down; or why it can't be.
    Debriefed(Result<Written, String>),
    /// A second of the timer has passed.
    Tick,
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the room.
    Ask(Box<FromHost>),
    /// Write down what the meeting showed.
    Debrief,
    /// Wake us in a second.
    Tick,
    /// Stop, as the terminal's stop key does.
    Stop,
    /// End the program. The meeting can be gone on with.
    Quit,
}

impl Model {
    /// A meeting that is being hosted.
    pub fn new(seen: Seen, entrance: Entrance, notice: Option<String>, size: (u16, u16)) -> Self {
        let (own, over, debrief, word) = (false, None, None, None);
        let (opened, left_out) = (BTreeSet::new(), BTreeSet::new());
        Self {
            seen,
            entrance,
            notice,
            own,
            over,
            opened,
            left_out,
            scroll: 0,
            debrief,
            word,
            size,
            now: 0,
            ticking: false,
            going: false,
            behind: false,
        }
    }

    /// The host's view.
    pub fn host(&self) -> &Host {
        &self.seen.host
    }

    /// The phase.
    pub fn phase(&self) -> Phase {
        self.host().screen.board.place.phase
    }

    /// The vote that takes votes now.
    pub fn open_ballot(&self) -> Option<BallotId> {
        match (&self.host().screen.board.table, self.host().screen.voted) {
            (Table::Vote { ballot, .. }, Some(_)) => Some(*ballot),
            _ => None,
        }
    }

    /// Whether the case on the table comes with a warning, and was not opened on this screen.
    pub fn is_warned(&self) -> bool {
        let board = &self.host().screen.board;
        board.table.touches_on().is_some() && !self.opened.contains(&board.place.stop)
    }

    /// Seats at this keyboard that have not had their turn in the open vote: they neither voted nor left its case out.
    pub fn waiting(&self) -> impl Iterator<Item = SeatId> + '_ {
        let ballot = self.open_ballot();
        let left_out = move |seat: &SeatId| ballot.is_some_and(|ballot| self.left_out.contains(&(ballot, *seat)));
        self.host().waiting.iter().copied().filter(move |seat| !left_out(seat))
    }

    /// Seats at this keyboard, in order.
    pub fn at_keyboard(&self) -> impl Iterator<Item = SeatId> + '_ {
        self.host().seats.iter().filter(|sitting| sitting.keyboard).map(|sitting| sitting.seat)
    }

    /// The note that the cursor of their list is on, as long as that list is on the screen.
    pub fn note(&self) -> Option<&host::Written> {
        let Some(Over::Notes(going)) = &self.over else { return None };
        self.host().notes.get(going.cursor)
    }

    /// How many of the open questions and gaps nobody has taken.
    pub fn untaken(&self) -> Untaken {
        Untaken::among(self.host().notes.iter().map(|written| &written.note))
    }

    /// What a seat is called.
    pub fn name(&self, seat: SeatId) -> &str {
        self.host().seats.iter().find(|s| s.seat == seat).map_or("", |s| s.name.as_str())
    }
}
