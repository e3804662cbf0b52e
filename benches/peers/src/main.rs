//! The policy engine beside three general rule engines: the same policy, the same cases, the same run.

mod agreement;
mod cases;
mod cedar;
mod contender;
mod examined;
mod grid;
mod logic;
mod ours;
mod rego;
mod tables;
mod timing;
mod versions;
mod zen;

use anyhow::{Context, Result, bail};
use contender::Contender;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::source;
use std::process::ExitCode;

// The allocator that regorus's own benchmarks use; it serves every engine here, and ours allocates least.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const POLICIES: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/../policies/desk.toml"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../policies/desk-with-sums.toml"),
];
const CASES: usize = 10_000;
const ROUNDS: usize = 41;
const SEED: u64 = 1;

const USAGE: &str = "peers [--seed N] [--rounds N] [--source] [POLICY...]

Without POLICY: the two policies of the benches, and then decision tables of growing size, examined for rows that never fire and
cases no row matches by us and by zen-engine's own verification. --source prints the translations and times nothing.";

struct Options {
    seed: u64,
    rounds: usize,
    source: bool,
    /// Whether tables are examined too.
    examine: bool,
    policies: Vec<String>,
}

impl Options {
    fn of(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self { seed: SEED, rounds: ROUNDS, source: false, examine: false, policies: Vec::new() };
        while let Some(argument) = arguments.next() {
            let mut number =
                || arguments.next().and_then(|n| n.parse().ok()).with_context(|| format!("{argument} needs a number"));
            match argument.as_str() {
                "--seed" => options.seed = number()?,
                "--rounds" => options.rounds = number()?.max(1) as usize,
                "--source" => options.source = true,
                flag if flag.starts_with('-') => bail!("{USAGE}"),
                _ => options.policies.push(argument),
            }
        }
        if options.policies.is_empty() {
            options.policies = POLICIES.map(str::to_owned).to_vec();
            options.examine = !options.source;
        }
        Ok(options)
    }
}

fn main() -> ExitCode {
    let run = || {
        let options = Options::of(std::env::args().skip(1))?;
        options.policies.iter().try_for_each(|path| compare(path, &options))?;
        if options.examine { examined::compare(options.seed) } else { Ok(()) }
    };
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Reads a policy, holds the engines against each other, and times them if they agree.
fn compare(path: &str, options: &Options) -> Result<()> {
    let policy = read(path)?;
    if options.source {
        println!("{}\n{}\n{:#}", cedar::Cedar::source(&policy), rego::Rego::source(&policy), zen::Zen::model(&policy));
        return Ok(());
    }
    let engine = Engine::compile(&policy, policy.effective)?;
    let cases = cases::random(&policy, &engine, options.seed, CASES);
    let mut contenders = contenders(&policy, &engine, &cases)?;
    let tally = match agreement::check(&mut contenders, cases.len()) {
        Ok(tally) => tally,
        Err(found) => {
            let said = contenders.iter().zip(&found.answers);
            let said: String = said.map(|(c, a)| format!("  {}: {}\n", c.name(), a.map_or("no answer", |v| v.name()))).collect();
            bail!(
                "{}: not timed, for the engines disagree on case {}:\n{}{said}",
                policy.id,
                found.case,
                facts(&policy, &cases[found.case])
            );
        }
    };
    let computed = policy.facts.iter().filter(|f| f.is_computed()).count();
    println!(
        "{}: {} rules over {} facts and {computed} computed ones; {} cases of seed {}, and no disagreement: {} yes, {} no, {} escalate{}",
        policy.id,
        policy.rules.len(),
        policy.facts.len() - computed,
        cases.len(),
        options.seed,
        tally.yes,
        tally.no,
        tally.escalate,
        if tally.either == 0 { String::new() } else { format!(", {} either", tally.either) },
    );
    let spreads = timing::measure(&mut contenders, cases.len(), tally, options.rounds)?;
    let (compiled, facts) = (spreads[0].median, spreads[1].median);
    println!("{:<40} {:>9}  {:>19}  {:>9}  {:>9}", "ns a decision", "median", "quartiles", "/compiled", "/raw");
    for (contender, s) in contenders.iter().zip(&spreads) {
        let quartiles = format!("{:.1} to {:.1}", s.low, s.high);
        println!(
            "{:<40} {:>9.1}  {quartiles:>19}  {:>8.1}x  {:>8.1}x",
            contender.name(),
            s.median,
            s.median / compiled,
            s.median / facts
        );
    }
    println!("{} rounds, interleaved\n", options.rounds);
    Ok(())
}

/// Ours first: the ratios are to the first two.
fn contenders<'a>(policy: &Policy, engine: &'a Engine, cases: &'a [Case]) -> Result<Vec<Box<dyn Contender + 'a>>> {
    Ok(vec![
        Box::new(ours::FromCompiled::new(engine, cases).context("a case is not complete")?),
        Box::new(ours::FromFacts { engine, cases }),
        Box::new(ours::Ruling { engine, cases }),
        Box::new(rego::Rego::new(policy, cases)?),
        Box::new(zen::Zen::new(policy, cases)?),
        Box::new(cedar::Cedar::new(policy, cases)?),
    ])
}

fn read(path: &str) -> Result<Policy> {
    let text = std::fs::read_to_string(path).with_context(|| path.to_owned())?;
    let source = source::parse(&text, path);
    let found = source.diagnostics.iter().map(|d| format!("{d:?}")).collect::<Vec<_>>().join("\n");
    source.policy().cloned().with_context(|| format!("{path} is not a valid policy:\n{found}"))
}

/// A case as people read it.
fn facts(policy: &Policy, case: &Case) -> String {
    let line = |(fact, value)| {
        let named = policy.fact(fact);
        let value = match value? {
            Value::Number(q) => q.to_string(),
            Value::Flag(flag) => flag.to_string(),
            Value::Choice(place) => named.names()[place].id.clone(),
            Value::Set(mask) => {
                logic::members(mask).into_iter().map(|m| named.names()[m].id.as_str()).collect::<Vec<_>>().join(", ")
            }
        };
        Some(format!("  {} = {value}\n", named.name))
    };
    case.iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_engines_agree_on_both_policies() -> Result<()> {
        for path in POLICIES {
            let policy = read(path)?;
            let engine = Engine::compile(&policy, policy.effective)?;
            let cases = cases::random(&policy, &engine, 2, 2_000);
            let mut contenders = contenders(&policy, &engine, &cases)?;
            let agreed = agreement::check(&mut contenders, cases.len());
            let tally = agreed.unwrap_or_else(|found| panic!("{found:?}\n{}", facts(&policy, &cases[found.case])));
            assert!([tally.yes, tally.no, tally.escalate].iter().all(|n| *n > 100), "{path}: {tally:?}");
        }
        Ok(())
    }
}
