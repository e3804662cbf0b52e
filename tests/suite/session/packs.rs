//! The packs that ship, played from end to end.

use escalate_or_act::content::{Keep, LoadedPack, Sources, list, load};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::pack::PackView;
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Plan, Session};

use super::desk::{NOON, plan};

fn packs() -> Vec<(LoadedPack, Engine)> {
    let loaded = list(&Sources::default()).iter().map(|listing| load(listing, Keep::Findings)).collect::<Vec<_>>();
    // One with mistakes can't be played; that it has none is for `check` to say.
    let loaded: Vec<LoadedPack> = loaded.into_iter().filter(|pack| pack.policy.is_some()).collect();
    let engine = |pack: &LoadedPack| Engine::compile(pack.policy.as_ref().unwrap(), Date::new(2026, 11, 21).unwrap()).unwrap();
    loaded.into_iter().map(|pack| (engine(&pack), pack)).map(|(engine, pack)| (pack, engine)).collect()
}

fn view<'a>((pack, engine): &'a (LoadedPack, Engine)) -> PackView<'a> {
    let policy = pack.policy.as_ref().unwrap();
    PackView { name: &pack.id, policy, policy_hash: "hash", judge: engine, scenarios: &pack.scenarios }
}

/// Asks what must be asked, answers as the policy says, and plays the twin wrongly.
fn play_well(view: &PackView<'_>, session: &mut Session) {
    while let Some(round) = session.round().cloned() {
        for fact in round.missing {
            session.ask(view, fact);
        }
        let answer = match round.explanation.ruling.verdict.unwrap() {
            Verdict::Yes | Verdict::Either => Answer::Yes,
            Verdict::No => Answer::No,
            Verdict::Escalate => Answer::Escalate,
        };
        let told = &view.scenarios[round.scenario].id;
        let outcome = session.answer(view, answer, Certainty::Sure, Taps::default(), NOON).unwrap();
        assert!(outcome.judgement.is_right() && outcome.settled, "{told}: {:?}", outcome.judgement);
        if session.twin(view, NOON) {
            let turned = session.answer(view, answer, Certainty::Sure, Taps::default(), NOON).unwrap();
            assert!(!turned.judgement.is_right(), "{told}: the same, but nothing turned");
        }
        session.next(view, NOON);
    }
}

#[test]
fn who_does_as_the_policy_says_is_right_everywhere() {
    let packs = packs();
    assert!(!packs.is_empty());
    for pack in &packs {
        let view = view(pack);
        let mut session = Session::start(&view, plan(&[]), NOON);
        assert_eq!(session.cards().len(), view.scenarios.len(), "{}: every scenario can be played", view.name);
        play_well(&view, &mut session);
        let summary = session.summary();
        assert_eq!(summary.marks, summary.marks_possible);
        assert_eq!((summary.over_escalation.count, summary.over_reach.count), (0, 0));
        assert!(summary.over_escalation.of > 8 && summary.over_reach.of > 8 && summary.grey.of >= 3, "{}", view.name);
        assert!(summary.twins.of > view.scenarios.len() / 2, "{}: {} twins", view.name, summary.twins.of);
    }
}

#[test]
fn ten_cases_are_half_and_half_and_no_clause_comes_twice_in_a_row() {
    for pack in &packs() {
        let view = view(pack);
        for seed in 0..50 {
            let session = Session::start(&view, Plan { seed, cases: Some(10), ..plan(&[]) }, NOON);
            let escalate = session.cards().iter().filter(|c| c.decision.name() == "escalate").count();
            assert_eq!((session.cards().len(), escalate), (10, 5), "{} with seed {seed}", view.name);
            assert!(session.cards().windows(2).all(|pair| pair[0].rule != pair[1].rule), "{} with seed {seed}", view.name);
        }
    }
}
