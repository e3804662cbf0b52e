//! The answer, in the order in which solo play tells it, from what the room is told.

use crate::domain::policy::explanation::Verdict;
use crate::domain::room::ballot::Vote;
use crate::domain::room::item::Known;
use crate::domain::room::reveal::{FlipTold, NumberLine, Reveal};
use crate::domain::session::answer::Judgement;
use crate::tui::boundary::line::Ground;
use crate::tui::page::say;
use crate::tui::reveal::verdict::{said, you_said};
use crate::tui::rich::{Rich, Role};
use crate::tui::scale::{glyph, name, region};
use crate::tui::words::capital;
use crate::tui::wrap::wrapped;

/// The verdict a room is told by name.
pub fn verdict(name: &str) -> Option<Verdict> {
    [Verdict::Yes, Verdict::No, Verdict::Escalate, Verdict::Either].into_iter().find(|verdict| verdict.name() == name)
}

/// A verdict as the eye should find it.
pub fn loud(name: &str) -> (Role, &'static str) {
    match verdict(name) {
        Some(Verdict::Yes) => (Role::Side(Verdict::Yes), "ACT, yes"),
        Some(Verdict::No) => (Role::Side(Verdict::No), "ACT, no"),
        Some(Verdict::Escalate) => (Role::Side(Verdict::Escalate), "ESCALATE"),
        Some(Verdict::Either) => (Role::Side(Verdict::Either), "ACT, your judgement"),
        None => (Role::Strong, "not decided"),
    }
}

/// The answer in one line.
pub fn headline(reveal: &Reveal) -> Rich {
    let (role, word) = loud(&reveal.answer);
    let line = Rich::body("It is ").push(role, word);
    if reveal.grey { line.push(Role::Caution, "  a grey area: no rule speaks") } else { line }
}

/// What one said oneself, and what it proved to be. Of a case that does not count nobody was right or wrong.
pub fn own(votes: &[Vote], reveal: &Reveal, counts: bool) -> Vec<Rich> {
    let Some(vote) = votes.last() else { return vec![Rich::dim("You did not vote here. That is fine.")] };
    let yours = |mark: Rich| you_said(mark, vote.answer, vote.confidence);
    let line = match verdict(&reveal.answer).filter(|_| counts).map(|verdict| Judgement::of(vote.answer, Some(verdict)).wrong()) {
        None => yours(Rich::new()).push(Role::Body, "."),
        Some(None) => yours(Rich::of(Role::Right, "✓ ")).push(Role::Body, ". ").push(Role::Strong, "Right."),
        // Where no rule speaks there is no name for it, and neither error rate counts it.
        Some(Some(_)) if reveal.grey => yours(Rich::of(Role::Wrong, "✗ ")).push(Role::Body, "."),
        Some(Some(wrong)) => {
            yours(Rich::of(Role::Wrong, "✗ ")).push(Role::Body, ": ").push(Role::Wrong, format!("{}.", wrong.label()))
        }
    };
    let first = votes.first().filter(|first| first.answer != vote.answer);
    let first = first.map(|first| Rich::dim(format!("In the first vote you said {}.", said(first.answer))));
    std::iter::once(line).chain(first).collect()
}

/// All of it.
pub fn lines(reveal: &Reveal, width: usize) -> Vec<Rich> {
    let mut out = vec![headline(reveal)];
    listed(&mut out, "Because", reveal.because.iter().map(fact), width);
    clause(&mut out, reveal, width);
    listed(&mut out, "Yours now", reveal.yours.iter().map(|text| Rich::body(text.to_string())), width);
    if let Some(hand) = &reveal.theirs {
        let phrase = hand.phrase.iter().map(|phrase| format!(" “{phrase}”")).collect::<String>();
        let reach = Some(&hand.reach).filter(|reach| !reach.is_empty()).map(|reach| format!(" {reach}")).unwrap_or_default();
        let line = Rich::of(Role::Strong, hand.to.to_string()).push(Role::Body, format!(", {}.{phrase}{reach}", hand.how_soon));
        listed(&mut out, "Theirs", [line], width);
    }
    if !reveal.lines.is_empty() {
        heading(&mut out, "The line");
        reveal.lines.iter().for_each(|line| out.extend(scale(line, verdict(&reveal.answer), width)));
    }
    listed(&mut out, "It would turn", reveal.flips.iter().map(flip), width);
    if !reveal.no_matter.is_empty() {
        let names: Vec<&str> = reveal.no_matter.iter().map(|text| text.as_str()).collect();
        listed(&mut out, "It did not matter", [Rich::body(names.join(" · "))], width);
    }
    for (title, words) in
        [("Say", &reveal.say), ("Rather not", &reveal.avoid), ("The trap", &reveal.trap), ("What happened", &reveal.outcome)]
    {
        listed(&mut out, title, words.iter().map(|text| Rich::body(text.to_string())), width);
    }
    out
}

fn heading(out: &mut Vec<Rich>, title: &'static str) {
    out.extend([Rich::new(), Rich::of(Role::Accent, title)]);
}

fn listed(out: &mut Vec<Rich>, title: &'static str, lines: impl IntoIterator<Item = Rich>, width: usize) {
    let mut lines = lines.into_iter().peekable();
    if lines.peek().is_some() {
        heading(out, title);
        lines.for_each(|line| out.extend(wrapped(&Rich::dim("· ").join(line), width, 2)));
    }
}

fn clause(out: &mut Vec<Rich>, reveal: &Reveal, width: usize) {
    let clause = &reveal.clause;
    heading(out, "The clause");
    let id = clause.id.iter().map(|id| format!("{id}  ")).collect::<String>();
    let whose = if clause.law { "the law" } else { "the house's own line" };
    let line = Rich::of(Role::Strong, format!("{id}{}", clause.title));
    out.push(if clause.id.is_some() { line.push(Role::Dim, format!("  {whose}")) } else { line });
    say(out, &Rich::body(clause.text.to_string()), width);
    if !clause.why.is_empty() {
        say(out, &Rich::dim(clause.why.to_string()), width);
    }
}

fn fact(known: &Known) -> Rich {
    Rich::body(format!("{}: ", known.label)).push(Role::Strong, known.value.to_string())
}

fn flip(flip: &FlipTold) -> Rich {
    let changes: Vec<String> = flip.changes.iter().map(|known| format!("{}: {}", known.label, known.value)).collect();
    let (role, word) = loud(&flip.answer);
    let clause = flip.clause.iter().map(|id| format!("  ({id})")).collect::<String>();
    let other = if flip.other_case { "  another case" } else { "" };
    Rich::body(format!("{} → ", changes.join(", "))).push(role, word).push(Role::Dim, format!("{clause}{other}"))
}

/// A number, what is left of it, and the line drawn to scale between the lowest value and some way beyond.
fn scale(line: &NumberLine, here: Option<Verdict>, width: usize) -> Vec<Rich> {
    let left = if line.up { format!("room {}", line.left) } else { format!("room {} down", line.left) };
    let head = Rich::of(Role::Strong, line.label.to_string()).push(Role::Body, format!("  {}", line.value));
    let head = head.with_right(Rich::dim(left), width);
    let ends = line.ends.each_ref().map(|end| end.to_string());
    let bar = width.saturating_sub(Rich::body(ends.concat()).width() + 2).max(6);
    let place = |thousandths: u16| (usize::from(thousandths) * (bar - 1) + 500) / 1000;
    let (at, turn) = (place(line.at), place(line.line_at));
    let ground = |verdict: Option<Verdict>| verdict.map_or(Ground::Open, Ground::Answer);
    let beyond = ground(line.turns_to.as_ref().and_then(|name| verdict(name)));
    // Case and line never share a cell: the case stands on its own side.
    let turn = if turn == at { if line.up { at + 1 } else { at.saturating_sub(1) } } else { turn };
    let mut drawn = Rich::dim(format!("{} ", ends[0]));
    for cell in 0..bar {
        let past = if line.up { cell > turn } else { cell < turn };
        match cell {
            _ if cell == at => drawn.extend(Role::Strong, '●', 1),
            _ if cell == turn => drawn.extend(Role::Strong, '┃', 1),
            _ if past => drawn.extend(region(beyond), glyph(beyond), 1),
            _ => drawn.extend(region(ground(here)), glyph(ground(here)), 1),
        }
    }
    let way = if line.up { "above" } else { "below" };
    let words = format!("{} {way} {}", capital(name(beyond)), line.limit);
    vec![head, drawn.push(Role::Dim, format!(" {}", ends[1])), Rich::of(region(beyond), words)]
}
