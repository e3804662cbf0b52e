//! `eoa trainees`: who has answers in this log.

use std::io::Write;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::environment::Environment;
use super::paint::Role;
use super::sheet::{Sheet, many};
use super::{DONE, Failure, Outcome, answers};
use crate::domain::report::trainee::people::{Person, people};
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// What `trainees` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

/// Lists everybody with answers, by name: there is no ranking.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let attempts = answers::everybody(environment).map_err(Failure::Unusable)?;
    let people = people(&attempts);
    if arguments.json {
        let each = |person: &Person| {
            json!({
                "trainee": person.name,
                "answers": person.cases,
                "last": person.last,
                "last_day": day(person.last),
                "packs": person.packs,
            })
        };
        let json = json!({ "format": 1, "trainees": people.iter().map(each).collect::<Vec<_>>() });
        writeln!(out, "{json:#}")?;
        return Ok(DONE);
    }
    let sheet = Sheet::new(environment.colour);
    if people.is_empty() {
        sheet.paragraph(None, "Nobody has answered a case here yet.", out)?;
        return Ok(DONE);
    }
    let name = |person: &Person| Text::clean(&person.name).replace('\n', " ");
    let width = people.iter().map(|person| name(person).width()).max().unwrap_or_default().clamp(8, 40);
    for person in &people {
        let packs: Vec<String> = person.packs.iter().map(|pack| Text::clean(pack).to_string()).collect();
        let cases = usize::try_from(person.cases).unwrap_or(usize::MAX);
        let told = format!("{}, the last on {}  {}", many(cases, "answer"), day(person.last), packs.join(", "));
        sheet.row(&name(person), &told, width, out)?;
    }
    writeln!(out)?;
    sheet.paragraph(Some(Role::Quiet), "In the order of their names. For learning, not for appraisal.", out)?;
    Ok(DONE)
}

/// The day of a moment, by UTC.
fn day(time: Millis) -> String {
    Timestamp::from_millisecond(time).map(|time| time.strftime("%Y-%m-%d").to_string()).unwrap_or_default()
}
