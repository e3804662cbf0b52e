//! `policy::unreached-route` and `policy::no-backup`: whom nobody turns to, and who has nobody to stand in.

use super::{Answered, Examined};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::analysis::routes::{is_named_by_silence, named_by, reach};
use crate::domain::policy::case::Case;
use crate::domain::policy::check::example;
use crate::domain::policy::region::cover::Budget;
use crate::domain::policy::route::RouteId;
use crate::domain::policy::rule::RuleId;

impl Examined<'_> {
    pub(super) fn routes(&self, budget: &Budget) -> Answered {
        let reach = reach(self.policy, self.as_of, &self.known, budget)?;
        let unreached = reach.unreached.iter().map(|route| self.unreached(*route));
        let alone = reach.alone.iter().map(|(route, case)| self.alone(*route, case));
        Ok(unreached.chain(alone).collect())
    }

    fn unreached(&self, route: RouteId) -> Diagnostic {
        let message = format!("no case and no note ever reaches `{}`", self.policy.route(route).id);
        let named = named_by(self.policy, route);
        let help = if !named.is_empty() {
            let (rules, they) =
                (example::rules(self.policy, &named), if named.len() == 1 { "it never speaks" } else { "they never speak" });
            format!("{rules} would, but {they} from today on: mend that, or take the route out")
        } else if is_named_by_silence(self.policy, route) {
            "silence would, but some rule speaks in every case: name another route there, and take this one out".to_owned()
        } else {
            "name it in a rule, a duty, or as the backup of a route that is reached; or take it out".to_owned()
        };
        self.warning("policy::unreached-route", &self.places.routes[route.0], message).help(help)
    }

    fn alone(&self, route: RouteId, case: &Case) -> Diagnostic {
        let id = &self.policy.route(route).id;
        let message = format!("cases are handed to `{id}`, and nobody stands in when they are away");
        let deciders: Vec<RuleId> = self.engine.decide(case).map(|ruling| ruling.rules).unwrap_or_default();
        let case = self.examples().case(case, &deciders);
        let help = format!("for example {case}. Name another route as its `backup`");
        self.warning("policy::no-backup", &self.places.routes[route.0], message).help(help)
    }
}
