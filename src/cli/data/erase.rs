//! `eoa data erase`: a person goes out of everything that is kept here, after their name was typed.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::found::{self, Found};
use super::{aside, meetings};
use crate::cli::environment::Environment;
use crate::cli::play::clock;
use crate::cli::sheet::many;
use crate::cli::{DONE, Failure, Outcome, WRONG};
use crate::domain::session::Millis;
use crate::domain::text::Text;
use crate::store::erasure::{Erased, Step};
use crate::store::sqlite::SqliteLog;
use crate::store::trainee::tidied;

/// What `data erase` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Whom.
    #[arg(long, value_name = "NAME")]
    trainee: String,
    /// Don't ask for the name once more.
    #[arg(long)]
    yes: bool,
}

/// Erases.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let name = tidied(&arguments.trainee);
    if name.is_empty() {
        return Err(Failure::Unusable("--trainee: say whom; a name has at least one letter".to_owned()));
    }
    let found = found::find(&name, environment)?;
    possible(&found, environment)?;
    tell(&found, out)?;
    if !arguments.yes && !confirmed(&name, out)? {
        return Err(Failure::Wrong(
            "nothing was erased: what was typed is not the name. Without anybody to ask, --yes says it.".to_owned(),
        ));
    }
    let now = clock::read().map_err(Failure::Unusable)?.now();
    let erased = erase(&found, environment, now)?;
    told(&found, &erased, environment, out)?;
    Ok(if erased.unfinished.is_some() { WRONG } else { DONE })
}

/// Whether all of it can be erased; half of it would be no use.
fn possible(found: &Found, environment: &Environment) -> Result<(), Failure> {
    let named =
        |path: &&PathBuf| std::fs::read(path).is_ok_and(|bytes| found.person.name.stands_in(&String::from_utf8_lossy(&bytes)));
    if let Some(path) = found.unread.iter().find(named) {
        return Err(Failure::Unusable(format!(
            "nothing was erased: a meeting's journal has that name in it and is damaged. Restore `{}` from a copy or delete it, \
             then run this again.",
            path.display()
        )));
    }
    if let Some(path) = found::waiting(environment).first() {
        return Err(Failure::Unusable(format!(
            "nothing was erased: `{}` holds answers that could not be taken into the log, perhaps theirs. Start the game once, or \
             delete that file, then run this again.",
            path.display()
        )));
    }
    Ok(())
}

/// What there is, so that one knows what goes.
fn tell(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    let kept = &found.kept;
    writeln!(out, "{}", found.name)?;
    let mut parts = counted(kept.attempts.len(), kept.notes.len(), kept.sittings.len());
    parts.extend(kept.profiles.first().map(|_| "what they set".to_owned()));
    if !kept.unreadable.is_empty() {
        parts.push(format!("{} that can't be read", many(kept.unreadable.len(), "row")));
    }
    writeln!(out, "  {}", in_words(&parts))?;
    for meeting in &found.meetings {
        let seats = meeting.attended.seats.iter().map(|seat| seat.aliases.join(", then ")).collect::<Vec<_>>();
        let votes: usize = meeting.attended.seats.iter().map(|seat| seat.votes.len()).sum();
        let seats = if seats.is_empty() {
            "named in a note".to_owned()
        } else {
            format!("{} ({})", many(votes, "vote"), seats.join("; "))
        };
        writeln!(out, "  the meeting \"{}\": {seats}", meeting.attended.title)?;
    }
    aside::tell(&found.set_aside, out)?;
    if kept.named > 0 {
        writeln!(out, "  named in {} of others, which lose the name and nothing else", many(kept.named, "note"))?;
    }
    writeln!(out, "All of it goes for good. `eoa data export` writes it down first.")?;
    out.flush()
}

/// What there is some of.
fn counted(answers: usize, notes: usize, sittings: usize) -> Vec<String> {
    let all = [(answers, "answer"), (notes, "note"), (sittings, "sitting")];
    all.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| many(count, name)).collect()
}

fn in_words(parts: &[String]) -> String {
    if parts.is_empty() { "nothing in the log".to_owned() } else { parts.join(", ") }
}

fn confirmed(name: &Text, out: &mut dyn Write) -> io::Result<bool> {
    write!(out, "Type the name to erase it: ")?;
    out.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    writeln!(out)?;
    Ok(tidied(&line) == *name)
}

fn erase(found: &Found, environment: &Environment, now: Millis) -> Result<Erased, Failure> {
    let mut beside = aside::without(&found.set_aside)?;
    let ready =
        meetings::all_ready(&found.meetings, &found.person.name, now).inspect_err(|_| aside::drop_ready(&beside.exchange))?;
    let (exchange, mut held): (Vec<_>, Vec<_>) = ready.into_iter().map(|ready| (ready.exchange, ready.held)).unzip();
    beside.exchange.extend(exchange);
    let exchange = beside.exchange.clone();
    // Once it is decided whoever wants to host one of the meetings finishes the erasure first.
    let mut told = |step: Step| {
        if step >= Step::Committed {
            held.clear();
        }
    };
    SqliteLog::erase(&environment.data, &found.person, beside, now, &mut told).map_err(|trouble| {
        aside::drop_ready(&exchange);
        Failure::Unusable(format!("nothing was erased. {trouble}"))
    })
}

/// What came of it, and what is out of reach.
fn told(found: &Found, erased: &Erased, environment: &Environment, out: &mut dyn Write) -> io::Result<()> {
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let parts = counted(number(erased.attempts), number(erased.notes), number(erased.sessions));
    writeln!(
        out,
        "Erased: {}. The others' answers are as they were; the log says that somebody was erased, and not who.",
        in_words(&parts)
    )?;
    if found.meetings.iter().any(|meeting| !meeting.attended.seats.is_empty()) {
        writeln!(
            out,
            "Their votes went out of the meetings; of these, figures of fewer than five people are left out from now on."
        )?;
    }
    if let Some(trouble) = &erased.unfinished {
        writeln!(out, "Not all of the files could be cleared yet; the next start of the game does it. {trouble}")?;
    }
    aside::tell_left(&found.set_aside, out)?;
    writeln!(
        out,
        "Out of reach: what was exported, printed or copied before, seats that kept an animal's name, answers to ballots (in `ballots` and where they were sent), and other machines."
    )?;
    for path in found::named_in(environment, &found.person.name) {
        writeln!(out, "The name also stands in {}: that is yours to change.", shown(&path))?;
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    format!("`{}`", Text::clean(&path.display().to_string()).replace('\n', " "))
}
