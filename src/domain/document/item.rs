//! One value of a file, read as what it should be, or reported as what it is.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::findings::Findings;
use super::table::Table;
use super::words::{Alphabet, shown};
use crate::domain::policy::date::Date;
use crate::domain::policy::quantity::{NotANumber, Quantity};
use crate::domain::policy::source::value::Given;
use crate::domain::text::Text;

/// A value with the key it stands under.
#[derive(Clone, Debug)]
pub(crate) struct Item<'t> {
    /// The key, or the key of the list it is a member of.
    pub(crate) key: &'t str,
    /// Where the key stands.
    pub(crate) key_span: Range<usize>,
    /// The value.
    pub(crate) node: &'t Spanned<DeValue<'t>>,
}

impl<'t> Item<'t> {
    /// Where the value stands.
    pub(crate) fn span(&self) -> Range<usize> {
        self.node.span()
    }

    /// The value as the parser gave it.
    pub(crate) fn value(&self) -> &'t DeValue<'t> {
        self.node.get_ref()
    }

    /// Says what it should have been.
    pub(crate) fn wrong_type(&self, should: &str, findings: &mut Findings) {
        let is = kind(self.value());
        findings.report("file::wrong-type", self.span(), format!("`{}` should be {should}, and is {is}", self.key), "");
    }

    /// Text as written, unsafe to show.
    pub(crate) fn raw(&self, findings: &mut Findings) -> Option<&'t str> {
        let text = self.value().as_str();
        if text.is_none() {
            self.wrong_type("text in quotes", findings);
        }
        text
    }

    /// Text in one paragraph, safe to show and not empty.
    pub(crate) fn line(&self, findings: &mut Findings) -> Option<Text> {
        let text = self.raw(findings)?;
        let clean = Text::clean(text);
        let joined = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        if joined.is_empty() {
            findings.report(
                "file::empty",
                self.span(),
                format!("`{}` says nothing", self.key),
                "write it, or leave the key out if it may be",
            );
            return None;
        }
        Some(Text::clean(&joined))
    }

    /// A name made of allowed characters.
    pub(crate) fn id(&self, alphabet: Alphabet, findings: &mut Findings) -> Option<&'t str> {
        let id = self.raw(findings)?;
        if !alphabet.allows(id) {
            let shown = shown(id);
            findings.report(
                "file::bad-id",
                self.span(),
                format!("`{shown}` can't be an id"),
                &format!("use {}", alphabet.words()),
            );
            return None;
        }
        Some(id)
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, findings: &mut Findings) -> Option<bool> {
        let flag = self.value().as_bool();
        if flag.is_none() {
            self.wrong_type("`true` or `false`", findings);
        }
        flag
    }

    /// A number by its digits.
    pub(crate) fn quantity(&self, findings: &mut Findings) -> Option<Quantity> {
        let (digits, radix) = match self.value() {
            DeValue::Integer(i) => (i.as_str(), i.radix()),
            DeValue::Float(f) => (f.as_str(), 10),
            _ => {
                self.wrong_type("a number", findings);
                return None;
            }
        };
        let read = if radix == 10 { Quantity::parse(digits) } else { Err(NotANumber::Malformed) };
        if let Err(why) = read {
            findings.report(
                "file::not-a-number",
                self.span(),
                format!("`{}` can't be read exactly", self.key),
                not_a_number(why),
            );
        }
        read.ok()
    }

    /// A whole number from 0 up.
    pub(crate) fn count(&self, findings: &mut Findings) -> Option<u32> {
        let quantity = self.quantity(findings)?;
        let whole = quantity.millionths() % Quantity::SCALE == 0;
        let count = u32::try_from(quantity.millionths() / Quantity::SCALE).ok().filter(|_| whole);
        if count.is_none() {
            self.wrong_type("a whole number from 0 up", findings);
        }
        count
    }

    /// A day, written `2026-09-01` without quotes.
    pub(crate) fn date(&self, findings: &mut Findings) -> Option<Date> {
        let date = self.value().as_datetime().filter(|d| d.time.is_none() && d.offset.is_none()).and_then(|d| d.date);
        let date = date.and_then(|d| Date::new(d.year, d.month, d.day));
        if date.is_none() {
            self.wrong_type("a day, written like 2026-09-01 without quotes", findings);
        }
        date
    }

    /// One of a few words.
    pub(crate) fn word<T: Copy>(&self, words: &[(&'static str, T)], findings: &mut Findings) -> Option<T> {
        let written = self.raw(findings)?;
        let found = words.iter().find(|(word, _)| *word == written).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let shown = shown(written);
            let message = format!("`{}` can't be `{shown}`", self.key);
            findings.unknown("file::unknown-word", self.span(), message, written, words.iter().map(|(w, _)| *w));
        }
        found
    }

    /// The value as it may be held against a fact.
    pub(crate) fn given(&self) -> Given<'t> {
        given(self.value())
    }

    /// The members of a list, or the value alone as a list of one.
    pub(crate) fn members(&self) -> Vec<Item<'t>> {
        match self.value() {
            DeValue::Array(list) => {
                list.iter().map(|node| Item { key: self.key, key_span: self.key_span.clone(), node }).collect()
            }
            _ => vec![self.clone()],
        }
    }

    /// The members of what must be a list.
    pub(crate) fn list(&self, should: &str, findings: &mut Findings) -> Option<Vec<Item<'t>>> {
        if !self.value().is_array() {
            self.wrong_type(should, findings);
            return None;
        }
        Some(self.members())
    }

    /// A table inside.
    pub(crate) fn table(&self, what: &'static str, findings: &mut Findings) -> Option<Table<'t>> {
        let DeValue::Table(entries) = self.value() else {
            self.wrong_type("a table", findings);
            return None;
        };
        Some(Table::new(entries, self.span(), what, findings))
    }
}

fn given<'t>(value: &'t DeValue<'t>) -> Given<'t> {
    match value {
        DeValue::String(text) => Given::Text(text),
        DeValue::Integer(i) if i.radix() == 10 => Given::Number(i.as_str()),
        // Not decimal digits: what stands there can't be read as a number of ours.
        DeValue::Integer(_) => Given::Number("0x"),
        DeValue::Float(f) => Given::Number(f.as_str()),
        DeValue::Boolean(flag) => Given::Flag(*flag),
        DeValue::Array(list) => Given::List(list.iter().map(|m| given(m.get_ref())).collect()),
        DeValue::Datetime(_) | DeValue::Table(_) => Given::Other,
    }
}

/// Why a number was not read, as a way out.
pub(crate) fn not_a_number(why: NotANumber) -> &'static str {
    match why {
        NotANumber::Malformed => "write it in decimal digits, like 1200 or 12.50",
        NotANumber::Float => "write all its digits: no exponent, infinity or not-a-number",
        NotANumber::TooFine => "at most six decimals are read",
        NotANumber::TooLarge => "the largest number read is a million million",
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
