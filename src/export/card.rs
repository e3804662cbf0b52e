//! "What I may do alone", as a page to print and pin up.

mod html;
mod markdown;
mod text;
mod usual;

use self::usual::Usual;
use crate::domain::policy::card::{Card, Entry};
use crate::domain::policy::route::{Route, RouteId};
use crate::domain::policy::rule::{Rule, RuleOutcome};
use crate::domain::policy::{Policy, Silence};
use crate::domain::scenario::figures::of_value;
use crate::domain::wording::{Phrase, listed, merged};

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, 80 columns.
    Text,
    /// Markdown.
    Markdown,
    /// One page of HTML that needs nothing beside it.
    Html,
}

/// The page of a card.
pub fn page(policy: &Policy, card: &Card, format: Format) -> String {
    let sheet = Sheet::of(policy, card);
    match format {
        Format::Text => text::page(&sheet),
        Format::Markdown => markdown::page(&sheet),
        Format::Html => html::page(&sheet),
    }
}

/// A page before it is written down.
struct Sheet {
    title: String,
    /// Whose level and desk it is for; for everybody, if empty.
    known: Vec<String>,
    /// What the mark in its places stands for.
    usual: Option<String>,
    about: String,
    sections: Vec<Section>,
}

/// What a section is about: its colour, where there is any, and never its meaning alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    Green,
    Stop,
    Red,
    Plain,
}

struct Section {
    tone: Tone,
    heading: String,
    /// Whom to reach and how, under the heading.
    lead: Vec<String>,
    items: Vec<Item>,
}

#[derive(Default)]
struct Item {
    /// A rule's id.
    id: String,
    title: String,
    /// What to do; of what is handed over, what that is.
    says: String,
    /// Label and text: `where`, `not where`.
    lines: Vec<(&'static str, String)>,
}

impl Sheet {
    fn of(policy: &Policy, card: &Card) -> Self {
        let known = card.known.iter().filter_map(|(id, value)| {
            let fact = policy.fact(id);
            let of_everybody = || fact.own.then(|| "any".to_owned());
            Some(format!("{}: {}", fact.label, value.map(|v| of_value(policy, fact, v)).or_else(of_everybody)?))
        });
        let alone = card.mine.iter().chain(&card.refuse).map(|entry| &entry.when);
        let places = alone.chain(card.duties.iter().map(|duty| &duty.when)).filter(|when| asks(when));
        let places: Vec<Vec<Phrase>> = places.flat_map(|when| merged(when.clone())).collect();
        let usual = Usual::of(&places);
        let writer = Writer { policy, card, usual: &usual };
        let mut sections = vec![writer.mine(), writer.refuse()];
        sections.extend(card.hand_over.iter().map(|desk| writer.desk(desk.route, &desk.rules)));
        sections.extend([writer.tell(), writer.duties(), writer.silence()]);
        sections.retain(|s| !s.items.is_empty());
        let undecided =
            if card.undecided { " · not all of it could be worked out: a rule may stand here that never speaks" } else { "" };
        let about =
            format!("{}, {}, in force from {} · {}{undecided}", policy.id, policy.version, policy.effective, policy.owner);
        Self { title: policy.title.to_string(), known: known.collect(), usual: usual.told(), about, sections }
    }
}

struct Writer<'w> {
    policy: &'w Policy,
    card: &'w Card,
    usual: &'w Usual,
}

impl Writer<'_> {
    fn mine(&self) -> Section {
        let items = self.card.mine.iter().map(|e| self.settled(e)).collect();
        section(Tone::Green, "I settle this myself", items)
    }

    fn refuse(&self) -> Section {
        let items = self.card.refuse.iter().map(|e| self.settled(e)).collect();
        section(Tone::Stop, "I say no, or not yet, myself", items)
    }

    fn rule(&self, entry: &Entry) -> &Rule {
        &self.policy.rules[entry.rule.0]
    }

    /// A rule that is settled alone: what to do, and where, with its limits.
    fn settled(&self, entry: &Entry) -> Item {
        let rule = self.rule(entry);
        let says = match &rule.outcome {
            RuleOutcome::Act(words) | RuleOutcome::Decline(words) => words.to_string(),
            RuleOutcome::Escalate(_) => rule.text.to_string(),
        };
        let mut lines = Vec::new();
        if rule.otherwise {
            lines.push(("only", "where no other rule speaks".to_owned()));
        }
        lines.extend(self.places("where", &entry.when));
        lines.extend(self.places("not where", &entry.unless));
        Item { id: rule.id.clone(), title: rule.title.to_string(), says, lines }
    }

    /// Whom to hand over to, how to reach them, and what goes there.
    fn desk(&self, id: RouteId, rules: &[Entry]) -> Section {
        let route = self.policy.route(id);
        let items = rules.iter().map(|entry| {
            let rule = self.rule(entry);
            let first: Vec<&str> = rule.first.iter().map(crate::domain::text::Text::as_str).collect();
            let mut lines = Vec::new();
            if !first.is_empty() {
                lines.push(("first", first.join("; ")));
            }
            let still: Vec<&str> = rule
                .still
                .iter()
                .filter(|r| self.card.mine.iter().any(|e| e.rule == **r))
                .map(|r| self.policy.rules[r.0].id.as_str())
                .collect();
            if !still.is_empty() {
                lines.push(("still mine", listed(&still, "and")));
            }
            Item { id: rule.id.clone(), title: rule.title.to_string(), says: rule.text.to_string(), lines }
        });
        let heading = format!("I hand over to {}, {}", route.label, route.urgency.how_soon());
        Section { lead: self.reach(route), ..section(Tone::Red, &heading, items.collect()) }
    }

    /// The key phrase, where to find them, when, and who else.
    fn reach(&self, route: &Route) -> Vec<String> {
        let mut lead: Vec<String> = route.phrase.iter().map(|p| format!("“{p}”")).collect();
        lead.push(route.reach.to_string());
        lead.extend(route.hours.iter().map(ToString::to_string));
        if let Some(backup) = route.backup.map(|b| self.policy.route(b)) {
            lead.push(format!("else {}, {}", backup.label, backup.reach));
        }
        lead
    }

    /// Each of several places on a line of its own; nothing, where it is everywhere.
    fn places(&self, label: &'static str, places: &[Vec<Phrase>]) -> Vec<(&'static str, String)> {
        if !asks(places) {
            return Vec::new();
        }
        let line = |(at, place): (usize, &Vec<Phrase>)| (if at == 0 { label } else { "or" }, self.usual.marked(place));
        merged(places.to_vec()).iter().enumerate().map(line).collect()
    }

    fn tell(&self) -> Section {
        let items = self.card.tell.iter().map(|told| {
            let route = self.policy.route(told.route);
            let rules = told.rules.iter().map(|r| &self.policy.rules[r.0]).map(|r| format!("{} ({})", r.title, r.id));
            let duties = told.duties.iter().map(|d| &self.policy.also[*d]).map(|d| format!("{} ({})", d.title, d.id));
            let about: Vec<String> = rules.chain(duties).collect();
            Item { title: format!("{}, {}", route.label, route.reach), says: about.join("; "), ..Item::default() }
        });
        section(Tone::Plain, "I tell afterwards", items.collect())
    }

    fn duties(&self) -> Section {
        let items = self.card.duties.iter().map(|held| {
            let duty = &self.policy.also[held.duty];
            let lines = self.places("where", &held.when);
            Item { id: duty.id.clone(), title: duty.title.to_string(), says: duty.task.to_string(), lines }
        });
        section(Tone::Plain, "Whoever decides", items.collect())
    }

    fn silence(&self) -> Section {
        let item = match &self.policy.silence {
            Silence::Act(words) => Item { title: "I decide".to_owned(), says: words.to_string(), ..Item::default() },
            Silence::Escalate(route) => {
                let route = self.policy.route(*route);
                let title = format!("I ask {}, {}", route.label, route.urgency.how_soon());
                Item { title, says: self.reach(route).join(" · "), ..Item::default() }
            }
        };
        section(Tone::Plain, "Where none of this speaks", vec![item])
    }
}

fn section(tone: Tone, heading: &str, items: Vec<Item>) -> Section {
    Section { tone, heading: heading.to_owned(), lead: Vec::new(), items }
}

/// Whether some place is asked for: one that asks nothing more is everywhere.
fn asks(places: &[Vec<Phrase>]) -> bool {
    !places.iter().any(Vec::is_empty)
}
