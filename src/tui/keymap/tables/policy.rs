//! The policy: a rule, the map, the coastline, numbers moved, two versions compared.

use super::rows::{ALL_THE_TIME, BACK, BOTTOM, COAST_OF, DOWN, LEFT, PAGE_UP, RIGHT, SCROLLING, TOP, UP, WHAT_IF_OF, enter};
use crate::tui::key::Code;
use crate::tui::keymap::row::{bind, c, k};
use crate::tui::keymap::when::{asks, drafted, flips};
use crate::tui::keymap::{Action, Binding, Table};

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
    bind(&[k(Code::Tab)], "Tab", Action::Switch, "facts", "Every other fact, to be changed: the map follows", ALL_THE_TIME),
    ACROSS,
    UPWARDS,
    RULE_HERE,
    WHAT_IF_OF,
    BACK,
    POINTS,
    AS_IT_WAS,
    bind(&[k(Code::Home)], "Home", Action::Top, "", "", ALL_THE_TIME),
]];

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

/// The coastline.
pub const COAST: Table = &[&[
    bind(&[], "← ↑ ↓ →", Action::Up, "go along", "Along the coast; a page goes rule by rule", ALL_THE_TIME),
    UP,
    DOWN,
    LEFT,
    RIGHT,
    bind(&[k(Code::Tab)], "Tab", Action::Switch, "told/you", "What told cases show, or what you have answered", ALL_THE_TIME),
    bind(&[c('n')], "n", Action::Next, "next", "The next place that isn't crossed", ALL_THE_TIME),
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
