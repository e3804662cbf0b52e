//! Where a sentence starts from: what happens for the customer, or the house and its rules.

use super::spoken::{Word, plain};

/// What the first words promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// What happens for the customer.
    Outcome,
    /// The house: its policy, system, management.
    House,
    /// What can't be had.
    Refusal,
    /// What the customer has to do, or should have done.
    Demand,
    /// None of these: the words don't tell.
    Open,
}

/// Openings that may come before the sentence that counts: thanks, regrets, a greeting, a yes.
const BEFORE: [&str; 17] = [
    "hello",
    "hi",
    "good morning",
    "good afternoon",
    "good evening",
    "yes",
    "of course",
    "certainly",
    "absolutely",
    "okay",
    "ok",
    "all right",
    "thank you",
    "thanks",
    "i am sorry",
    "i am so sorry",
    "sorry",
];

/// Openings, the longer of two that fit counting; `*` is any one word.
const OPENINGS: [(Start, &[&str]); 4] = [
    (
        Start::Outcome,
        &[
            "you will",
            "you are getting",
            "you get",
            "you have",
            "you can",
            "you do not need",
            "you do not have to",
            "you keep",
            "your",
            "i can",
            "i could",
            "i will",
            "i have",
            "i am",
            "i would like to",
            "i want to",
            "we will",
            "we can",
            "we have",
            "we are",
            "it is done",
            "it is on",
            "it is yours",
            "that is done",
            "that is fixed",
            "here is",
            "here are",
            "what i can do",
            "what we can do",
            "let us",
            "let me",
            "please",
            "the next step is",
            "the person who",
            "the colleague who",
            "the team that",
            "the * is on its way",
            "the * goes back",
            "the refund",
            "the money",
            "there is a way",
            "there are two",
            "as soon as you",
            "the moment you",
            "before i say no",
            "are you safe",
            "stay",
        ],
    ),
    (
        Start::House,
        &[
            "our policy",
            "our rules",
            "our system",
            "our terms",
            "our guidelines",
            "our procedure",
            "our process",
            "the policy",
            "the rules",
            "the rule",
            "the system",
            "the computer",
            "the contract",
            "the terms",
            "company policy",
            "according to",
            "as per",
            "per our",
            "per the",
            "it is our",
            "it is company",
            "it is the rule",
            "management",
            "my manager",
            "my supervisor",
            "my lead",
            "my boss",
            "head office",
            "your contract",
            "your terms",
            "because of our",
            "due to our",
            "we have a policy",
            "we have a rule",
            "we have strict",
            "i have been told",
            "i am told",
            "i am not allowed",
            "i am only allowed",
            "we are not allowed",
            "we are only allowed",
            "i have to follow",
            "we have to follow",
        ],
    ),
    (
        Start::Refusal,
        &[
            "no",
            "unfortunately",
            "i am afraid",
            "regrettably",
            "i can not",
            "i could not",
            "i will not",
            "i am unable",
            "i am not able",
            "i do not",
            "we can not",
            "we do not",
            "we will not",
            "we are unable",
            "we are not able",
            "we never",
            "it is not possible",
            "that is not possible",
            "there is nothing",
            "there is no",
            "nothing",
            "you can not",
            "you will not",
            "it is not my",
            "that is not my",
            "this is not my",
        ],
    ),
    (
        Start::Demand,
        &[
            "you have to",
            "you must",
            "you need to",
            "you just need",
            "you should",
            "you did not",
            "you will have to",
            "you will need to",
            "you are required",
            "please calm",
            "please be patient",
            "please understand",
            "calm",
            "why did",
            "why have",
            "are you sure",
            "your own fault",
            "your mistake",
        ],
    ),
];

/// What the first sentence that says something starts from.
pub(super) fn start(words: &[Word]) -> Start {
    let sentences = words.split(|w| w.plain.is_empty()).filter(|s| !s.is_empty());
    let mut last = Start::Open;
    for sentence in sentences {
        let mut rest: Vec<&str> = sentence.iter().map(|w| w.plain.as_str()).collect();
        let whole = rest.len();
        while let Some(opening) = BEFORE.iter().map(|b| plain(b)).filter(|b| begins(&rest, b)).max_by_key(Vec::len) {
            rest.drain(..opening.len());
        }
        // Thanks and regrets go on to the end of their sentence; a greeting does not.
        let thanked = whole > rest.len() && !rest.is_empty() && opens(&rest) == Start::Open;
        if rest.is_empty() || thanked {
            continue;
        }
        last = opens(&rest);
        break;
    }
    last
}

fn opens(words: &[&str]) -> Start {
    let fits = |opening: &&str| begins(words, &opening.split(' ').map(ToOwned::to_owned).collect::<Vec<_>>());
    let all = OPENINGS.iter().flat_map(|(start, openings)| openings.iter().map(move |o| (*start, *o)));
    let longest = all.filter(|(_, o)| fits(o)).max_by_key(|(_, opening)| opening.split(' ').count());
    longest.map_or(Start::Open, |(start, _)| start)
}

fn begins(words: &[&str], opening: &[String]) -> bool {
    opening.len() <= words.len() && opening.iter().zip(words).all(|(o, w)| o == "*" || o == w)
}
