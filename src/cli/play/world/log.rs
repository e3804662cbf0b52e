//! What the game has the log do: answers go in, and what is known of somebody comes out.

use uuid::Uuid;

use super::World;
use crate::cli::sheet::many;
use crate::domain::learner::profile::Profile;
use crate::domain::session::attempt::Attempt;
use crate::store::handle::Store;
use crate::store::keeper::{Farewell, Keeper, Written};
use crate::store::log::Whose;
use crate::store::trouble::StoreTrouble;
use crate::tui::message::{Known, Reply};

impl World {
    /// Opens it, and reads what is known of the trainee.
    pub(super) fn open_log(&mut self) {
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

    /// Has the store do something; its troubles become the standing notice.
    pub(super) fn write(&self, job: impl FnOnce(&mut Keeper) -> Written + Send + 'static, done: Option<Uuid>) {
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

    /// Saves what somebody set.
    pub(super) fn save(&self, profile: Profile) {
        let (trainee, answer) = (self.trainee.clone(), self.answer());
        let reply = move |saved: Result<(), StoreTrouble>| answer.send(Reply::Notice(saved.err().map(|t| t.to_string())));
        if let Some(store) = &self.store {
            store.ask(move |keeper| keeper.save_profile(&trainee, &profile), reply);
        }
    }

    /// Reads everybody's answers.
    pub(super) fn read_everybody(&self) {
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

/// What there is to say of how the log was left.
pub(super) fn parting(farewell: Option<Farewell>) -> Vec<String> {
    match farewell {
        Some(Farewell::Saved) => Vec::new(),
        Some(Farewell::Rescued(count, path)) => {
            let (answers, path) = (many(count, "answer"), path.display());
            vec![format!("{answers} could not be saved, and the next start takes them in from {path}.")]
        }
        Some(Farewell::Lost(count, trouble)) => {
            vec![format!("{} could not be saved anywhere. {trouble}", many(count, "answer"))]
        }
        None => vec!["The log takes too long to answer; the last answers may be missing from it.".to_owned()],
    }
}
