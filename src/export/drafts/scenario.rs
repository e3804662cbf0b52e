//! An open question, as the draft of a scenario that can be checked as it is.

use super::{Meeting, comment, facts, quoted};
use crate::domain::report::debrief::noted::Question;
use crate::domain::room::item::Item;

/// Letters of a title.
const TITLE: usize = 60;

pub(super) fn draft(meeting: &Meeting<'_>, id: &str, question: &Question, item: Option<&Item>) -> String {
    let mut out = Vec::new();
    comment(
        "",
        &format!("A draft, from a question asked in the team meeting of {}. Not part of the pack.", meeting.on),
        &mut out,
    );
    match item {
        Some(item) => {
            let about =
                format!("It was asked about “{}” ({}). The facts below are that case's:", item.sheet.title, item.scenario);
            comment("", &about, &mut out);
            comment("", "change what the question changes, tell the story in your own words,", &mut out);
        }
        None => comment("", "No case was on the table: give the facts, tell the story in your own words,", &mut out),
    }
    comment("", "then move this file into the pack, and `eoa check` it.", &mut out);
    question.owner.iter().for_each(|owner| comment("To be found out by: ", owner, &mut out));
    out.push("format = 1".to_owned());
    out.push(format!("id     = {}", quoted(id)));
    out.push(format!("title  = {}", quoted(&title(&question.text))));
    out.push("topics = [\"from-meetings\"]".to_owned());
    let clause = question.place.clause.iter().map(|clause| format!(" The clause on the table was {clause}.")).collect::<String>();
    let note = format!("Asked in a team meeting on {}; the facts are to be gone over.{clause}", meeting.on);
    out.push(format!(
        "source = {{ kind = \"team-story\", ref = {}, note = {} }}",
        quoted(&format!("team meeting {}", meeting.id)),
        quoted(&note)
    ));
    // A brace in a story names a fact.
    out.push(format!("story  = {}", quoted(&question.text.replace('{', "{{").replace('}', "}}"))));
    out.push(String::new());
    out.push("[facts]".to_owned());
    out.extend(item.map(facts).unwrap_or_default().into_iter().map(|(name, value)| format!("{name} = {value}")));
    out.join("\n") + "\n"
}

/// The first words, as many as fit.
fn title(text: &str) -> String {
    let mut title = String::new();
    for word in text.split_whitespace() {
        if !title.is_empty() && title.chars().count() + word.chars().count() >= TITLE {
            return title + "…";
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    title
}
