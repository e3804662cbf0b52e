//! A month with an allowance: one line while it is played, and its books at the end.

use super::session_title;
use crate::domain::policy::quantity::Quantity;
use crate::domain::session::month::{Book, Came, Entry};
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;
use crate::tui::wrap::wrapped;

/// Columns of the bar that shows how much of a month is given.
const BAR: usize = 20;
/// Columns of the labels at the left.
const GUTTER: usize = 14;
/// Lines longer than this are hard to read.
const MEASURE: usize = 90;

/// The books of the month on the table.
fn book(model: &Model) -> Option<(&Pack, Book)> {
    let (pack, session) = model.playing()?;
    Some((pack, session.book(&pack.policy)?))
}

fn money(pack: &Pack, q: Quantity) -> String {
    let counter = pack.policy.allowance.and_then(|a| Some(pack.policy.fact(a.counter).number()?.unit));
    counter.map_or_else(|| q.to_string(), |unit| words::quantity(&pack.policy, unit, q))
}

/// The month in one line: what is given, and what is left. None in any other session.
pub fn line(model: &Model, width: usize) -> Option<Rich> {
    let (pack, book) = book(model)?;
    let label = Rich::dim("This month  ");
    let Some(limit) = book.limit.or_else(|| limit_now(model)) else {
        return Some(label.push(Role::Strong, money(pack, book.given)).push(Role::Dim, " given"));
    };
    let left = Quantity::from_millionths((limit.millionths() - book.given.millionths()).max(0));
    let full = i64::try_from(BAR).unwrap_or(0);
    let filled = match limit.millionths() {
        0 => full,
        all => (book.given.millionths().saturating_mul(full) / all).clamp(0, full),
    };
    let mut line = label;
    if width >= 70 {
        let filled = usize::try_from(filled).unwrap_or(0);
        line.extend(Role::Accent, '▮', filled);
        line.extend(Role::Dim, '▯', BAR - filled);
        line = line.push(Role::Body, "  ");
    }
    let line = line.push(Role::Strong, money(pack, book.given)).push(Role::Dim, format!(" of {} given, ", money(pack, limit)));
    Some(line.push(Role::Strong, money(pack, left)).push(Role::Dim, " left"))
}

/// The limit of the case on the table, before any case asked for something.
fn limit_now(model: &Model) -> Option<Quantity> {
    let (pack, session) = model.playing()?;
    crate::domain::session::month::line(&pack.policy, &session.round()?.full).map(|l| l.month)
}

/// The end of a month.
pub fn page(model: &Model, scroll: usize, width: usize) -> Page {
    let Some((pack, book)) = book(model) else { return Page::default() };
    let width = width.min(MEASURE);
    let mut head = vec![Rich::new(), Rich::of(Role::Strong, "The month is over.")];
    head.extend(line(model, width));
    head.push(Rich::new());
    let mut body = Vec::new();
    for (label, about, entries) in parts(&book) {
        if entries.is_empty() {
            continue;
        }
        for (i, entry) in entries.iter().enumerate() {
            let label = if i == 0 { Rich::of(Role::Accent, label) } else { Rich::new() };
            let amount = Rich::of(Role::Strong, money(pack, entry.amount));
            let row = label.padded(GUTTER).join(amount).padded(GUTTER + 10).push(Role::Body, what(pack, entry));
            body.extend(wrapped(&row, width, GUTTER + 10));
        }
        for part in wrapped(&Rich::dim(about), width.saturating_sub(GUTTER), 0) {
            body.push(Rich::new().padded(GUTTER).join(part));
        }
        body.push(Rich::new());
    }
    if book.before > Quantity::ZERO {
        let label = Rich::of(Role::Accent, "Before").padded(GUTTER);
        let before = label.push(Role::Strong, money(pack, book.before)).padded(GUTTER + 10);
        body.push(before.push(Role::Dim, "given already when this run began"));
        body.push(Rich::new());
    }
    for sentence in ending(pack, &book) {
        body.extend(wrapped(&Rich::body(sentence), width, 0));
    }
    Page { title: session_title(model), head, body, scroll, ..Page::default() }
}

type Part<'b> = (&'static str, &'static str, Vec<&'b Entry>);

fn parts(book: &Book) -> [Part<'_>; 6] {
    let of = |wanted: fn(&Came) -> bool| book.of_kind(wanted);
    [
        ("Given", "Yours to give, and given.", of(|c| matches!(c, Came::Given | Came::Gesture(_)))),
        (
            "Given away",
            "Within the month, and the policy says otherwise: it is gone all the same.",
            of(|c| matches!(c, Came::GivenAway)),
        ),
        (
            "Not yours",
            "More than the case or the month had: promised, and somebody else's to give. It is not out of your month.",
            of(|c| matches!(c, Came::BeyondCase | Came::BeyondMonth)),
        ),
        (
            "Asked",
            "Handed over for lack of allowance: more than one case may have, or more than the month had left.",
            of(|c| matches!(c, Came::AskedForCase | Came::AskedForMonth)),
        ),
        ("Not given", "Yours to give, and left on the table.", of(|c| matches!(c, Came::LeftOnTheTable))),
        ("Held", "Not to be given here, whatever the month had left.", of(|c| matches!(c, Came::Held | Came::Mishandled))),
    ]
}

/// What it was for.
fn what(pack: &Pack, entry: &Entry) -> String {
    let title = pack.scenarios.iter().find(|s| s.id == entry.scenario).map_or(entry.scenario.as_str(), |s| s.title.as_str());
    match &entry.came {
        Came::Gesture(id) => {
            let label = pack.policy.gestures.iter().find(|g| g.id == *id).map_or(id.as_str(), |g| g.label.as_str());
            format!("{label} ({title})")
        }
        Came::BeyondCase | Came::AskedForCase => format!("{title}: more than one case may have"),
        Came::BeyondMonth | Came::AskedForMonth => format!("{title}: more than the month had left"),
        Came::Mishandled => format!("{title}: not as the policy says"),
        Came::Given | Came::GivenAway | Came::LeftOnTheTable | Came::Held => title.to_owned(),
    }
}

fn ending(pack: &Pack, book: &Book) -> Vec<String> {
    let mut sentences = Vec::new();
    if book.entries.is_empty() {
        sentences.push("Nobody asked for anything.".to_owned());
    }
    let table = book.sum(|c| matches!(c, Came::LeftOnTheTable));
    if table > Quantity::ZERO {
        sentences.push(format!(
            "{} was yours to give to somebody and was not given. An allowance is there to be used.",
            money(pack, table)
        ));
    }
    if let Some(left) = book.left() {
        sentences.push(format!("{} is left. What is left does not carry over, and is nobody's score.", money(pack, left)));
    }
    sentences
}
