//! What everyone in the room may see. Of an answer there is no field but in [`Table::Reveal`].

use serde::{Deserialize, Serialize};

use crate::domain::room::agenda::What;
use crate::domain::room::ballot::{BallotId, Turn};
use crate::domain::room::item::Sheet;
use crate::domain::room::place::{Phase, Place};
use crate::domain::room::reveal::Reveal;
use crate::domain::room::split::{SHOWN_FROM, Split, told_from};
use crate::domain::room::state::Room;
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// What is on the table, and where the meeting stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The number of the next event: what has a lower one is older.
    pub seq: u64,
    /// Where the meeting stands.
    pub place: Place,
    /// Stops in all.
    pub stops: usize,
    /// When the host's timer is over, in milliseconds since 1970. Nothing ends with it.
    pub timer: Option<Millis>,
    /// The rest.
    pub table: Table,
}

/// What is on the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", content = "shows", rename_all = "kebab-case")]
pub enum Table {
    /// People come in.
    Lobby {
        /// What is played.
        title: Text,
    },
    /// Something is talked about.
    Talk {
        /// A heading.
        title: Text,
        /// What it is about.
        words: Text,
    },
    /// A case is read.
    Read {
        /// It.
        case: Shown,
    },
    /// A vote is open; or was, where the host went back over it.
    Vote {
        /// On what.
        case: Shown,
        /// What a vote has to name.
        ballot: BallotId,
    },
    /// The vote is closed, and the host looks at it.
    Split {
        /// The case.
        case: Shown,
    },
    /// People argue. What the vote was stays hidden: who sees a majority follows it.
    Discuss {
        /// About what.
        case: Shown,
    },
    /// Both votes side by side.
    Swing {
        /// On what.
        case: Shown,
        /// The votes; from four voters up.
        votes: Votes,
    },
    /// The answer.
    Reveal {
        /// To what.
        case: Shown,
        /// It.
        reveal: Box<Reveal>,
        /// The votes; from four voters up.
        votes: Votes,
        /// Why the case does not count, if it doesn't.
        suspended: Option<Text>,
    },
    /// The end.
    Close,
}

impl Table {
    /// What the case to be read here touches on that somebody may rather not read.
    pub fn touches_on(&self) -> Option<&Text> {
        match self {
            Self::Read { case } | Self::Vote { case, .. } | Self::Split { case } | Self::Discuss { case } => {
                case.sheet.touches_on()
            }
            Self::Lobby { .. } | Self::Talk { .. } | Self::Swing { .. } | Self::Reveal { .. } | Self::Close => None,
        }
    }
}

/// A case with its place among the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// `case 2 of 4`, `twin 1 of 2`: what it is.
    pub kind: Kind,
    /// Which of its kind, from 1.
    pub number: usize,
    /// How many of its kind.
    pub of: usize,
    /// What is to be read.
    pub sheet: Sheet,
}

/// What a case is played for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// To be discussed.
    Case,
    /// Alone, before the first case.
    Before,
    /// Alone, after its case.
    Twin,
}

/// The splits of a stop; each from four voters up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    /// Of the first vote, or of the only one.
    pub first: Option<Split>,
    /// Of the second.
    pub second: Option<Split>,
    /// Voters below whom nothing is told of them: four, or five where somebody was erased since.
    pub told_from: u32,
}

impl Room {
    /// What everyone may see.
    pub fn board(&self) -> Board {
        let place = self.place();
        Board { seq: self.next_seq(), place, stops: self.setup().stops.len(), timer: self.timer(), table: self.table() }
    }

    fn table(&self) -> Table {
        let place = self.place();
        let Some(what) = self.stop().map(|stop| stop.what) else { return Table::Close };
        if let What::Talk(talk) = what {
            return Table::Talk { title: Text::clean(talk.title()), words: Text::clean(talk.words()) };
        }
        let Some(case) = self.shown() else {
            return if what == What::Close { Table::Close } else { Table::Lobby { title: self.setup().title.clone() } };
        };
        match (place.phase, place.phase.turn()) {
            (_, Some(turn)) => Table::Vote { case, ballot: BallotId { stop: place.stop, turn } },
            (Phase::Split, _) => Table::Split { case },
            (Phase::Discuss, _) => Table::Discuss { case },
            (Phase::Swing, _) => Table::Swing { case, votes: self.votes(place.stop) },
            (Phase::Reveal, _) => match self.item().and_then(|item| item.key.shown(place.phase)) {
                Some(reveal) => Table::Reveal {
                    case,
                    reveal: Box::new(reveal.clone()),
                    votes: self.votes(place.stop),
                    suspended: what.item().and_then(|item| self.suspended(item)).cloned(),
                },
                None => Table::Read { case },
            },
            _ => Table::Read { case },
        }
    }

    /// The splits of a stop's votes that are over.
    pub(super) fn votes(&self, stop: usize) -> Votes {
        let split = |turn| {
            let ballot = BallotId { stop, turn };
            self.ballot(ballot).filter(|_| self.journey.is_over(ballot)).and_then(Split::of)
        };
        let ballots = self.turns_of(stop).filter_map(|turn| self.ballot(BallotId { stop, turn }));
        Votes {
            first: split(Turn::First).or_else(|| split(Turn::Alone)),
            second: split(Turn::Second),
            told_from: ballots.map(told_from).max().unwrap_or(SHOWN_FROM),
        }
    }

    fn shown(&self) -> Option<Shown> {
        let sheet = self.item()?.sheet.clone();
        let kind = |what: &What| match what {
            What::Case { .. } => Some(Kind::Case),
            What::Before { .. } => Some(Kind::Before),
            What::Twin { .. } => Some(Kind::Twin),
            What::Lobby | What::Talk(_) | What::Close => None,
        };
        let stop = self.place().stop;
        let own = kind(&self.stop()?.what)?;
        let alike = |until: usize| self.setup().stops.iter().take(until).filter(|s| kind(&s.what) == Some(own)).count();
        Some(Shown { kind: own, number: alike(stop + 1), of: alike(usize::MAX), sheet })
    }
}
