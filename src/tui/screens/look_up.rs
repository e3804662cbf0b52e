//! The page of the handbook for the case on the table: every rule that could matter, and not which of them does.

use super::{library, session_title};
use crate::domain::policy::rule::RuleId;
use crate::domain::session::handbook::topic;
use crate::tui::craft;
use crate::tui::model::Model;
use crate::tui::page::{Page, beside, say};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;
use crate::tui::wrap::wrapped;

/// Rows of the screen that are not the list, where the rule's text stands below it, and where it stands beside it.
const AROUND: usize = 15;
const AROUND_WIDE: usize = 10;
/// From this width on the rule that is chosen stands beside the list.
const BESIDE: usize = 104;
/// Columns of the list then, and what stands between.
const LIST: usize = 54;
const GAP: &str = "  │  ";
/// Lines of the text below the list.
const TEXT: usize = 4;

/// The page.
pub fn page(model: &Model, cursor: usize, width: usize) -> Page {
    let Some((pack, _)) = model.playing() else { return Page::default() };
    let voices = craft::page_of_rules(model);
    let mut head = vec![Rich::new()];
    say(&mut head, &heading(model), width);
    say(&mut head, &Rich::dim(ABOUT), width.min(92));
    head.push(Rich::new());
    let chosen = voices.get(cursor).copied().flatten();
    let wide = width >= BESIDE;
    let around = if wide { AROUND_WIDE } else { AROUND };
    let height = usize::from(model.size.1).saturating_sub(around).max(3);
    let left = if wide { LIST } else { width };
    let list = library::list_of(model, pack, &voices, cursor, (left.min(90).saturating_sub(2), height));
    let place = Rich::dim(format!("{} of {}", cursor + 1, voices.len()));
    let page = Page { title: (session_title(model).0, place), head, ..Page::default() };
    if wide {
        let text = text(pack, chosen, width - left - GAP.len());
        return Page { body: beside(list, text.into_iter().take(height).collect(), left, GAP), ..page };
    }
    let mut foot = vec![Rich::new()];
    foot.extend(text(pack, chosen, width.min(90)).into_iter().take(TEXT));
    Page { body: list, foot, near: Some(height.min(voices.len() + 3)), ..page }
}

const ABOUT: &str = "Which of them decides is yours to see. Looking up is no mistake; it is kept with your answer.";

/// What the page is about.
pub fn heading(model: &Model) -> Rich {
    let line = Rich::of(Role::Strong, "The rules that could matter");
    let about = model.playing().and_then(|(pack, session)| {
        let id = topic(&pack.policy)?;
        let value = words::known(&pack.policy, id, &session.round()?.known);
        Some(format!("  {}: {value}", pack.policy.fact(id).label))
    });
    line.push(Role::Dim, about.unwrap_or_default())
}

fn text(pack: &Pack, rule: Option<RuleId>, width: usize) -> Vec<Rich> {
    match rule.and_then(|id| pack.policy.rules.get(id.0)) {
        Some(rule) => {
            let mut lines =
                wrapped(&Rich::of(Role::Accent, rule.id.clone()).push(Role::Body, format!("  {}", rule.text)), width, 0);
            lines.extend(wrapped(&Rich::dim(format!("Why: {}", rule.why)), width, 0));
            lines
        }
        None => wrapped(&Rich::body("What holds where none of these speaks."), width, 0),
    }
}
