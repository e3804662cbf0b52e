//! What is worked out of a pack, each in a thread of its own: its chart, cases that find somebody's line, a draft held beside it.

use std::sync::Arc;

use super::World;
use super::packs::ready;
use super::study::study;
use crate::cli::answers::{Read, read};
use crate::domain::learner::belief::hunt::Grounds;
use crate::domain::learner::belief::suspects::Suspects;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::FactId;
use crate::domain::revision::Version;
use crate::store::trouble::StoreTrouble;
use crate::tui::chart::Chart;
use crate::tui::comparison::Comparison;
use crate::tui::message::Reply;
use crate::tui::study::Studied;

impl World {
    /// Draws the coastline.
    pub(super) fn draw(&self, place: usize) {
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

    /// Says what the trainee's answers tell.
    pub(super) fn read_and_study(&self, place: usize, deeper: bool) {
        let Some(pack) = ready(&self.shelf, place) else { return };
        let (answer, trainee, now) = (self.answer(), self.trainee.clone(), self.clock.now());
        let (policy, name) = (pack.policy.clone(), trainee.clone());
        let reply = move |read: Result<Read, StoreTrouble>| study(pack, trainee, read, deeper, place, now, answer);
        let asked = self.store.as_ref().is_some_and(|store| store.ask(move |keeper| read(keeper, &name, &policy), reply));
        if !asked {
            self.answer().send(Reply::Studied(place, Studied::Unreadable("the log could not be started.".to_owned())));
        }
    }

    /// Chooses what a line is looked for on.
    pub(super) fn choose(&self, place: usize, own: Vec<(FactId, Value)>) {
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

    /// Compares a draft with the policy as it is.
    pub(super) fn hold_beside(&self, number: u64, place: usize, draft: Policy) {
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
}
