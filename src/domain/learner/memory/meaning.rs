//! What a rule means, apart from its words and from where exactly its lines run: what an edit must leave alone for nothing to
//! be forgotten.

use std::collections::BTreeSet;

use crate::domain::policy::Policy;
use crate::domain::policy::condition::{Comparison, Condition, FactTest, NumberTest, Operand, Test};
use crate::domain::policy::rule::{Rule, RuleOutcome};

/// The rules whose meaning two versions of a policy don't share, by the ids they have now.
///
/// Words cost nothing. Neither does a line that moves, or a limit: it is another line, with places of its own. All else that
/// an edit can change (what a rule decides and for whom, what it asks and excepts, when it is in force, whether it is a
/// fallback) concerns every place of the rule.
pub fn edited(before: &Policy, now: &Policy) -> BTreeSet<String> {
    let counterpart = |rule: &Rule| {
        let by_id = before.rules.iter().find(|r| r.id == rule.id);
        by_id.or_else(|| before.rules.iter().find(|r| rule.was.contains(&r.id) || r.was.contains(&rule.id)))
    };
    let is_edited = |rule: &&Rule| counterpart(rule).is_some_and(|was| meaning(before, was) != meaning(now, rule));
    now.rules.iter().filter(is_edited).map(|rule| rule.id.clone()).collect()
}

/// A rule without its words and figures. Two that differ in the order of what they list are the same.
#[derive(PartialEq, Eq)]
struct Meaning {
    outcome: String,
    otherwise: bool,
    days: String,
    when: BTreeSet<BTreeSet<String>>,
    unless: BTreeSet<BTreeSet<String>>,
}

fn meaning(policy: &Policy, rule: &Rule) -> Meaning {
    let tables = |condition: &Option<Condition>| -> BTreeSet<BTreeSet<String>> {
        condition.iter().flat_map(|c| &c.any).map(|t| t.tests.iter().map(|t| asked(policy, t)).collect()).collect()
    };
    Meaning {
        outcome: match &rule.outcome {
            RuleOutcome::Act(_) => "act".to_owned(),
            RuleOutcome::Decline(_) => "decline".to_owned(),
            RuleOutcome::Escalate(route) => {
                let route = policy.route(*route);
                format!("escalate to {}, {}", route.id, route.urgency.name())
            }
        },
        otherwise: rule.otherwise,
        days: format!("{:?} {:?}", rule.from, rule.until),
        when: tables(&rule.when),
        unless: tables(&rule.unless),
    }
}

/// What a test asks of which fact, figures left out.
fn asked(policy: &Policy, test: &FactTest) -> String {
    let fact = policy.fact(test.fact);
    let ids = |bits: u64| -> Vec<&str> {
        fact.names().iter().take(64).enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, n)| n.id.as_str()).collect()
    };
    let how = match &test.test {
        Test::Number(tests) => {
            let mut each: Vec<String> = tests.iter().map(|t| number(policy, t)).collect();
            each.sort_unstable();
            each.join(" or ")
        }
        Test::Flag(wanted) => wanted.to_string(),
        Test::Choice(accepted) => format!("{:?}", ids(*accepted)),
        Test::Set(wanted) => format!(
            "any {:?} all {:?} none {:?} of {:?} empty {}",
            ids(wanted.any),
            ids(wanted.all),
            ids(wanted.none),
            wanted.at_least.map(|(least, of)| (least, ids(of))),
            wanted.empty
        ),
    };
    format!("{} {how}", fact.name)
}

fn number(policy: &Policy, test: &NumberTest) -> String {
    let right = |operand: &Operand| match operand {
        Operand::Number(_) | Operand::Limit(_) => "a figure",
        Operand::Fact(fact) => policy.fact(*fact).name.as_str(),
    };
    match test {
        NumberTest::Compare(comparison, operand) => {
            // "Below 31" and "up to 30" draw one line between whole days: which of them is a matter of figures.
            let way = match comparison {
                Comparison::Less | Comparison::AtMost => "below",
                Comparison::More | Comparison::AtLeast => "above",
                Comparison::Equal => "is",
                Comparison::NotEqual => "is not",
            };
            format!("{way} {}", right(operand))
        }
        NumberTest::Between(low, high) => format!("between {} and {}", right(low), right(high)),
    }
}
