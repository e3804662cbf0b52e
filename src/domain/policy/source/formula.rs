//! `is`: facts computed as a sum or difference. Nothing else, because exactness ends there.

use super::facts::{Common, TYPES, Type};
use super::grid;
use super::number_fact;
use super::vocabulary::{Declared, Lookup, look_up};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::policy::fact::{Fact, FactId, FactKind, Formula, NumberFact, Unit};
use crate::domain::policy::quantity::Quantity;

/// Every key of a computed fact.
pub(super) const KEYS: [&str; 7] = ["label", "type", "is", "near", "riskier", "fixed", "hidden"];

/// Keys of a base fact that a computed one can't have, because they follow from its formula or from nobody giving it.
const DERIVED: [&str; 7] = ["min", "max", "step", "usually", "ask", "own", "values"];

/// Reads a computed fact; `at` is its place among the facts.
pub(super) fn read(mut table: Table<'_>, at: usize, facts: &[Declared<Fact>], findings: &mut Findings) -> Option<Fact> {
    let mut sound = true;
    for key in DERIVED {
        if let Some(item) = table.take(key) {
            let message = format!("a computed fact can't have `{key}`");
            findings.report(
                "policy::computed-fact",
                item.key_span.clone(),
                message,
                "take it out: it follows from the facts in `is`",
            );
            sound = false;
        }
    }
    let common = Common::read(&mut table, findings);
    let item = table.take("is")?;
    let near = number_fact::near(&mut table, findings);
    let riskier = number_fact::riskier(&mut table, findings);
    let unit = table.need("type", findings).and_then(|t| t.word(&TYPES, findings).map(|kind| (t, kind)));
    let clean = table.finish(&KEYS, findings);
    let unit = match unit? {
        (_, Type::Number(unit)) => unit,
        (t, _) => {
            findings.report(
                "policy::bad-formula",
                t.span(),
                "only a number can be computed".to_owned(),
                "give it a type like `money` or `days`",
            );
            return None;
        }
    };
    let computed = Computed::read(&item, unit, facts, findings)?;
    let range = computed.max.millionths() - computed.min.millionths();
    let near_twentieths = near?.map_or(range, |n| n.millionths().saturating_mul(20));
    let number = NumberFact {
        unit,
        min: computed.min,
        max: computed.max,
        step: computed.step,
        near_twentieths,
        riskier,
        is: Some(computed.formula),
    };
    Some(common.fact(&facts[at].name, FactKind::Number(number))).filter(|_| sound && clean)
}

/// A formula with the number line that follows from it.
pub(super) struct Computed {
    formula: Formula,
    min: Quantity,
    max: Quantity,
    step: Quantity,
}

enum Operand<'v> {
    Number(Quantity),
    Fact(FactId, &'v NumberFact, &'v str),
}

impl Computed {
    fn read(item: &Item<'_>, unit: Unit, facts: &[Declared<Fact>], findings: &mut Findings) -> Option<Self> {
        let text = item.raw(findings)?;
        let spaced = text.replace('+', " + ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let [left, sign, right] = words[..] else {
            refuse(item, shape_hint(&words, text), findings);
            return None;
        };
        let sign = match sign {
            "+" => 1,
            "-" => -1,
            _ => {
                refuse(item, "write two facts, or a fact and a number, with a `+` or a `-` between them", findings);
                return None;
            }
        };
        let reader = Reader { item, unit, facts };
        let (left, right) = (reader.operand(left, findings), reader.operand(right, findings));
        let (left, right) = (left?, right?);
        reader.join(&left, sign, &right, words.join(" "), findings)
    }
}

struct Reader<'v, 't> {
    item: &'v Item<'t>,
    unit: Unit,
    facts: &'v [Declared<Fact>],
}

impl<'v> Reader<'v, '_> {
    fn operand(&self, word: &str, findings: &mut Findings) -> Option<Operand<'v>> {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return match Quantity::parse(word) {
                Ok(number) => Some(Operand::Number(number)),
                Err(_) => {
                    refuse(self.item, "write numbers in digits, with at most six decimals", findings);
                    None
                }
            };
        }
        match look_up(self.facts, findings.names_lost, word) {
            Lookup::Found(id, fact) => self.number(id, fact, findings),
            Lookup::Broken => None,
            Lookup::Unknown => {
                let known = self.facts.iter().map(|f| f.name.as_str());
                findings.unknown_in_text(
                    "policy::unknown-fact",
                    self.item.span(),
                    format!("there is no fact `{word}`"),
                    word,
                    known,
                );
                None
            }
        }
    }

    fn number(&self, id: FactId, fact: &'v Fact, findings: &mut Findings) -> Option<Operand<'v>> {
        let Some(number) = fact.number() else {
            refuse(self.item, &format!("`{}` is not a number", fact.name), findings);
            return None;
        };
        if number.unit != self.unit {
            let help = format!("`{}` is of type {}; a sum and its parts are of one type", fact.name, number.unit.name());
            refuse(self.item, &help, findings);
            return None;
        }
        Some(Operand::Fact(id, number, &fact.name))
    }

    fn join(
        &self,
        left: &Operand<'_>,
        sign: i64,
        right: &Operand<'_>,
        text: String,
        findings: &mut Findings,
    ) -> Option<Computed> {
        let mut made = Computed {
            formula: Formula { terms: Vec::new(), constant: Quantity::ZERO, text },
            min: Quantity::ZERO,
            max: Quantity::ZERO,
            step: Quantity::ZERO,
        };
        for (operand, sign) in [(left, 1), (right, sign)] {
            match operand {
                Operand::Number(number) => made.constant(Quantity::from_millionths(number.millionths() * sign)),
                Operand::Fact(id, number, name) => {
                    if made.formula.terms.first().is_some_and(|(first, _)| first == id) {
                        refuse(self.item, &format!("`{name}` stands here twice; add two different facts"), findings);
                        return None;
                    }
                    if made.step != Quantity::ZERO && !grid::fit(made.step, number.step) {
                        steps(self.item, made.step, number.step, findings);
                        return None;
                    }
                    made.term(*id, sign, number);
                }
            }
        }
        if made.formula.terms.is_empty() {
            refuse(self.item, "at least one side must be a fact", findings);
            return None;
        }
        self.constant_on_grid(&made, findings).then_some(made)
    }

    fn constant_on_grid(&self, made: &Computed, findings: &mut Findings) -> bool {
        let on_grid = grid::is_multiple(made.formula.constant, made.step);
        if !on_grid {
            let number = Quantity::from_millionths(made.formula.constant.millionths().abs());
            let (below, above) = grid::neighbours(number, made.step);
            let message = format!("the number in this formula can't be {number}: its fact moves in steps of {}", made.step);
            findings.report(
                "policy::off-grid",
                self.item.span(),
                message,
                &format!("write {below} or {above}, or give the fact a smaller `step`"),
            );
        }
        on_grid
    }
}

impl Computed {
    fn constant(&mut self, number: Quantity) {
        self.formula.constant = number;
        self.min = Quantity::from_millionths(self.min.millionths() + number.millionths());
        self.max = Quantity::from_millionths(self.max.millionths() + number.millionths());
    }

    fn term(&mut self, id: FactId, sign: i64, number: &NumberFact) {
        let (low, high) = if sign > 0 { (number.min, number.max) } else { (number.max, number.min) };
        self.formula.terms.push((id, sign));
        self.min = Quantity::from_millionths(self.min.millionths() + sign * low.millionths());
        self.max = Quantity::from_millionths(self.max.millionths() + sign * high.millionths());
        self.step = if self.step == Quantity::ZERO { number.step } else { self.step.min(number.step) };
    }
}

/// Steps of which neither is a multiple of the other.
pub(super) fn steps(item: &Item<'_>, a: Quantity, b: Quantity, findings: &mut Findings) {
    let message = format!("facts with steps of {a} and {b} can't be joined exactly");
    findings.report("policy::steps-do-not-fit", item.span(), message, "make one step a multiple of the other");
}

fn refuse(item: &Item<'_>, help: &str, findings: &mut Findings) {
    findings.report("policy::bad-formula", item.span(), "this can't be computed exactly".to_owned(), help);
}

fn shape_hint(words: &[&str], text: &str) -> &'static str {
    if text.contains(['*', '/', '(', '%']) {
        "only a sum or a difference can be; put the result of anything else in a fact of its own"
    } else if words.len() > 3 {
        "only two terms can be joined; there is no third, and a computed fact can't stand in another"
    } else if words.len() == 1 && text.contains('-') {
        "write a space on both sides of the minus"
    } else {
        "write two facts, or a fact and a number, with a `+` or a `-` between them"
    }
}
