//! Sessions that begin: practice, a month, one case, a hand, the missed cases once more.

use super::{show, snapshot};
use crate::domain::session::attempt::Mode;
use crate::domain::session::hand::Chosen;
use crate::domain::session::round::Moved;
use crate::domain::session::snapshot::Changes;
use crate::domain::session::{Millis, Plan, Session, month};
use crate::tui::craft::Craft;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Play};
use crate::tui::shelf::Pack;

/// Cases of a session, unless somebody asked for another number.
pub const CASES: usize = 10;

/// Deals a new session of a pack.
pub fn start(model: &mut Model, pack: usize, topic: Option<String>, now: Millis) -> Vec<Effect> {
    begin(model, pack, now, |model, ready| Plan {
        trainee: model.wishes.trainee.clone(),
        mode: Mode::Practice,
        seed: seed(model, now),
        entropy: model.wishes.entropy,
        cases: Some(model.wishes.cases.unwrap_or(CASES)),
        topic,
        own: model.profile.own_facts(&ready.policy),
        closes_with_twins: true,
        ..Plan::default()
    })
}

fn seed(model: &Model, now: Millis) -> u64 {
    model.wishes.seed.unwrap_or_else(|| model.wishes.entropy.wrapping_add(now.unsigned_abs()))
}

/// Begins a month with an allowance, or says why this pack has none.
pub fn start_month(model: &mut Model, pack: usize, now: Millis) -> Vec<Effect> {
    let Some(ready) = model.shelf.as_ref().and_then(|s| s.pack(pack)) else { return Vec::new() };
    let base = Plan {
        trainee: model.wishes.trainee.clone(),
        seed: seed(model, now),
        entropy: model.wishes.entropy,
        cases: model.wishes.cases,
        own: model.profile.own_facts(&ready.policy),
        ..Plan::default()
    };
    match month::plan(&ready.view(), base) {
        Ok(plan) => begin(model, pack, now, |_, _| plan),
        Err(why) => {
            model.word = Some(why.to_string());
            Vec::new()
        }
    }
}

/// Plays one scenario alone; its twin is the one that is wanted, if one is.
pub fn start_one(model: &mut Model, pack: usize, scenario: &str, twin: Option<Moved>, now: Millis) -> Vec<Effect> {
    begin(model, pack, now, |model, ready| Plan {
        trainee: model.wishes.trainee.clone(),
        seed: model.wishes.seed.unwrap_or(model.wishes.entropy),
        entropy: model.wishes.entropy,
        only: vec![scenario.to_owned()],
        own: model.profile.own_facts(&ready.policy),
        twin,
        ..Plan::default()
    })
}

/// Plays exactly these cards, in their order; what is missed by somebody who was sure comes back at the end.
pub fn start_hand(model: &mut Model, pack: usize, hand: Vec<Chosen>, mode: Mode, now: Millis) -> Vec<Effect> {
    begin(model, pack, now, |model, ready| Plan {
        trainee: model.wishes.trainee.clone(),
        mode,
        seed: model.wishes.seed.unwrap_or(model.wishes.entropy),
        entropy: model.wishes.entropy,
        hand,
        own: model.profile.own_facts(&ready.policy),
        brings_back: true,
        ..Plan::default()
    })
}

/// Deals a session of a pack by a plan, and puts away the one on the table.
pub fn begin(model: &mut Model, pack: usize, now: Millis, plan: impl FnOnce(&Model, &Pack) -> Plan) -> Vec<Effect> {
    let Some(ready) = model.shelf.as_ref().and_then(|s| s.pack(pack)) else { return Vec::new() };
    let session = Session::start(&ready.view(), plan(model, ready), now);
    if session.is_finished() {
        model.word = Some("There is no case to play here.".to_owned());
        return Vec::new();
    }
    let put_away = snapshot(model).and_then(|saved| Some((saved, model.playing()?.1.attempts().to_vec())));
    let mut effects: Vec<Effect> = put_away.iter().map(|(s, _)| Effect::Keep(Box::new(s.clone()))).collect();
    // It is offered again once the new one is played to its end; the log has it in any case.
    model.unfinished = put_away.or_else(|| model.unfinished.take());
    model.play = Some(Play { pack, session, changes: Changes::default(), craft: Craft::default() });
    model.go_home();
    effects.extend(show(model));
    effects
}

/// Plays the missed cases of the session on the table once more.
pub fn replay(model: &mut Model, now: Millis) -> Vec<Effect> {
    let entropy = model.wishes.entropy;
    let Some((ready, session)) = model.playing() else { return Vec::new() };
    let plan = session.replay(&ready.view(), entropy);
    let Some(pack) = model.play.as_ref().map(|p| p.pack) else { return Vec::new() };
    plan.map_or(Vec::new(), |plan| begin(model, pack, now, |_, _| plan))
}
