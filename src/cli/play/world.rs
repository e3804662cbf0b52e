//! The world the game is played in: packs read in one thread, the log in another.

mod log;
mod packs;
mod refreshers;
mod study;
mod workings;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use self::log::parting;
use self::packs::Texts;
use super::clock::Clock;
use crate::content::{Listing, Sources};
use crate::domain::learner::profile::Profile;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::date::Date;
use crate::domain::policy::fact::FactId;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;
use crate::store::entry::Entry;
use crate::store::handle::Store;
use crate::tui::message::Reply;
use crate::tui::port::{Port, Waker};
use crate::tui::shelf::Shelf;

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
        self.save(profile);
    }

    fn recall(&mut self) {
        self.read_everybody();
    }

    fn refresh(&mut self, profile: Profile, wanted: Option<usize>) {
        self.look_up(profile, wanted);
    }

    fn chart(&mut self, place: usize) {
        self.draw(place);
    }

    fn study(&mut self, place: usize, deeper: bool) {
        self.read_and_study(place, deeper);
    }

    fn hunt(&mut self, place: usize, own: Vec<(FactId, Value)>) {
        self.choose(place, own);
    }

    fn compare(&mut self, number: u64, place: usize, draft: Policy) {
        self.hold_beside(number, place, draft);
    }

    fn now(&self) -> Millis {
        self.clock.now()
    }

    fn finish(&mut self) -> Vec<String> {
        self.store.take().map_or_else(Vec::new, |store| parting(store.close()))
    }
}
