//! The phrase coach: what it hears, what it lets pass, and whether the shipped packs keep to their own phrases.

use std::sync::LazyLock;

use escalate_or_act::content::{Keep, LoadedPack, Sources, list, load};
use escalate_or_act::domain::phrases::coach::Start::{self, Demand, House, Open, Outcome, Refusal};
use escalate_or_act::domain::phrases::source::parse;
use escalate_or_act::domain::phrases::{Phrases, Severity};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::source::vocabulary::Vocabulary;
use proptest::prelude::{Strategy, prop, prop_assert_eq, proptest};

fn packs() -> Vec<LoadedPack> {
    list(&Sources::default()).iter().map(|listing| load(listing, Keep::Findings)).collect()
}

fn retail() -> (Policy, Phrases) {
    let pack = packs().into_iter().find(|p| p.id == "oxbow-lantern").expect("it ships");
    (pack.policy.expect("it is sound"), pack.phrases)
}

/// A case of nothing but these signals.
fn signals(policy: &Policy, members: &[&str]) -> Case {
    let id = policy.fact_id("signals").expect("the pack has signals");
    let place = |m: &&str| policy.fact(id).names().iter().position(|n| n.id == *m).expect("a signal");
    let bits = members.iter().map(place).fold(0, |bits, at| bits | 1 << at);
    Case::unknown(policy.facts.len()).with(id, Some(Value::Set(bits)))
}

#[test]
fn a_table_of_lines() {
    let (policy, phrases) = retail();
    let table: [(&str, &[&str], Start, bool); 20] = [
        ("Our policy is thirty days.", &["Our policy is"], House, false),
        ("It's our policy.", &["It's our policy"], House, false),
        ("IT IS OUR POLICY, sorry.", &["IT IS OUR POLICY"], House, false),
        ("Management won’t let me do that.", &["Management won’t let me"], House, false),
        ("Your contract states that the fee stands.", &["Your contract states"], House, false),
        ("You said “our policy is nonsense”, and I've put it back.", &[], Open, false),
        ("\"Our policy is thirty days.\"", &["Our policy is"], House, false),
        ("The policy of insurance is yours.", &[], House, false),
        ("I can refund you right now: it's done.", &[], Outcome, true),
        ("I've refunded it. The label is in your mail.", &[], Outcome, true),
        ("Thank you for telling me. Please unplug it and don't use it again.", &[], Outcome, true),
        ("Yes, you'll have it on Friday.", &[], Outcome, true),
        ("You'll have it on Friday, I already told you.", &["I already told you"], Outcome, false),
        ("I can send it again today; unfortunately not before noon.", &["unfortunately"], Outcome, true),
        ("Unfortunately I can't do that.", &["Unfortunately"], Refusal, false),
        ("I can't take it back.", &[], Refusal, false),
        ("You have to fill in the form.", &["You have to"], Demand, false),
        ("Calm down!", &["Calm down"], Demand, false),
        ("Calm. Down the hall is the desk.", &[], Demand, false),
        ("Ghost orders at midnight.", &[], Open, false),
    ];
    let nothing = signals(&policy, &[]);
    for (said, found, start, accepted) in table {
        let heard = phrases.listen(&policy, &nothing, said);
        assert_eq!(heard.found.iter().map(|f| f.words.as_str()).collect::<Vec<_>>(), found, "{said}");
        assert_eq!((heard.start, heard.is_accepted()), (start, accepted), "{said}");
        for found in heard.found {
            assert!(!found.phrase.better.is_empty() && !found.phrase.why.is_empty(), "never a red mark alone");
        }
    }
}

#[test]
fn an_admission_is_wrong_only_where_the_facts_say_so() {
    let (policy, phrases) = retail();
    let heard = |case: &Case| phrases.listen(&policy, case, "I've sent a new one: we messed up.").is_accepted();
    assert!(heard(&signals(&policy, &[])));
    assert!(!heard(&signals(&policy, &["legal"])));
    assert!(heard(&Case::unknown(policy.facts.len())), "what is not known makes nothing wrong");
}

#[test]
fn the_shipped_packs_keep_to_their_own_phrases() {
    for pack in packs() {
        let policy = pack.policy.expect("it is sound");
        let phrases = &pack.phrases;
        let count = |wanted: Severity| phrases.list.iter().filter(|p| p.severity == wanted).count();
        assert!(count(Severity::Ban) >= 5 && count(Severity::Swap) >= 10 && count(Severity::Context) >= 3, "{}", pack.id);
        let words =
            policy.rules.iter().filter_map(|r| r.say.as_ref()).chain(policy.gestures.iter().filter_map(|g| g.say.as_ref()));
        for say in words {
            let heard = phrases.listen(&policy, &Case::unknown(policy.facts.len()), say);
            assert!(heard.found.is_empty(), "{}: “{say}” holds {:?}", pack.id, heard.found);
        }
        for phrase in &phrases.list {
            for avoid in &phrase.avoid {
                let whole = phrases.list.iter().filter(|p| p.severity != Severity::Context);
                let alone = Phrases { list: whole.cloned().collect() };
                let heard = alone.listen(&policy, &Case::unknown(policy.facts.len()), &format!("Well, {avoid} today"));
                assert_eq!(heard.found.is_empty(), phrase.severity == Severity::Context, "{}: {avoid}", pack.id);
            }
        }
    }
}

/// Few words, so that phrases are met often, with their short forms and marks.
const WORDS: [&str; 9] = ["our", "policy", "is", "can't", "can not", "cannot", "no", "problem", "OUR"];

fn sentence() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![". ", " ", " ", " ", ", ", "! ", " “", "” "]);
    prop::collection::vec((prop::sample::select(WORDS.to_vec()), piece), 0..12)
        .prop_map(|parts| parts.into_iter().map(|(word, mark)| format!("{word}{mark}")).collect())
}

/// The slow way: the text without closed quotations, cut into sentences, each with blanks around its words, searched as text.
fn oracle(said: &str, phrase: &str) -> bool {
    let mut open = String::new();
    let mut rest = said;
    while let Some((before, after)) = rest.split_once('“') {
        open.push_str(before);
        match after.split_once('”') {
            Some((_, outside)) => {
                open.push_str(". ");
                rest = outside;
            }
            None => {
                open.push(' ');
                rest = after;
            }
        }
    }
    open.push_str(rest);
    let kept = if open.chars().any(char::is_alphanumeric) { open } else { said.to_owned() };
    let plain = |text: &str| {
        let text = text.to_lowercase().replace("can't", "can not").replace("cannot", "can not");
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
        format!(" {} ", words.join(" "))
    };
    kept.split(['.', '!']).any(|sentence| plain(sentence).contains(&plain(phrase)))
}

/// A few phrases, and a policy to listen by: read once.
static LISTENING: LazyLock<(Policy, Phrases)> = LazyLock::new(|| {
    let (policy, _) = retail();
    let one = |p| format!("[[phrase]]\navoid = \"{p}\"\nseverity = \"ban\"\nbetter = \"Here it is.\"\nwhy = \"So.\"\n");
    let file = "format = 1\n".to_owned() + &["our policy is", "can't", "no problem", "is our"].map(one).concat();
    let phrases = parse(&file, "phrases.toml", &Vocabulary::of(&policy)).phrases.expect("a sound file");
    (policy, phrases)
});

proptest! {
    #[test]
    fn what_is_heard_is_what_a_search_of_the_plain_text_finds(said in sentence()) {
        let (policy, phrases) = &*LISTENING;
        let heard = phrases.listen(policy, &Case::unknown(policy.facts.len()), &said);
        for phrase in &phrases.list {
            let found = heard.found.iter().any(|f| f.phrase == phrase);
            prop_assert_eq!(found, oracle(&said, &phrase.avoid[0]), "{} in {}", phrase.avoid[0].as_str(), said);
        }
    }
}

#[test]
fn a_pack_without_phrases_and_one_with_broken_ones_are_played_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    super::check::overlay(std::path::Path::new(super::check::BASE), folder.path());
    let read = || {
        let found = escalate_or_act::content::find(&Sources::default(), &folder.path().to_string_lossy()).unwrap();
        load(&found[0], Keep::Findings)
    };
    assert!(read().phrases.list.is_empty());
    std::fs::write(folder.path().join("phrases.toml"), "format = 1\n[[phrase]]\navoid = 3\n").unwrap();
    let broken = read();
    assert!(broken.phrases.list.is_empty() && broken.policy.is_some());
    assert_eq!((broken.scenarios.len(), broken.left_out), (3, 0), "no scenario is left out for it");
    assert!(broken.diagnostics.iter().any(|d| d.file == "phrases.toml"));
}
