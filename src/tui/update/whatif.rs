//! The what-if screen: a number moved, another one chosen, a case that turns opened, the draft compared with the policy as it is.

use super::map;
use crate::domain::policy::rule::RuleId;
use crate::tui::comparison::{Compared, Comparison};
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Reading, Screen, Turned};
use crate::tui::shelf::Pack;
use crate::tui::whatif::{Focus, On, WhatIf};

/// Opens it at the first number that what one stands at has to do with.
pub fn open(model: &mut Model, place: usize, on: &On) {
    let opened = model.shelf.as_ref().and_then(|s| s.pack(place)).map(|pack| WhatIf::new(pack, place, on));
    match opened {
        Some(Some(what)) => model.screens.push(Screen::WhatIf(Box::new(what))),
        Some(None) => model.word = Some("This policy names no number that could be moved.".to_owned()),
        None => {}
    }
}

/// Opens it at a number of a rule: one that the case goes by whose answer was just told, where it was opened from there.
pub fn open_at_rule(model: &mut Model, place: usize, rule: Option<RuleId>) {
    let is_told = model.screens.iter().any(|screen| matches!(screen, Screen::Reveal { .. }));
    let own = model.play.as_ref().filter(|play| is_told && play.pack == place);
    let case = own.and(model.playing()).and_then(|(_, session)| session.round()).map(|round| round.full.clone());
    open(model, place, &On { rule, fact: None, case });
}

/// Opens it at the number of a map's axes, or of the rule that decides there.
pub fn open_at_map(model: &mut Model) {
    let Some(Screen::Map(map)) = model.screen() else { return };
    let (place, rule, case) = (map.start.pack, map.here().and_then(|cell| cell.rule), map.now.clone());
    let numbers = [map.across.fact, map.up.fact].into_iter();
    let pack = model.shelf.as_ref().and_then(|s| s.pack(place));
    let fact = pack.and_then(|pack| numbers.into_iter().find(|fact| pack.policy.fact(*fact).number().is_some()));
    open(model, place, &On { rule, fact, case: Some(case) });
}

/// An action on it.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::More | Action::Less => change(model, |what, pack| what.slide(pack, action == Action::More, false)),
        Action::MuchMore | Action::MuchLess => change(model, |what, pack| what.slide(pack, action == Action::MuchMore, true)),
        Action::CaseAgain => change(model, WhatIf::reset),
        Action::Switch => change(model, |what, _| {
            what.focus = if what.focus == Focus::Slide { Focus::Numbers } else { Focus::Slide };
        }),
        Action::Diff => return compare(model),
        Action::Enter => enter(model),
        Action::Map => open_map(model),
        _ => change(model, |what, pack| match what.focus {
            Focus::Numbers => {
                let to = super::lists::moved(what.at, action, what.knobs.len());
                what.choose(pack, to);
            }
            Focus::Slide => {
                let flips = what.figures.as_ref().map(|f| f.flips.len()).unwrap_or_default();
                what.row = super::lists::moved(what.row, action, flips);
            }
        }),
    }
    Vec::new()
}

fn change(model: &mut Model, with: impl FnOnce(&mut WhatIf, &Pack)) {
    let Some(Screen::WhatIf(what)) = model.screens.last_mut() else { return };
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(what.pack)) else { return };
    with(what, pack);
}

/// Takes the number that is chosen, or opens the case that is.
fn enter(model: &mut Model) {
    let Some(Screen::WhatIf(what)) = model.screens.last_mut() else { return };
    if what.focus == Focus::Numbers {
        what.focus = Focus::Slide;
        return;
    }
    let flip = what.figures.as_ref().ok().and_then(|figures| figures.flips.get(what.row)).cloned();
    let (pack, fact) = (what.pack, what.knob().clone());
    match flip {
        Some(flip) => model.screens.push(Screen::Told(Box::new(Turned { pack, flip, knob: fact, scroll: 0 }))),
        None => model.word = Some("No told case turns here yet.".to_owned()),
    }
}

/// The map of a case that turns, the facts of the number first.
fn open_map(model: &mut Model) {
    let opened = match model.screen() {
        Some(Screen::Told(turned)) => Some((turned.pack, turned.flip.scenario, turned.knob.clone())),
        Some(Screen::WhatIf(what)) => {
            let flip = what.figures.as_ref().ok().and_then(|figures| figures.flips.get(what.row));
            flip.map(|flip| (what.pack, flip.scenario, what.knob().clone()))
        }
        _ => None,
    };
    let Some((place, scenario, knob)) = opened else {
        model.word = Some("No told case turns here yet.".to_owned());
        return;
    };
    let first = model.shelf.as_ref().and_then(|s| s.pack(place)).map(|pack| knob.facts(&pack.policy)).unwrap_or_default();
    map::open_scenario(model, place, scenario, &first);
}

/// An action on a case that turns.
pub fn on_told(model: &mut Model, action: Action) {
    if action == Action::Map { open_map(model) } else { super::scroll::screen(model, action) }
}

/// Has the draft compared with the policy as it is.
fn compare(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::WhatIf(what)) = model.screen() else { return Vec::new() };
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(what.pack)) else { return Vec::new() };
    let (place, draft) = (what.pack, Box::new(what.policy(&pack.policy)));
    model.asked += 1;
    let number = model.asked;
    model.screens.push(Screen::Diff(Box::new(Reading { compared: Compared::Comparing(number), all: false, scroll: 0 })));
    vec![Effect::Compare(number, place, draft)]
}

/// A comparison is made; one that nobody waits for any more is dropped.
pub fn compared(model: &mut Model, number: u64, compared: Result<Box<Comparison>, String>) {
    let waiting = model.screens.iter_mut().find_map(|screen| match screen {
        Screen::Diff(reading) if matches!(reading.compared, Compared::Comparing(n) if n == number) => Some(reading),
        _ => None,
    });
    if let Some(reading) = waiting {
        reading.compared = match compared {
            Ok(comparison) => Compared::Told(comparison),
            Err(why) => Compared::TooLarge(why),
        };
    }
}

/// An action on a comparison.
pub fn on_diff(model: &mut Model, action: Action) {
    match (action, model.screens.last_mut()) {
        (Action::Switch, Some(Screen::Diff(reading))) => (reading.all, reading.scroll) = (!reading.all, 0),
        _ => super::scroll::screen(model, action),
    }
}
