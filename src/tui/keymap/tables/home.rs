//! Home, and what one comes to from it: packs, the path, a refresher, progress.

use super::rows::{
    ALL_THE_TIME, BACK, BOTTOM, COAST_OF, DOWN, LEFT, MOVE, PAGE_DOWN, PAGE_UP, QUIET_BACK, SCROLLING, TOP, UP, WHAT_IF_OF, enter,
};
use crate::tui::key::Code;
use crate::tui::keymap::row::{bind, c, k};
use crate::tui::keymap::when::{
    asks, can_raise, can_refresh, has_allowance, has_due, has_missed, has_new, has_set, has_unfinished, more_packs,
    not_on_broken, on_broken, on_continue, on_findings, on_pack, on_rules, on_scenarios,
};
use crate::tui::keymap::{Action, Binding, Table};

/// Home.
pub const HOME: Table = &[&[
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "continue", "", on_continue),
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "start", "Start, or go on, where the cursor is", on_pack),
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "what is wrong", "", on_broken),
    bind(&[c('c')], "c", Action::Continue, "", "", on_continue),
    bind(&[c('c')], "c", Action::Continue, "continue", "Go on where you stopped", |m| has_unfinished(m) && !on_continue(m)),
    bind(&[c('r')], "r", Action::Refresh, "refresh", "What you are about to forget, and what a new policy turned", can_refresh),
    bind(&[c('n')], "n", Action::Path, "path", "Your path through a policy: rule by rule, to the check", not_on_broken),
    bind(&[c('t')], "t", Action::Topics, "topics", "Practise one topic", not_on_broken),
    bind(&[c('l')], "l", Action::Library, "library", "Rules and scenarios of every pack", ALL_THE_TIME),
    Binding { when: not_on_broken, ..COAST_OF },
    bind(&[c('p')], "p", Action::Progress, "progress", "What your answers tell of your judgement", not_on_broken),
    bind(&[c('m')], "m", Action::Month, "month", "A month with an allowance: what you give is gone", has_allowance),
    bind(&[c('s')], "s", Action::Settings, "settings", "Your level, and how you like the game", ALL_THE_TIME),
    bind(&[c('d')], "d", Action::Findings, "diagnostics", "What is wrong with this pack", on_findings),
    UP,
    DOWN,
    TOP,
    BOTTOM,
    MOVE,
]];

/// Topics.
pub const TOPICS: Table = &[&[enter("start", "Start with this topic"), BACK, UP, DOWN, PAGE_UP, PAGE_DOWN, TOP, BOTTOM, MOVE]];

const RAISE: Binding = bind(&[c('u')], "u", Action::Raise, "next level", "Take on the level you have earned", can_raise);

/// A path.
pub const PATH: Table = &[
    &[
        enter("next", "What comes next on the path"),
        bind(&[c('r')], "r", Action::Rule, "rule", "The rule of the unit chosen, in full", ALL_THE_TIME),
        RAISE,
        bind(&[c('s')], "s", Action::Settings, "level", "Your level, and how you like the game", ALL_THE_TIME),
        BACK,
    ],
    SCROLLING,
];

/// A unit's opening, or what the check is.
pub const PATH_BEFORE: Table = &[&[enter("begin", "Begin"), BACK], SCROLLING];

/// How the check went.
pub const PATH_AFTER: Table = &[&[enter("your path", "Back to the path"), RAISE, QUIET_BACK], SCROLLING];

/// Settings.
pub const SETTINGS: Table = &[&[
    enter("change", "Change what the cursor is on"),
    BACK,
    bind(&[k(Code::Right), c(' ')], "→", Action::Enter, "", "", ALL_THE_TIME),
    UP,
    DOWN,
    TOP,
    BOTTOM,
    MOVE,
]];

/// The library.
pub const LIBRARY: Table = &[
    &[
        bind(&[k(Code::Enter)], "Enter", Action::Enter, "read", "Read this rule; play this scenario", on_rules),
        bind(&[k(Code::Enter)], "Enter", Action::Enter, "play", "", on_scenarios),
        bind(&[k(Code::Tab)], "Tab", Action::Switch, "scenarios", "The other list", on_rules),
        bind(&[k(Code::Tab)], "Tab", Action::Switch, "rules", "", on_scenarios),
        bind(&[c('m')], "m", Action::Map, "map", "The boundary around this scenario, as a map of two facts", |m| {
            on_scenarios(m) && !asks(m)
        }),
        bind(&[k(Code::Right)], "← →", Action::Right, "pack", "Another pack", |m| m.play.is_none()),
        bind(&[k(Code::Left)], "←", Action::Left, "", "", |m| m.play.is_none()),
        COAST_OF,
        WHAT_IF_OF,
        bind(&[c('d')], "d", Action::Findings, "diagnostics", "What is wrong with this pack", on_findings),
        BACK,
    ],
    SCROLLING,
];

/// A refresher that is about to be played.
pub const REFRESH: Table = &[
    &[
        bind(&[k(Code::Enter)], "Enter", Action::Enter, "start", "Start this set", has_set),
        bind(&[k(Code::Tab)], "Tab", Action::Switch, "mix", "Mix the red lines and the rest otherwise", has_set),
        bind(&[c('+'), c('=')], "+", Action::More, "longer", "A minute more", has_set),
        bind(&[c('-')], "-", Action::Less, "shorter", "A minute less", has_set),
        bind(&[c('n')], "n", Action::Next, "new lines", "Lines you have not met yet, in place of what is due", |m| {
            has_due(m) && has_new(m)
        }),
        bind(&[k(Code::Right)], "← →", Action::Right, "pack", "Another pack", more_packs),
        bind(&[k(Code::Left)], "←", Action::Left, "", "", more_packs),
        BACK,
    ],
    SCROLLING,
];

/// What one's answers tell.
pub const PROGRESS: Table = &[
    &[
        bind(
            &[c('f')],
            "f",
            Action::FindLine,
            "find my line",
            "About ten cases that find out where you take the line to be",
            |m| !asks(m),
        ),
        COAST_OF,
        bind(&[k(Code::Right)], "← →", Action::Right, "pack", "Another pack", ALL_THE_TIME),
        LEFT,
        BACK,
        bind(&[k(Code::Enter)], "Enter", Action::Back, "", "", ALL_THE_TIME),
    ],
    SCROLLING,
];

/// While cases are chosen.
pub const HUNTING: Table = &[&[BACK]];

/// The line that was found.
pub const FOUND: Table = &[
    &[
        enter("home", "Home"),
        bind(&[c('p')], "p", Action::Replay, "play the missed again", "The missed cases once more, each explained", has_missed),
        QUIET_BACK,
    ],
    SCROLLING,
];

/// Anything to read.
pub const READING: Table = &[&[BACK, bind(&[k(Code::Enter)], "Enter", Action::Back, "", "", ALL_THE_TIME)], SCROLLING];
