//! Somebody's path through a pack as the game has it: worked out from the log when it is opened, and again after each sitting.

use super::model::Model;
use super::shelf::Pack;
use crate::domain::learner::path::Path;
use crate::domain::learner::path::certificate::Certificate;
use crate::domain::learner::path::check;
use crate::domain::learner::path::ladder::{self, Raise};
use crate::domain::learner::path::progress::{Progress, Step};
use crate::domain::learner::path::readiness::Readiness;
use crate::domain::session::Millis;
use crate::domain::session::attempt::{Attempt, Mode};
use crate::domain::session::day;

/// Where somebody is on a path.
#[derive(Clone, Debug, Default)]
pub struct OnPath {
    /// The pack.
    pub pack: usize,
    /// What of it is shown.
    pub at: At,
    /// The unit chosen.
    pub cursor: usize,
    /// Lines scrolled off.
    pub scroll: usize,
    /// How far they have come; none until the log is read.
    pub way: Option<Box<Way>>,
}

/// What of a path is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// All units, and what comes next.
    #[default]
    Units,
    /// A unit's rule, before its cases.
    Opening(usize),
    /// What the check is, before it begins.
    BeforeCheck,
    /// How it went.
    AfterCheck,
}

/// A path, and how far somebody has come on it.
#[derive(Clone, Debug)]
pub struct Way {
    /// The path.
    pub path: Path,
    /// How far.
    pub progress: Progress,
    /// Where they may be let alone.
    pub readiness: Readiness,
    /// What they have to show for it, once the check is passed.
    pub certificate: Option<Certificate>,
    /// The level they may take on now.
    pub raise: Option<Raise>,
}

impl Way {
    /// From a trainee's attempts among all those in the log.
    pub fn of(pack: &Pack, model: &Model, attempts: &[Attempt], now: Millis) -> Self {
        let view = pack.view();
        let own = model.profile.own_facts(&pack.policy);
        let trainee = &model.wishes.trainee;
        let path = Path::of(&view, &own);
        let theirs = attempts.iter().filter(|a| a.trainee == trainee.as_str());
        let progress = Progress::of(theirs, &view, &path, day::number(now, model.wishes.zone));
        let readiness = Readiness::of(&view, &path, &progress);
        let certificate = Certificate::of(trainee, &view, &path, &progress);
        let raise = ladder::raise(&pack.policy, &own).filter(|_| progress.step == Step::Done);
        Self { path, progress, readiness, certificate, raise }
    }

    /// Cases of the check, and how many of them must be right.
    pub fn check(&self, pack: &Pack) -> (usize, u32) {
        let size = check::size(self.path.units.len(), pack.policy.mastery);
        (size, check::mark(u32::try_from(size).unwrap_or(u32::MAX)))
    }
}

/// How far the sitting on the path of a pack has come that was left: the card that is next, from 1, and how many there are.
pub fn left(model: &Model, pack: &Pack) -> Option<(usize, usize)> {
    let on_path = |mode: Mode| matches!(mode, Mode::Onboarding | Mode::Check);
    if let Some((playing, session)) = model.playing().filter(|(_, session)| !session.is_finished()) {
        let here = playing.name == pack.name && on_path(session.mode());
        return here.then(|| (session.position() + 1, session.cards().len()));
    }
    let (saved, _) = model.unfinished.as_ref().filter(|(saved, _)| saved.pack == pack.name && on_path(saved.mode))?;
    Some(((saved.position + 1).min(saved.cards.len()), saved.cards.len()))
}

/// The path on the screen, with its pack, once the log is read.
pub fn shown(model: &Model) -> Option<(&Pack, &OnPath, &Way)> {
    let Some(super::model::Screen::Path(on)) = model.screen() else { return None };
    Some((model.shelf.as_ref()?.pack(on.pack)?, on, on.way.as_deref()?))
}
