//! A meeting's journal, told: the debrief, and the drafts for the pack it was played from.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::inbox;
use crate::cli::Failure;
use crate::cli::environment::Environment;
use crate::cli::pack::{open, sound};
use crate::cli::team::origin;
use crate::content::{LoadedPack, Root};
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::Engine;
use crate::domain::report::debrief::Debrief;
use crate::domain::room::Room;
use crate::domain::session::Millis;
use crate::domain::session::hash::text_hash;
use crate::domain::session::pack::PackView;
use crate::export::drafts::{Draft, drafts};
use crate::live::journal::Journal;

/// What a meeting showed.
pub(in crate::cli) struct Told {
    /// The debrief.
    pub(in crate::cli) debrief: Debrief,
    drafts: Vec<Draft>,
    inbox: PathBuf,
}

impl Told {
    /// Of a journal, with the pack of that name, or the one the meeting was played from as far as it is still there.
    pub(in crate::cli) fn of(journal: &Path, named: Option<&str>, environment: &Environment) -> Result<Self, Failure> {
        let unusable = |why: String| Failure::Unusable(format!("`{}`: {why}", journal.display()));
        let events = Journal::read(journal).map_err(|error| unusable(error.to_string()))?;
        let began = events.first().map_or(0, |event| event.at);
        let begun = day(began);
        let on = begun.unwrap_or(environment.today);
        let room = Room::replay(events).map_err(|error| unusable(format!("it tells of no meeting: {error}")))?;
        let pack = match named {
            Some(name) => Some(open(name, environment)?),
            None => played_from(journal, &room.setup().pack, environment),
        };
        if let (Some(_), Some(pack)) = (named, &pack) {
            sound(pack)?;
        }
        let debrief = fold(&room, pack.as_ref(), on);
        let debrief = if let Some(day) = begun { debrief.begun_on(day) } else { debrief };
        let drafts = drafts(&room, &debrief, on);
        let inbox = match pack.map(|pack| pack.root) {
            Some(Root::Folder(folder)) => folder.join("inbox"),
            // A pack in the program has no folder of its own.
            _ => environment.data.join("inbox").join(text_name(&room.setup().pack)),
        };
        Ok(Self { debrief, drafts, inbox })
    }

    /// Puts the drafts that are not there yet into the inbox: what came of it, in sentences.
    pub(in crate::cli) fn drop_drafts(&self) -> Vec<String> {
        inbox::take(&self.inbox, &self.drafts)
    }
}

/// The pack a meeting was played from: where it stood, as long as a pack of that id stands there; else whatever answers to its id.
fn played_from(journal: &Path, id: &str, environment: &Environment) -> Option<LoadedPack> {
    let there = origin::of(journal).and_then(|folder| open(folder.to_str()?, environment).ok());
    there.filter(|pack| pack.id == id).or_else(|| open(id, environment).ok())
}

fn fold(room: &Room, pack: Option<&LoadedPack>, day: Date) -> Debrief {
    let view = pack.and_then(|pack| {
        let policy = pack.policy.as_ref()?;
        Some((pack, policy, Engine::compile(policy, day).ok()?, text_hash(&pack.policy_text)))
    });
    let view = view.as_ref().map(|(pack, policy, engine, policy_hash)| PackView {
        name: &pack.id,
        policy,
        policy_hash,
        judge: engine,
        scenarios: &pack.scenarios,
    });
    Debrief::of(room, view.as_ref().map(|view| (view, day)))
}

/// The day in this place.
fn day(at: Millis) -> Option<Date> {
    let date = Timestamp::from_millisecond(at).ok()?.to_zoned(TimeZone::system()).date();
    Date::new(u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?)
}

/// A pack's name as the name of a folder.
fn text_name(pack: &str) -> String {
    pack.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}
