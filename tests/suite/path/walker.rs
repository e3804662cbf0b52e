//! Somebody on a path, without a screen: sitting after sitting through real sessions, answering as a test wants.

use escalate_or_act::content::{self, Keep, Sources};
use escalate_or_act::domain::learner::path::Path;
use escalate_or_act::domain::learner::path::certificate::Certificate;
use escalate_or_act::domain::learner::path::hand::Dealer;
use escalate_or_act::domain::learner::path::progress::{Progress, Step};
use escalate_or_act::domain::learner::profile::Profile;
use escalate_or_act::domain::learner::refresh::{Known, Refresher};
use escalate_or_act::domain::policy::analysis::facets::Coastline;
use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::session::hand::Chosen;
use escalate_or_act::domain::session::hash::text_hash;
use escalate_or_act::domain::session::pack::PackView;
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Plan, Session};
use escalate_or_act::domain::text::Text;

/// The repair bench: small, with every kind of line.
pub(in crate::suite) const BENCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screens");
pub(in crate::suite) const DAY: i64 = 86_400_000;
/// Some days before the day on which pictures are taken.
const BEGUN: i64 = 1_790_000_000_000 - 60 * DAY;

/// What is asked of somebody, as the policy sees it.
pub(in crate::suite) struct Asked<'a> {
    pub(in crate::suite) verdict: Verdict,
    pub(in crate::suite) decider: Option<&'a str>,
}

/// As the policy has it.
pub(in crate::suite) fn right(asked: &Asked<'_>) -> Answer {
    match asked.verdict {
        Verdict::Yes | Verdict::Either => Answer::Yes,
        Verdict::No => Answer::No,
        Verdict::Escalate => Answer::Escalate,
    }
}

/// The key of the right answer.
pub(in crate::suite) fn key(verdict: Verdict) -> &'static str {
    match right(&Asked { verdict, decider: None }) {
        Answer::Yes => "a",
        Answer::No => "n",
        Answer::Escalate => "e",
    }
}

/// Not as the policy has it.
pub(in crate::suite) fn otherwise(asked: &Asked<'_>) -> Answer {
    if right(asked) == Answer::Escalate { Answer::Yes } else { Answer::Escalate }
}

/// Whole units of money.
pub(in crate::suite) fn money(units: i64) -> Value {
    Value::Number(Quantity::from_millionths(units * 1_000_000))
}

/// Ids of the packs in the binary.
pub(in crate::suite) fn shipped() -> Vec<String> {
    content::list(&Sources::default()).into_iter().map(|listing| listing.id).collect()
}

/// Somebody on the path through a pack.
pub(in crate::suite) struct Walker {
    pack: content::LoadedPack,
    engine: Engine,
    hash: String,
    pub(in crate::suite) trainee: Text,
    pub(in crate::suite) profile: Profile,
    pub(in crate::suite) attempts: Vec<Attempt>,
    pub(in crate::suite) now: i64,
}

impl Walker {
    /// At the beginning, at the first level.
    pub(in crate::suite) fn on(pack: &str) -> Self {
        let (pack, engine) = load(pack);
        let policy = pack.policy.as_ref().unwrap();
        let mut profile = Profile::default();
        profile.set_own(policy, policy.fact_id("level").expect("levels"), Some(Value::Choice(0)));
        let (hash, trainee) = ("hash".to_owned(), Text::clean("robin"));
        Self { engine, hash, trainee, profile, attempts: Vec::new(), now: BEGUN, pack }
    }

    /// The same person at the bench, its policy as it was first.
    pub(in crate::suite) fn again(&self) -> Self {
        Self { attempts: self.attempts.clone(), now: self.now, ..Self::on(BENCH) }
    }

    /// The bench's policy, with its text changed, from now on.
    pub(in crate::suite) fn edit(&mut self, change: impl Fn(&str) -> String) {
        let folder = tempfile::tempdir().unwrap();
        let before = std::fs::read_to_string(format!("{BENCH}/policy.toml")).unwrap();
        let after = change(&before);
        assert_ne!(before, after);
        std::fs::write(folder.path().join("policy.toml"), &after).unwrap();
        std::fs::create_dir(folder.path().join("bench")).unwrap();
        for file in std::fs::read_dir(format!("{BENCH}/bench")).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), folder.path().join("bench").join(file.file_name())).unwrap();
        }
        (self.pack, self.engine) = load(folder.path().to_str().unwrap());
        self.hash = text_hash(&after);
    }

    pub(in crate::suite) fn name(&self) -> &str {
        &self.pack.id
    }

    pub(in crate::suite) fn own(&self) -> Vec<(FactId, Value)> {
        self.profile.own_facts(self.engine.policy())
    }

    pub(in crate::suite) fn view(&self) -> PackView<'_> {
        let policy = self.pack.policy.as_ref().unwrap();
        PackView { name: &self.pack.id, policy, policy_hash: &self.hash, judge: &self.engine, scenarios: &self.pack.scenarios }
    }

    pub(in crate::suite) fn path(&self) -> Path {
        Path::of(&self.view(), &self.own())
    }

    pub(in crate::suite) fn progress(&self) -> Progress {
        Progress::of(&self.attempts, &self.view(), &self.path(), self.now.div_euclid(DAY))
    }

    pub(in crate::suite) fn certificate(&self) -> Option<Certificate> {
        Certificate::of(&self.trainee, &self.view(), &self.path(), &self.progress())
    }

    /// Plays what comes next to its end.
    pub(in crate::suite) fn sitting(&mut self, answer: &mut dyn FnMut(&Asked<'_>) -> Answer) {
        let (path, progress, view) = (self.path(), self.progress(), self.view());
        let dealer = Dealer::new(&view, &path, &progress);
        let seed = self.attempts.len() as u64;
        let (mode, hand) = match progress.step {
            Step::Unit(unit) => (Mode::Onboarding, dealer.unit(unit)),
            // Of a pack as small as the bench's everything may have been seen.
            Step::Check => match dealer.check(seed) {
                Some(hand) => (Mode::Check, hand),
                None => return,
            },
            Step::Round | Step::Rest | Step::Done => (Mode::Onboarding, dealer.round()),
        };
        assert!(!hand.is_empty(), "{:?} has cards", progress.step);
        self.play(mode, hand, answer);
    }

    /// Plays a hand to its end.
    pub(in crate::suite) fn play(&mut self, mode: Mode, hand: Vec<Chosen>, answer: &mut dyn FnMut(&Asked<'_>) -> Answer) {
        let (seed, view) = (self.attempts.len() as u64, self.view());
        let plan = Plan {
            trainee: self.trainee.clone(),
            mode,
            seed,
            entropy: seed,
            hand,
            own: self.own(),
            brings_back: mode != Mode::Check,
            ..Plan::default()
        };
        let mut now = self.now;
        let mut session = Session::start(&view, plan, now);
        while let Some(round) = session.round() {
            for fact in round.missing.clone() {
                session.ask(&view, fact);
            }
            let ruling = session.round().unwrap().explanation.ruling.clone();
            let decider = ruling.rules.first().map(|rule| view.policy.rules[rule.0].id.as_str());
            let asked = Asked { verdict: ruling.verdict.unwrap(), decider };
            now += 20_000;
            session.answer(&view, answer(&asked), Certainty::Fairly, Taps::default(), now).expect("it can be answered");
            session.next(&view, now);
        }
        let played = session.attempts().to_vec();
        self.now = now;
        self.attempts.extend(played);
    }

    /// What comes back to them at a time.
    pub(in crate::suite) fn refresher(&self, now: i64) -> Refresher {
        let coastline = Coastline::of(&self.engine, &Budget::default());
        let known = Known { own: &self.own(), attempts: &self.attempts, before: &[], now, zone: 0 };
        Refresher::of(&self.view(), &coastline, known)
    }

    /// Everything right, day after day, until the check is next.
    pub(in crate::suite) fn up_to_check(&mut self) {
        for _ in 0..400 {
            match self.progress().step {
                Step::Check => return,
                Step::Rest => self.now += DAY,
                _ => {}
            }
            self.sitting(&mut right);
        }
        panic!("the check is never reached");
    }
}

fn load(pack: &str) -> (content::LoadedPack, Engine) {
    let found = content::find(&Sources::default(), pack).expect("the pack is there");
    let pack = content::load(&found[0], Keep::Findings);
    let policy = pack.policy.as_ref().expect("a policy without errors");
    let engine = Engine::compile(policy, Date::new(2026, 9, 1).unwrap()).unwrap();
    (pack, engine)
}
