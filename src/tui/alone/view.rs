//! What is on the screen of somebody who answers alone: a function of the model.

use ratatui::layout::Rect;

use super::keymap;
use super::model::{Model, Over};
use crate::domain::wording::counted;
use crate::tui::guest::view::{voted, writing};
use crate::tui::page::{Page, say};
use crate::tui::reveal::verdict::said;
use crate::tui::rich::{Rich, Role};
use crate::tui::room::{keys, table};
use crate::tui::sheet::Sheet;
use crate::tui::view::{Around, bar, lay, overflowing, page_width};
use crate::tui::warning::MAY_LEAVE_OUT;
use crate::tui::words::short;
use crate::tui::wrap::wrapped;

/// What is asked of every case.
pub const ASKED: &str = "What do you do? Take your time: speed counts for nothing.";

/// What is promised, and what can't be: a file is a file.
const PRIVACY: &str = "Your name is not in it, and the debrief tells nobody's answers. Who gets the file from you could still open it and \
                       read them.";

/// The whole screen.
pub fn sheet(model: &Model) -> Sheet {
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let width = usize::from(page_width(area.width));
    let bar = bar(keys::bar(&keymap::tables(model), model), width);
    let word = model.word.as_ref().map(|word| Rich::of(Role::Accent, word.clone()));
    lay(area, page(model, width), Around { standing: standing(model, width), word, bar })
}

/// How far one can scroll.
pub fn overflow(model: &Model) -> usize {
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let width = usize::from(page_width(area.width));
    overflowing(area, &page(model, width), standing(model, width).len())
}

fn standing(model: &Model, width: usize) -> Vec<Rich> {
    let trouble = model.trouble.as_ref().map(|why| wrapped(&Rich::of(Role::Caution, why.clone()), width, 2));
    trouble.unwrap_or_default()
}

fn page(model: &Model, width: usize) -> Page {
    match &model.over {
        Some(Over::Help { scroll }) => keys::help(&[keymap::TABLE], model, *scroll, width),
        Some(Over::Asking(text)) => {
            let about = "A case the policy forgets. It goes with your answers, without your name.";
            Page { title: title(model), ..writing("What about when…?", about, text, width) }
        }
        None => case(model, width),
    }
}

/// `case 3 of 7`, or that it is the end.
pub fn heading(model: &Model) -> String {
    match model.case() {
        Some(_) => format!("case {} of {}", model.at, model.cases()),
        None => "the end".to_owned(),
    }
}

fn title(model: &Model) -> (Rich, Rich) {
    let left = Rich::of(Role::Accent, short(&model.paper.title).to_owned()).push(Role::Dim, format!("  {}", heading(model)));
    (left, Rich::dim(format!("{} answered", model.answered())))
}

fn case(model: &Model, width: usize) -> Page {
    let Some(case) = model.case() else {
        return Page { title: title(model), body: end(model, width), scroll: model.scroll, ..Page::default() };
    };
    if model.is_warned() {
        // Nothing is asked of a case that nobody has read.
        let said = model.vote().map(|vote| Rich::of(Role::Right, "✓ ").push(Role::Body, format!("{} Kept.", voted(vote))));
        let foot = said.into_iter().flat_map(|said| [Rich::new(), said]).collect();
        let body = table::warning(case, MAY_LEAVE_OUT, width);
        return Page { title: title(model), body, foot, scroll: model.scroll, ..Page::default() };
    }
    let mut foot = vec![Rich::new()];
    foot.extend(wrapped(&Rich::of(Role::Strong, ASKED), width, 0));
    foot.extend(wrapped(&state(model), width, 2));
    Page { title: title(model), body: table::sheet(case, width), foot, scroll: model.scroll, ..Page::default() }
}

/// What has become of the answer.
fn state(model: &Model) -> Rich {
    match (model.half, model.vote()) {
        (Some(answer), _) => Rich::body(format!("You say {}. How sure are you? 1 unsure, 2 fairly sure, 3 sure", said(answer))),
        (None, Some(vote)) => {
            Rich::of(Role::Right, "✓ ").push(Role::Body, format!("{} Kept; you may change it. Enter goes on.", voted(vote)))
        }
        (None, None) => Rich::dim("a act: yes   n act: no   e escalate"),
    }
}

fn end(model: &Model, width: usize) -> Vec<Rich> {
    end_words(model).into_iter().fold(Vec::new(), |mut lines, (role, words)| {
        say(&mut lines, &Rich::of(role, words), width.min(78));
        lines.push(Rich::new());
        lines
    })
}

/// What is said at the end.
pub fn end_words(model: &Model) -> Vec<(Role, String)> {
    let open: Vec<String> = model.open().map(|case| case.to_string()).collect();
    let first = match &open[..] {
        [] => "Every case is answered. Thank you.".to_owned(),
        [one] => format!("One case is still open: {one}. Enter goes there; you may also leave it open."),
        some => format!(
            "{} are still open: {}. Enter goes there; you may also leave them open.",
            counted(some.len(), "case", "cases"),
            some.join(", ")
        ),
    };
    let mut words = vec![(Role::Strong, first)];
    if model.answered() > 0 {
        words.push((Role::Body, "Send this file back to whoever sent you the ballot:".to_owned()));
        words.push((Role::Accent, model.file.clone()));
        words.push((Role::Dim, PRIVACY.to_owned()));
        words.push((
            Role::Dim,
            "You may change your mind and send it again: what you said last counts, and counts once.".to_owned(),
        ));
    }
    words
}
