//! The ballot: the told cases, and nothing that gives an answer away.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::seal::{BALLOT, FORMAT, Unfit, opened, seal, sealed};
use crate::domain::room::agenda::What;
use crate::domain::room::ballot::{BallotId, Turn};
use crate::domain::room::event::Setup;
use crate::domain::room::item::Sheet;
use crate::domain::text::Text;

const ABOUT: &str = "A ballot of Escalate or Act?, to be answered alone: `eoa ballot` and this file's name. It takes about two minutes a case, \
                     the debrief tells nobody's answers, and speed counts for nothing.";

/// A ballot. Cases have numbers from 1, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    ballot: u32,
    about: Text,
    /// The meeting its answers go to.
    pub meeting: Uuid,
    /// What is played.
    pub title: Text,
    /// What is to be read.
    pub cases: Vec<Sheet>,
}

impl Paper {
    /// The ballot of a meeting that was opened to be answered alone; none if it was not.
    pub fn of(setup: &Setup) -> Option<Self> {
        let cases: Option<Vec<Sheet>> = items(setup)?.map(|item| Some(setup.items.get(item)?.sheet.clone())).collect();
        Some(Self { ballot: FORMAT, about: Text::clean(ABOUT), meeting: setup.id, title: setup.title.clone(), cases: cases? })
    }

    /// The ballot in a file.
    pub fn read(text: &str) -> Result<Self, Unfit> {
        opened(text, BALLOT)
    }

    /// As a file.
    pub fn write(&self) -> String {
        sealed(self)
    }

    /// What its answers name it by: what it asks, and not the words around it, which a newer version of this program may put otherwise.
    pub fn seal(&self) -> String {
        seal(&(self.meeting, &self.title, &self.cases))
    }

    /// A case, by its number.
    pub fn case(&self, number: usize) -> Option<&Sheet> {
        self.cases.get(number.checked_sub(1)?)
    }
}

/// The cases of an agenda that consists of cases alone.
fn items(setup: &Setup) -> Option<impl Iterator<Item = usize>> {
    let [first, cases @ .., last] = &setup.stops[..] else { return None };
    let alone = |what| matches!(what, What::Case { .. });
    let fits = first.what == What::Lobby && last.what == What::Close && cases.iter().all(|stop| alone(stop.what));
    fits.then(|| cases.iter().filter_map(|stop| stop.what.item()))
}

/// The vote on a case: its stops are the cases, after the lobby.
pub(super) fn ballot(case: usize) -> BallotId {
    BallotId { stop: case, turn: Turn::First }
}
