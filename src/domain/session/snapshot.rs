//! A session put away: enough to go on with it after a quit, a closed window or a kill. Answers are not here, they are in the log.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::Millis;
use super::attempt::{Mode, PolicyStamp};
use super::hand::Reason;
use super::month::Given;

/// An unfinished session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The session's id.
    pub id: Uuid,
    /// Whose.
    pub trainee: String,
    /// What the deck was shuffled with.
    pub seed: u64,
    /// On what occasion.
    pub mode: Mode,
    /// The pack's name.
    pub pack: String,
    /// The policy it was dealt under.
    pub policy: PolicyStamp,
    /// The topic it was limited to.
    pub topic: Option<String>,
    /// When it began.
    pub started: Millis,
    /// The deck, in order.
    pub cards: Vec<SavedCard>,
    /// Which card is being played.
    pub position: usize,
    /// What was asked about that card, in order.
    pub asked: Vec<String>,
    /// The rules were looked up for that card.
    #[serde(default)]
    pub looked_up: bool,
    /// Answers given so far, twins included.
    pub answers: usize,
    /// Whether a round of twins closes it.
    #[serde(default)]
    pub closes_with_twins: bool,
    /// Whether what is missed by somebody who was sure comes back at its end.
    #[serde(default)]
    pub brings_back: bool,
    /// That round; none as long as the deck is being played.
    #[serde(default)]
    pub twins: Option<Vec<SavedTwin>>,
    /// Which of these is being played.
    #[serde(default)]
    pub twin: usize,
    /// What belongs to a month with an allowance; none in any other session.
    #[serde(default)]
    pub month: Option<SavedMonth>,
}

/// What is kept of a month beside its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMonth {
    /// The facts that are the same in every case of it, by name.
    pub own: Map<String, Json>,
    /// Gestures given beside the remedies.
    pub given: Vec<Given>,
}

/// A twin of the closing round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTwin {
    /// The scenario's id.
    pub scenario: String,
    /// The fact that is moved.
    pub fact: String,
    /// Where to.
    pub to: Json,
    /// Of the twin as it is dealt.
    pub case_hash: String,
}

/// A card of a saved deck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedCard {
    /// The scenario's id.
    pub scenario: String,
    /// The fact that is moved, and where to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<(String, Json)>,
    /// Others that are moved beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<(String, Json)>,
    /// Of the case as the file tells it, moved or not.
    pub case_hash: String,
    /// The decision's kind and the clause, as they were when it was dealt.
    pub ruling: String,
    /// Skipped, at no cost.
    pub skipped: bool,
    /// Why it is in the hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Reason>,
}

/// What a changed pack did to the cards that were still to be played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Scenario ids that are gone, or can't be played any more: left out.
    pub vanished: Vec<String>,
    /// Scenarios whose facts are others now: left out.
    pub changed: Vec<String>,
    /// Scenarios the policy now decides otherwise: still in the deck, under the new policy.
    pub turned: Vec<String>,
}

impl Changes {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.vanished.is_empty() && self.changed.is_empty() && self.turned.is_empty()
    }
}
