//! What a version says of a case, as JSON gives it.

use serde::Serialize;

use crate::domain::revision::seen::Seen;

/// An answer; every key is null where the case can't occur there, or is not settled.
#[derive(Serialize)]
pub(super) struct Said<'r> {
    answer: Option<&'r str>,
    kind: Option<&'r str>,
    route: Option<&'r str>,
    rule: Option<&'r str>,
}

impl<'r> Said<'r> {
    pub(super) fn of(seen: &'r Seen) -> Self {
        match seen {
            Seen::Said(a) => Self { answer: Some(a.answer), kind: a.kind, route: a.route.as_deref(), rule: a.rule.as_deref() },
            Seen::Unknown | Seen::Impossible => Self { answer: None, kind: None, route: None, rule: None },
        }
    }
}
