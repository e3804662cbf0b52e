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
const TOWARDS: &str = "to|ask|call|tell|get|fetch|inform";

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
    rules: Vec<Vec<Vec<String>>>,
    /// By route: its name, and its key phrase, if that is more than a word.
    routes: Vec<(Vec<String>, Option<Vec<String>>)>,
}

impl Giveaways {
    pub(super) fn of(policy: &Policy) -> Self {
        let route = |route: &Route| {
            let phrase = route.phrase.as_ref().map(|p| words(p)).filter(|p| p.len() > 1);
            (words(route.label.split(',').next().unwrap_or_default()), phrase)
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
fn own_words(rule: &Rule) -> Vec<Vec<String>> {
    let outcome = match &rule.outcome {
        RuleOutcome::Decline(text) | RuleOutcome::Act(text) => Some(text),
        RuleOutcome::Escalate(_) => None,
    };
    let texts = [Some(&rule.text), outcome, rule.say.as_ref()].into_iter().flatten().chain(&rule.first);
    texts.map(|text| words(text)).collect()
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
            speech.map(|s| words(&s.text.fill(policy, &scenario.case)))
        };
        let told = [words(&scenario.title), words(&scenario.story.fill(policy, &scenario.case))];
        let narrator: Vec<Vec<String>> = told.into_iter().chain(said(false)).collect();
        let signs: &[Sign] = match ruling.verdict? {
            Verdict::Escalate => &self.giveaways.hand_over,
            Verdict::No => &self.giveaways.say_no,
            Verdict::Yes => &self.giveaways.settle_it,
            Verdict::Either => &[],
        };
        let sign = signs.iter().find_map(|sign| narrator.iter().find_map(|text| matching(text, sign)));
        let mut texts = ruling.rules.iter().flat_map(|rule| &self.giveaways.rules[rule.0]);
        let own_words = || texts.find_map(|own| narrator.iter().find_map(|text| in_common(text, own)));
        let route = || {
            let (name, phrase) = &self.giveaways.routes[ruling.route?.0];
            let sent = narrator.iter().find_map(|text| sent_to(text, name));
            let all = || narrator.iter().cloned().chain(said(true));
            sent.or_else(|| phrase.as_ref().and_then(|phrase| all().find_map(|text| whole(&text, phrase))))
        };
        sign.or_else(own_words).or_else(route)
    }
}

/// The words of a text, in small letters.
fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace('\u{2019}', "'");
    let split = plain.split(|c: char| !c.is_alphanumeric() && c != '\'');
    split.map(|word| word.trim_matches('\'').to_owned()).filter(|word| !word.is_empty()).collect()
}

/// The first place where a sign stands.
fn matching(text: &[String], sign: &Sign) -> Option<String> {
    let stands = |part: &&[String]| part.iter().zip(sign).all(|(word, any)| any.contains(&word.as_str()));
    text.windows(sign.len()).find(stands).map(|part| part.join(" "))
}

/// The first run of words that a text shares with a rule: so many of them, or all of a shorter one.
fn in_common(text: &[String], own: &[String]) -> Option<String> {
    let run = RUN.min(own.len());
    if run < 3 {
        return None;
    }
    own.windows(run).find_map(|part| whole(text, part))
}

/// A phrase, where it stands in a text word for word.
fn whole(text: &[String], phrase: &[String]) -> Option<String> {
    (!phrase.is_empty() && text.windows(phrase.len()).any(|part| part == phrase)).then(|| phrase.join(" "))
}

/// A route's name after words that send somebody there.
fn sent_to(text: &[String], name: &[String]) -> Option<String> {
    let article = |word: &String| matches!(word.as_str(), "the" | "our" | "your");
    let name = name.strip_prefix(&["the".to_owned()]).unwrap_or(name);
    let at = (1..text.len()).find(|at| {
        let before = if article(&text[at - 1]) { at.checked_sub(2) } else { Some(at - 1) };
        let sends = before.is_some_and(|b| TOWARDS.split('|').any(|word| word == text[b]));
        !name.is_empty() && sends && text[*at..].starts_with(name)
    })?;
    Some(format!("{} {}", text[at - 1], name.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::{HAND_OVER, SAY_NO, SETTLE_IT, in_common, matching, sent_to, signs, words};

    fn says(text: &str, said: &[&'static str]) -> bool {
        signs(said).iter().any(|sign| matching(&words(text), sign).is_some())
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
        let sent = |text: &str| sent_to(&words(text), &words("The other service desk"));
        assert_eq!(sent("She was told to ask the other service desk."), Some("the other service desk".to_owned()));
        assert_eq!(sent("The other service desk is closed."), None);
    }

    #[test]
    fn six_words_in_a_row_are_the_rules_own() {
        let own = words("Refund faulty goods within 30 days yourself, up to your limit.");
        assert!(in_common(&words("We refund faulty goods within 30 days, it says."), &own).is_some());
        assert!(in_common(&words("Goods within 30 days are another matter."), &own).is_none());
    }
}
