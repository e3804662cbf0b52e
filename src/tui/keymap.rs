//! Keys as data: one table a screen. The key bar, the help overlay and the reading of a key press are all derived from it.

pub mod row;
mod tables;
mod when;

use self::tables::{case, everywhere, home, policy};
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
        (Some(Overlay::Help { .. }), _) => everywhere::HELP,
        (Some(Overlay::Note { .. } | Overlay::Words { .. }), _) => everywhere::NOTE,
        (Some(Overlay::Leave), _) => everywhere::LEAVE,
        (None, screen) => screen_table(screen),
    }
}

/// The table of the screen beneath any overlay.
pub fn screen_table(screen: Option<&Screen>) -> Table {
    match screen {
        None | Some(Screen::Home { .. }) => home::HOME,
        Some(Screen::Topics { .. }) => home::TOPICS,
        Some(Screen::Settings { .. }) => home::SETTINGS,
        Some(Screen::Path(on)) => match on.at {
            At::Units => home::PATH,
            At::Opening(_) | At::BeforeCheck => home::PATH_BEFORE,
            At::AfterCheck => home::PATH_AFTER,
        },
        Some(Screen::Library { .. }) => home::LIBRARY,
        Some(Screen::Findings { .. } | Screen::Story { .. }) => home::READING,
        Some(Screen::Rule { .. }) => policy::RULE,
        Some(Screen::Refresh(_)) => home::REFRESH,
        Some(Screen::Case(stage)) => match stage {
            Stage::Warned => case::WARNED,
            Stage::Decide => case::DECIDE,
            Stage::Ask { .. } => case::CHOOSE,
            Stage::Sure(_) => case::SURE,
            Stage::Tap { .. } => case::TAP,
            Stage::Saving => case::SAVING,
        },
        Some(Screen::Reveal { .. }) => case::REVEAL,
        Some(Screen::LookUp { .. }) => case::LOOKED_UP,
        Some(Screen::Say(say)) if say.said.is_none() => case::SAY,
        Some(Screen::Say(_)) => case::SAID,
        Some(Screen::Gestures { .. }) => case::GESTURES,
        Some(Screen::Month { .. }) => case::MONTH,
        Some(Screen::Map(map)) if map.focus == Focus::Walk => policy::MAP,
        Some(Screen::Map(_)) => policy::MAP_FACTS,
        Some(Screen::Coast(_)) => policy::COAST,
        Some(Screen::Progress { .. }) => home::PROGRESS,
        Some(Screen::Hunting { .. }) => home::HUNTING,
        Some(Screen::Found(_)) => home::FOUND,
        Some(Screen::WhatIf(what)) if what.focus == whatif::Focus::Slide => policy::WHAT_IF,
        Some(Screen::WhatIf(_)) => policy::WHAT_IF_NUMBERS,
        Some(Screen::Told(_)) => policy::TOLD,
        Some(Screen::Diff(_)) => policy::DIFF,
        Some(Screen::Summary { .. }) => case::SUMMARY,
    }
}

/// What a key asks for on this screen, if anything.
pub fn action(model: &Model, key: Key) -> Option<Action> {
    let own = table(model).iter().copied().flatten();
    let global = everywhere::GLOBAL.iter().copied().flatten().filter(|_| model.overlay.is_none());
    let always = everywhere::ALWAYS.iter().copied().flatten();
    let key = folded(key);
    own.chain(global).chain(always).find(|b| b.keys.contains(&key) && (b.when)(model)).map(|b| b.action)
}

/// Keys for the bar: those of the screen, then those that work everywhere.
pub fn bar(model: &Model) -> Vec<&'static Binding> {
    let own = table(model).iter().copied().flatten();
    let global = everywhere::GLOBAL.iter().copied().flatten().filter(|_| model.overlay.is_none());
    own.chain(global).filter(|b| !b.bar.is_empty() && (b.when)(model)).collect()
}

/// Keys for the help overlay: those of the screen beneath it, then those that work everywhere.
pub fn help(model: &Model) -> Vec<&'static Binding> {
    let own = screen_table(model.screen()).iter().copied().flatten();
    own.chain(everywhere::GLOBAL.iter().copied().flatten())
        .chain(everywhere::ALWAYS.iter().copied().flatten())
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
