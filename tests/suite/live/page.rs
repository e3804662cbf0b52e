//! The page participants open, as far as it can be looked at without a browser: that it keeps to the server's policy, speaks the
//! protocol as it is written, and can be read in sunlight.

use std::collections::BTreeMap;

use serde::Serialize;

use escalate_or_act::domain::room::note;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::refusal::Refusal;
use escalate_or_act::domain::room::{ballot::Turn, code};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::live::answer::NONCE;
use escalate_or_act::live::client::back::BACK;
use escalate_or_act::live::page::PAGE;
use escalate_or_act::live::protocol::{FromClient, PROTOCOL, ToClient, Why};

fn script() -> &'static str {
    PAGE.split("<script").nth(1).unwrap()
}

#[test]
fn style_and_script_say_who_they_are_and_nothing_else_could_run() {
    for tag in ["style", "script"] {
        assert_eq!(PAGE.matches(&format!("<{tag}")).count(), 1, "{tag}");
        assert!(PAGE.contains(&format!("<{tag} nonce=\"{NONCE}\">")), "{tag}");
    }
    assert_eq!(PAGE.matches(NONCE).count(), 2);
    let markup = PAGE.split("</style>").nth(1).unwrap().split("<script").next().unwrap();
    for never in [" style=", " onclick", " onload", " onerror", " onsubmit", "javascript:", "<iframe", "<object", "<img"] {
        assert!(!markup.contains(never), "{never} would be stopped by the server's own policy");
    }
}

#[test]
fn it_asks_nobody_but_its_own_server() {
    let ours = PAGE.replace("http://www.w3.org/2000/svg", "");
    for elsewhere in ["http://", "https://", "src=", "@import", "url(", "fetch(", "XMLHttpRequest", "EventSource", "sendBeacon"] {
        assert!(!ours.contains(elsewhere), "{elsewhere}");
    }
    assert_eq!(ours.matches("new WebSocket(").count(), 1);
    assert!(ours.contains("${location.host}/live"));
}

#[test]
fn what_others_wrote_is_never_taken_for_html() {
    for door in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "eval(",
        "new Function",
        "createContextualFragment",
    ] {
        assert!(!PAGE.contains(door), "{door}");
    }
}

#[test]
fn it_speaks_the_protocol_as_it_is_written() {
    let said = |value: &dyn ErasedName| format!("'{}'", value.name());
    let refusals = [Why::BadToken, Why::Protocol, Why::Busy, Why::TooFast, Why::NotSeated];
    let rooms = [Refusal::Locked, Refusal::Full, Refusal::Removed].map(Why::Room);
    for why in refusals.into_iter().chain(rooms) {
        assert!(script().contains(&said(&why)), "{why:?}");
    }
    let phases = [Phase::Lobby, Phase::Talk, Phase::Read, Phase::Vote, Phase::Split, Phase::Discuss, Phase::Swing, Phase::Reveal];
    for phase in phases.into_iter().chain([Phase::Close]) {
        assert!(script().contains(&format!("case {}:", said(&phase))), "{phase:?}");
    }
    assert!(script().contains(&said(&Phase::Alone)));
    for turn in [Turn::First, Turn::Second, Turn::Alone] {
        assert!(script().contains(&said(&turn)), "{turn:?}");
    }
    for answer in [Answer::Yes, Answer::No, Answer::Escalate] {
        assert!(script().contains(&format!("\n  {}: {{ letter:", answer.name())), "{answer:?}");
    }
    assert_eq!(script().matches("{ word: '").count(), Certainty::ALL.len());
    assert!(script().contains(&format!("PROTOCOL = {PROTOCOL};")));
    assert!(script().contains(&format!("LETTERS = '{}'", code::LETTERS)));
    assert!(script().contains(&format!("BACK = {BACK:?};")), "it comes back as `eoa join` does");
    assert!(script().contains(&format!("LONGEST = {};", note::LONGEST)));
    let quoted = |message: String| message.replace('"', "'");
    for (said, where_it_stands) in [
        (serde_json::to_string(&ToClient::Gone), "message === {}"),
        (serde_json::to_string(&ToClient::Here), "message === {}"),
        (serde_json::to_string(&FromClient::There), "say({})"),
    ] {
        let said = where_it_stands.replace("{}", &quoted(said.unwrap()));
        assert!(script().contains(&said), "{said}");
    }
}

trait ErasedName {
    fn name(&self) -> String;
}

impl<T: Serialize> ErasedName for T {
    fn name(&self) -> String {
        serde_json::to_value(self).unwrap().as_str().unwrap().to_owned()
    }
}

/// WCAG 2.2, 1.4.6: 7 to 1, for every colour of text on every ground it is used on, light and dark.
#[test]
fn it_can_be_read_in_sunlight() {
    let themes: Vec<BTreeMap<&str, f64>> =
        PAGE.split(":root {").skip(1).map(|rule| colours(rule.split('}').next().unwrap())).collect();
    assert_eq!(themes.len(), 2);
    for theme in &themes {
        for ink in ["ink", "dim", "accent", "yes", "no", "escalate", "caution"] {
            for ground in ["ground", "panel"] {
                assert!(contrast(theme[ink], theme[ground]) >= 7.0, "{ink} on {ground}");
            }
        }
        for soft in ["yes", "no", "escalate"] {
            let ground = theme[format!("{soft}-soft").as_str()];
            assert!(contrast(theme["ink"], ground) >= 7.0, "text on a chosen {soft}");
        }
        assert!(contrast(theme["onfill"], theme["accent"]) >= 7.0, "on a button");
        assert!(contrast(theme["edge"], theme["ground"]) >= 3.0, "the edge of a field");
    }
}

fn colours(rule: &str) -> BTreeMap<&str, f64> {
    rule.split(';')
        .filter_map(|part| {
            let (name, value) = part.trim().strip_prefix("--")?.split_once(": #")?;
            let channel = |at: usize| f64::from(u8::from_str_radix(&value[at..at + 2], 16).unwrap()) / 255.0;
            let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
            let luminance = 0.2126 * linear(channel(0)) + 0.7152 * linear(channel(2)) + 0.0722 * linear(channel(4));
            Some((name, luminance))
        })
        .collect()
}

fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
