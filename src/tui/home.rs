//! The rows of the home screen.

use super::model::Model;

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Go on where one stopped.
    Continue,
    /// A pack, by its place on the shelf.
    Pack(usize),
}

/// All rows, from the top.
pub fn rows(model: &Model) -> Vec<Row> {
    let packs = model.shelf.as_ref().map_or(0, |s| s.slots.len());
    let first = can_continue(model).then_some(Row::Continue);
    first.into_iter().chain((0..packs).map(Row::Pack)).collect()
}

/// Whether there is a session to go on with.
pub fn can_continue(model: &Model) -> bool {
    let at_hand = model.play.as_ref().is_some_and(|p| !p.session.is_finished());
    let put_away = model
        .unfinished
        .as_ref()
        .is_some_and(|(saved, _)| model.shelf.as_ref().is_some_and(|shelf| shelf.find(&saved.pack).is_some()));
    at_hand || put_away
}

/// The pack a row is about: its own, or the one of the session to go on with, or the first.
pub fn pack_at(model: &Model, cursor: usize) -> Option<usize> {
    let shelf = model.shelf.as_ref()?;
    match rows(model).get(cursor)? {
        Row::Pack(place) => Some(*place),
        Row::Continue => match (model.play.as_ref().filter(|p| !p.session.is_finished()), &model.unfinished) {
            (Some(play), _) => Some(play.pack),
            (None, Some((saved, _))) => shelf.find(&saved.pack),
            (None, None) => None,
        },
    }
}
