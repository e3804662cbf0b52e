//! The boundary map: opened over a reveal, walked, drawn anew for another size.

use crate::tui::boundary::map::{Map, Room};
use crate::tui::facts;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Screen};
use crate::tui::screens;

/// Opens the map of the case that was just explained.
pub fn open(model: &mut Model) {
    let room = room(model.size);
    let map = model.playing().and_then(|(pack, session)| {
        let round = session.round()?;
        let facts = facts::for_map(&pack.policy, &round.explanation, &round.full);
        Map::new(&pack.engine, &pack.policy, &round.full, facts, room)
    });
    match map {
        Some(map) => model.screens.push(Screen::Map(Box::new(map))),
        None => model.word = Some("This case has no two facts to draw a map of.".to_owned()),
    }
}

/// What a screen of this size leaves for the map.
fn room((columns, rows): (u16, u16)) -> Room {
    screens::map::room(usize::from(columns), usize::from(rows))
}

/// The screen has another size: the map is drawn anew.
pub fn resized(model: &mut Model) {
    let size = model.size;
    let (Some(shelf), Some(play)) = (&model.shelf, &model.play) else { return };
    let (Some(pack), Some(Screen::Map(map))) = (shelf.pack(play.pack), model.screens.last_mut()) else { return };
    if let Some(resized) = map.resized(&pack.engine, &pack.policy, room(size)) {
        **map = resized;
    }
}

/// Walks the map, or turns to other facts.
pub fn walk(model: &mut Model, action: Action) {
    let size = model.size;
    let (Some(shelf), Some(play)) = (&model.shelf, &model.play) else { return };
    let (Some(pack), Some(Screen::Map(map))) = (shelf.pack(play.pack), model.screens.last_mut()) else { return };
    match action {
        Action::Left => map.walk(-1, 0),
        Action::Right => map.walk(1, 0),
        Action::Up => map.walk(0, 1),
        Action::Down => map.walk(0, -1),
        Action::Top => map.at = (map.across.home, map.up.home),
        Action::Switch => {
            if let Some(next) = map.next_axes(&pack.engine, &pack.policy, room(size)) {
                **map = next;
            }
        }
        _ => {}
    }
}
