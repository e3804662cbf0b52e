//! Rows that several tables share.

use crate::tui::key::{Code, Key};
use crate::tui::keymap::row::{bind, c, k};
use crate::tui::keymap::when::{asks, in_twins, not_checked};
use crate::tui::keymap::{Action, Binding};
use crate::tui::model::Model;

type When = fn(&Model) -> bool;

pub(super) const ALL_THE_TIME: When = |_| true;

pub(super) const UP: Binding = bind(&[k(Code::Up), c('k')], "↑", Action::Up, "", "", ALL_THE_TIME);
pub(super) const DOWN: Binding = bind(&[k(Code::Down), c('j')], "↓", Action::Down, "", "", ALL_THE_TIME);
pub(super) const LEFT: Binding = bind(&[k(Code::Left)], "←", Action::Left, "", "", ALL_THE_TIME);
pub(super) const RIGHT: Binding = bind(&[k(Code::Right)], "→", Action::Right, "", "", ALL_THE_TIME);
pub(super) const MOVE: Binding = bind(&[], "↑ ↓", Action::Down, "", "Move, or scroll", ALL_THE_TIME);
pub(super) const PAGE_UP: Binding = bind(&[k(Code::PageUp), c('b')], "PgUp", Action::PageUp, "", "", ALL_THE_TIME);
pub(super) const PAGE_DOWN: Binding =
    bind(&[k(Code::PageDown), c(' ')], "PgDn", Action::PageDown, "", "A page down (space too) or up", ALL_THE_TIME);
pub(super) const TOP: Binding = bind(&[k(Code::Home)], "Home", Action::Top, "", "", ALL_THE_TIME);
pub(super) const BOTTOM: Binding =
    bind(&[k(Code::End)], "End", Action::Bottom, "", "To the end, or (Home) the beginning", ALL_THE_TIME);
pub(super) const BACK: Binding = bind(&[k(Code::Esc)], "Esc", Action::Back, "back", "Back; nothing is lost", ALL_THE_TIME);
pub(super) const QUIET_BACK: Binding = bind(&[k(Code::Esc)], "Esc", Action::Back, "", "Back; nothing is lost", ALL_THE_TIME);

pub(super) const fn enter(bar: &'static str, help: &'static str) -> Binding {
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

pub(super) const COAST_OF: Binding =
    bind(&[c('o')], "o", Action::Coast, "coast", "Every place where the answer turns, and which are taught", ALL_THE_TIME);
pub(super) const WHAT_IF_OF: Binding =
    bind(&[c('i')], "i", Action::WhatIf, "what if", "What if a limit or a number of a rule were another?", |m| !asks(m));
pub(super) const LOOK_UP: Binding = bind(&[c('l')], "l", Action::Library, "look up", "Look the rules up", not_checked);

pub(super) const SKIP_TWINS: Binding =
    bind(&[c('s')], "s", Action::SkipTwins, "skip the twins", "Leave out what is left of the twins, at no cost", in_twins);

/// What scrolls, and moves a cursor where there is one.
pub(super) const SCROLLING: &[Binding] = &[UP, DOWN, PAGE_UP, PAGE_DOWN, TOP, BOTTOM, MOVE];

/// A cursor on a list, or a row by its number.
pub(super) const CHOOSING: &[Binding] =
    &[UP, DOWN, TOP, BOTTOM, PICK_1, PICK_2, PICK_3, PICK_4, PICK_5, PICK_6, PICK_7, PICK_8, PICK_9, MOVE];
