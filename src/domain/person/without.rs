//! A meeting without a person. Their seat stays, empty and nameless, so that the others keep theirs; what they voted and asked goes,
//! and their name goes out of what others noted. An event says that somebody was erased, and from then on no figure of that
//! meeting is told of fewer than five people.
//!
//! Events are numbered anew. Who finds out about a question is said of the number under which it was noted: that goes along with the
//! question, and goes where the question goes.

use std::collections::BTreeMap;

use super::attended::seats_of;
use super::name::Name;
use crate::domain::room::event::{Event, Happened};
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// What is left of a meeting, and how much went.
#[derive(Clone, Debug, PartialEq)]
pub struct Without {
    /// Every event that is left, numbered anew.
    pub events: Vec<Event>,
    /// Seats that were emptied.
    pub seats: usize,
}

impl Without {
    /// The meeting without them; none if nothing in it is theirs.
    pub fn of(events: &[Event], name: &Name, now: Millis) -> Option<Self> {
        let theirs = seats_of(events, name);
        let mut changed = !theirs.is_empty();
        let mut left: Vec<(Millis, Happened)> = Vec::with_capacity(events.len());
        // Of what was noted: its number before, and the one it has now.
        let mut notes: BTreeMap<u64, u64> = BTreeMap::new();
        for Event { seq, at, what } in events {
            let kept = match what.clone() {
                Happened::Joined { seat, name, .. } if theirs.contains(&seat) => {
                    Happened::Joined { seat, ticket: None, name, alias: None }
                }
                Happened::Renamed { seat, .. } | Happened::Voted { seat, .. } | Happened::Removed { seat }
                    if theirs.contains(&seat) =>
                {
                    continue;
                }
                Happened::Noted { seat: Some(seat), .. } if theirs.contains(&seat) => continue,
                Happened::Noted { item, seat, number, mut note } => {
                    changed |= nameless(note.all_texts_mut(), name);
                    notes.insert(*seq, u64::try_from(left.len()).unwrap_or(u64::MAX));
                    Happened::Noted { item, seat, number, note }
                }
                Happened::Assigned { note, mut owner } => {
                    let Some(note) = notes.get(&note).copied() else { continue };
                    changed |= nameless(vec![&mut owner], name);
                    Happened::Assigned { note, owner }
                }
                Happened::Suspended { item, mut reason } => {
                    changed |= nameless(reason.iter_mut().collect(), name);
                    Happened::Suspended { item, reason }
                }
                other => other,
            };
            left.push((*at, kept));
        }
        let seats = theirs.len();
        left.extend((seats > 0).then_some((now, Happened::Erased { seats: theirs })));
        let events = (0..).zip(left).map(|(seq, (at, what))| Event { seq, at, what }).collect();
        changed.then_some(Self { events, seats })
    }
}

/// Takes the name out of texts. True if it stood in one.
fn nameless(texts: Vec<&mut Text>, name: &Name) -> bool {
    let mut stood = false;
    for text in texts {
        if let Some(without) = name.taken_out_of(text) {
            *text = Text::clean(&without);
            stood = true;
        }
    }
    stood
}
