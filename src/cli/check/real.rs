//! Real cases beside a pack: those that no rule speaks of, each once, with how often it came.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use super::super::Failure;
use super::super::lines::{Cases, open};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::check::Came;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::explanation::Kind;

/// So many lines that can't be used are shown; the others are counted.
const SHOWN: usize = 100;

/// What a file of real cases comes to.
#[derive(Debug, Default)]
pub(super) struct Real {
    /// The cases in grey areas, in the order in which they first came.
    pub(super) came: Vec<Came>,
    /// Lines that could not be used; they are told on standard error.
    pub(super) refused: usize,
}

/// Reads a file of cases, and keeps those of which no rule speaks. What the unknown facts of a case may settle is no grey area.
pub(super) fn silent(policy: &Policy, path: &Path, as_of: Date) -> Result<Real, Failure> {
    // A policy that is too large is told by the check itself.
    let Ok(engine) = Engine::compile(policy, as_of) else { return Ok(Real::default()) };
    let mut cases = Cases::new(policy, open(path)?);
    let (mut real, mut places) = (Real::default(), HashMap::<Case, usize>::new());
    while let Some((line, case)) = cases.next()? {
        match case.map(|case| (engine.decide(&case), case)) {
            Ok((Ok(ruling), case)) if ruling.kind.is_some_and(Kind::is_grey) => real.add(&mut places, case),
            Ok((Ok(_), _)) => {}
            Ok((Err(_), _)) => real.refuse(line, "this case can't occur: a `[[never]]` of the policy rules it out"),
            Err(why) => real.refuse(line, &why),
        }
    }
    if real.refused > SHOWN {
        let _ = writeln!(io::stderr(), "eoa: and {} more lines that can't be used", real.refused - SHOWN);
    }
    Ok(real)
}

impl Real {
    fn add(&mut self, places: &mut HashMap<Case, usize>, case: Case) {
        if let Some(came) = places.get(&case).and_then(|at| self.came.get_mut(*at)) {
            came.often += 1;
            return;
        }
        places.insert(case.clone(), self.came.len());
        self.came.push(Came { case, often: 1 });
    }

    fn refuse(&mut self, line: usize, why: &str) {
        self.refused += 1;
        if self.refused <= SHOWN {
            let _ = writeln!(io::stderr(), "eoa: line {line}: {why}");
        }
    }
}
