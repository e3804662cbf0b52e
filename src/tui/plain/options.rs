//! The options of a scene: rows to choose from, then the keys of the screen, by the same tables.

use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::RuleId;
use crate::domain::policy::whatif::knob::Knob;
use crate::domain::wording::counted;
use crate::tui::boundary::map::{Focus, Map, Row};
use crate::tui::key::{Code, Input, Key};
use crate::tui::keymap::{self, Action, Binding};
use crate::tui::model::{Model, Overlay, Screen, Stage, Tab};
use crate::tui::shelf::Pack;
use crate::tui::taps::Rows;
use crate::tui::whatif::figures::Flip;
use crate::tui::whatif::{self, WhatIf};
use crate::tui::{craft, facts, home, settings, taps, words};

/// Something to choose.
pub struct Choice {
    /// In words.
    pub label: String,
    /// What may be typed instead of its number; nothing for a row.
    pub letter: String,
    /// The key presses that choose it on the screen.
    pub keys: Vec<Key>,
}

/// What can be chosen now.
pub fn options(model: &Model) -> Vec<Choice> {
    let rows = if model.overlay.is_none() { rows(model) } else { Vec::new() };
    let has_rows = !rows.is_empty();
    let listed = rows.into_iter().enumerate().map(|(i, label)| Choice {
        label,
        letter: String::new(),
        keys: [Key::plain(Code::Home)]
            .into_iter()
            .chain(std::iter::repeat_n(Key::plain(Code::Down), i))
            .chain([Key::plain(Code::Enter)])
            .collect(),
    });
    let keyed = keymap::bar(model).into_iter().filter(|b| wanted(b, has_rows)).filter_map(|b| {
        let label = if b.help.is_empty() { b.bar } else { b.help };
        let letter = if b.shown.chars().count() == 1 { b.shown.to_owned() } else { b.shown.to_lowercase() };
        Some(Choice { label: label.to_owned(), letter, keys: vec![*b.keys.first()?] })
    });
    listed.chain(keyed).collect()
}

/// Keys that make sense without a cursor.
fn wanted(binding: &Binding, has_rows: bool) -> bool {
    match binding.action {
        Action::Enter => !has_rows,
        Action::Up | Action::Down | Action::Left | Action::PageUp | Action::PageDown | Action::Suspend => false,
        _ => true,
    }
}

/// A note typed on one line: its letters and Enter, or nothing and Escape.
pub fn note(line: &str) -> Vec<Input> {
    if line.is_empty() {
        return vec![Input::Key(Key::plain(Code::Esc))];
    }
    vec![Input::Paste(line.to_owned()), Input::Key(Key::plain(Code::Enter))]
}

/// Rows of a list, as sentences.
fn rows(model: &Model) -> Vec<String> {
    let shelf = model.shelf.as_ref();
    let pack = |place: usize| shelf.and_then(|s| s.pack(place));
    match model.screen() {
        Some(Screen::Home { .. }) => home::rows(model)
            .into_iter()
            .map(|row| match row {
                home::Row::Continue => "Continue where you stopped".to_owned(),
                home::Row::Pack(place) => start(model, place),
            })
            .collect(),
        Some(Screen::Topics { pack: place, .. }) => pack(*place).map_or(Vec::new(), |p| {
            let topics = p.topics().into_iter();
            topics.map(|(topic, n)| format!("{}: {}", topic.replace('-', " "), counted(n, "case", "cases"))).collect()
        }),
        Some(Screen::Settings { pack: place, .. }) => {
            let rows = settings::rows(model, *place).into_iter();
            rows.map(|setting| crate::tui::screens::settings::sentence(model, *place, setting)).collect()
        }
        Some(Screen::Library { pack: place, tab, .. }) => pack(*place).map_or(Vec::new(), |p| match tab {
            Tab::Rules => p.voices().into_iter().map(|voice| words::voice(&p.policy, voice)).collect(),
            Tab::Scenarios => p.scenarios.iter().map(|s| s.title.to_string()).collect(),
        }),
        Some(Screen::Map(map)) if map.focus != Focus::Walk => {
            pack(map.start.pack).map_or(Vec::new(), |p| map.rows(&p.policy).into_iter().map(|row| fact(p, map, row)).collect())
        }
        Some(Screen::LookUp { .. }) => model
            .playing()
            .map_or(Vec::new(), |(p, _)| craft::page_of_rules(model).into_iter().map(|voice| clause(&p.policy, voice)).collect()),
        Some(Screen::Say(say)) if say.said.is_none() => crate::tui::screens::say::rows(model),
        Some(Screen::Gestures { .. }) => crate::tui::screens::gestures::sentences(model),
        Some(Screen::WhatIf(what)) => pack(what.pack).map_or(Vec::new(), |p| numbers(p, what)),
        Some(Screen::Case(Stage::Ask { .. })) => labels(model, &facts::askable(model)),
        Some(Screen::Case(Stage::Tap { answer, .. })) => match taps::rows(model, *answer) {
            Rows::Facts(facts) => labels(model, &facts),
            Rows::Routes(routes) => {
                let label = |id| model.playing().map(|(p, _)| p.policy.route(id).label.to_string()).unwrap_or_default();
                routes.into_iter().map(label).collect()
            }
        },
        _ => Vec::new(),
    }
}

/// Numbers to choose from, or the cases that turn.
fn numbers(pack: &Pack, what: &WhatIf) -> Vec<String> {
    let say = |knob: &Knob, q| words::quantity(&pack.policy, knob.unit(&pack.policy), q);
    match (what.focus, &what.figures) {
        (whatif::Focus::Numbers, _) => {
            let number = |(knob, draft): (&Knob, &Quantity)| {
                let now = if knob.value == *draft { String::new() } else { format!(", what if {}", say(knob, *draft)) };
                format!("{}: {}{now}", words::capital(&knob.label(&pack.policy)), say(knob, knob.value))
            };
            what.knobs.iter().zip(&what.draft).map(number).collect()
        }
        (whatif::Focus::Slide, Ok(figures)) => {
            let flip = |flip: &Flip| {
                let title = pack.scenarios.get(flip.scenario).map_or("", |s| s.title.as_str());
                format!("{title}: was {}; now {}", flip.was.words(), flip.now.words())
            };
            figures.flips.iter().map(flip).collect()
        }
        (whatif::Focus::Slide, Err(_)) => Vec::new(),
    }
}

/// A fact beside a map; choosing it gives it its next value.
fn fact(pack: &Pack, map: &Map, row: Row) -> String {
    let label = &pack.policy.fact(row.fact()).label;
    match row {
        Row::Fact(id) => format!("{label}: {}", words::known(&pack.policy, id, &map.now)),
        Row::Member(id, member) => {
            let name = pack.policy.fact(id).names().get(member).map_or("", |n| n.label.as_str());
            let on = matches!(map.now.get(id), Some(Value::Set(bits)) if bits & (1 << member) != 0);
            format!("{label}, {name}: {}", if on { "yes" } else { "no" })
        }
    }
}

fn start(model: &Model, place: usize) -> String {
    let shelf = model.shelf.as_ref();
    match shelf.and_then(|s| s.pack(place)) {
        Some(pack) => {
            let cases = counted(pack.scenarios.len(), "case", "cases");
            format!("Start {}, {cases}", pack.policy.title)
        }
        None => {
            let name = shelf.and_then(|s| s.slots.get(place)).map_or("", |slot| slot.name());
            format!("{name} is broken: see what is wrong, and where")
        }
    }
}

/// A rule in its own words, for whoever looks it up.
fn clause(policy: &Policy, voice: Option<RuleId>) -> String {
    let text = voice.and_then(|id| policy.rules.get(id.0)).map_or(String::new(), |rule| format!(". {}", rule.text));
    format!("{}{text}", words::voice(policy, voice))
}

fn labels(model: &Model, ids: &[crate::domain::policy::fact::FactId]) -> Vec<String> {
    let Some((pack, _)) = model.playing() else { return Vec::new() };
    ids.iter().map(|id| pack.policy.fact(*id).label.to_string()).collect()
}

/// Whether anything lies over the screen.
pub fn covered(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::Help { .. } | Overlay::Leave | Overlay::Note { .. } | Overlay::Words { .. }))
}
