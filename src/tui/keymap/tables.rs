//! The tables themselves.

use super::row::{bind, c, k};
use super::when::{
    asks, can_ask, can_note, can_raise, can_refresh, drafted, flips, has_allowance, has_due, has_gestures, has_missed, has_new,
    has_rule, has_set, has_twin, has_unfinished, has_warning, in_twins, more_packs, not_checked, not_on_continue, not_onboarded,
    on_continue, on_findings, on_rules, on_scenarios, onboarded,
};
use super::{Action, Binding, Table};
use crate::domain::session::answer::{Answer, Certainty};
use crate::tui::craft::{Tag, may_tag};
use crate::tui::key::{Code, Key};
use crate::tui::model::Model;

type When = fn(&Model) -> bool;

const ALL_THE_TIME: When = |_| true;

const UP: Binding = bind(&[k(Code::Up), c('k')], "↑", Action::Up, "", "", ALL_THE_TIME);
const DOWN: Binding = bind(&[k(Code::Down), c('j')], "↓", Action::Down, "", "", ALL_THE_TIME);
const LEFT: Binding = bind(&[k(Code::Left)], "←", Action::Left, "", "", ALL_THE_TIME);
const RIGHT: Binding = bind(&[k(Code::Right)], "→", Action::Right, "", "", ALL_THE_TIME);
const MOVE: Binding = bind(&[], "↑ ↓", Action::Down, "", "Move, or scroll", ALL_THE_TIME);
const PAGE_UP: Binding = bind(&[k(Code::PageUp), c('b')], "PgUp", Action::PageUp, "", "", ALL_THE_TIME);
const PAGE_DOWN: Binding =
    bind(&[k(Code::PageDown), c(' ')], "PgDn", Action::PageDown, "", "A page down (space too) or up", ALL_THE_TIME);
const TOP: Binding = bind(&[k(Code::Home)], "Home", Action::Top, "", "", ALL_THE_TIME);
const BOTTOM: Binding = bind(&[k(Code::End)], "End", Action::Bottom, "", "To the end, or (Home) the beginning", ALL_THE_TIME);
const BACK: Binding = bind(&[k(Code::Esc)], "Esc", Action::Back, "back", "Back; nothing is lost", ALL_THE_TIME);
const QUIET_BACK: Binding = bind(&[k(Code::Esc)], "Esc", Action::Back, "", "Back; nothing is lost", ALL_THE_TIME);

const fn enter(bar: &'static str, help: &'static str) -> Binding {
    const KEYS: &[Key] = &[k(Code::Enter)];
    bind(KEYS, "Enter", Action::Enter, bar, help, ALL_THE_TIME)
}

const fn pick(key: &'static [Key], row: usize) -> Binding {
    bind(key, "1-9", Action::Pick(row), "", if row == 1 { "Choose a row by its number" } else { "" }, ALL_THE_TIME)
}

const PICK_1: Binding = pick(&[c('1')], 1);
const PICK_2: Binding = pick(&[c('2')], 2);
const PICK_3: Binding = pick(&[c('3')], 3);
const PICK_4: Binding = pick(&[c('4')], 4);
const PICK_5: Binding = pick(&[c('5')], 5);
const PICK_6: Binding = pick(&[c('6')], 6);
const PICK_7: Binding = pick(&[c('7')], 7);
const PICK_8: Binding = pick(&[c('8')], 8);
const PICK_9: Binding = pick(&[c('9')], 9);

const COAST_OF: Binding =
    bind(&[c('o')], "o", Action::Coast, "coastline", "Every place where the answer turns, and which are taught", ALL_THE_TIME);
const WHAT_IF_OF: Binding =
    bind(&[c('i')], "i", Action::WhatIf, "what if", "What if a limit or a number of a rule were another?", |m| !asks(m));
const LOOK_UP: Binding = bind(&[c('l')], "l", Action::Library, "look up", "Look the rules up", not_checked);

const SKIP_TWINS: Binding =
    bind(&[c('s')], "s", Action::SkipTwins, "skip the twins", "Leave out what is left of the twins, at no cost", in_twins);

/// What scrolls, and moves a cursor where there is one.
const SCROLLING: &[Binding] = &[UP, DOWN, PAGE_UP, PAGE_DOWN, TOP, BOTTOM, MOVE];

/// Home.
pub const HOME: Table = &[&[
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "continue", "", on_continue),
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "start", "Start, or go on, where the cursor is", not_on_continue),
    bind(&[c('c')], "c", Action::Continue, "", "", on_continue),
    bind(&[c('c')], "c", Action::Continue, "continue", "Go on where you stopped", |m| has_unfinished(m) && !on_continue(m)),
    bind(&[c('r')], "r", Action::Refresh, "refresh", "What you are about to forget, and what a new policy turned", can_refresh),
    bind(&[c('n')], "n", Action::Path, "path", "Your path through a policy: rule by rule, to the check", ALL_THE_TIME),
    bind(&[c('t')], "t", Action::Topics, "topics", "Practise one topic", ALL_THE_TIME),
    bind(&[c('l')], "l", Action::Library, "library", "Rules and scenarios of every pack", ALL_THE_TIME),
    COAST_OF,
    bind(&[c('p')], "p", Action::Progress, "progress", "What your answers tell of your judgement", ALL_THE_TIME),
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
        enter("go on", "What comes next on the path"),
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

/// Anything to read.
pub const READING: Table = &[&[BACK, bind(&[k(Code::Enter)], "Enter", Action::Back, "", "", ALL_THE_TIME)], SCROLLING];

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

/// A rule.
pub const RULE: Table = &[
    &[
        bind(&[], "← →", Action::Right, "next rule", "The rule that speaks before, or after", ALL_THE_TIME),
        COAST_OF,
        WHAT_IF_OF,
        LEFT,
        RIGHT,
        BACK,
        bind(&[k(Code::Enter)], "Enter", Action::Back, "", "", ALL_THE_TIME),
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

/// A warning before a case.
pub const WARNED: Table = &[&[
    enter("read the case", "Read the case"),
    bind(&[c('s')], "s", Action::Skip, "skip, at no cost", "Leave this case out, at no cost", ALL_THE_TIME),
    QUIET_BACK,
]];

/// The question.
pub const DECIDE: Table = &[&[
    bind(&[c('a')], "a", Action::Answer(Answer::Yes), "yes", "Act: do it yourself", ALL_THE_TIME),
    bind(&[c('n')], "n", Action::Answer(Answer::No), "no", "Act: say no, or not yet, yourself", ALL_THE_TIME),
    bind(&[c('e')], "e", Action::Answer(Answer::Escalate), "escalate", "Escalate: hand it over", ALL_THE_TIME),
    bind(&[c('f')], "f", Action::AskFirst, "ask first", "Ask the customer first, where a fact is missing", can_ask),
    SKIP_TWINS,
    LOOK_UP,
    bind(&[c('s')], "s", Action::Skip, "skip", "Leave a case with a warning out, at no cost", has_warning),
    QUIET_BACK,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    MOVE,
]];

/// A list to choose a fact from.
pub const CHOOSE: Table = &[&[
    enter("ask", "Ask about what the cursor is on"),
    BACK,
    UP,
    DOWN,
    TOP,
    BOTTOM,
    PICK_1,
    PICK_2,
    PICK_3,
    PICK_4,
    PICK_5,
    PICK_6,
    PICK_7,
    PICK_8,
    PICK_9,
    MOVE,
]];

/// How sure?
pub const SURE: Table = &[&[
    bind(&[c('1')], "1", Action::Sure(Certainty::Unsure), "unsure", "Unsure: right +1, wrong 0", ALL_THE_TIME),
    bind(
        &[c('2')],
        "2",
        Action::Sure(Certainty::Fairly),
        "fairly sure",
        "Fairly sure (2 in 3): right +2, wrong −2",
        ALL_THE_TIME,
    ),
    bind(&[c('3')], "3", Action::Sure(Certainty::Sure), "sure", "Sure (4 in 5): right +3, wrong −6", ALL_THE_TIME),
    BACK,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    MOVE,
]];

/// The second tap.
pub const TAP: Table = &[&[
    enter("choose", "Choose what the cursor is on"),
    bind(&[c('s')], "s", Action::Skip, "pass", "Pass; it costs nothing", ALL_THE_TIME),
    BACK,
    UP,
    DOWN,
    TOP,
    BOTTOM,
    PICK_1,
    PICK_2,
    PICK_3,
    PICK_4,
    PICK_5,
    PICK_6,
    PICK_7,
    PICK_8,
    PICK_9,
    MOVE,
]];

/// The answer is on its way.
pub const SAVING: Table = &[&[]];

/// The reveal.
pub const REVEAL: Table = &[
    &[
        enter("next", "The next case"),
        bind(&[c('t')], "t", Action::Twin, "twin", "The same case, with the one fact changed that turns it", has_twin),
        SKIP_TWINS,
        bind(&[c('y')], "y", Action::SayIt, "say it", "What would you say to them? The coach listens", ALL_THE_TIME),
        bind(&[c('m')], "m", Action::Map, "map", "The boundary as a map of two facts", ALL_THE_TIME),
        bind(&[c('r')], "r", Action::Rule, "rule", "The clause that decides, in full", has_rule),
        bind(&[c('c')], "c", Action::CaseAgain, "case", "The case once more", ALL_THE_TIME),
        LOOK_UP,
        bind(&[c('g')], "g", Action::Gestures, "gestures", "What may go with the remedy, and whether it fits", has_gestures),
        bind(&[c('i')], "i", Action::Tag(Tag::Ability), "could not tell", "After a miss: I could not tell", may_tag),
        bind(&[c('u')], "u", Action::Tag(Tag::Authority), "not sure I may", "After a miss: I was not sure I may", may_tag),
        QUIET_BACK,
    ],
    SCROLLING,
];

/// The page of rules for the case on the table.
pub const LOOKED_UP: Table = &[
    &[
        enter("read", "Read this rule in full"),
        bind(&[k(Code::Esc)], "Esc", Action::Back, "back to the case", "Back to the case", ALL_THE_TIME),
        bind(&[k(Code::Tab)], "Tab", Action::Switch, "every rule", "Every rule of the pack", ALL_THE_TIME),
    ],
    SCROLLING,
];

/// What to say.
pub const SAY: Table =
    &[&[enter("say it", "Say what the cursor is on"), BACK, UP, DOWN, TOP, BOTTOM, PICK_1, PICK_2, PICK_3, PICK_4, PICK_5, MOVE]];

/// What was said.
pub const SAID: Table = &[&[enter("go on", "Back to the reveal"), BACK], SCROLLING];

/// What may go with the remedy.
pub const GESTURES: Table = &[&[enter("give it", "Give what the cursor is on"), BACK, UP, DOWN, TOP, BOTTOM, MOVE]];

/// The books of a month.
pub const MONTH: Table = &[&[enter("summary", "How the cases went"), QUIET_BACK], SCROLLING];

const ACROSS: Binding =
    bind(&[c('x')], "x", Action::Across, "across", "Another fact across: the next, or the one chosen", ALL_THE_TIME);
const UPWARDS: Binding =
    bind(&[c('y')], "y", Action::Upwards, "up", "Another fact up: the next, or the one chosen", ALL_THE_TIME);
const POINTS: Binding =
    bind(&[c('s')], "s", Action::Points, "told cases", "Told cases: where the map holds for them, all, or none", ALL_THE_TIME);
const AS_IT_WAS: Binding =
    bind(&[c('c')], "c", Action::CaseAgain, "as it was", "The case as it was, and where it stands", ALL_THE_TIME);
const RULE_HERE: Binding =
    bind(&[c('r')], "r", Action::Rule, "rule", "The clause that decides where you stand, in full", ALL_THE_TIME);

/// The map.
pub const MAP: Table = &[&[
    bind(&[], "← ↑ ↓ →", Action::Up, "walk", "Walk; the verdict follows", ALL_THE_TIME),
    UP,
    DOWN,
    LEFT,
    RIGHT,
    bind(
        &[k(Code::Tab)],
        "Tab",
        Action::Switch,
        "change facts",
        "Every other fact, to be changed: the map follows",
        ALL_THE_TIME,
    ),
    ACROSS,
    UPWARDS,
    RULE_HERE,
    WHAT_IF_OF,
    BACK,
    POINTS,
    AS_IT_WAS,
    bind(&[k(Code::Home)], "Home", Action::Top, "", "", ALL_THE_TIME),
]];

/// The coastline.
pub const COAST: Table = &[&[
    bind(&[], "← ↑ ↓ →", Action::Up, "go along", "Along the coast; a page goes rule by rule", ALL_THE_TIME),
    UP,
    DOWN,
    LEFT,
    RIGHT,
    bind(&[k(Code::Tab)], "Tab", Action::Switch, "told/you", "What told cases show, or what you have answered", ALL_THE_TIME),
    bind(&[c('n')], "n", Action::Next, "next open", "The next place that isn't crossed", ALL_THE_TIME),
    enter("play", "Play the told case that stands nearest"),
    bind(&[c('m')], "m", Action::Map, "map", "The line on the map, around its twins", |m| !asks(m)),
    bind(&[c('r')], "r", Action::Rule, "rule", "The rule that decides there first", ALL_THE_TIME),
    WHAT_IF_OF,
    BACK,
    PAGE_UP,
    bind(&[k(Code::PageDown), c(' ')], "PgDn", Action::PageDown, "", "", ALL_THE_TIME),
    TOP,
    BOTTOM,
]];

const COMPARE: Binding =
    bind(&[c('d')], "d", Action::Diff, "changes", "All that the draft changes, rule by rule and line by line", ALL_THE_TIME);
const AS_THEY_ARE: Binding = bind(&[c('c')], "c", Action::CaseAgain, "as it is", "Every number as it is", drafted);

/// A number being moved.
pub const WHAT_IF: Table = &[&[
    bind(&[c('-'), k(Code::Left)], "-", Action::Less, "less", "A step less (or ←)", ALL_THE_TIME),
    bind(&[c('+'), c('='), k(Code::Right)], "+", Action::More, "more", "A step more (or →)", ALL_THE_TIME),
    bind(&[c('['), k(Code::PageDown)], "[", Action::MuchLess, "far", "A large step less (or PgDn)", ALL_THE_TIME),
    bind(&[c(']'), k(Code::PageUp)], "]", Action::MuchMore, "far", "A large step more (or PgUp)", ALL_THE_TIME),
    bind(&[k(Code::Tab)], "Tab", Action::Switch, "list", "Every number that can be moved", ALL_THE_TIME),
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "case", "The case that turns, as told", flips),
    COMPARE,
    BACK,
    bind(&[c('m')], "m", Action::Map, "map", "The boundary around the case that turns", flips),
    AS_THEY_ARE,
    UP,
    DOWN,
    TOP,
    BOTTOM,
    bind(&[], "↑ ↓", Action::Down, "", "Choose a case that turns", ALL_THE_TIME),
]];

/// A number being chosen.
pub const WHAT_IF_NUMBERS: Table = &[
    &[
        enter("move it", "Move this number"),
        bind(&[k(Code::Tab)], "Tab", Action::Switch, "back to it", "Back to the number", ALL_THE_TIME),
        COMPARE,
        AS_THEY_ARE,
        BACK,
    ],
    SCROLLING,
];

/// A told case that turns.
pub const TOLD: Table = &[
    &[
        bind(&[c('m')], "m", Action::Map, "map", "The boundary around it", ALL_THE_TIME),
        BACK,
        bind(&[k(Code::Enter)], "Enter", Action::Back, "", "", ALL_THE_TIME),
    ],
    SCROLLING,
];

/// What a new version changes.
pub const DIFF: Table = &[
    &[
        bind(
            &[c('a'), k(Code::Tab)],
            "a",
            Action::Switch,
            "one by one/together",
            "Every change by itself, or together again",
            ALL_THE_TIME,
        ),
        BACK,
        bind(&[k(Code::Enter)], "Enter", Action::Back, "", "", ALL_THE_TIME),
    ],
    SCROLLING,
];

/// The facts beside the map.
pub const MAP_FACTS: Table = &[&[
    bind(&[], "← →", Action::Right, "change", "Change the fact: the map follows", ALL_THE_TIME),
    LEFT,
    RIGHT,
    bind(&[k(Code::Enter), c(' ')], "Enter", Action::Enter, "", "To the next value, after the last the first", ALL_THE_TIME),
    UP,
    DOWN,
    PAGE_UP,
    bind(&[k(Code::PageDown)], "PgDn", Action::PageDown, "", "", ALL_THE_TIME),
    TOP,
    BOTTOM,
    bind(&[], "↑ ↓", Action::Down, "choose", "Choose a fact", ALL_THE_TIME),
    ACROSS,
    UPWARDS,
    bind(&[k(Code::Tab)], "Tab", Action::Switch, "walk", "Back to walking the map", ALL_THE_TIME),
    RULE_HERE,
    WHAT_IF_OF,
    BACK,
    POINTS,
    AS_IT_WAS,
]];

/// The summary.
pub const SUMMARY: Table = &[
    &[
        bind(&[c('p')], "p", Action::Replay, "play the missed again", "The missed cases once more", has_missed),
        bind(&[c('f')], "f", Action::Formula, "formulas", "How the figures are made", ALL_THE_TIME),
        bind(&[k(Code::Enter)], "Enter", Action::Enter, "your path", "Back to your path", onboarded),
        bind(&[k(Code::Enter)], "Enter", Action::Enter, "home", "Home", not_onboarded),
        QUIET_BACK,
    ],
    SCROLLING,
];

/// The help overlay.
pub const HELP: Table =
    &[&[BACK, bind(&[c('?'), c('q'), k(Code::Enter)], "?", Action::Back, "", "", ALL_THE_TIME), UP, DOWN, PAGE_UP, PAGE_DOWN]];

/// A note being written: letters go into it before any table is read.
pub const NOTE: Table = &[&[enter("keep it", ""), bind(&[k(Code::Esc)], "Esc", Action::Back, "throw it away", "", ALL_THE_TIME)]];

/// Leave?
pub const LEAVE: Table = &[&[
    bind(&[c('y'), c('q'), k(Code::Enter)], "y", Action::Quit, "leave", "", ALL_THE_TIME),
    bind(&[c('n'), k(Code::Esc)], "n", Action::Back, "stay", "", ALL_THE_TIME),
]];

/// On every screen.
pub const GLOBAL: Table = &[&[
    bind(&[c('w')], "w", Action::Note, "what about when…", "Note a \"what about when…?\" for the policy's keepers", can_note),
    bind(&[c('?'), c('h')], "?", Action::Help, "keys", "These keys", ALL_THE_TIME),
    bind(&[c('q')], "q", Action::Leave, "leave", "Leave (asks first; a session goes on where it stopped)", ALL_THE_TIME),
]];

/// On every screen and over every overlay.
pub const ALWAYS: Table = &[&[
    bind(&[Key::ctrl('c')], "Ctrl-C", Action::Quit, "", "Leave at once; everything is kept", ALL_THE_TIME),
    bind(&[Key::ctrl('z')], "Ctrl-Z", Action::Suspend, "", "", ALL_THE_TIME),
]];
