//! The world the game is played in: packs read in one thread, the log in another.

mod packs;
mod refreshers;
mod study;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use self::packs::{Texts, ready, slot};
use self::study::study;
use super::clock::Clock;
use crate::cli::answers::{Read, read};
use crate::content::{self, Keep, Listing, Sources};
use crate::domain::learner::belief::hunt::Grounds;
use crate::domain::learner::belief::suspects::Suspects;
use crate::domain::learner::profile::Profile;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::date::Date;
use crate::domain::policy::fact::FactId;
use crate::domain::revision::Version;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;
use crate::store::entry::Entry;
use crate::store::handle::Store;
use crate::store::keeper::{Farewell, Keeper, Written};
use crate::store::log::Whose;
use crate::store::trouble::StoreTrouble;
use crate::tui::chart::Chart;
use crate::tui::comparison::Comparison;
use crate::tui::message::{Known, Reply};
use crate::tui::port::{Port, Waker};
use crate::tui::shelf::Shelf;
use crate::tui::study::Studied;

/// Everything outside the game.
pub(super) struct World {
    sources: Sources,
    listings: Option<Vec<Listing>>,
    data: PathBuf,
    trainee: String,
    day: Date,
    clock: Clock,
    store: Option<Store>,
    texts: Texts,
    shelf: Arc<Mutex<Shelf>>,
    replies: Receiver<Reply>,
    answer: Sender<Reply>,
    waker: Option<Waker>,
    heard: Vec<Reply>,
}

/// Sends a reply and wakes the loop; cheap to clone into threads.
#[derive(Clone)]
struct Answer {
    to: Sender<Reply>,
    waker: Option<Waker>,
}

impl Answer {
    fn send(&self, reply: Reply) {
        // The game may have ended meanwhile.
        if self.to.send(reply).is_ok()
            && let Some(waker) = &self.waker
        {
            waker.wake();
        }
    }
}

impl World {
    /// A world that reads nothing yet.
    pub(super) fn new(
        sources: Sources,
        listings: Option<Vec<Listing>>,
        data: PathBuf,
        trainee: String,
        day: Date,
        clock: Clock,
    ) -> Self {
        let (answer, replies) = channel();
        let (texts, shelf) = (Arc::default(), Arc::default());
        Self {
            sources,
            listings,
            data,
            trainee,
            day,
            clock,
            store: None,
            texts,
            shelf,
            replies,
            answer,
            waker: None,
            heard: Vec::new(),
        }
    }

    fn answer(&self) -> Answer {
        Answer { to: self.answer.clone(), waker: self.waker.clone() }
    }

    /// Has the store do something; its troubles become the standing notice.
    fn write(&self, job: impl FnOnce(&mut Keeper) -> Written + Send + 'static, done: Option<Uuid>) {
        let answer = self.answer();
        let reply = move |written: Written| {
            answer.send(Reply::Notice(written.trouble.map(|t| t.to_string())));
            done.into_iter().for_each(|id| answer.send(Reply::Appended(id)));
        };
        let asked = self.store.as_ref().is_some_and(|store| store.ask(job, reply));
        if !asked {
            let answer = self.answer();
            answer.send(Reply::Notice(Some("Your answers can't be saved: the log could not be started.".to_owned())));
            done.into_iter().for_each(|id| answer.send(Reply::Appended(id)));
        }
    }

    fn read_packs(&self) {
        let (sources, listings, day, texts) = (self.sources.clone(), self.listings.clone(), self.day, Arc::clone(&self.texts));
        let kept = Arc::clone(&self.shelf);
        let answer = self.answer();
        let read = move || {
            let listings = listings.unwrap_or_else(|| content::list(&sources));
            let slots = listings.iter().map(|listing| slot(content::load(listing, Keep::Findings), day, &texts)).collect();
            let shelf = Shelf { slots };
            kept.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&shelf);
            answer.send(Reply::Shelf(Box::new(shelf)));
        };
        let started = std::thread::Builder::new().name("packs".to_owned()).spawn(read);
        if started.is_err() {
            self.answer().send(Reply::Shelf(Box::default()));
        }
    }

    fn open_log(&mut self) {
        let answer = self.answer();
        let notice = move |trouble: StoreTrouble| answer.send(Reply::Notice(Some(trouble.to_string())));
        self.store = Store::start(self.data.clone(), notice).ok();
        let (trainee, answer) = (self.trainee.clone(), self.answer());
        let reply = move |known: Result<Known, StoreTrouble>| {
            let trouble = known.as_ref().err().map(ToString::to_string);
            answer.send(Reply::Known(Box::new(known.unwrap_or_default())));
            if trouble.is_some() {
                answer.send(Reply::Notice(trouble));
            }
        };
        let asked = self.store.as_ref().is_some_and(|store| store.ask(move |keeper| known(keeper, &trainee), reply));
        if !asked {
            self.answer().send(Reply::Known(Box::default()));
        }
    }
}

/// The profile, and the session to go on with.
fn known(keeper: &mut Keeper, trainee: &str) -> Result<Known, StoreTrouble> {
    let profile = keeper.profile(trainee)?;
    let unfinished = match keeper.unfinished(trainee)?.into_iter().next() {
        Some(place) => {
            let attempts = keeper.attempts(&Whose::Session(place.id))?;
            Some((place, attempts))
        }
        None => None,
    };
    Ok(Known { profile, unfinished })
}

impl Port for World {
    fn open(&mut self, waker: Waker) {
        self.waker = Some(waker);
        self.read_packs();
        self.open_log();
    }

    fn replies(&mut self) -> Vec<Reply> {
        let mut replies = std::mem::take(&mut self.heard);
        replies.extend(self.replies.try_iter());
        replies
    }

    fn wait(&mut self) {
        self.heard.extend(self.replies.recv().ok());
    }

    fn append(&mut self, attempt: Attempt, place: Snapshot) {
        let id = attempt.id;
        let text = self.texts.lock().unwrap_or_else(PoisonError::into_inner).remove(&attempt.policy.hash);
        let entries: Vec<Entry> = text.map(Entry::from).into_iter().chain([Entry::from(attempt)]).collect();
        self.write(move |keeper| keeper.append(entries, Some(place)), Some(id));
    }

    fn keep(&mut self, snapshot: Snapshot) {
        self.write(move |keeper| keeper.append(Vec::new(), Some(snapshot)), None);
    }

    fn close(&mut self, session: Uuid) {
        let now = self.clock.now();
        self.write(move |keeper| keeper.finish(session, now), None);
    }

    fn note(&mut self, note: Note) {
        self.write(move |keeper| keeper.append(vec![note.into()], None), None);
    }

    fn remember(&mut self, profile: Profile) {
        let (trainee, answer) = (self.trainee.clone(), self.answer());
        let reply = move |saved: Result<(), StoreTrouble>| answer.send(Reply::Notice(saved.err().map(|t| t.to_string())));
        if let Some(store) = &self.store {
            store.ask(move |keeper| keeper.save_profile(&trainee, &profile), reply);
        }
    }

    fn recall(&mut self) {
        let answer = self.answer();
        let reply = move |attempts: Result<Vec<Attempt>, StoreTrouble>| match attempts {
            Ok(attempts) => answer.send(Reply::Recalled(Ok(attempts))),
            Err(trouble) => {
                answer.send(Reply::Recalled(Err("the log can't be read.".to_owned())));
                answer.send(Reply::Notice(Some(trouble.to_string())));
            }
        };
        let asked = self.store.as_ref().is_some_and(|store| store.ask(move |keeper| keeper.attempts(&Whose::Everybody), reply));
        if !asked {
            self.answer().send(Reply::Recalled(Err("the log could not be started.".to_owned())));
        }
    }

    fn refresh(&mut self, profile: Profile, wanted: Option<usize>) {
        self.look_up(profile, wanted);
    }

    fn chart(&mut self, place: usize) {
        let (answer, shelf) = (self.answer(), Arc::clone(&self.shelf));
        let draw = move || {
            if let Some(pack) = ready(&shelf, place) {
                let chart = Box::new(Chart::of(&pack.engine, &pack.scenarios));
                answer.send(Reply::Charted(place, Ok(chart)));
            }
        };
        if std::thread::Builder::new().name("chart".to_owned()).spawn(draw).is_err() {
            self.answer().send(Reply::Charted(place, Err("there is no room for another thread".to_owned())));
        }
    }

    fn study(&mut self, place: usize, deeper: bool) {
        let Some(pack) = ready(&self.shelf, place) else { return };
        let (answer, trainee, now) = (self.answer(), self.trainee.clone(), self.clock.now());
        let (policy, name) = (pack.policy.clone(), trainee.clone());
        let reply = move |read: Result<Read, StoreTrouble>| study(pack, trainee, read, deeper, place, now, answer);
        let asked = self.store.as_ref().is_some_and(|store| store.ask(move |keeper| read(keeper, &name, &policy), reply));
        if !asked {
            self.answer().send(Reply::Studied(place, Studied::Unreadable("the log could not be started.".to_owned())));
        }
    }

    fn hunt(&mut self, place: usize, own: Vec<(FactId, Value)>) {
        let (answer, shelf, for_whom) = (self.answer(), Arc::clone(&self.shelf), own.clone());
        let choose = move || {
            let Some(pack) = ready(&shelf, place) else { return };
            let grounds = if Suspects::are_too_many(&pack.policy, pack.engine.day()) {
                Err("This policy has too many rules for its misreadings to be gone through.".to_owned())
            } else {
                Ok(Box::new(Grounds::of(&pack.engine, &pack.scenarios, &own)))
            };
            answer.send(Reply::Grounds(place, own, grounds));
        };
        if std::thread::Builder::new().name("hunt".to_owned()).spawn(choose).is_err() {
            let why = Err("There is no room for another thread.".to_owned());
            self.answer().send(Reply::Grounds(place, for_whom, why));
        }
    }

    fn compare(&mut self, number: u64, place: usize, draft: Policy) {
        let (answer, shelf, day) = (self.answer(), Arc::clone(&self.shelf), self.day);
        let compare = move || {
            if let Some(pack) = ready(&shelf, place) {
                let version = |policy| Version { policy, scenarios: &pack.scenarios };
                let names = ["as it is".to_owned(), "what if".to_owned()];
                let compared = Comparison::of(version(&pack.policy), version(&draft), day, names);
                answer.send(Reply::Compared(number, compared.map(Box::new)));
            }
        };
        if std::thread::Builder::new().name("compare".to_owned()).spawn(compare).is_err() {
            self.answer().send(Reply::Compared(number, Err("there is no room for another thread".to_owned())));
        }
    }

    fn now(&self) -> Millis {
        self.clock.now()
    }

    fn finish(&mut self) -> Vec<String> {
        let Some(store) = self.store.take() else { return Vec::new() };
        match store.close() {
            Some(Farewell::Saved) => Vec::new(),
            Some(Farewell::Rescued(count, path)) => {
                vec![format!(
                    "{count} answers could not be saved; they are in {}, and the next start takes them in.",
                    path.display()
                )]
            }
            Some(Farewell::Lost(count, trouble)) => vec![format!("{count} answers could not be saved anywhere. {trouble}")],
            None => vec!["The log takes too long to answer; the last answers may be missing from it.".to_owned()],
        }
    }
}
