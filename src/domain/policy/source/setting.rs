//! `fact=value` on the command line: `amount=49`, `signals=legal,press`, `signals=`, `amount=?`.

use super::facts_json::base_fact;
use super::value::{self, Given};
use crate::domain::document::words::shown;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::{FactId, FactKind};

/// Reads a setting: which fact, and its value; no value for `?`.
pub fn read(policy: &Policy, text: &str) -> Result<(FactId, Option<Value>), String> {
    let Some((name, written)) = text.split_once('=') else {
        return Err(format!("`{}` sets nothing; write fact=value", shown(text)));
    };
    let (name, written) = (name.trim(), written.trim());
    let id = base_fact(policy, name)?;
    if written == "?" {
        return Ok((id, None));
    }
    let fact = policy.fact(id);
    let given = match fact.kind {
        FactKind::Number(_) => Given::Number(written),
        FactKind::Flag => match written {
            "true" | "yes" => Given::Flag(true),
            "false" | "no" => Given::Flag(false),
            _ => return Err(format!("`{name}` should be `true` or `false`")),
        },
        FactKind::Choice(_) => Given::Text(written),
        FactKind::Set(_) => {
            let members = written.split(',').map(str::trim).filter(|m| !m.is_empty());
            Given::List(members.map(Given::Text).collect())
        }
    };
    value::read(fact, &given).map(|value| (id, Some(value))).map_err(|wrong| wrong.sentence())
}
