//! Everything there is of a person in the data folder, or who there is instead.

use std::fs;
use std::path::{Path, PathBuf};

use super::meetings::{self, Meeting};
use crate::cli::Failure;
use crate::cli::environment::Environment;
use crate::cli::team;
use crate::domain::closest;
use crate::domain::person::name::Name;
use crate::domain::person::own::Kept;
use crate::domain::text::Text;
use crate::domain::wording::listed;
use crate::store::erasure::Person;
use crate::store::folder::{LOG, rescue_folders};
use crate::store::handle::Store;
use crate::store::rescue::aside::{self, SetAside};
use crate::store::trainee::tidied;
use crate::store::trouble::StoreTrouble;
use crate::store::{folder, rescue};

/// Names that are told at the most.
const TOLD: usize = 20;
/// Files beyond this are no text of anybody's.
const LARGEST: u64 = 64 << 20;

/// What there is.
pub(super) struct Found {
    pub(super) name: Text,
    pub(super) person: Person,
    /// In the log, with what waited in rescue files.
    pub(super) kept: Kept,
    /// Meetings in which they stand.
    pub(super) meetings: Vec<Meeting>,
    /// Journals that can't be read.
    pub(super) unread: Vec<PathBuf>,
    /// Files of answers that were set aside, theirs and those of others.
    pub(super) set_aside: Vec<SetAside>,
}

/// Finds it. Answers in rescue files are taken into the log first, as the game does.
pub(super) fn find(name: &Text, environment: &Environment) -> Result<Found, Failure> {
    let folders = rescue_folders(&environment.data);
    let wanted = Name::of(name);
    // Looking must not begin a log where there is none.
    let (everybody, kept, person) = if environment.data.join(LOG).exists() || !rescue::find(&folders).is_empty() {
        in_log(name, &wanted, environment).map_err(|trouble| Failure::Unusable(unreadable(&trouble)))?
    } else {
        (Vec::new(), Kept::default(), Person { trainees: Vec::new(), name: wanted.clone() })
    };
    let (meetings, unread) = meetings::of(&team::meetings(environment), &wanted);
    let set_aside = aside::find(&folders, name);
    if kept.is_empty() && kept.named == 0 && meetings.is_empty() && !set_aside.iter().any(SetAside::concerns) {
        return Err(Failure::Unusable(nobody(name, &everybody)));
    }
    Ok(Found { name: name.clone(), person, kept, meetings, unread, set_aside })
}

type InLog = (Vec<Text>, Kept, Person);

fn in_log(name: &Text, wanted: &Name, environment: &Environment) -> Result<InLog, StoreTrouble> {
    let gone = || StoreTrouble::new(crate::store::trouble::TroubleKind::Disk, &environment.data);
    let store = Store::start(environment.data.clone(), |_| {}).map_err(|_| gone())?;
    let (name, wanted) = (name.clone(), wanted.clone());
    let found = store.wait(move |keeper| {
        let everybody = keeper.trainees()?;
        let shown: Vec<Text> = everybody.iter().map(|trainee| tidied(trainee)).collect();
        // As the log writes it: an older program may have kept more of it than is shown.
        let theirs = everybody.into_iter().zip(&shown).filter(|(_, shown)| **shown == name).map(|(trainee, _)| trainee);
        let person = Person { trainees: theirs.collect(), name: wanted };
        let kept = keeper.kept(&person)?;
        Ok((shown, kept, person))
    });
    store.close();
    found.ok_or_else(gone)?
}

/// Troubles are told to somebody who plays; here nobody does.
fn unreadable(trouble: &StoreTrouble) -> String {
    let why = StoreTrouble::of_erasing(trouble.kind, Path::new(""));
    format!("the log can't be read. {}", why.sentence)
}

/// Nobody of that name, and who there is.
fn nobody(name: &Text, everybody: &[Text]) -> String {
    let names: Vec<&str> = everybody.iter().map(Text::as_str).filter(|name| !name.is_empty()).collect();
    let told: Vec<String> = names.iter().take(TOLD).map(|name| format!("`{name}`")).collect();
    let there = match names.len() {
        0 => "Nobody's answers are kept here.".to_owned(),
        n if n > TOLD => format!("There are {} and {} more.", told.join(", "), n - TOLD),
        1 => format!("There is only {}.", told[0]),
        _ => format!("There are {}.", listed(&told, "and")),
    };
    let meant = closest(name, &names).map_or(String::new(), |name| format!(" Did you mean `{name}`?"));
    format!("nothing is kept of `{name}`. {there}{meant}")
}

/// Rescue files that are still there: the log could not take them in.
pub(super) fn waiting(environment: &Environment) -> Vec<PathBuf> {
    rescue::find(&rescue_folders(&environment.data))
}

/// Files of the data folder in which the name stands, the log left out.
pub(super) fn named_in(environment: &Environment, name: &Name) -> Vec<PathBuf> {
    let mut found = Vec::new();
    look_through(&environment.data, &mut |path| {
        let own = path.file_name().is_some_and(|file| file == LOG || file == folder::HEAD);
        let small = fs::metadata(path).is_ok_and(|about| about.len() <= LARGEST);
        let names = || fs::read(path).is_ok_and(|bytes| name.stands_in(&String::from_utf8_lossy(&bytes)));
        if !own && small && names() {
            found.push(path.to_path_buf());
        }
    });
    found.sort();
    found
}

fn look_through(folder: &Path, look: &mut impl FnMut(&Path)) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten() {
        // A link leads elsewhere, and perhaps round in circles.
        match file.file_type() {
            Ok(kind) if kind.is_dir() => look_through(&file.path(), look),
            Ok(kind) if kind.is_file() => look(&file.path()),
            _ => {}
        }
    }
}
