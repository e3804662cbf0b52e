//! How values are written for people: `$540`, `75 days`, `12 %`, `Legal threat, Press`.

use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::evaluate;
use crate::domain::policy::fact::{Fact, FactId, FactKind, Unit};
use crate::domain::policy::quantity::Quantity;

/// What stands where nothing is known.
pub const UNKNOWN: &str = "not known";

/// Currencies with a sign of their own that nobody mistakes; any other is written with its code.
const SIGNS: [(&str, &str); 14] = [
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("KRW", "₩"),
    ("ILS", "₪"),
    ("UAH", "₴"),
    ("TRY", "₺"),
    ("NGN", "₦"),
    ("PHP", "₱"),
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("AUD", "A$"),
];

/// A value of a fact, for people.
pub fn of_value(policy: &Policy, fact: &Fact, value: Value) -> String {
    match (value, &fact.kind) {
        (Value::Number(q), FactKind::Number(n)) => of_quantity(policy, n.unit, q),
        (Value::Flag(flag), _) => (if flag { "yes" } else { "no" }).to_owned(),
        (Value::Choice(at), FactKind::Choice(names)) => names.get(at).map_or(UNKNOWN.to_owned(), |n| n.label.to_string()),
        (Value::Set(bits), FactKind::Set(names)) => {
            let held = names.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, n)| n.label.as_str());
            let held: Vec<&str> = held.collect();
            if held.is_empty() { "none".to_owned() } else { held.join(", ") }
        }
        _ => UNKNOWN.to_owned(),
    }
}

/// What a case says about a fact, computed ones included.
pub fn of_case(policy: &Policy, id: FactId, case: &Case) -> String {
    let fact = policy.fact(id);
    value(policy, id, case).map_or(UNKNOWN.to_owned(), |v| of_value(policy, fact, v))
}

/// The value of a fact in a case; a computed one from the facts it is made of.
pub fn value(policy: &Policy, id: FactId, case: &Case) -> Option<Value> {
    if policy.fact(id).is_computed() { evaluate::number(policy, case, id).map(Value::Number) } else { case.get(id) }
}

/// A number with its unit.
pub fn of_quantity(policy: &Policy, unit: Unit, q: Quantity) -> String {
    let counted = |one: &str, many: &str| {
        let name = if q == Quantity::ONE { one } else { many };
        format!("{} {name}", grouped(q, false))
    };
    match unit {
        Unit::Money => money(policy.currency.as_deref().unwrap_or_default(), q),
        Unit::Number | Unit::Count => grouped(q, false),
        Unit::Percent => format!("{} %", grouped(q, false)),
        Unit::Minutes => counted("minute", "minutes"),
        Unit::Hours => counted("hour", "hours"),
        Unit::Days => counted("day", "days"),
    }
}

fn money(currency: &str, q: Quantity) -> String {
    let (minus, magnitude) = if q < Quantity::ZERO { ("-", Quantity::from_millionths(-q.millionths())) } else { ("", q) };
    let amount = grouped(magnitude, true);
    match SIGNS.iter().find(|(code, _)| *code == currency) {
        Some((_, sign)) => format!("{minus}{sign}{amount}"),
        None => format!("{currency} {minus}{amount}").trim_start().to_owned(),
    }
}

/// Thousands apart; with `cents`, at least two decimals where it is not whole.
fn grouped(q: Quantity, cents: bool) -> String {
    let written = q.to_string();
    let (sign, digits) = written.strip_prefix('-').map_or(("", written.as_str()), |d| ("-", d));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = format!("{sign}{}", thousands(whole));
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
        if cents && fraction.len() == 1 {
            out.push('0');
        }
    }
    out
}

/// How many: `1,234,567`.
pub fn of_count(count: u64) -> String {
    thousands(&count.to_string())
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{grouped, money};
    use crate::domain::policy::quantity::Quantity;

    #[test]
    fn money_reads_as_people_write_it() {
        let q = |text| Quantity::parse(text).unwrap();
        for (code, amount, shown) in [
            ("USD", "540", "$540"),
            ("EUR", "2000", "€2,000"),
            ("GBP", "1234567.5", "£1,234,567.50"),
            ("CHF", "49", "CHF 49"),
            ("EUR", "-12.25", "-€12.25"),
            ("", "7", "7"),
        ] {
            assert_eq!(money(code, q(amount)), shown);
        }
        assert_eq!(grouped(q("1000.5"), false), "1,000.5");
        assert_eq!(grouped(q("999"), false), "999");
    }
}
