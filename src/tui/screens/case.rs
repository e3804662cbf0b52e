//! The case: what happened, what is known, and the question.

mod panel;

use self::panel::panel;
use super::session_title;
use crate::domain::policy::case::Case;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::{Policy, explanation::Change};
use crate::domain::scenario::layout::CONVERSATION_COLUMNS;
use crate::domain::scenario::{Scenario, Speaker};
use crate::domain::session::answer::{Answer, Certainty};
use crate::domain::session::round::Round;
use crate::tui::model::{Model, Stage};
use crate::tui::page::{Page, beside, say, window};
use crate::tui::reveal::verdict::said;
use crate::tui::rich::{Rich, Role};
use crate::tui::taps::Rows;
use crate::tui::warning::{MAY_LEAVE_OUT, caution};
use crate::tui::wrap::wrapped;
use crate::tui::{facts, taps, words};

/// From this width on the facts stand beside the story.
const BESIDE: usize = 70;
/// A question stands near its case, and at the same height from case to case.
const NEAR: usize = 15;
/// Rows shown of a list to choose from.
const LIST: usize = 6;

/// The page.
pub fn page(model: &Model, stage: Stage, width: usize) -> Page {
    let Some((scenario, policy, round)) = at_hand(model) else { return Page::default() };
    let title = session_title(model);
    if stage == Stage::Warned {
        return Page { title, head: head(model, scenario, width), body: warning(scenario), ..Page::default() };
    }
    let mut head = head(model, scenario, width);
    head.extend(super::month::line(model, width));
    for line in moves(policy, scenario, round) {
        say(&mut head, &line, width);
    }
    head.push(Rich::new());
    let body = body(policy, scenario, round, width);
    Page {
        title,
        head,
        body,
        foot: question(model, stage, width),
        near: Some(NEAR),
        scroll: model.story_scroll,
        ..Page::default()
    }
}

/// The case once more, after it is answered.
pub fn story(model: &Model, scroll: usize, width: usize) -> Page {
    let Some((scenario, policy, round)) = at_hand(model) else { return Page::default() };
    let mut head = heading(scenario, width);
    for line in moves(policy, scenario, round) {
        say(&mut head, &line, width);
    }
    head.push(Rich::new());
    Page { title: session_title(model), head, body: body(policy, scenario, round, width), scroll, ..Page::default() }
}

fn at_hand(model: &Model) -> Option<(&Scenario, &Policy, &Round)> {
    let (pack, session) = model.playing()?;
    let round = session.round()?;
    Some((pack.scenarios.get(round.scenario)?, &pack.policy, round))
}

/// Title and channel, and why the case is here.
fn head(model: &Model, scenario: &Scenario, width: usize) -> Vec<Rich> {
    let mut head = heading(scenario, width);
    if let Some(why) = words::why(model) {
        say(&mut head, &Rich::dim(format!("Why this one: {why}")), width);
    }
    head
}

/// Title and channel.
pub(super) fn heading(scenario: &Scenario, width: usize) -> Vec<Rich> {
    let channel = scenario.channel.map_or(String::new(), |c| words::channel(c).to_owned());
    vec![Rich::of(Role::Strong, scenario.title.to_string()).with_right(Rich::dim(channel), width)]
}

fn warning(scenario: &Scenario) -> Vec<Rich> {
    let what = scenario.warning.iter().map(caution);
    [Rich::new()].into_iter().chain(what).chain([Rich::new(), Rich::body(MAY_LEAVE_OUT)]).collect()
}

/// What differs from the story, and from the case before.
fn moves(policy: &Policy, scenario: &Scenario, round: &Round) -> Vec<Rich> {
    let moved = |change: &Change, lead: &'static str| {
        let from = words::value(policy, policy.fact(change.fact), change.from);
        let line = Rich::of(Role::Accent, lead)
            .push(Role::Strong, words::change(policy, change))
            .push(Role::Dim, format!("  (it was {from})."));
        match words::untold(policy, scenario, change) {
            Some(counts) => line.push(Role::Body, format!(" {counts}")),
            None => line,
        }
    };
    let lead = |nth: usize| if nth == 0 { "As told, but… " } else { "and… " };
    let dealt = round.told_moves().enumerate().map(|(nth, change)| moved(change, lead(nth)));
    dealt.chain(round.twin.iter().map(|change| moved(change, "The same, but… "))).collect()
}

/// The facts that were moved: what the story may not tell.
fn moved(round: &Round) -> Vec<FactId> {
    round.moved.iter().chain(&round.twin).map(|change| change.fact).collect()
}

/// A told case and what is known of it, nobody having asked anything.
pub(super) fn laid_out(policy: &Policy, scenario: &Scenario, case: &Case, width: usize) -> Vec<Rich> {
    both(policy, scenario, case, width, |width| panel(policy, case, &[], &[], width))
}

fn body(policy: &Policy, scenario: &Scenario, round: &Round, width: usize) -> Vec<Rich> {
    both(policy, scenario, &round.known, width, |width| panel(policy, &round.known, &round.asked, &moved(round), width))
}

/// The story, and the panel of facts below it or, where there is room, beside it.
fn both(policy: &Policy, scenario: &Scenario, case: &Case, width: usize, panel: impl Fn(usize) -> Vec<Rich>) -> Vec<Rich> {
    if width < BESIDE {
        let mut lines = told(policy, scenario, case, width);
        lines.push(Rich::new());
        lines.extend(panel(width));
        return lines;
    }
    // The conversation gets what `check` counts by at 80 columns; beyond that both grow, up to lines that still read well.
    let left = (CONVERSATION_COLUMNS + (width.saturating_sub(78)) * 3 / 5).min(70);
    let right = (width - left - 3).min(52);
    beside(told(policy, scenario, case, left), panel(right), left, " │ ")
}

/// The story and what was said.
fn told(policy: &Policy, scenario: &Scenario, case: &Case, width: usize) -> Vec<Rich> {
    let mut lines = Vec::new();
    say(&mut lines, &Rich::body(words::filled(policy, &scenario.story, case).trim().to_owned()), width);
    let roomy = width > CONVERSATION_COLUMNS;
    for (i, speech) in scenario.speech.iter().enumerate() {
        let text = words::filled(policy, &speech.text, case);
        let line = match speech.who {
            Speaker::Customer => Rich::of(Role::Strong, format!("“{text}”")),
            Speaker::Agent => Rich::body(format!("“{text}”")),
            Speaker::Note => Rich::dim(text.to_string()),
        };
        // Names stand in a column of their own only where the lines are long enough.
        let (name, hang) = if roomy {
            (format!("{:<10}", words::capital(speech.who.name())), 10)
        } else {
            (format!("{}  ", words::capital(speech.who.name())), 0)
        };
        if roomy || i == 0 {
            lines.push(Rich::new());
        }
        lines.extend(wrapped(&Rich::dim(name).join(line), width, hang));
    }
    lines
}

/// What stands below: the three answers, how sure, or a list to choose from.
fn question(model: &Model, stage: Stage, width: usize) -> Vec<Rich> {
    let rows = match stage {
        Stage::Decide => decide(model, width),
        Stage::Sure(answer) => how_sure(answer),
        Stage::Saving => vec![Rich::dim("Keeping your answer…"), Rich::new(), Rich::new(), Rich::new()],
        Stage::Ask { cursor } => ask(model, cursor, width),
        Stage::Tap { answer, cursor, .. } => tap(model, answer, cursor, width),
        Stage::Warned => Vec::new(),
    };
    std::iter::once(Rich::new()).chain(rows).collect()
}

fn decide(model: &Model, width: usize) -> Vec<Rich> {
    let mut lines = vec![
        Rich::of(Role::Strong, "What do you do?"),
        choice("a", "Act: do it yourself"),
        choice("n", "Act: say no, or not yet, yourself"),
        choice("e", "Escalate: hand it over"),
    ];
    let can_ask = !facts::askable(model).is_empty();
    if can_ask {
        let first = choice("f", "Ask the customer first");
        if width >= BESIDE {
            lines[0] = lines[0].clone().padded(44);
            lines[1] = lines[1].clone().padded(44).join(first);
        } else {
            lines.push(first);
        }
    }
    lines
}

fn choice(key: &'static str, text: &'static str) -> Rich {
    Rich::of(Role::Key, format!("   {key}")).push(Role::Body, format!("   {text}"))
}

fn how_sure(answer: Answer) -> Vec<Rich> {
    let row = |certainty: Certainty, words: &str, odds: &str| {
        let (right, wrong) =
            (crate::domain::session::scoring::marks(certainty, true), crate::domain::session::scoring::marks(certainty, false));
        let wrong = format!("wrong {wrong:>2}").replace('-', "−");
        Rich::of(Role::Key, format!("   {}", certainty.level()))
            .push(Role::Body, format!("   {words:<12}"))
            .push(Role::Dim, format!("right +{right}   {wrong}   {odds}"))
    };
    vec![
        Rich::of(Role::Strong, "How sure are you?").push(Role::Dim, format!("   You say {}.", said(answer))),
        row(Certainty::Unsure, "unsure", ""),
        row(Certainty::Fairly, "fairly sure", "pays from 2 in 3"),
        row(Certainty::Sure, "sure", "pays from 4 in 5"),
    ]
}

fn ask(model: &Model, cursor: usize, width: usize) -> Vec<Rich> {
    let Some((pack, _)) = model.playing() else { return Vec::new() };
    let rows = facts::askable(model).into_iter().map(|id| {
        let fact = pack.policy.fact(id);
        let ask = fact.ask.as_ref().map_or(String::new(), |ask| format!("  “{ask}”"));
        Rich::body(fact.label.to_string()).push(Role::Dim, ask)
    });
    list("What do you ask about?", "Asking what does not matter costs nothing.", rows.collect(), cursor, width)
}

fn tap(model: &Model, answer: Answer, cursor: usize, width: usize) -> Vec<Rich> {
    let Some((pack, _)) = model.playing() else { return Vec::new() };
    match taps::rows(model, answer) {
        Rows::Facts(facts) => {
            let rows = facts.into_iter().map(|id| Rich::body(pack.policy.fact(id).label.to_string()));
            list("Which fact decides?", "Graded, and no part of the marks. s passes.", rows.collect(), cursor, width)
        }
        Rows::Routes(routes) => {
            let row = |id| {
                let route = pack.policy.route(id);
                Rich::body(format!("{}  ", route.label)).push(Role::Urgency(route.urgency), words::urgency(route.urgency))
            };
            let rows = routes.into_iter().map(row);
            list("Whom do you hand it to?", "Graded, and no part of the marks. s passes.", rows.collect(), cursor, width)
        }
    }
}

/// The row that is chosen is read in full; the others are cut where a line ends.
fn list(question: &'static str, about: &'static str, rows: Vec<Rich>, cursor: usize, width: usize) -> Vec<Rich> {
    let shown = window(rows.len(), cursor, LIST);
    let count = rows.len();
    let mut lines = vec![Rich::of(Role::Strong, question).push(Role::Dim, format!("   {about}"))];
    for (i, row) in rows.into_iter().enumerate().skip(shown.start).take(shown.len()) {
        let sign = if i == cursor { Rich::of(Role::Accent, " ▸ ") } else { Rich::body("   ") };
        let number = if i < 9 { format!("{}  ", i + 1) } else { "   ".to_owned() };
        let row = sign.push(Role::Key, number).join(row);
        match i == cursor {
            true => lines.extend(wrapped(&row, width, 6)),
            false => lines.push(row),
        }
    }
    if shown.end < count {
        lines.push(Rich::dim(format!("      … {} more below", count - shown.end)));
    }
    lines
}
