//! Routes: whom to reach, how urgently, and with which phrase.

use crate::domain::text::Text;

/// A route's place in the policy's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RouteId(pub usize);

/// Somebody a case can be handed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// As rules name it.
    pub id: String,
    /// For people.
    pub label: Text,
    /// How soon.
    pub urgency: Urgency,
    /// The key phrase that tells the other side how urgent it is.
    pub phrase: Option<Text>,
    /// Where to find them.
    pub reach: Text,
    /// When they are there.
    pub hours: Option<Text>,
    /// Who else, if they are not.
    pub backup: Option<RouteId>,
}

/// How soon somebody must know. Later variants are more urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// For information.
    Info,
    /// Today.
    Today,
    /// Within the hour.
    Hour,
    /// Now, live.
    Now,
    /// Life first.
    Life,
}

impl Urgency {
    /// Least urgent first.
    pub const ALL: [Self; 5] = [Self::Info, Self::Today, Self::Hour, Self::Now, Self::Life];

    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Today => "today",
            Self::Hour => "hour",
            Self::Now => "now",
            Self::Life => "life",
        }
    }

    /// In a sentence: `this hour`.
    pub fn how_soon(self) -> &'static str {
        match self {
            Self::Info => "for information",
            Self::Today => "today",
            Self::Hour => "this hour",
            Self::Now => "now",
            Self::Life => "at once, life first",
        }
    }
}
