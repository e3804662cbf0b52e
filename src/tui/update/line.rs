//! "Find my line": each case is chosen by what was answered before, in other sittings too; nothing is explained until the end, and the
//! end says what was found.

use std::sync::Arc;

use super::play;
use crate::domain::learner::belief::given::lately;
use crate::domain::learner::belief::hunt::{Grounds, Hunt};
use crate::domain::learner::belief::tellings::Telling;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::FactId;
use crate::domain::report::trainee::mind::{Found as Reading, LATELY, Mind};
use crate::domain::report::trainee::own;
use crate::domain::session::answer::Answer;
use crate::domain::session::attempt::{Attempt, Mode};
use crate::domain::session::facts::from_json;
use crate::domain::session::hand::{Chosen, Reason};
use crate::domain::session::{Millis, Plan, Session};
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Found, Grounded, Model, Recalled, Screen};
use crate::tui::shelf::Pack;

/// Looks for the trainee's line in a pack: at once, if what it takes is worked out already.
pub fn start(model: &mut Model, place: usize, now: Millis) -> Vec<Effect> {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Vec::new() };
    let own = model.profile.own_facts(&pack.policy);
    if is_ready(model, place, &own) {
        return begin(model, place, now);
    }
    work_out(model, place, own)
}

/// Whether it is known which cases tell readings apart for somebody with these own facts, and what was answered before, if the log
/// can be read.
fn is_ready(model: &Model, place: usize, own: &[(FactId, Value)]) -> bool {
    let read = matches!(model.recalled, Recalled::All(_) | Recalled::Unreadable(_));
    read && model.grounds.get(&place).is_some_and(|grounded| grounded.own == own)
}

/// Has worked out and read what is missing; the screen says so.
fn work_out(model: &mut Model, place: usize, own: Vec<(FactId, Value)>) -> Vec<Effect> {
    model.screens.truncate(1);
    model.screens.push(Screen::Hunting { pack: place });
    let known = model.grounds.get(&place).is_some_and(|grounded| grounded.own == own);
    let hunt = (!known).then_some(Effect::Hunt(place, own));
    super::recall(model).into_iter().chain(hunt).collect()
}

/// It is worked out: the sitting begins, or goes on, once the log is read.
pub fn grounded(
    model: &mut Model,
    place: usize,
    own: Vec<(FactId, Value)>,
    grounds: Result<Box<Grounds>, String>,
    now: Millis,
) -> Vec<Effect> {
    match grounds {
        Ok(grounds) => {
            model.grounds.insert(place, Grounded { own, grounds: Arc::new(*grounds) });
            settle(model, now)
        }
        Err(why) => {
            if matches!(model.screen(), Some(Screen::Hunting { pack }) if *pack == place) {
                model.go_home();
            }
            model.word = Some(why);
            Vec::new()
        }
    }
}

/// Begins the sitting that is waited for, or goes on with it, as soon as all is there that it takes.
pub fn settle(model: &mut Model, now: Millis) -> Vec<Effect> {
    let Some(Screen::Hunting { pack: place }) = model.screen() else { return Vec::new() };
    let place = *place;
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Vec::new() };
    let looked_for = model.play.as_ref().is_some_and(|p| p.pack == place && is_open(&p.session));
    match is_ready(model, place, &model.profile.own_facts(&pack.policy)) {
        false => Vec::new(),
        true if looked_for => advance(model, now),
        true => begin(model, place, now),
    }
}

/// Whether a sitting that looks for a line waits for its next case.
fn is_open(session: &Session) -> bool {
    session.mode() == Mode::Line && session.round().is_none_or(|round| round.outcome.is_some())
}

/// Deals the first case.
fn begin(model: &mut Model, place: usize, now: Millis) -> Vec<Effect> {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Vec::new() };
    let first = hunt(model, place, pack, None).and_then(|hunt| chosen(pack, &hunt.next()?));
    match first {
        Some(first) => play::begin(model, place, now, |model, pack| Plan {
            trainee: model.wishes.trainee.clone(),
            mode: Mode::Line,
            seed: model.wishes.seed.unwrap_or(model.wishes.entropy),
            entropy: model.wishes.entropy,
            own: model.profile.own_facts(&pack.policy),
            hand: vec![first],
            ..Plan::default()
        }),
        None => {
            model.go_home();
            model.word = Some("No case of this pack tells one reading of the policy from another.".to_owned());
            Vec::new()
        }
    }
}

fn chosen(pack: &Pack, telling: &Telling) -> Option<Chosen> {
    let scenario = pack.scenarios.get(telling.scenario)?.id.clone();
    Some(Chosen { scenario, moved: telling.moved.clone(), why: Some(Reason::Probe) })
}

/// The hunt after the answers of a sitting and those given before it; none before it is worked out what tells readings apart.
fn hunt<'m>(model: &'m Model, place: usize, pack: &'m Pack, sitting: Option<&Session>) -> Option<Hunt<'m>> {
    let grounded = model.grounds.get(&place)?;
    let own = own(model.answers().unwrap_or_default(), &model.wishes.trainee, &pack.policy.id);
    let earlier = own.into_iter().filter(|attempt| sitting.is_none_or(|sitting| attempt.session != sitting.id()));
    let before = lately(earlier, &pack.engine, &pack.scenarios, LATELY).given;
    let hunt = Hunt::of(&grounded.grounds, &pack.engine, &pack.scenarios, &before);
    Some(hunt.after(sitting.map_or_else(Vec::new, |sitting| answers(pack, sitting))))
}

/// What was answered in a sitting, by the place of its scenario.
fn answers(pack: &Pack, session: &Session) -> Vec<(usize, Case, Answer)> {
    let answers = session.attempts().iter().filter(|attempt| attempt.mode == Mode::Line);
    let answer =
        |attempt: &Attempt| Some((pack.view().find(&attempt.scenario)?, from_json(&pack.policy, &attempt.facts), attempt.answer));
    answers.filter_map(answer).collect()
}

/// Goes on to the next case, or to what was found.
pub fn advance(model: &mut Model, now: Millis) -> Vec<Effect> {
    let Some((place, pack, session)) = on_table(model) else { return Vec::new() };
    let own = model.profile.own_facts(&pack.policy);
    // The own facts may have been changed meanwhile: what was worked out for others still tells readings apart.
    let known = model.grounds.contains_key(&place) && matches!(model.recalled, Recalled::All(_) | Recalled::Unreadable(_));
    let Some(hunt) = hunt(model, place, pack, Some(session)).filter(|_| known) else { return work_out(model, place, own) };
    let next = hunt.next().and_then(|telling| chosen(pack, &telling));
    model.word = next.as_ref().map(|_| "Noted. Nothing is explained until the end.".to_owned());
    play::changed(model, |session, pack| {
        if let Some(next) = &next {
            session.put(pack, next, now);
        }
        session.next(pack, now);
        true
    })
}

fn on_table(model: &Model) -> Option<(usize, &Pack, &Session)> {
    let play = model.play.as_ref()?;
    Some((play.pack, model.shelf.as_ref()?.pack(play.pack)?, &play.session))
}

/// The end of a sitting that looked for a line: what was found. None of any other.
pub fn found(model: &Model) -> Option<Screen> {
    let (place, pack, session) = on_table(model).filter(|(_, _, session)| session.mode() == Mode::Line)?;
    let hunt = hunt(model, place, pack, Some(session))?;
    let (answers, found) = (hunt.before() + hunt.answers(), Reading::of(hunt.trial(), &pack.policy));
    let mind = Mind::told(&pack.policy, answers, found, hunt.turnings().told());
    Some(Screen::Found(Box::new(Found { pack: place, mind, scroll: 0 })))
}

/// Goes on with a sitting that was put away: it may be at a case, or wait for its next one.
pub fn go_on(model: &mut Model, now: Millis) -> Option<Vec<Effect>> {
    let waits = model.play.as_ref().is_some_and(|play| is_open(&play.session));
    waits.then(|| advance(model, now))
}

/// An action on what was found.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match (model.screen(), action) {
        (Some(Screen::Found(_)), Action::Enter) => model.go_home(),
        (Some(Screen::Found(_)), Action::Replay) => return play::replay(model, now),
        _ => super::scroll::screen(model, action),
    }
    Vec::new()
}
