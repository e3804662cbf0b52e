//! One declaration behind many names that stand for nothing: it is misspelt, or it is missing.
//!
//! A team lead who misspells `[facts.amount]` made one mistake, although every rule and every scenario names a fact that is not there. So
//! it is told once, where it was made, and the pack is read as it was meant.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::PolicySource;
use super::vocabulary::{Declared, Vocabulary};
use crate::domain::document::findings::Findings;
use crate::domain::document::stray::{Sort, Stray};
use crate::domain::document::words::{closest, shown};
use crate::domain::policy::fact::FactKind;

/// So many places name what is not there before its declaration is taken to be missing; fewer are each a slip of their own.
const MANY: usize = 3;
/// The most names that are looked into, and the most declarations that each may have been meant by.
const MOST: usize = 50;
const LIKE: usize = 8;

/// What a policy declares otherwise than the rest of its pack has it.
#[derive(Clone, Debug, Default)]
pub struct Astray {
    misspelt: Vec<Misspelt>,
    /// What is missing, by the first that names it, and in how many places it is named.
    missing: Vec<(Stray, usize)>,
}

/// A declaration under a name that nobody uses, where many use one like it.
#[derive(Clone, Debug)]
struct Misspelt {
    sort: Sort,
    written: String,
    meant: String,
    /// Places that name what was meant.
    places: usize,
}

impl Astray {
    /// What explains the names in a policy that stand for nothing, and the same names in its scenarios; `texts` are those of all of them.
    /// What scenarios alone name is no matter of the policy, which can be played without them.
    pub fn of<'s>(policy: &'s PolicySource, scenarios: impl Iterator<Item = &'s Stray>, texts: &[&str]) -> Self {
        let (mut astray, vocabulary) = (Self::default(), &policy.vocabulary);
        if vocabulary.incomplete {
            return astray;
        }
        let mut named: BTreeMap<(&Sort, &str), Vec<&Stray>> = BTreeMap::new();
        for stray in &policy.strays {
            named.entry((&stray.sort, &stray.name)).or_default().push(stray);
        }
        for stray in scenarios {
            if let Some(places) = named.get_mut(&(&stray.sort, stray.name.as_str())) {
                places.push(stray);
            }
        }
        for ((sort, name), places) in named.into_iter().filter(|(_, places)| places.len() > 1).take(MOST) {
            let like = declared(vocabulary, sort).into_iter().filter(|d| closest(name, [*d].into_iter()).is_some());
            let like: Vec<&str> = like.collect();
            let unused = like.iter().copied().take(LIKE).filter(|declared| is_alone(declared, texts));
            match closest(name, unused) {
                Some(written) => {
                    let (written, meant) = (written.to_owned(), name.to_owned());
                    astray.misspelt.push(Misspelt { sort: sort.clone(), written, meant, places: places.len() });
                }
                None if like.is_empty() && places.len() >= MANY => {
                    astray.missing.extend(places.first().map(|first| ((*first).clone(), places.len())));
                }
                None => {}
            }
        }
        astray
    }

    /// Whether every name that stands for nothing is a mistake of its own.
    pub fn is_empty(&self) -> bool {
        self.misspelt.is_empty() && self.missing.is_empty()
    }

    /// Names each declaration as it was meant, and says so.
    pub(super) fn put_right(&self, root: &mut DeTable<'_>, findings: &mut Findings) {
        for Misspelt { sort, written, meant, places } in &self.misspelt {
            if let Some(span) = rename(root, &sort.path(written), meant) {
                let (written, meant) = (shown(written), shown(meant));
                let message =
                    format!("`{written}` is named nowhere else, and `{meant}`, which is not declared, in {places} places");
                findings.meant(sort.code(), span, message, &meant);
            }
        }
        for (first, places) in &self.missing {
            let (message, help) = missing(first, *places);
            findings.report(first.code, first.span.clone(), message, &help);
            if let Sort::Value { of } = &first.sort {
                add_value(root, of, &first.name);
            }
        }
    }

    /// What is missing of a sort: known by name, so that it is told once.
    pub(super) fn missing<T>(&self, sort: &Sort) -> Vec<Declared<T>> {
        let names = self.missing.iter().map(|(first, _)| first).filter(|first| first.sort == *sort);
        names.map(|first| Declared { name: first.name.clone(), span: 0..0, value: None }).collect()
    }
}

/// What is said of it, and the way out.
fn missing(first: &Stray, places: usize) -> (String, String) {
    let name = shown(&first.name);
    match &first.sort {
        Sort::Fact => (format!("there is no fact `{name}`, and {places} places name it"), format!("declare it: [facts.{name}]")),
        Sort::Limit => {
            (format!("there is no limit `{name}`, and {places} places name it"), format!("declare it under [limits]: {name} = …"))
        }
        Sort::Route => {
            (format!("there is no route `{name}`, and {places} places name it"), format!("declare it: [routes.{name}]"))
        }
        Sort::Value { of } => (
            format!("`{}` has no value `{name}`, and {places} places name it", shown(of)),
            format!("declare it under `values` of [facts.{}]", shown(of)),
        ),
    }
}

/// The names of a sort.
fn declared<'v>(vocabulary: &'v Vocabulary, sort: &Sort) -> Vec<&'v str> {
    match sort {
        Sort::Fact => vocabulary.fact_names().collect(),
        Sort::Limit => vocabulary.limits.iter().map(|l| l.name.as_str()).collect(),
        Sort::Route => vocabulary.routes.iter().map(String::as_str).collect(),
        Sort::Value { of } => {
            let fact = vocabulary.facts.iter().find(|f| f.name == *of).and_then(|f| f.value.as_ref());
            match fact.map(|f| &f.kind) {
                Some(FactKind::Choice(names) | FactKind::Set(names)) => names.iter().map(|n| n.id.as_str()).collect(),
                _ => Vec::new(),
            }
        }
    }
}

/// Whether a name stands nowhere but where it is declared.
fn is_alone(name: &str, texts: &[&str]) -> bool {
    texts.iter().flat_map(|text| mentions(text, name)).nth(1).is_none()
}

/// Where a name stands in a text as a word of its own.
fn mentions<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let begins = move |at: usize| !text[..at].chars().next_back().is_some_and(goes_on);
    let ends = move |at: usize| !text[at..].chars().next().is_some_and(goes_on);
    let found = text.match_indices(name).map(|(at, _)| at);
    found.filter(move |at| !name.is_empty() && begins(*at) && ends(at + name.len()))
}

/// Names what stands under a path otherwise; where that was.
fn rename(table: &mut DeTable<'_>, path: &[&str], meant: &str) -> Option<Range<usize>> {
    let (key, rest) = path.split_first()?;
    if rest.is_empty() {
        let (key, value) = table.remove_entry(*key)?;
        let span = key.span();
        table.insert(Spanned::new(span.clone(), meant.to_owned().into()), value);
        return Some(span);
    }
    match table.get_mut(*key)?.get_mut() {
        DeValue::Table(inner) => rename(inner, rest, meant),
        // Values without labels.
        DeValue::Array(members) => {
            let written = members.iter_mut().find(|m| m.get_ref().as_str() == rest.first().copied())?;
            let span = written.span();
            *written = Spanned::new(span.clone(), DeValue::String(meant.to_owned().into()));
            Some(span)
        }
        _ => None,
    }
}

/// Adds a value to a choice or a set, as if it had been declared.
fn add_value(root: &mut DeTable<'_>, fact: &str, name: &str) {
    let text = || Spanned::new(0..0, DeValue::String(name.to_owned().into()));
    let fact = root.get_mut("facts").and_then(|facts| match facts.get_mut() {
        DeValue::Table(facts) => facts.get_mut(fact),
        _ => None,
    });
    let Some(DeValue::Table(fact)) = fact.map(Spanned::get_mut) else { return };
    match fact.get_mut("values").map(Spanned::get_mut) {
        Some(DeValue::Table(values)) => drop(values.insert(Spanned::new(0..0, name.to_owned().into()), text())),
        Some(DeValue::Array(values)) => values.push(text()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{is_alone, mentions};

    #[test]
    fn a_name_is_a_word_of_its_own() {
        let text = "[facts.amout]\nmy_amout = amout-2, amouts namout amout";
        let places: Vec<usize> = mentions(text, "amout").collect();
        assert_eq!(places, [7, text.len() - 5]);
        assert_eq!(mentions(text, "").count(), 0);
        assert!(is_alone("amouts", &["no", text]) && !is_alone("amout", &[text]));
    }
}
