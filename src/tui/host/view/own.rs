//! What is the host's alone: the split of a vote that is over, the share that is right, what helps most now, the answer.

use crate::domain::room::agenda::Talk;
use crate::domain::room::place::Phase;
use crate::domain::room::reveal::Reveal;
use crate::domain::room::split::Moves;
use crate::domain::room::view::table::Table;
use crate::domain::wording::debrief;
use crate::tui::host::model::Model;
use crate::tui::page::say;
use crate::tui::rich::{Rich, Role};
use crate::tui::room::{reveal, votes};
use crate::tui::wrap::wrapped;

/// Above what nobody else is to read.
const YOURS_ALONE: &str = "Yours alone";

/// It; or, where it is hidden and there is something, which key shows it.
pub fn lines(model: &Model, width: usize) -> Vec<Rich> {
    let host = model.host();
    let is_over = host.votes.first.is_some() || host.votes.second.is_some();
    let mut out = untaken(model, width);
    if !model.own {
        if matches!(model.phase(), Phase::Split) {
            let words = "How they voted is yours alone: Tab shows it here, on this screen. Don't tell before they have argued.";
            say(&mut out, &Rich::dim(words), width);
        }
        return out;
    }
    let phase = model.phase();
    if matches!(phase, Phase::Split | Phase::Discuss | Phase::Swing) {
        out.push(Rich::of(Role::Caution, YOURS_ALONE));
        // The swing is on the table already.
        if phase != Phase::Swing {
            out.extend(votes::lines(&host.votes, width));
        }
        if is_over {
            out.push(right(model));
        }
        out.extend(host.moves.iter().map(moved));
        if let Some(advice) = host.advice {
            out.extend(wrapped(&Rich::of(Role::Accent, "→ ").push(Role::Body, advice.prompt()), width, 2));
        } else if !is_over {
            let fewest = host.votes.told_from;
            let few = format!("→ Fewer than {fewest} secret votes, or none: ask each side which fact decides, then go on.");
            out.extend(wrapped(&Rich::dim(few), width, 2));
        }
    }
    if phase != Phase::Reveal {
        if out.is_empty() && host.answer.is_some() {
            out.push(Rich::of(Role::Caution, YOURS_ALONE));
        }
        out.extend(host.answer.iter().map(key));
    }
    out.extend(says(phase).into_iter().flat_map(|words| wrapped(&Rich::dim(format!("You: “{words}”")), width, 6)));
    if let Some(why) = &host.suspended {
        out.extend(wrapped(&Rich::of(Role::Caution, "This case does not count: ").push(Role::Body, why.to_string()), width, 2));
    }
    out
}

/// Where the list is gone through: what nobody has taken yet, if there is any.
fn untaken(model: &Model, width: usize) -> Vec<Rich> {
    let is_gone_through = match &model.host().screen.board.table {
        Table::Talk { title, .. } => title.as_str() == Talk::Gaps.title(),
        table => matches!(table, Table::Close),
    };
    let untaken = Some(model.untaken()).filter(|untaken| is_gone_through && untaken.open > 0);
    let words = untaken.and_then(debrief::untaken).map(|words| format!("{words} n names somebody."));
    words.into_iter().flat_map(|words| wrapped(&Rich::dim(words), width, 0)).collect()
}

fn key(answer: &Reveal) -> Rich {
    if answer.grey {
        // No clause has a title there.
        return reveal::headline(answer);
    }
    let clause = answer.clause.id.iter().map(|id| format!("  {id}")).collect::<String>();
    reveal::headline(answer).push(Role::Dim, format!("{clause}  {}", answer.clause.title))
}

fn right(model: &Model) -> Rich {
    let host = model.host();
    let of = |split: Option<crate::domain::room::split::Split>, right: Option<u32>| {
        split.zip(right).map(|(split, right)| format!("{right} of {} right", split.voters()))
    };
    let [first, second] = host.right;
    let told: Vec<String> = [of(host.votes.first, first), of(host.votes.second, second)].into_iter().flatten().collect();
    Rich::of(Role::Strong, told.join(", then "))
}

fn moved(moves: &Moves) -> Rich {
    Rich::body(format!(
        "Of {} who voted twice, {} came over to what is right, and {} left it.",
        moves.both, moves.to_right, moves.from_right
    ))
}

/// What a host says in a phase, beside what is asked of everyone.
fn says(phase: Phase) -> Option<&'static str> {
    match phase {
        Phase::Read => Some("Here is what the customer says, and what the screen shows."),
        Phase::Split => Some("What would you want to know? One fact each."),
        Phase::Discuss => Some("Which fact decides?"),
        Phase::Reveal => Some("The clause, the reason, and what turns it. Any “but what about when”?"),
        _ => None,
    }
}
