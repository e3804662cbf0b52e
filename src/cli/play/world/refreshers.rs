//! What may come back to a trainee: read in the store's thread, put together in one of its own.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use super::super::clock;
use super::{Answer, World};
use crate::domain::learner::profile::Profile;
use crate::domain::learner::refresh::before::Before;
use crate::domain::learner::refresh::{Known, Refresher};
use crate::domain::policy::analysis::facets::Coastline;
use crate::domain::policy::date::Date;
use crate::domain::policy::region::cover::Budget;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::store::entry::PolicyText;
use crate::store::keeper::Keeper;
use crate::store::log::Whose;
use crate::store::trouble::StoreTrouble;
use crate::tui::message::Reply;
use crate::tui::shelf::{Pack, Slot};

/// A trainee's answers, and every text of a policy that judged them.
struct Read {
    attempts: Vec<Attempt>,
    texts: Vec<PolicyText>,
}

/// What it takes to put refreshers together.
struct Work {
    packs: Vec<(usize, Arc<Pack>)>,
    profile: Profile,
    wanted: Option<usize>,
    day: Date,
    now: Millis,
    zone: Millis,
}

impl World {
    pub(super) fn look_up(&self, profile: Profile, wanted: Option<usize>) {
        let (answer, trainee) = (self.answer(), self.trainee.clone());
        let shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let ready = |(place, slot)| match slot {
            Slot::Ready(pack) => Some((place, pack)),
            Slot::Broken(_) => None,
        };
        let packs = shelf.slots.into_iter().enumerate().filter_map(ready).collect();
        let (now, zone) = (self.clock.now(), clock::zone(self.clock));
        let work = Work { packs, profile, wanted, day: self.day, now, zone };
        let reply = move |read: Result<Read, StoreTrouble>| match read {
            Ok(read) => start(work, read, answer),
            Err(trouble) => {
                answer.send(Reply::Refreshed(Err("the log can't be read.".to_owned())));
                answer.send(Reply::Notice(Some(trouble.to_string())));
            }
        };
        let asked = self.store.as_ref().is_some_and(|store| store.ask(move |keeper| read(keeper, &trainee), reply));
        if !asked {
            self.answer().send(Reply::Refreshed(Err("the log could not be started.".to_owned())));
        }
    }
}

fn read(keeper: &mut Keeper, trainee: &str) -> Result<Read, StoreTrouble> {
    let attempts = keeper.attempts(&Whose::Trainee(trainee.to_owned()))?;
    let hashes: BTreeSet<&str> = attempts.iter().map(|a| a.policy.hash.as_str()).collect();
    let mut texts = Vec::new();
    for hash in hashes {
        texts.extend(keeper.policy(hash)?);
    }
    Ok(Read { attempts, texts })
}

fn start(work: Work, read: Read, answer: Answer) {
    let failed = answer.clone();
    let put_together = move || answer.send(Reply::Refreshed(Ok(work.refreshers(&read))));
    if std::thread::Builder::new().name("refresher".to_owned()).spawn(put_together).is_err() {
        failed.send(Reply::Refreshed(Err("there is no room for another thread.".to_owned())));
    }
}

impl Work {
    /// Of each pack that they have answered a case of, and of the one that is wanted.
    fn refreshers(&self, read: &Read) -> Vec<(usize, Refresher)> {
        let met = |pack: &Pack| read.attempts.iter().any(|a| a.policy.id == pack.policy.id);
        let packs = self.packs.iter().filter(|(place, pack)| self.wanted == Some(*place) || met(pack));
        packs.map(|(place, pack)| (*place, self.refresher(pack, read))).collect()
    }

    fn refresher(&self, pack: &Pack, read: &Read) -> Refresher {
        let coastline = Coastline::of(&pack.engine, &Budget::default());
        let earlier = |text: &&PolicyText| text.id == pack.policy.id && text.hash != pack.policy_hash;
        let texts = read.texts.iter().filter(earlier);
        let before: Vec<Before> = texts.filter_map(|text| Before::read(&text.hash, &text.text, self.day)).collect();
        let own = self.profile.own_facts(&pack.policy);
        let (now, zone) = (self.now, self.zone);
        let known = Known { own: &own, attempts: &read.attempts, before: &before, now, zone };
        Refresher::of(&pack.view(), &coastline, known)
    }
}
