//! People who play a shipped pack by a misreading, slip once in ten answers, and have their line found: at once, or after some practice.

use escalate_or_act::content::{Keep, LoadedPack, Sources, list, load};
use escalate_or_act::domain::learner::belief::given::Given;
use escalate_or_act::domain::learner::belief::hunt::{CASES, Grounds, Hunt, MORE};
use escalate_or_act::domain::learner::belief::misreading::Misreading;
use escalate_or_act::domain::learner::belief::trial::{Finding, Trial};
use escalate_or_act::domain::learner::belief::verdicts::Verdicts;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::mutants::change::Change;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::rule::RuleId;
use escalate_or_act::domain::scenario::Scenario;
use escalate_or_act::domain::session::answer::Answer;

use super::players::Player;
use super::simulated::day;

/// Answers in the log of somebody who has practised for a while.
pub const PRACTISED: usize = 60;
/// Answers of a hundred that are slips.
const SLIPS: u32 = 10;

/// A shipped pack, ready to find lines in.
pub struct Pack {
    pub id: String,
    pub policy: Policy,
    pub scenarios: Vec<Scenario>,
    pub engine: Engine,
    pub grounds: Grounds,
}

/// What came of one person's hunt.
pub struct Hunted<'p> {
    /// Whom they were taken for at its end.
    pub found: Finding<'p>,
    /// Cases until that was found, and nothing else after it.
    pub after: usize,
    /// Where nothing was found, the rule they are said to misread.
    pub rule: Option<RuleId>,
    /// Whom they would be taken for after as many cases drawn at random.
    pub drawn: Finding<'p>,
    /// How likely it is at the end that they go by the policy.
    pub by_the_policy: f64,
}

/// What came of several, each with the place of the suspect they play by.
pub struct Tally<'p> {
    pub pack: &'p Pack,
    pub people: Vec<(usize, Hunted<'p>)>,
}

impl Pack {
    /// Every pack that is shipped.
    pub fn shipped() -> Vec<Self> {
        list(&Sources::default())
            .into_iter()
            .map(|listing| Self::of(listing.id.clone(), load(&listing, Keep::Findings)))
            .collect()
    }

    fn of(id: String, loaded: LoadedPack) -> Self {
        let (policy, scenarios) = (loaded.policy.unwrap(), loaded.scenarios);
        let engine = Engine::compile(&policy, day()).unwrap();
        let grounds = Grounds::of(&engine, &scenarios, &[]);
        Self { id, policy, scenarios, engine, grounds }
    }

    /// A hunt for somebody who answers by a misreading, or by the policy, after so many told cases of practice drawn at random.
    pub fn hunted(&self, believed: Option<Misreading>, seed: u64, practised: usize) -> Hunted<'_> {
        self.slipping(believed, seed, practised, SLIPS)
    }

    /// The same for somebody who slips in so many answers of a hundred.
    pub fn slipping(&self, believed: Option<Misreading>, seed: u64, practised: usize, slips: u32) -> Hunted<'_> {
        let mut player = Player::new(seed, slips);
        let practice: Vec<Case> = self.practice(&mut player).take(practised).collect();
        let before: Vec<Given> =
            practice.into_iter().map(|case| Given { answer: self.answer(believed, &case, &mut player), case }).collect();
        let mut hunt = Hunt::of(&self.grounds, &self.engine, &self.scenarios, &before);
        let (mut found, mut after) = (hunt.trial().finding(), 0);
        while let Some(next) = hunt.next() {
            let answer = self.answer(believed, &next.case, &mut player);
            hunt.answered(next.scenario, next.case, answer);
            if hunt.trial().finding() != found {
                (found, after) = (hunt.trial().finding(), hunt.answers());
            }
        }
        let cases = hunt.answers();
        assert!(cases <= CASES + MORE);
        let rule = hunt.trial().about(&self.policy).map(|(rule, ..)| rule);
        let by_the_policy = hunt.trial().beliefs()[0];
        Hunted { found, after, rule, by_the_policy, drawn: self.drawn(believed, &before, cases, &mut player) }
    }

    /// The told cases in an order of their own.
    fn practice(&self, player: &mut Player) -> impl Iterator<Item = Case> {
        let told = self.grounds.tellings.iter().filter(|telling| telling.moved.is_empty());
        let mut told: Vec<Case> = told.map(|telling| telling.case.clone()).collect();
        (1..told.len()).rev().for_each(|at| told.swap(at, player.below(at + 1)));
        told.into_iter()
    }

    /// The same answers before, and then as many cases drawn at random.
    fn drawn(&self, believed: Option<Misreading>, before: &[Given], cases: usize, player: &mut Player) -> Finding<'_> {
        let mut trial = Trial::new(&self.grounds.suspects);
        let tellings = &self.grounds.tellings;
        for given in before {
            let place = tellings.iter().position(|telling| telling.case == given.case).unwrap();
            trial.answered(place, given.answer);
        }
        for _ in 0..cases {
            let place = player.below(tellings.len());
            trial.answered(place, self.answer(believed, &tellings[place].case, player));
        }
        trial.finding()
    }

    /// What they say to a case: as they read the policy; where that leaves it open, as it is written.
    fn answer(&self, believed: Option<Misreading>, case: &Case, player: &mut Player) -> Answer {
        let verdicts = Verdicts::of(&self.policy, self.engine.day(), std::slice::from_ref(case));
        let own = verdicts.own()[0];
        let verdict = believed.and_then(|misreading| verdicts.misread(misreading)[0]).or(own);
        player.answers(verdict.unwrap())
    }

    /// Somebody for each suspect, or for each so many.
    pub fn tally(&self, each: usize, practised: usize) -> Tally<'_> {
        let suspects = self.grounds.suspects.suspects.iter().enumerate().step_by(each);
        let hunted = suspects.map(|(at, suspect)| {
            // Ways to read it that answer every told case alike are one suspect.
            let believed = suspect.readings[at % suspect.readings.len()];
            (at, self.hunted(Some(believed), at as u64, practised))
        });
        Tally { pack: self, people: hunted.collect() }
    }
}

impl Tally<'_> {
    fn is(&self, at: usize, finding: Finding<'_>) -> bool {
        finding == Finding::Misreads(&self.pack.grounds.suspects.suspects[at])
    }

    /// Named rightly by chosen cases.
    pub fn named(&self) -> usize {
        self.people.iter().filter(|(at, hunted)| self.is(*at, hunted.found)).count()
    }

    /// Whether a rule that is said to be misread is, of those to whom one is said.
    fn rules(&self) -> impl Iterator<Item = bool> + '_ {
        let misread =
            |at: usize, rule| self.pack.grounds.suspects.suspects[at].readings[0].rules(&self.pack.policy).contains(&rule);
        self.people.iter().filter_map(move |(at, hunted)| Some(misread(*at, hunted.rule?)))
    }

    /// Told the rule they misread, and not how.
    pub fn by_rule(&self) -> usize {
        self.rules().filter(|right| *right).count()
    }

    /// Taken for another, or told a rule they don't misread.
    pub fn wrong(&self) -> usize {
        let other =
            |(at, hunted): &&(usize, Hunted<'_>)| matches!(hunted.found, Finding::Misreads(_)) && !self.is(*at, hunted.found);
        self.people.iter().filter(other).count() + self.rules().filter(|right| !right).count()
    }

    /// Named rightly by as many drawn at random.
    pub fn drawn(&self) -> usize {
        self.people.iter().filter(|(at, hunted)| self.is(*at, hunted.drawn)).count()
    }

    /// Cases by the median until somebody is named rightly; who is not, counts as one who never is.
    pub fn median(&self) -> usize {
        let cases = |(at, hunted): &(usize, Hunted<'_>)| if self.is(*at, hunted.found) { hunted.after } else { usize::MAX };
        let mut cases: Vec<usize> = self.people.iter().map(cases).collect();
        cases.sort_unstable();
        cases[cases.len() / 2]
    }

    /// Named rightly, of how many, by the kind of misreading.
    pub fn by_kind(&self) -> Vec<(&'static str, usize, usize)> {
        let mut kinds: Vec<(&'static str, usize, usize)> = Vec::new();
        for (at, hunted) in &self.people {
            let kind = kind(self.pack.grounds.suspects.suspects[*at].readings[0]);
            let place = kinds.iter().position(|(name, ..)| *name == kind).unwrap_or_else(|| {
                kinds.push((kind, 0, 0));
                kinds.len() - 1
            });
            kinds[place].1 += usize::from(self.is(*at, hunted.found));
            kinds[place].2 += 1;
        }
        kinds
    }

    /// All of it in a line.
    pub fn told(&self) -> String {
        let of = self.people.len();
        let median = if self.median() == usize::MAX { "never".to_owned() } else { format!("{} cases", self.median()) };
        format!(
            "{} of {of} named (median {median}), {} more told the rule they misread, {} wrongly; as many cases at random: {} of {of}",
            self.named(),
            self.by_rule(),
            self.wrong(),
            self.drawn()
        )
    }
}

fn kind(misreading: Misreading) -> &'static str {
    match misreading {
        Misreading::Small(Change::LineMoved { .. }) => "a line a step off",
        Misreading::Small(Change::LimitMoved { .. }) => "a limit elsewhere",
        Misreading::Small(Change::ConditionDropped(_)) => "a condition ignored",
        Misreading::Small(Change::ExceptionDropped(..)) => "an exception ignored",
        Misreading::Small(Change::RuleDropped(_)) => "a rule forgotten",
        Misreading::LineAt { .. } | Misreading::FigureAt { .. } => "a line elsewhere",
        Misreading::ValueMissed { .. } => "a value missed",
        Misreading::Before(..) => "two rules swapped",
    }
}
