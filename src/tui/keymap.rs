//! Keys as data: one table a screen. The key bar, the help overlay and the reading of a key press are all derived from it.

pub mod row;
mod tables;
mod when;

use super::boundary::map::Focus;
use super::craft::Tag;
use super::key::{Code, Key};
use super::model::{Model, Overlay, Screen, Stage};
use super::path::At;
use super::whatif;
use crate::domain::session::answer::{Answer, Certainty};

/// What a key asks for, in the words of the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Up a row.
    Up,
    /// Down a row.
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Up a page.
    PageUp,
    /// Down a page.
    PageDown,
    /// To the beginning.
    Top,
    /// To the end.
    Bottom,
    /// Open or choose what the cursor is on; go on.
    Enter,
    /// Choose the row of that number, from 1.
    Pick(usize),
    /// Back to where one came from.
    Back,
    /// Go on with the unfinished session.
    Continue,
    /// Choose a topic.
    Topics,
    /// What is about to be forgotten.
    Refresh,
    /// Level and settings.
    Settings,
    /// Packs, scenarios and rules.
    Library,
    /// The other list of the library, the other axes of the map.
    Switch,
    /// The diagnostics of a pack.
    Findings,
    /// Answer.
    Answer(Answer),
    /// Ask the customer first.
    AskFirst,
    /// How sure.
    Sure(Certainty),
    /// Leave a case out.
    Skip,
    /// Leave out what is left of the round of twins.
    SkipTwins,
    /// The twin of the case.
    Twin,
    /// The boundary map.
    Map,
    /// Another fact across the map.
    Across,
    /// Another fact up the map.
    Upwards,
    /// Which told cases the map shows.
    Points,
    /// What if a number moved?
    WhatIf,
    /// A step less.
    Less,
    /// A step more.
    More,
    /// A large step less.
    MuchLess,
    /// A large step more.
    MuchMore,
    /// What a draft changes.
    Diff,
    /// The coastline.
    Coast,
    /// What one's answers tell.
    Progress,
    /// Find one's line.
    FindLine,
    /// The next place that is still open.
    Next,
    /// The clause that decides.
    Rule,
    /// What one would say to the customer.
    SayIt,
    /// What may go with the remedy.
    Gestures,
    /// Which it was that missed.
    Tag(Tag),
    /// A month with an allowance.
    Month,
    /// Another look at the case.
    CaseAgain,
    /// The formulas of the summary.
    Formula,
    /// The missed cases once more.
    Replay,
    /// The path of a newcomer.
    Path,
    /// Take on the level that was earned.
    Raise,
    /// The keys.
    Help,
    /// "What about when…?"
    Note,
    /// Leave?
    Leave,
    /// Leave at once; everything is kept.
    Quit,
    /// Stop the job.
    Suspend,
}

/// One row of a table: keys, what they do, and the words for the bar and the overlay. Of the game, or of another program with actions
/// and a model of its own.
pub struct Binding<A: 'static = Action, M: 'static = Model> {
    /// Any of these.
    pub keys: &'static [Key],
    /// As people write them.
    pub shown: &'static str,
    /// What they ask for.
    pub action: A,
    /// For the key bar; empty keeps it off the bar.
    pub bar: &'static str,
    /// For the help overlay; empty keeps it off.
    pub help: &'static str,
    /// Whether it does anything now.
    pub when: fn(&M) -> bool,
}

/// A screen's keys, in groups: what is its own, and what it shares with others.
pub type Table = &'static [&'static [Binding]];

/// The table of what is on the screen, the overlay first.
pub fn table(model: &Model) -> Table {
    match (&model.overlay, model.screen()) {
        (Some(Overlay::Help { .. }), _) => tables::HELP,
        (Some(Overlay::Note { .. } | Overlay::Words { .. }), _) => tables::NOTE,
        (Some(Overlay::Leave), _) => tables::LEAVE,
        (None, screen) => screen_table(screen),
    }
}

/// The table of the screen beneath any overlay.
pub fn screen_table(screen: Option<&Screen>) -> Table {
    match screen {
        None | Some(Screen::Home { .. }) => tables::HOME,
        Some(Screen::Topics { .. }) => tables::TOPICS,
        Some(Screen::Settings { .. }) => tables::SETTINGS,
        Some(Screen::Path(on)) => match on.at {
            At::Units => tables::PATH,
            At::Opening(_) | At::BeforeCheck => tables::PATH_BEFORE,
            At::AfterCheck => tables::PATH_AFTER,
        },
        Some(Screen::Library { .. }) => tables::LIBRARY,
        Some(Screen::Findings { .. } | Screen::Story { .. }) => tables::READING,
        Some(Screen::Rule { .. }) => tables::RULE,
        Some(Screen::Refresh(_)) => tables::REFRESH,
        Some(Screen::Case(stage)) => match stage {
            Stage::Warned => tables::WARNED,
            Stage::Decide => tables::DECIDE,
            Stage::Ask { .. } => tables::CHOOSE,
            Stage::Sure(_) => tables::SURE,
            Stage::Tap { .. } => tables::TAP,
            Stage::Saving => tables::SAVING,
        },
        Some(Screen::Reveal { .. }) => tables::REVEAL,
        Some(Screen::LookUp { .. }) => tables::LOOKED_UP,
        Some(Screen::Say(say)) if say.said.is_none() => tables::SAY,
        Some(Screen::Say(_)) => tables::SAID,
        Some(Screen::Gestures { .. }) => tables::GESTURES,
        Some(Screen::Month { .. }) => tables::MONTH,
        Some(Screen::Map(map)) if map.focus == Focus::Walk => tables::MAP,
        Some(Screen::Map(_)) => tables::MAP_FACTS,
        Some(Screen::Coast(_)) => tables::COAST,
        Some(Screen::Progress { .. }) => tables::PROGRESS,
        Some(Screen::Hunting { .. }) => tables::HUNTING,
        Some(Screen::Found(_)) => tables::FOUND,
        Some(Screen::WhatIf(what)) if what.focus == whatif::Focus::Slide => tables::WHAT_IF,
        Some(Screen::WhatIf(_)) => tables::WHAT_IF_NUMBERS,
        Some(Screen::Told(_)) => tables::TOLD,
        Some(Screen::Diff(_)) => tables::DIFF,
        Some(Screen::Summary { .. }) => tables::SUMMARY,
    }
}

/// What a key asks for on this screen, if anything.
pub fn action(model: &Model, key: Key) -> Option<Action> {
    let own = table(model).iter().copied().flatten();
    let global = tables::GLOBAL.iter().copied().flatten().filter(|_| model.overlay.is_none());
    let always = tables::ALWAYS.iter().copied().flatten();
    let key = folded(key);
    own.chain(global).chain(always).find(|b| b.keys.contains(&key) && (b.when)(model)).map(|b| b.action)
}

/// Keys for the bar: those of the screen, then those that work everywhere.
pub fn bar(model: &Model) -> Vec<&'static Binding> {
    let own = table(model).iter().copied().flatten();
    let global = tables::GLOBAL.iter().copied().flatten().filter(|_| model.overlay.is_none());
    own.chain(global).filter(|b| !b.bar.is_empty() && (b.when)(model)).collect()
}

/// Keys for the help overlay: those of the screen beneath it, then those that work everywhere.
pub fn help(model: &Model) -> Vec<&'static Binding> {
    let own = screen_table(model.screen()).iter().copied().flatten();
    own.chain(tables::GLOBAL.iter().copied().flatten())
        .chain(tables::ALWAYS.iter().copied().flatten())
        .filter(|b| !b.help.is_empty())
        .collect()
}

/// Capitals count as small letters, so that a Caps Lock is no obstacle.
pub fn folded(key: Key) -> Key {
    match key.code {
        Code::Char(c) if c.is_ascii_uppercase() => Key { code: Code::Char(c.to_ascii_lowercase()), ..key },
        _ => key,
    }
}
