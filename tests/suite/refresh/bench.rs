//! The repair bench as somebody plays it, with its policy as it is or changed.

use escalate_or_act::content::{Keep, LoadedPack, Sources, find, load};
use escalate_or_act::domain::learner::refresh::before::Before;
use escalate_or_act::domain::learner::refresh::{Known, Refresher};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::facets::Coastline;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::session::hand::Chosen;
use escalate_or_act::domain::session::hash::text_hash;
use escalate_or_act::domain::session::pack::PackView;
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Plan, Session};
use escalate_or_act::domain::text::Text;

pub(super) use crate::suite::measures::attempts::{DAY, START};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screens");

pub(super) struct Bench {
    pack: LoadedPack,
    engine: Engine,
    hash: String,
    coastline: Coastline,
}

impl Bench {
    /// As it is.
    pub(super) fn new() -> Self {
        Self::with(str::to_owned)
    }

    /// With its policy's text changed.
    pub(super) fn with(change: impl Fn(&str) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let before = std::fs::read_to_string(format!("{FOLDER}/policy.toml")).unwrap();
        std::fs::write(folder.path().join("policy.toml"), change(&before)).unwrap();
        std::fs::create_dir(folder.path().join("bench")).unwrap();
        for file in std::fs::read_dir(format!("{FOLDER}/bench")).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), folder.path().join("bench").join(file.file_name())).unwrap();
        }
        let found = find(&Sources::default(), folder.path().to_str().unwrap()).unwrap();
        let pack = load(&found[0], Keep::Findings);
        let engine = Engine::compile(pack.policy.as_ref().unwrap(), day()).unwrap();
        let coastline = Coastline::of(&engine, &Budget::default());
        Self { hash: text_hash(&pack.policy_text), pack, engine, coastline }
    }

    pub(super) fn policy(&self) -> &Policy {
        self.pack.policy.as_ref().unwrap()
    }

    pub(super) fn view(&self) -> PackView<'_> {
        let scenarios = &self.pack.scenarios;
        PackView { name: &self.pack.id, policy: self.policy(), policy_hash: &self.hash, judge: &self.engine, scenarios }
    }

    /// What the log keeps of its policy.
    pub(super) fn before(&self) -> Before {
        Before::read(&self.hash, &self.pack.policy_text, day()).unwrap()
    }

    /// What comes back to somebody who has given these answers.
    pub(super) fn refresher(&self, attempts: &[Attempt], before: &[Before], now: i64) -> Refresher {
        Refresher::of(&self.view(), &self.coastline, Known { own: &[], attempts, before, now, zone: 0 })
    }

    /// Every case in the order of the pack, answered as the policy says, and sure; a minute each, from that time on.
    pub(super) fn play_all(&self, from: i64) -> Vec<Attempt> {
        let hand = self.pack.scenarios.iter().map(|s| Chosen { scenario: s.id.clone(), moved: Vec::new(), why: None }).collect();
        self.play(hand, Mode::Practice, from, |right| (right, Certainty::Sure))
    }

    /// Plays a hand, each case answered as `say` makes it of the right answer.
    pub(super) fn play(
        &self,
        hand: Vec<Chosen>,
        mode: Mode,
        from: i64,
        say: impl Fn(Answer) -> (Answer, Certainty),
    ) -> Vec<Attempt> {
        let view = self.view();
        let plan = Plan { trainee: Text::clean("Ada"), mode, hand, entropy: from.unsigned_abs(), ..Plan::default() };
        let mut session = Session::start(&view, plan, from);
        let mut now = from;
        while let Some(round) = session.round().cloned() {
            for fact in round.missing {
                session.ask(&view, fact);
            }
            let right = match round.explanation.ruling.verdict.unwrap().name() {
                "yes" | "either" => Answer::Yes,
                "no" => Answer::No,
                _ => Answer::Escalate,
            };
            now += 60_000;
            let (answer, certainty) = say(right);
            session.answer(&view, answer, certainty, Taps::default(), now).unwrap();
            session.next(&view, now);
        }
        session.attempts().to_vec()
    }
}

pub(super) fn day() -> Date {
    Date::new(2026, 9, 1).unwrap()
}
