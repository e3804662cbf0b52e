//! The eight things a lead takes away, in their order (domain.md 6.6).

mod follow_up;
mod votes;

use self::follow_up::{noted, proposed, thanks};
use self::votes::{errors, gain, map, misread, unused};
use super::{Item, Section};
use crate::domain::report::debrief::Debrief;
use crate::domain::room::reveal::Clause;
use crate::domain::text::Text;

/// All eight.
pub(super) fn sections(debrief: &Debrief) -> Vec<Section> {
    vec![
        errors(debrief),
        misread(debrief),
        map(debrief),
        unused(debrief),
        noted(debrief),
        gain(debrief),
        thanks(debrief),
        proposed(debrief),
    ]
}

/// An empty section.
fn section(heading: &'static str, hint: &'static str, nothing: &'static str) -> Section {
    Section { heading, hint, lead: Vec::new(), chart: None, items: Vec::new(), nothing }
}

fn of_clause(clause: &Clause) -> Item {
    let id = clause.id.as_ref().map_or(String::new(), Text::to_string);
    Item { id, title: clause.title.to_string(), ..Item::default() }
}
