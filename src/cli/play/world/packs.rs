//! Packs as the game has them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::World;
use crate::content::{self, Keep, LoadedPack};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::Engine;
use crate::domain::session::hash::text_hash;
use crate::store::entry::PolicyText;
use crate::tui::message::Reply;
use crate::tui::shelf::{Broken, Findings, Pack, Shelf, Slot, Source};

/// Texts of policies by their hash, for the log to keep once.
pub(super) type Texts = Arc<Mutex<HashMap<String, PolicyText>>>;

impl World {
    /// Reads them all.
    pub(super) fn read_packs(&self) {
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
}

/// A pack of the shelf, where it can be played.
pub(super) fn ready(shelf: &Mutex<Shelf>, place: usize) -> Option<Arc<Pack>> {
    match shelf.lock().unwrap_or_else(PoisonError::into_inner).slots.get(place)? {
        Slot::Ready(pack) => Some(Arc::clone(pack)),
        _ => None,
    }
}

/// A pack as the game has it.
pub(super) fn slot(loaded: LoadedPack, day: Date, texts: &Texts) -> Slot {
    let LoadedPack { id, policy, policy_text, scenarios, phrases, left_out, mut diagnostics, texts: files, .. } = loaded;
    let engine = policy.as_ref().map(|policy| Engine::compile(policy, day));
    let findings = |diagnostics: Vec<Diagnostic>| Findings {
        diagnostics,
        sources: files.into_iter().map(|(file, text)| Source { file, text }).collect(),
        left_out,
    };
    match (policy, engine) {
        (Some(policy), Some(Ok(engine))) => {
            let text = PolicyText::new(&policy.id, &policy.version, &policy_text);
            let policy_hash = text_hash(&policy_text);
            texts.lock().unwrap_or_else(PoisonError::into_inner).insert(policy_hash.clone(), text);
            let findings = findings(diagnostics);
            Slot::Ready(Arc::new(Pack { name: id, policy, policy_hash, engine, phrases, scenarios, findings }))
        }
        (_, Some(Err(too_large))) => {
            diagnostics.push(Diagnostic::error("policy::too-large", "policy.toml", 0..0, too_large.to_string()));
            Slot::Broken(Broken { name: id, findings: findings(diagnostics) })
        }
        _ => Slot::Broken(Broken { name: id, findings: findings(diagnostics) }),
    }
}
