//! Text with places for figures: reading it, counting its words, and filling it from a case.

use super::source::Places;
use super::{Segment, Speech};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::words::shown;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::source::vocabulary::{Lookup, Vocabulary};
use crate::domain::text::Text;

pub use super::Template;

impl Template {
    /// The text for a case, every place filled with the fact's value and unit.
    pub fn fill(&self, policy: &Policy, case: &Case) -> Text {
        let mut filled = String::new();
        for segment in &self.0 {
            match segment {
                Segment::Words(words) => filled.push_str(words),
                Segment::Fact(id) => filled.push_str(&super::figures::of_case(policy, *id, case)),
            }
        }
        Text::clean(&filled)
    }

    /// How many words it has; a place counts as one.
    pub fn words(&self) -> usize {
        let mut written = String::new();
        for segment in &self.0 {
            written.push_str(match segment {
                Segment::Words(words) => words,
                Segment::Fact(_) => "0",
            });
        }
        written.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
    }

    /// Whether it tells a fact's value, itself or in a computed fact that is made of it.
    pub fn tells(&self, policy: &Policy, fact: FactId) -> bool {
        let made_of = |id: FactId| {
            let formula = policy.fact(id).number().and_then(|n| n.is.as_ref());
            formula.is_some_and(|f| f.terms.iter().any(|(term, _)| *term == fact))
        };
        self.places().any(|id| id == fact || made_of(id))
    }

    /// The facts it has a place for, in order.
    pub fn places(&self) -> impl Iterator<Item = FactId> + '_ {
        self.0.iter().filter_map(|segment| match segment {
            Segment::Fact(id) => Some(*id),
            Segment::Words(_) => None,
        })
    }
}

/// Reads a text with places; nothing where it is empty or a place is wrong.
pub(super) fn read(item: &Item<'_>, policy: &Vocabulary, findings: &mut Findings) -> Option<Template> {
    let text = paragraphs(item.raw(findings)?);
    if text.is_empty() {
        findings.report(
            "file::empty",
            item.span(),
            format!("`{}` says nothing", item.key),
            "write it, or leave the key out if it may be",
        );
        return None;
    }
    let mut reader = Reader { item, policy, words: String::new(), segments: Vec::new(), sound: true };
    reader.read(&text, findings);
    Some(Template(reader.segments)).filter(|_| reader.sound)
}

/// Lines are joined; an empty line starts a new paragraph.
fn paragraphs(raw: &str) -> String {
    let clean = Text::clean(raw);
    let joined = clean.split("\n\n").map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "));
    joined.filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
}

struct Reader<'r, 't> {
    item: &'r Item<'t>,
    policy: &'r Vocabulary,
    words: String,
    segments: Vec<Segment>,
    sound: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self, text: &str, findings: &mut Findings) {
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            self.words.push_str(before);
            rest = if let Some(after) = from.strip_prefix("{{") {
                self.words.push('{');
                after
            } else if let Some(after) = from.strip_prefix("}}") {
                self.words.push('}');
                after
            } else {
                self.place(from, findings)
            };
        }
        self.words.push_str(rest);
        self.end_words();
    }

    /// A place, from its opening brace; gives what follows it.
    fn place<'s>(&mut self, from: &'s str, findings: &mut Findings) -> &'s str {
        let closing =
            from.strip_prefix('{').and_then(|inner| inner.find(['{', '}', '\n']).filter(|at| inner[*at..].starts_with('}')));
        let Some(closing) = closing else {
            self.sound = false;
            let message = "a brace stands alone in this text";
            let help = "write {fact} for a figure, and {{ or }} for a brace";
            findings.report("scenario::bad-braces", self.item.span(), message, help);
            return "";
        };
        let name = from[1..=closing].trim();
        match self.policy.fact(name) {
            Lookup::Found(id, _) => {
                self.end_words();
                self.segments.push(Segment::Fact(id));
            }
            Lookup::Broken => self.sound = false,
            Lookup::Unknown => {
                self.sound = false;
                let message = format!("the policy has no fact `{}` to fill in here", shown(name));
                findings.unknown_in_text("scenario::unknown-place", self.item.span(), message, name, self.policy.fact_names());
            }
        }
        &from[closing + 2..]
    }

    fn end_words(&mut self) {
        if !self.words.is_empty() {
            self.segments.push(Segment::Words(Text::clean(&std::mem::take(&mut self.words))));
        }
    }
}

/// Reports places that stay empty because the scenario does not give their fact.
pub(super) fn check_places(
    story: &Template,
    speech: &[Speech],
    case: &Case,
    policy: &Vocabulary,
    places: &Places,
    findings: &mut Findings,
) {
    let mut seen: Vec<FactId> = Vec::new();
    for id in story.places().chain(speech.iter().flat_map(|s| s.text.places())) {
        let Some(fact) = policy.facts.get(id.0).and_then(|f| f.value.as_ref()) else { continue };
        let parts: Vec<FactId> = match fact.number().and_then(|n| n.is.as_ref()) {
            Some(formula) => formula.terms.iter().map(|(id, _)| *id).collect(),
            None => vec![id],
        };
        let unknown = parts.iter().find(|p| case.get(**p).is_none());
        if unknown.is_some() && !seen.contains(&id) {
            seen.push(id);
            let message = format!("`{{{}}}` can't be filled in: the scenario does not give it", fact.name);
            findings.report(
                "scenario::empty-place",
                places.story.clone(),
                message,
                "give the fact in [facts], or tell the story without it",
            );
        }
    }
}
