//! Before a refresher: how many cases, why they are here, how long they take, and how many of them are red lines.

use super::title;
use crate::domain::learner::refresh::hand::Mix;
use crate::domain::wording::counted;
use crate::tui::model::Model;
use crate::tui::page::{Page, say};
use crate::tui::refresh::{self, Asked, Refreshing};
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;

/// Columns of what stands at the left.
const GUTTER: usize = 6;

/// The page.
pub fn page(model: &Model, at: &Refreshing, width: usize) -> Page {
    let measure = width.min(84);
    let pack = model.shelf.as_ref().and_then(|s| s.pack(at.pack));
    let name = pack.map_or(String::new(), |p| p.policy.title.to_string());
    let minutes = counted(usize::try_from(at.wish.minutes).unwrap_or(usize::MAX), "minute", "minutes");
    let asked = Rich::dim(format!("at most {minutes}"));
    let head = vec![Rich::new(), Rich::of(Role::Strong, name).with_right(asked, measure), Rich::new()];
    let body = match model.refreshers.of.get(&at.pack) {
        Some(_) => body(model, at, measure),
        None => {
            let mut lines = Vec::new();
            say(&mut lines, &Rich::dim(waiting(model)), measure);
            lines
        }
    };
    Page { title: title("refresher"), head, body, scroll: at.scroll, ..Page::default() }
}

/// What stands there as long as nothing is known.
pub fn waiting(model: &Model) -> String {
    match &model.refreshers.asked {
        Asked::No | Asked::Reading => "Looking up what you have met, and when you last did…".to_owned(),
        Asked::Told => "What you know of this policy can't be told: it is too large to be charted.".to_owned(),
        Asked::Untold(why) => format!("Not known: {why}"),
    }
}

fn body(model: &Model, at: &Refreshing, width: usize) -> Vec<Rich> {
    let Some(refresher) = model.refreshers.of.get(&at.pack) else { return Vec::new() };
    let told = refresh::told(refresher, at, model.wishes.zone);
    let mut lines = Vec::new();
    say(&mut lines, &Rich::of(Role::Accent, told.headline), width);
    for (many, why) in told.reasons {
        lines.extend(beside(&format!("{many:>4}"), Rich::body(why), width));
    }
    lines.push(Rich::new());
    if let Some(fresh) = told.fresh {
        say(&mut lines, &Rich::body(fresh), width);
    }
    if let Some(red) = told.red {
        say(&mut lines, &Rich::body(red), width);
    }
    if told.mixed {
        lines.push(mixes(at.wish.mix));
        lines.push(Rich::new());
    }
    for line in told.rest {
        say(&mut lines, &Rich::body(line), width);
    }
    if !told.pace.is_empty() {
        say(&mut lines, &Rich::dim(format!("Reckoned with {}", told.pace)), width);
    }
    lines
}

/// The mixes, the chosen one marked.
fn mixes(chosen: Mix) -> Rich {
    Mix::ALL.into_iter().fold(Rich::dim("Mix "), |line, mix| {
        let (sign, role) = if mix == chosen { (" ▸ ", Role::Accent) } else { ("   ", Role::Dim) };
        line.push(Role::Accent, sign).push(role, refresh::mix(mix))
    })
}

fn beside(left: &str, text: Rich, width: usize) -> Vec<Rich> {
    let parts = wrapped(&text, width.saturating_sub(GUTTER), 0);
    let label = |at: usize| if at == 0 { Rich::of(Role::Strong, left.to_owned()) } else { Rich::new() };
    parts.into_iter().enumerate().map(|(at, part)| label(at).padded(GUTTER).join(part)).collect()
}
