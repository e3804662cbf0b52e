//! A case, from the question to what came of it, and the end of a session.

use super::rows::{
    ALL_THE_TIME, BACK, BOTTOM, CHOOSING, DOWN, LOOK_UP, MOVE, PAGE_DOWN, PAGE_UP, QUIET_BACK, SCROLLING, SKIP_TWINS, TOP, UP,
    enter,
};
use crate::domain::session::answer::{Answer, Certainty};
use crate::tui::craft::{Tag, may_tag};
use crate::tui::key::Code;
use crate::tui::keymap::row::{bind, c, k};
use crate::tui::keymap::when::{can_ask, has_gestures, has_missed, has_rule, has_twin, has_warning, not_onboarded, onboarded};
use crate::tui::keymap::{Action, Table};

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
pub const CHOOSE: Table = &[&[enter("ask", "Ask about what the cursor is on"), BACK], CHOOSING];

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
pub const TAP: Table = &[
    &[
        enter("choose", "Choose what the cursor is on"),
        bind(&[c('s')], "s", Action::Skip, "pass", "Pass; it costs nothing", ALL_THE_TIME),
        BACK,
    ],
    CHOOSING,
];

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
pub const SAY: Table = &[&[enter("say it", "Say what the cursor is on"), BACK], CHOOSING];

/// What was said.
pub const SAID: Table = &[&[enter("go on", "Back to the reveal"), BACK], SCROLLING];

/// What may go with the remedy.
pub const GESTURES: Table = &[&[enter("give it", "Give what the cursor is on"), BACK, UP, DOWN, TOP, BOTTOM, MOVE]];

/// The books of a month.
pub const MONTH: Table = &[&[enter("summary", "How the cases went"), QUIET_BACK], SCROLLING];

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
