//! Where somebody may be let alone: topic by topic, and desk by desk.

use super::Path;
use super::progress::Progress;
use crate::domain::policy::route::RouteId;
use crate::domain::policy::rule::{RuleId, RuleOutcome};
use crate::domain::session::pack::PackView;

/// The map of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// What cases are about, in the order in which the pack's scenarios name it.
    pub topics: Vec<Area>,
    /// Whom to hand over to, in the order of the policy.
    pub routes: Vec<Area>,
}

/// A topic or a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// As people call it.
    pub name: String,
    /// How many rules it takes.
    pub rules: usize,
    /// Those that aren't mastered yet, in the order of the path.
    pub missing: Vec<RuleId>,
}

impl Area {
    /// Every rule it takes is mastered.
    pub fn is_ready(&self) -> bool {
        self.missing.is_empty()
    }
}

impl Readiness {
    /// For somebody who has come so far. A topic takes the rules that decide its cases, a desk those that hand over to it; what
    /// no unit teaches takes part in neither.
    pub fn of(pack: &PackView<'_>, path: &Path, progress: &Progress) -> Self {
        let area = |name: String, takes: &dyn Fn(RuleId) -> bool| {
            let units = || path.units.iter().zip(&progress.standings).filter(|(unit, _)| takes(unit.rule));
            let missing = units().filter(|(_, standing)| !standing.is_mastered()).map(|(unit, _)| unit.rule).collect();
            Some(Area { name, rules: units().count(), missing }).filter(|area| area.rules > 0)
        };
        let mut names: Vec<&str> = Vec::new();
        for topic in pack.scenarios.iter().flat_map(|s| &s.topics) {
            if !names.contains(&topic.as_str()) {
                names.push(topic);
            }
        }
        let about = |topic: &str, rule: RuleId| {
            let told = path.pool.cases.iter().filter(|case| case.moved.is_empty() && case.decider == Some(rule));
            told.map(|case| &pack.scenarios[case.scenario]).any(|s| s.topics.iter().any(|t| t.as_str() == topic))
        };
        let topics = names.into_iter().filter_map(|topic| area(topic.replace('-', " "), &|rule| about(topic, rule)));
        let to =
            |route: RouteId, rule: RuleId| matches!(pack.policy.rules[rule.0].outcome, RuleOutcome::Escalate(to) if to == route);
        let routes = (0..pack.policy.routes.len()).map(RouteId);
        let routes = routes.filter_map(|route| area(pack.policy.route(route).label.to_string(), &|rule| to(route, rule)));
        Self { topics: topics.collect(), routes: routes.collect() }
    }

    /// Names of what is ready, and of what isn't yet with the ids of the rules it lacks: of topics or of desks.
    pub fn split(areas: &[Area], id: impl Fn(RuleId) -> String) -> (Vec<&str>, Vec<String>) {
        let (ready, not_yet): (Vec<&Area>, Vec<&Area>) = areas.iter().partition(|area| area.is_ready());
        let lacks = |area: &Area| {
            let missing: Vec<String> = area.missing.iter().map(|rule| id(*rule)).collect();
            format!("{} ({})", area.name, missing.join(", "))
        };
        (ready.into_iter().map(|area| area.name.as_str()).collect(), not_yet.into_iter().map(lacks).collect())
    }
}
