//! What is on the screen: a function of the model and the theme, and of nothing else.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::keymap::{self, Binding};
use super::model::{Model, Overlay, Screen};
use super::page::{Page, beside};
use super::rich::{Rich, Role};
use super::screens;
use super::sheet::Sheet;
use super::theme::Theme;
use super::wrap::{truncated, wrapped};

/// Below this a screen says that it is too small.
pub const LEAST: (u16, u16) = (58, 18);
/// Wider than this, the page stays in the middle.
const WIDEST: u16 = 124;

/// What parts a body from what stands beside it.
pub const BETWEEN: &str = "   ";

/// From this height on the page has a blank line under its title.
const TALL: u16 = 30;

/// Rows of a screen of so many that are neither head, body nor foot of a page that begins with words.
pub fn around(rows: u16) -> usize {
    4 + usize::from(rows >= TALL)
}

/// Columns of a page on a screen of so many.
pub fn page_width(columns: u16) -> u16 {
    let margin = if columns >= 100 { 3 } else { 1 };
    columns.saturating_sub(2 * margin).min(WIDEST)
}

/// The whole screen.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// What is shown.
    pub model: &'a Model,
    /// How it looks.
    pub theme: Theme,
}

impl Widget for View<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        sheet(self.model, area).paint(self.theme, buffer);
    }
}

/// Lines that don't fit below the scrolled part of the screen: how far one can scroll.
pub fn overflow(model: &Model) -> usize {
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let width = usize::from(page_width(area.width));
    overflowing(area, &page(model, width), standing(model, width).len())
}

/// Lines of a page's body that don't fit on a screen, below a standing notice of so many lines.
pub fn overflowing(area: Rect, page: &Page, standing: usize) -> usize {
    page.body.len().saturating_sub(Parts::of(area).body_height(page, standing))
}

/// The whole screen as lines.
pub fn sheet(model: &Model, area: Rect) -> Sheet {
    let width = usize::from(page_width(area.width));
    let word = model.word.as_ref().map(|w| Rich::of(Role::Accent, w.clone()));
    let around = Around { standing: standing(model, width), word, bar: bar(keymap::bar(model), width) };
    lay(area, page(model, width), around)
}

/// What stands around a page.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// A notice that stays.
    pub standing: Vec<Rich>,
    /// About what just happened.
    pub word: Option<Rich>,
    /// The keys.
    pub bar: Rich,
}

/// A page and what stands around it, on a screen of this size; or that it is too small.
pub fn lay(area: Rect, page: Page, around: Around) -> Sheet {
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return too_small(area);
    }
    let parts = Parts::of(area);
    let (rows, width) = (usize::from(area.height), parts.width());
    let Around { standing, word, bar } = around;
    let height = parts.body_height(&page, standing.len());
    let most = page.body.len().saturating_sub(height);
    let scroll = page.scroll.min(most);
    let top = 2 + parts.air(&page);
    let body = top + page.head.len();
    let foot = body + page.near.map_or(height, |least| height.min(page.body.len().max(least)));
    let hint = (most > 0).then(|| hint(scroll, most));

    let mut sheet = Sheet::blank(parts.area);
    sheet.put(0, 2, [page.title.0.with_right(page.title.1, width), rule(width, None)]);
    sheet.put(top, rows, page.head);
    let lines = page.body.into_iter().skip(scroll).take(height);
    let lines: Vec<Rich> = match page.aside.iter().map(Rich::width).max() {
        None => lines.collect(),
        Some(aside) => beside(lines.collect(), page.aside, width.saturating_sub(aside + BETWEEN.len()), BETWEEN),
    };
    sheet.put(body, height, lines);
    sheet.put(foot, rows, page.foot);
    sheet.put(rows - 2 - standing.len(), standing.len(), standing);
    // That there is more below is said beside what just happened: a case read to its half alone would be answered so.
    let words = match (word, hint) {
        (Some(word), Some(hint)) if scroll < most => {
            let room = width.saturating_sub(6 + hint.width() + BETWEEN.len());
            Some(truncated(word, room).push(Role::Body, BETWEEN).join(hint))
        }
        (word, hint) => word.or(hint),
    };
    sheet.put(rows - 2, 2, [rule(width, words), bar]);
    sheet.cursor = page.cursor.map(|(column, row)| {
        let place = |from: u16, along: usize| from.saturating_add(u16::try_from(along).unwrap_or(0));
        Position::new(place(parts.area.left(), column), place(parts.area.top(), foot + row))
    });
    sheet
}

/// The page of what is uppermost.
pub fn page(model: &Model, width: usize) -> Page {
    match (&model.overlay, model.screen()) {
        (Some(Overlay::Help { scroll }), _) => screens::help::page(model, *scroll, width),
        (Some(Overlay::Note { text }), _) => screens::note::page(model, text, width),
        (Some(Overlay::Words { text }), _) => screens::say::writing(text, width),
        (Some(Overlay::Leave), _) => screens::leave::page(model, width),
        (None, Some(screen)) => screen_page(model, screen, width),
        (None, None) => Page::default(),
    }
}

fn screen_page(model: &Model, screen: &Screen, width: usize) -> Page {
    match screen {
        Screen::Home { cursor } => screens::home::page(model, *cursor, width),
        Screen::Topics { pack, cursor } => screens::topics::page(model, *pack, *cursor, width),
        Screen::Path(on) => screens::path::page(model, on, width),
        Screen::Settings { pack, cursor } => screens::settings::page(model, *pack, *cursor, width),
        Screen::Library { pack, tab, cursor } => screens::library::page(model, *pack, *tab, *cursor, width),
        Screen::Findings { pack, scroll } => screens::findings::page(model, *pack, *scroll, width),
        Screen::Refresh(at) => screens::refresh::page(model, at, width),
        Screen::Case(stage) => screens::case::page(model, *stage, width),
        Screen::Story { scroll } => screens::case::story(model, *scroll, width),
        Screen::Reveal { scroll, .. } => screens::reveal::page(model, *scroll, width),
        Screen::LookUp { cursor } => screens::look_up::page(model, *cursor, width),
        Screen::Say(say) => screens::say::page(model, say, width),
        Screen::Gestures { cursor, told } => screens::gestures::page(model, *cursor, told.as_deref(), width),
        Screen::Month { scroll } => screens::month::page(model, *scroll, width),
        Screen::Map(map) => screens::map::page(model, map, width),
        Screen::Coast(coast) => screens::coast::page(model, coast, width),
        Screen::Rule { pack, rule, scroll } => screens::rule::page(model, *pack, *rule, *scroll, width),
        Screen::Progress { pack, scroll } => screens::progress::page(model, *pack, *scroll, width),
        Screen::Hunting { pack } => screens::found::hunting(model, *pack, width),
        Screen::Found(found) => screens::found::page(model, found, width),
        Screen::WhatIf(what) => screens::whatif::page(model, what, width),
        Screen::Told(turned) => screens::told::page(model, turned, width),
        Screen::Diff(reading) => screens::diff::page(reading, width),
        Screen::Summary { scroll, formula } => screens::summary::page(model, *scroll, *formula, width),
    }
}

/// Where things stand.
struct Parts {
    area: Rect,
}

impl Parts {
    fn of(area: Rect) -> Self {
        let width = page_width(area.width);
        let left = area.left() + (area.width.saturating_sub(width)) / 2;
        Self { area: Rect::new(left, area.top(), width, area.height) }
    }

    fn width(&self) -> usize {
        usize::from(self.area.width)
    }

    /// What is left between title, head, foot, a standing notice of so many lines, and the two lines at the bottom.
    fn body_height(&self, page: &Page, standing: usize) -> usize {
        usize::from(self.area.height).saturating_sub(4 + standing + self.air(page) + page.head.len() + page.foot.len())
    }

    /// Blank lines under the title of a tall screen, where the page doesn't begin with one.
    fn air(&self, page: &Page) -> usize {
        let first = page.head.first().or(page.body.first());
        usize::from(self.area.height >= TALL && first.is_some_and(|line| line.width() > 0))
    }
}

fn rule(width: usize, words: Option<Rich>) -> Rich {
    match words {
        None => Rich::dim("─".repeat(width)),
        Some(words) => {
            let words = truncated(words, width.saturating_sub(6));
            let line = "─".repeat(width.saturating_sub(words.width() + 5));
            Rich::dim(line).push(Role::Body, " ").join(words).push(Role::Body, " ").push(Role::Dim, "───")
        }
    }
}

fn hint(scroll: usize, most: usize) -> Rich {
    match most - scroll {
        0 => Rich::dim("↑ the end: scroll up with ↑"),
        1 => Rich::of(Role::Accent, "↓ 1 more line"),
        more => Rich::of(Role::Accent, format!("↓ {more} more lines")),
    }
}

/// What is wrong with the log: in full, above the bottom line, for as long as it is so.
fn standing(model: &Model, width: usize) -> Vec<Rich> {
    let said = model.notice.iter().flat_map(|n| wrapped(&Rich::of(Role::Wrong, "! ").push(Role::Caution, n.clone()), width, 2));
    said.collect()
}

/// Keys of the screen; the least wanted go first where there is not room for all.
pub fn bar<A: 'static, M: 'static>(mut bindings: Vec<&'static Binding<A, M>>, width: usize) -> Rich {
    loop {
        let line = bindings.iter().enumerate().fold(Rich::new(), |line, (i, b)| {
            let gap = if i > 0 { "  " } else { "" };
            line.push(Role::Body, gap).push(Role::Key, b.shown).push(Role::Dim, format!(" {}", b.bar))
        });
        if line.width() <= width || bindings.len() < 2 {
            return line;
        }
        // Arrows speak for themselves.
        let least = bindings.iter().position(|b| b.shown == "w");
        let least = least.or_else(|| bindings.iter().position(|b| b.keys.is_empty()));
        let least = least.or_else(|| bindings.iter().rposition(|b| !matches!(b.shown, "?" | "q")));
        bindings.remove(least.unwrap_or(0));
    }
}

fn too_small(area: Rect) -> Sheet {
    let said = [
        Rich::of(Role::Strong, "This terminal is too small."),
        Rich::body(format!("It has {} by {}; the game needs {} by {}.", area.width, area.height, LEAST.0, LEAST.1)),
        Rich::dim("Nothing is lost: make it larger, or press q."),
    ];
    let mut sheet = Sheet::blank(area);
    sheet.put(0, usize::from(area.height), said.iter().flat_map(|line| wrapped(line, usize::from(area.width), 0)));
    sheet
}
