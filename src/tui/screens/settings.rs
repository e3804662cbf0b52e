//! Level and settings.

use super::title;
use crate::domain::learner::profile::Comfort;
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};
use crate::tui::settings::{Setting, rows};
use crate::tui::words;
use crate::tui::wrap::wrapped;

/// The page.
pub fn page(model: &Model, place: usize, cursor: usize, width: usize) -> Page {
    let mut body = Vec::new();
    for (i, setting) in rows(model, place).into_iter().enumerate() {
        let (sign, role) = if i == cursor { ("▸ ", Role::Accent) } else { ("  ", Role::Strong) };
        let (name, value, about) = row(model, place, setting);
        body.push(Rich::of(role, format!("{sign}{name}")).with_right(Rich::of(Role::Strong, value), width.min(74)));
        let about = wrapped(&Rich::dim(about), width.min(74) - 2, 0);
        body.extend(about.into_iter().map(|l| Rich::body("  ").join(l)));
        body.push(Rich::new());
    }
    let pack = model.shelf.as_ref().and_then(|s| s.pack(place)).map(|p| p.policy.title.to_string());
    let head = vec![
        Rich::new(),
        Rich::of(Role::Strong, "Settings").push(Role::Dim, format!("  {}", pack.unwrap_or_default())),
        Rich::new(),
    ];
    Page { title: title("settings"), head, body, ..Page::default() }
}

/// A row as a sentence, for plain lines.
pub fn sentence(model: &Model, place: usize, setting: Setting) -> String {
    let (name, value, about) = row(model, place, setting);
    format!("{name}: {value}. {about}")
}

fn row(model: &Model, place: usize, setting: Setting) -> (String, String, String) {
    match setting {
        Setting::SecondTaps => (
            "A second question".to_owned(),
            if model.profile.settings.second_taps { "on" } else { "off" }.to_owned(),
            "After each answer: which fact decides, or whom you hand it to. Graded, never part of the marks.".to_owned(),
        ),
        Setting::Comfort => (
            "Explanations begin with".to_owned(),
            match model.profile.settings.comfort {
                Comfort::JudgementFirst => "judgement, the facts",
                Comfort::RulesFirst => "rules, the clause",
            }
            .to_owned(),
            "What you are most at ease with. It says the same in another order, and the marks are the same.".to_owned(),
        ),
        Setting::Own(id) => {
            let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Default::default() };
            let fact = pack.policy.fact(id);
            let own = model.profile.own_facts(&pack.policy).into_iter().find(|(f, _)| *f == id);
            let value = own.map_or_else(|| "as each case has it".to_owned(), |(_, v)| words::value(&pack.policy, fact, v));
            (fact.label.to_string(), value, "Yours, not the case's: your limits follow it.".to_owned())
        }
    }
}
