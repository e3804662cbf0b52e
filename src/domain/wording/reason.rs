//! Why a case is here, in a few words. None of them gives its answer away.

use super::day;
use crate::domain::session::Millis;
use crate::domain::session::hand::{Part, Reason};

/// The label of a card that is shown now, where clocks are so far ahead of UTC.
pub fn label(reason: &Reason, now: Millis, zone: Millis) -> String {
    match reason {
        Reason::Due => "due".to_owned(),
        Reason::SureAndMissed(time) => format!("you were sure, and missed it {}", day::past(*time, now, zone)),
        Reason::Again => "you were sure, and missed it just now".to_owned(),
        Reason::Flipped(version) => format!("policy {version} flipped this"),
        Reason::Edited(version) => format!("policy {version} changed the rules here"),
        Reason::New => "new to you".to_owned(),
        Reason::Unit(unit, Part::OneSide) => format!("unit {unit}, one side of its line"),
        Reason::Unit(unit, Part::OtherSide) => format!("unit {unit}, the other side"),
        Reason::Unit(unit, Part::Practice) => format!("unit {unit}, practice"),
        Reason::Unit(unit, Part::Earlier) => format!("unit {unit}, once more"),
        Reason::Mixed => "from what you have met".to_owned(),
        Reason::Check => "the check".to_owned(),
        Reason::Stretch => "a harder one: it can't count against you".to_owned(),
        Reason::Probe => "to find your line".to_owned(),
    }
}

/// Why so many cards are here, apart from when.
pub fn counted(reason: &Reason, many: usize) -> String {
    let this = if many == 1 { "it" } else { "them" };
    match reason {
        Reason::Due => "due: about to be forgotten".to_owned(),
        Reason::SureAndMissed(_) | Reason::Again => format!("you were sure, and missed {this}"),
        Reason::Flipped(version) => format!("policy {version} flipped {this}"),
        other => label(other, 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::label;
    use crate::domain::session::hand::{Part, Reason};

    /// Whatever is said of why a case is here, it names no answer and no side.
    #[test]
    fn no_label_gives_an_answer_away() {
        let version = || "2026.4".to_owned();
        let parts = [Part::OneSide, Part::OtherSide, Part::Practice, Part::Earlier];
        let reasons = [
            Reason::Due,
            Reason::SureAndMissed(0),
            Reason::Again,
            Reason::Flipped(version()),
            Reason::Edited(version()),
            Reason::New,
            Reason::Mixed,
            Reason::Check,
            Reason::Stretch,
            Reason::Probe,
        ];
        for reason in reasons.into_iter().chain(parts.map(|part| Reason::Unit(2, part))) {
            let label = label(&reason, 86_400_000, 0);
            for word in ["escalate", "act", "yes", "red", "green", "refuse", "settle", "hand over", "alone"] {
                assert!(!label.split(' ').any(|w| w == word), "{label}");
            }
        }
    }
}
