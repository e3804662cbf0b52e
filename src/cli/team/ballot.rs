//! `eoa team --export-ballot` and `--collect`: a meeting that nobody has to come to.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::opening::{Opening, opening};
use super::{Arguments, kept, origin};
use crate::cli::environment::Environment;
use crate::cli::pack::say;
use crate::cli::play::clock;
use crate::cli::written::unwritable;
use crate::cli::{DONE, Failure, Outcome, UNUSABLE};
use crate::domain::MAX_FILE_BYTES;
use crate::domain::room::Room;
use crate::domain::room::alone::answers::Answers;
use crate::domain::room::alone::collect::{Collected, Sum};
use crate::domain::room::alone::paper::Paper;
use crate::domain::room::event::Event;
use crate::domain::text::Text;
use crate::domain::wording::counted;
use crate::live::journal::Journal;

/// Writes a ballot, and keeps the answers to its cases here.
pub(super) fn export(file: Option<&Path>, arguments: &Arguments, environment: &Environment) -> Outcome {
    if let Some(file) = file.filter(|file| file.extension().is_none_or(|end| end != "json")) {
        let name = file.display();
        let why = format!("a ballot's file ends with .json; a pack is named first: `eoa team {name} --export-ballot`");
        return Err(Failure::Unusable(why));
    }
    let folder = kept::folder(environment)?;
    let Opening { setup, folder: pack, left_out } = opening(arguments, environment)?;
    say(left_out.as_deref());
    let nothing = || Failure::Wrong("there is no case to answer in this pack".to_owned());
    let paper = Paper::of(&setup).ok_or_else(nothing)?;
    let file = file.map_or_else(|| PathBuf::from(format!("ballot-{}.json", setup.id.simple())), Path::to_path_buf);
    let (_, first) = Room::open(setup, clock::read().map_err(Failure::Unusable)?.now());
    // The journal comes first: a ballot whose answers are nowhere could never be collected.
    let journal = folder.join(format!("{}.journal", paper.meeting));
    let made = Journal::create(&journal, &first).and_then(|journal| journal.close().map_err(Into::into));
    made.map_err(|error| Failure::Unusable(error.to_string()))?;
    let written = origin::keep(&journal, pack.as_deref()).and_then(|()| write(&file, &paper));
    if let Err(failure) = written {
        // A ballot that nobody has is no meeting: it would be told as the last one.
        let _ = origin::forget(&journal).and_then(|()| fs::remove_file(&journal));
        return Err(failure);
    }
    let (cases, shown) = (paper.cases.len(), file.display());
    let mut out = io::stdout().lock();
    writeln!(out, "{shown}: {}, about {} minutes.", counted(cases, "case", "cases"), 2 * cases)?;
    writeln!(
        out,
        "Send it to everyone. They answer with `eoa ballot {shown}`, and send back the file that it writes beside it."
    )?;
    writeln!(
        out,
        "Then: `eoa team --collect FILES...`. What the right answers are stands in no ballot; it is kept on this machine."
    )?;
    Ok(DONE)
}

/// Writes a ballot where no file is: one that is there may have been sent out.
fn write(file: &Path, paper: &Paper) -> Result<(), Failure> {
    let made = File::create_new(file).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let why = format!("`{}` is there already, and may have been sent out: name another file", file.display());
            Failure::Unusable(why)
        }
        _ => unwritable(file, &error),
    });
    made.and_then(|mut out| {
        let written = out.write_all(paper.write().as_bytes());
        written.map_err(|error| {
            // Half a ballot can't be answered.
            let _ = fs::remove_file(file);
            unwritable(file, &error)
        })
    })
}

/// Merges answers into the meetings whose ballots they answer. What can't be used is said, file by file; the rest is taken.
pub(super) fn collect(files: &[PathBuf], environment: &Environment) -> Outcome {
    let folder = kept::folder(environment)?;
    let mut refused: Vec<(&Path, String)> = Vec::new();
    let mut meetings: BTreeMap<Uuid, Vec<(&Path, Answers)>> = BTreeMap::new();
    for file in files {
        match read(file) {
            Ok(answers) => meetings.entry(answers.meeting).or_default().push((file, answers)),
            Err(why) => refused.push((file, why)),
        }
    }
    let mut out = io::stdout().lock();
    for (meeting, returned) in &meetings {
        let journal = folder.join(format!("{meeting}.journal"));
        if !journal.is_file() {
            let why = "it answers a ballot that was not sent out from here";
            refused.extend(returned.iter().map(|(file, _)| (*file, why.to_owned())));
            continue;
        }
        let merged = Journal::rewrite(&journal, |events| merge(events, returned));
        match merged.map_err(|error| Failure::Unusable(error.to_string()))? {
            None => {
                let why = "it answers a meeting that was held, and not a ballot";
                refused.extend(returned.iter().map(|(file, _)| (*file, why.to_owned())));
            }
            Some(merged) => {
                writeln!(out, "{}", told(&merged, *meeting))?;
                refused.extend(merged.refused);
            }
        }
    }
    for (file, why) in &refused {
        let _ = writeln!(io::stderr(), "eoa: `{}` is left out: {why}", file.display());
    }
    Ok(if refused.is_empty() { DONE } else { UNUSABLE })
}

/// What came of merging.
struct Merged<'f> {
    title: Text,
    before: Sum,
    after: Sum,
    refused: Vec<(&'f Path, String)>,
}

fn merge<'f>(events: Vec<Event>, returned: &[(&'f Path, Answers)]) -> (Vec<Event>, Option<Merged<'f>>) {
    let Some(mut collected) = Collected::of(&events) else { return (Vec::new(), None) };
    let before = collected.sum();
    let mut refused = Vec::new();
    for (file, answers) in returned {
        if let Err(unfit) = collected.take(answers) {
            refused.push((*file, unfit.to_string()));
        }
    }
    let merged = Merged { title: collected.paper().title.clone(), before, after: collected.sum(), refused };
    (collected.events(), Some(merged))
}

fn told(merged: &Merged<'_>, meeting: Uuid) -> String {
    let Merged { title, before, after, .. } = merged;
    let of = |sum: &Sum| {
        let (seats, votes) = (counted(sum.seats, "person", "people"), counted(sum.votes, "vote", "votes"));
        format!("{seats}, {votes}, {}", counted(sum.questions, "question", "questions"))
    };
    let title = title.replace('\n', " ");
    format!("{title}: {} in all; before, {}.\n`eoa debrief {meeting}` tells what comes of it.", of(after), of(before))
}

fn read(file: &Path) -> Result<Answers, String> {
    let unreadable = |error: io::Error| format!("it can't be read: {error}");
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    fs::File::open(file).and_then(|f| f.take(limit + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err("it is too large to be answers to a ballot".to_owned());
    }
    Answers::read(&String::from_utf8_lossy(&bytes)).map_err(|unfit| unfit.to_string())
}
