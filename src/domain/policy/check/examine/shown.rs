//! A finding shown by a case: the told one it is like, and what is different.

use super::Examination;
use crate::domain::policy::analysis::example::{Example, example};
use crate::domain::policy::compile::Layer;
use crate::domain::policy::engine::point::Point;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::figures;
use crate::domain::wording::listed;

impl Examination<'_> {
    /// The nearest case that fits, in words, and who decides it; every point of the box must fit.
    pub(super) fn shown(&self, words: &[u64], fits: &dyn Fn(&Point) -> bool) -> Option<(String, String)> {
        let example = example(self.ground, self.told, words, fits)?;
        Some((self.told_as(&example), self.decides(&self.ground.point(&example.case))))
    }

    /// A case in words.
    fn told_as(&self, example: &Example) -> String {
        let policy = self.ground.policy;
        let changed = example.changed.iter().map(|f| {
            let value = figures::of_case(policy, *f, &example.case);
            format!("{}: {value}", policy.fact(*f).label)
        });
        let changed = changed.collect::<Vec<_>>().join("; ");
        match (example.like.map(|at| self.told[at].id), changed.is_empty()) {
            (Some(id), true) => format!("as in `{id}`"),
            (Some(id), false) => format!("as in `{id}`, but {changed}"),
            (None, _) => changed,
        }
    }

    /// Who decides a point.
    fn decides(&self, point: &Point) -> String {
        let tag = self.ground.decider(point).map(|place| self.ground.geometry.tags[place]);
        match tag {
            Some(tag) if tag.layer != Layer::Never => format!("`{}` decides", self.rule(RuleId(tag.owner)).id),
            _ => "no rule speaks".to_owned(),
        }
    }

    /// Rules by id: `` `R-1`, `R-2` or `R-3` ``.
    pub(super) fn names(&self, rules: &[RuleId], word: &str) -> String {
        let names: Vec<String> = rules.iter().map(|r| format!("`{}`", self.rule(*r).id)).collect();
        listed(&names, word)
    }
}
