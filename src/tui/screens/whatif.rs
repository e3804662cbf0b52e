//! What if a number moved: the number and its curve, the figures of the draft, and the cases that turn.

pub mod chart;
pub mod sums;

use super::title;
use crate::domain::policy::whatif::knob::Knob;
use crate::domain::wording::counted;
use crate::tui::model::Model;
use crate::tui::page::{Page, window};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::whatif::{Focus, WhatIf};
use crate::tui::words;
use crate::tui::wrap::truncated;

/// Rows of the screen that are neither head nor list.
const AROUND: usize = 4;
/// From this height on there is air between the parts.
const TALL: u16 = 24;
/// Columns of what a number is.
const VALUE: usize = 22;

/// The page.
pub fn page(model: &Model, what: &WhatIf, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(what.pack)) else { return Page::default() };
    match what.focus {
        Focus::Slide => slide(model, pack, what, width),
        Focus::Numbers => numbers(model, pack, what, width),
    }
}

fn slide(model: &Model, pack: &Pack, what: &WhatIf, width: usize) -> Page {
    let tall = model.size.1 >= TALL;
    let left = title("what if").0.push(Role::Dim, format!("  {}", words::short(&pack.policy.title)));
    let place = Rich::dim(format!("number {} of {}", what.at + 1, what.knobs.len()));
    let mut head = vec![Rich::new(), name(pack, what, width)];
    if tall {
        head.push(Rich::new());
    }
    head.extend(chart::drawn(pack, what, model.size.1, width));
    if tall {
        head.push(Rich::new());
    }
    let wide = width.min(100);
    head.extend(sums::lines(pack, what, wide, tall));
    if tall {
        head.push(Rich::new());
    }
    let flips = what.figures.as_ref().map(|f| f.flips.len()).unwrap_or_default();
    head.push(heading(what, flips));
    let height =
        usize::from(model.size.1).saturating_sub(AROUND + crate::tui::view::around(model.size.1) - 4 + head.len()).max(1);
    let rows = rows(pack, what, width);
    let shown = window(rows.len(), what.row, height);
    let body = rows.into_iter().skip(shown.start).take(shown.len()).collect();
    Page { title: (left, place), head, body, ..Page::default() }
}

/// The number, what it is, and what it would be.
fn name(pack: &Pack, what: &WhatIf, width: usize) -> Rich {
    let (knob, value) = (what.knob(), what.value());
    let line = Rich::of(Role::Strong, words::capital(&knob.label(&pack.policy))).push(Role::Body, "   ");
    let line = line.join(moved(pack, knob, value));
    let others = what.moved() - usize::from(knob.value != value);
    let right = if others > 0 {
        Rich::of(Role::Caution, format!("and {} moved", counted(others, "other number", "other numbers")))
    } else {
        Rich::dim(knob.name.clone())
    };
    if line.width() + right.width() < width { line.with_right(right, width) } else { line }
}

fn moved(pack: &Pack, knob: &Knob, value: crate::domain::policy::quantity::Quantity) -> Rich {
    let say = |q| words::quantity(&pack.policy, knob.unit(&pack.policy), q);
    if knob.value == value {
        return Rich::body(say(value)).push(Role::Dim, "  as it is");
    }
    Rich::dim(say(knob.value)).push(Role::Dim, " → ").push(Role::Accent, say(value))
}

fn heading(what: &WhatIf, flips: usize) -> Rich {
    match (what.moved(), flips) {
        (0, _) => Rich::dim("Nothing is moved yet: + and − (or → and ←) move the number."),
        (_, 0) => Rich::dim("No told case turns."),
        (_, n) => Rich::of(Role::Accent, format!("{} here:", counted(n, "told case turns", "told cases turn"))),
    }
}

/// The told cases that turn, the chosen one marked.
fn rows(pack: &Pack, what: &WhatIf, width: usize) -> Vec<Rich> {
    let Ok(figures) = &what.figures else { return Vec::new() };
    let row = |(at, flip): (usize, &crate::tui::whatif::figures::Flip)| {
        let title = pack.scenarios.get(flip.scenario).map(|s| s.title.to_string()).unwrap_or_default();
        let mark = if at == what.row { Rich::of(Role::Accent, "▸ ") } else { Rich::body("  ") };
        let words = Rich::dim(format!("{} → ", flip.was.words())).push(Role::Body, flip.now.words().to_owned());
        let name = mark.push(if at == what.row { Role::Accent } else { Role::Body }, title);
        let room = width.saturating_sub(name.width() + 2);
        let line = if words.width() <= room { name.push(Role::Body, "  ").join(words) } else { name.join(short(flip)) };
        truncated(line, width)
    };
    figures.flips.iter().enumerate().map(row).collect()
}

/// Answers alone, where there is no room for whose they are.
fn short(flip: &crate::tui::whatif::figures::Flip) -> Rich {
    let words = |seen: &crate::domain::revision::seen::Seen| seen.words().split(", under").next().unwrap_or_default().to_owned();
    Rich::dim(format!("  {} → ", words(&flip.was))).push(Role::Body, words(&flip.now))
}

/// Every number that can be moved.
fn numbers(model: &Model, pack: &Pack, what: &WhatIf, width: usize) -> Page {
    let left = title("what if").0.push(Role::Dim, format!("  {}", words::short(&pack.policy.title)));
    let place = Rich::dim(format!("{} of {}", what.at + 1, what.knobs.len()));
    let words = "What would change if one of these were another? Nothing is written: the policy stays as it is.";
    let mut head = vec![Rich::new()];
    head.extend(crate::tui::wrap::wrapped(&Rich::body(words), width.min(100), 0));
    head.push(Rich::new());
    let row = |(at, knob): (usize, &Knob)| {
        let mark = if at == what.at { Rich::of(Role::Accent, "▸ ") } else { Rich::body("  ") };
        let role = if at == what.at { Role::Accent } else { Role::Body };
        let name = mark.push(role, words::capital(&knob.label(&pack.policy)));
        let rules: Vec<&str> = knob.rules(&pack.policy).iter().map(|r| pack.policy.rules[r.0].id.as_str()).collect();
        let value = what.draft.get(at).copied().unwrap_or(knob.value);
        let name = name.push(Role::Dim, format!("  {}", rules.join(" ")));
        let value = moved(pack, knob, value);
        let value = if value.text().ends_with("as it is") { Rich(value.0.into_iter().take(1).collect()) } else { value };
        truncated(name, width.min(100).saturating_sub(VALUE)).with_right(value, width.min(100))
    };
    let height = usize::from(model.size.1).saturating_sub(AROUND + head.len() + 1).max(3);
    let shown = window(what.knobs.len(), what.at, height);
    let body = what.knobs.iter().enumerate().skip(shown.start).take(shown.len()).map(row).collect();
    Page { title: (left, place), head, body, ..Page::default() }
}
