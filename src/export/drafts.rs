//! What a meeting found missing, as drafts a pack's author can finish: a scenario for every open question, a rule for every gap.
//!
//! A draft states what was said and the facts that were on the table. What the answer should be is for the author: nothing here
//! makes one up.

mod rule;
mod scenario;

use serde_json::{Map, Value as Json};

use crate::domain::policy::date::Date;
use crate::domain::report::debrief::Debrief;
use crate::domain::report::debrief::noted::{Gap, Place, Question};
use crate::domain::room::Room;
use crate::domain::room::item::Item;

/// Letters of a file's name that come from what was said.
const LONGEST: usize = 28;

/// A draft, as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its name: the same draft of the same meeting has the same one every time.
    pub file: String,
    /// What is in it: TOML.
    pub text: String,
    /// The same as long as nobody had taken it, where somebody has since: whoever still has that may have the owner, too.
    pub untaken: Option<String>,
}

/// Drafts for what a meeting, held on that day, noted: first the questions, then the gaps, each in the order in which they were.
pub fn drafts(room: &Room, debrief: &Debrief, on: Date) -> Vec<Draft> {
    let about = |place: &Place| place.item.and_then(|item| room.setup().items.get(item));
    let meeting = Meeting { id: &debrief.session, on };
    let questions = debrief.noted.questions.iter().enumerate().map(|(at, question)| {
        let id = meeting.name("question", at, &question.text);
        let draft = |question: &Question| scenario::draft(&meeting, &id, question, about(&question.place));
        let untaken = question.owner.is_some().then(|| draft(&Question { owner: None, ..question.clone() }));
        Draft { text: draft(question), untaken, file: format!("{id}.toml") }
    });
    let gaps = debrief.noted.gaps.iter().enumerate().map(|(at, gap)| {
        let id = meeting.name("gap", at, &gap.readings[0]);
        let draft = |gap: &Gap| rule::draft(&meeting, at, gap, about(&gap.place));
        let untaken = gap.owner.is_some().then(|| draft(&Gap { owner: None, ..gap.clone() }));
        Draft { text: draft(gap), untaken, file: format!("{id}.toml") }
    });
    questions.chain(gaps).collect()
}

/// Where a draft comes from.
struct Meeting<'a> {
    id: &'a str,
    on: Date,
}

impl Meeting<'_> {
    /// Unlike that of any other draft of any other meeting, and readable in a list of files.
    fn name(&self, kind: &str, at: usize, said: &str) -> String {
        let begins = self.id.rsplit('-').next().unwrap_or(self.id);
        let words: Vec<String> = said.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase).collect();
        let mut name = format!("{kind}-{}-{begins}-{}", self.on, at + 1);
        let fixed = name.len();
        for word in words.iter().filter(|word| !word.is_empty()) {
            if name.len() - fixed + word.len() >= LONGEST {
                break;
            }
            name.push('-');
            name.push_str(word);
        }
        name
    }
}

/// A text as a TOML string on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.replace('\n', " ")).to_string()
}

/// A text as comments.
fn comment(label: &str, text: &str, out: &mut Vec<String>) {
    out.extend(format!("{label}{text}").lines().map(|line| format!("# {line}")));
}

/// Facts as TOML, in the order of the policy; what is unknown says so.
fn facts(item: &Item) -> Vec<(String, String)> {
    let known: &Map<String, Json> = &item.facts;
    known.iter().filter_map(|(name, value)| Some((name.clone(), written(value)?))).collect()
}

fn written(value: &Json) -> Option<String> {
    match value {
        Json::Null => Some("\"?\"".to_owned()),
        Json::String(text) => Some(quoted(text)),
        Json::Array(members) => Some(format!("[{}]", members.iter().filter_map(written).collect::<Vec<_>>().join(", "))),
        Json::Bool(_) | Json::Number(_) => Some(value.to_string()),
        Json::Object(_) => None,
    }
}
