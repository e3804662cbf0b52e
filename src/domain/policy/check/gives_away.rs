//! `scenario::gives-away`: the story says what is to be done, so that nothing is left to decide.
//!
//! Read is what the narrator says: title, story, and what the agent or a note says. A customer may say anything; only the key
//! phrase of the right route is nobody else's. A sign counts only where it says the right answer: a wrong hint is a trap.

use super::Checked;
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::Policy;
use crate::domain::policy::explanation::{Ruling, Verdict};
use crate::domain::policy::route::Route;
use crate::domain::policy::rule::{Rule, RuleOutcome};
use crate::domain::scenario::Speaker;

/// Words for "hand it over". In all of these a bar stands between words of which any will do.
const HAND_OVER: [&str; 4] = [
    "escalate|escalates|escalated|escalating|escalation",
    "hand|hands|handed it|this|that|her|him|them over",
    "hand|hands|handed over to",
    "pass|passes|passed it|this|that|her|him|them up|on to",
];
/// Words for "say no yourself".
const SAY_NO: [&str; 5] = [
    "say|saying no",
    "you|we say|said no",
    "you've|we've|you'd said no",
    "you|we have|had|already said no",
    "you|we decline|declined|refuse|refused it|this|that|her|him|them",
];
/// Words for "settle it yourself".
const SETTLE_IT: [&str; 5] = [
    "do|settle|decide|grant it|this|that yourself",
    "yours to give|grant|decide|settle",
    "within|inside your limit|limits|authority|allowance",
    "in your own power|hands",
    "you may give|grant|settle|refund|do it|this|that",
];
/// What comes before a route's name where somebody is sent there.
const TOWARDS: [&str; 7] = ["to", "ask", "call", "tell", "get", "fetch", "inform"];

/// So many of a rule's own words in a row are no accident.
const RUN: usize = 6;

/// Words in a row, of each of which any will do.
type Sign = Vec<Vec<&'static str>>;

/// What gives the answers of a policy away: put into words once, for all of its scenarios.
pub(super) struct Giveaways {
    hand_over: Vec<Sign>,
    say_no: Vec<Sign>,
    settle_it: Vec<Sign>,
    /// By rule: each of its texts.
    rules: Vec<Vec<Own>>,
    /// By route: its name, and its key phrase, if that is more than a word.
    routes: Vec<(Vec<String>, Option<Vec<String>>)>,
}

/// A text of a rule: its words, and what tells the runs of them that would be no accident.
struct Own {
    words: Vec<String>,
    runs: Vec<u64>,
}

impl Own {
    fn of(text: &str) -> Self {
        let plain = plain(text);
        let words = words(&plain);
        let mut runs: Vec<u64> =
            run_of(words.len()).into_iter().flat_map(|run| runs(&marks(&words), run).collect::<Vec<_>>()).collect();
        runs.sort_unstable();
        let words = words.into_iter().map(str::to_owned).collect();
        Self { words, runs }
    }
}

impl Giveaways {
    pub(super) fn of(policy: &Policy) -> Self {
        let owned = |text: &str| words(&plain(text)).into_iter().map(str::to_owned).collect::<Vec<String>>();
        let route = |route: &Route| {
            let phrase = route.phrase.as_ref().map(|p| owned(p)).filter(|p| p.len() > 1);
            (owned(route.label.split(',').next().unwrap_or_default()), phrase)
        };
        Self {
            hand_over: signs(&HAND_OVER),
            say_no: signs(&SAY_NO),
            settle_it: signs(&SETTLE_IT),
            rules: policy.rules.iter().map(own_words).collect(),
            routes: policy.routes.iter().map(route).collect(),
        }
    }
}

fn signs(signs: &[&'static str]) -> Vec<Sign> {
    signs.iter().map(|sign| sign.split(' ').map(|word| word.split('|').collect()).collect()).collect()
}

/// What a rule says is to be done, in its own words.
fn own_words(rule: &Rule) -> Vec<Own> {
    let outcome = match &rule.outcome {
        RuleOutcome::Decline(text) | RuleOutcome::Act(text) => Some(text),
        RuleOutcome::Escalate(_) => None,
    };
    let texts = [Some(&rule.text), outcome, rule.say.as_ref()].into_iter().flatten().chain(&rule.first);
    texts.map(|text| Own::of(text)).collect()
}

impl Checked<'_> {
    /// Looks for the answer in what the trainee reads before answering.
    pub(super) fn gives_away(&self, ruling: &Ruling, found: &mut Vec<Diagnostic>) {
        let Some(said) = self.answer_in_the_story(ruling) else { return };
        let message = format!("the story says what is to be done: \"{said}\"");
        let help = "tell what happened and what was said, and leave the answer to the trainee; the rule is shown afterwards";
        let place = self.places.story.clone();
        found.push(Diagnostic::warning("scenario::gives-away", &self.scenario.file, place, message).help(help));
    }

    /// The words that say the right answer, if some do.
    fn answer_in_the_story(&self, ruling: &Ruling) -> Option<String> {
        let (scenario, policy) = (self.scenario, self.policy);
        let said = |customer: bool| {
            let speech = scenario.speech.iter().filter(move |s| (s.who == Speaker::Customer) == customer);
            speech.map(|s| plain(&s.text.fill(policy, &scenario.case)))
        };
        let told = [plain(&scenario.title), plain(&scenario.story.fill(policy, &scenario.case))];
        let plain: Vec<String> = told.into_iter().chain(said(false)).collect();
        let narrator: Vec<Vec<&str>> = plain.iter().map(|text| words(text)).collect();
        let signs: &[Sign] = match ruling.verdict? {
            Verdict::Escalate => &self.giveaways.hand_over,
            Verdict::No => &self.giveaways.say_no,
            Verdict::Yes => &self.giveaways.settle_it,
            Verdict::Either => &[],
        };
        let sign = signs.iter().find_map(|sign| narrator.iter().find_map(|text| matching(text, sign)));
        let mut texts = ruling.rules.iter().flat_map(|rule| &self.giveaways.rules[rule.0]);
        let marked: Vec<Vec<u64>> = narrator.iter().map(|text| marks(text)).collect();
        let own_words =
            || texts.find_map(|own| narrator.iter().zip(&marked).find_map(|(text, marks)| in_common(text, marks, own)));
        let route = || {
            let (name, phrase) = &self.giveaways.routes[ruling.route?.0];
            let sent = narrator.iter().find_map(|text| sent_to(text, name));
            let anybody = |phrase: &[String]| {
                let told = narrator.iter().find_map(|text| whole(text, phrase));
                told.or_else(|| said(true).find_map(|text| whole(&words(&text), phrase)))
            };
            sent.or_else(|| phrase.as_ref().and_then(|phrase| anybody(phrase)))
        };
        sign.or_else(own_words).or_else(route)
    }
}

/// A text in small letters, its apostrophes straight.
fn plain(text: &str) -> String {
    let plain = text.to_lowercase();
    if plain.contains('\u{2019}') { plain.replace('\u{2019}', "'") } else { plain }
}

/// The words of a plain text.
fn words(plain: &str) -> Vec<&str> {
    let split = plain.split(|c: char| !c.is_alphanumeric() && c != '\'');
    split.map(|word| word.trim_matches('\'')).filter(|word| !word.is_empty()).collect()
}

/// The first place where a sign stands.
fn matching(text: &[&str], sign: &Sign) -> Option<String> {
    let stands = |part: &&[&str]| part.iter().zip(sign).all(|(word, any)| any.contains(word));
    text.windows(sign.len()).find(stands).map(|part| part.join(" "))
}

/// How long a run of words must be to be no accident: so many, or all of a shorter text; none if that is too short.
fn run_of(words: usize) -> Option<usize> {
    Some(RUN.min(words)).filter(|run| *run >= 3)
}

/// A number for each word: the same for the same word, and hardly ever for another.
fn marks(words: &[&str]) -> Vec<u64> {
    words.iter().map(|word| word.bytes().fold(0xCBF2_9CE4_8422_2325, |mark, b| mixed(mark, u64::from(b)))).collect()
}

/// A number for each run of so many words, made of theirs.
fn runs(marks: &[u64], run: usize) -> impl Iterator<Item = u64> {
    marks.windows(run).map(|part| part.iter().fold(0_u64, |mark, one| mixed(mark.rotate_left(5), *one)))
}

fn mixed(mark: u64, more: u64) -> u64 {
    (mark ^ more).wrapping_mul(0x0000_0100_0000_01B3)
}

/// The first run of words that a text shares with a rule: so many of them, or all of a shorter one.
fn in_common(text: &[&str], marks: &[u64], own: &Own) -> Option<String> {
    let run = run_of(own.words.len())?;
    if !runs(marks, run).any(|mark| own.runs.binary_search(&mark).is_ok()) {
        return None;
    }
    own.words.windows(run).find_map(|part| whole(text, part))
}

/// A phrase, where it stands in a text word for word.
fn whole(text: &[&str], phrase: &[String]) -> Option<String> {
    (!phrase.is_empty() && text.windows(phrase.len()).any(|part| part.iter().zip(phrase).all(|(a, b)| a == b)))
        .then(|| phrase.join(" "))
}

/// A route's name after words that send somebody there.
fn sent_to(text: &[&str], name: &[String]) -> Option<String> {
    let article = |word: &str| matches!(word, "the" | "our" | "your");
    let name = name.strip_prefix(&["the".to_owned()]).unwrap_or(name);
    let first = name.first()?;
    let at = (1..text.len()).filter(|at| text[*at] == first).find(|at| {
        let before = if article(text[at - 1]) { at.checked_sub(2) } else { Some(at - 1) };
        let sends = before.is_some_and(|b| TOWARDS.contains(&text[b]));
        let rest = &text[*at..];
        sends && rest.len() >= name.len() && rest.iter().zip(name).all(|(a, b)| a == b)
    })?;
    Some(format!("{} {}", text[at - 1], name.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::{HAND_OVER, Own, SAY_NO, SETTLE_IT, in_common, marks, matching, plain, sent_to, signs, words};

    fn says(text: &str, said: &[&'static str]) -> bool {
        signs(said).iter().any(|sign| matching(&words(&plain(text)), sign).is_some())
    }

    #[test]
    fn what_says_the_answer_is_told_from_what_only_tells_the_story() {
        assert!(says("Your colleague has escalated it before.", &HAND_OVER));
        assert!(says("You hand her over, and she thanks you.", &HAND_OVER));
        assert!(!says("He handed her the parcel and went on.", &HAND_OVER));
        assert!(says("You\u{2019}ve said no twice.", &SAY_NO));
        assert!(!says("The other shop said no, and his claim was refused.", &SAY_NO));
        assert!(says("It is well within your limit.", &SETTLE_IT));
        assert!(!says("I know you didn't take it yourself.", &SETTLE_IT));
    }

    #[test]
    fn a_route_is_given_away_where_somebody_is_sent_there() {
        let desk = Own::of("The other service desk").words;
        let sent = |text: &str| sent_to(&words(&plain(text)), &desk);
        assert_eq!(sent("She was told to ask the other service desk."), Some("the other service desk".to_owned()));
        assert_eq!(sent("The other service desk is closed."), None);
    }

    #[test]
    fn six_words_in_a_row_are_the_rules_own() {
        let own = Own::of("Refund faulty goods within 30 days yourself, up to your limit.");
        let shares = |text: &str| in_common(&words(text), &marks(&words(text)), &own).is_some();
        assert!(shares("we refund faulty goods within 30 days, it says."));
        assert!(!shares("goods within 30 days are another matter."));
    }
}
