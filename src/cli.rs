//! The command line: one file per subcommand, and the place where everything else is put together.

mod answers;
mod ballot;
mod card;
mod cases;
mod check;
mod coastline;
mod data;
mod debrief;
mod diff;
mod environment;
mod explain;
mod join;
mod line;
mod lines;
mod month;
mod onboard;
mod pack;
mod paint;
mod place;
mod play;
mod refresh;
mod report;
mod said;
mod schema;
mod sheet;
mod team;
mod terminal;
mod trainees;
mod twins;
mod whatif;
mod written;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

use self::environment::Environment;

/// Everything went as asked.
const DONE: u8 = 0;
/// The thing asked about is wrong: a broken pack, a failed gate.
const WRONG: u8 = 1;
/// The command line or an input file can't be used.
const UNUSABLE: u8 = 2;

/// Escalate or Act? The training game that shows customer-service people where the line is.
#[derive(Debug, Parser)]
#[command(name = "eoa", version, max_term_width = 100)]
struct Line {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    table: play::Table,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every subcommand takes.
#[derive(Debug, Args)]
struct Common {
    /// The folder your answers and packs are kept in.
    #[arg(long, global = true, env = "EOA_DATA", value_name = "DIR", hide_env_values = true)]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play a session at once, without the home screen.
    Play(play::Arguments),
    /// Refresh what you are about to forget, a few minutes at a time.
    Refresh(refresh::Arguments),
    /// Learn a policy rule by rule, up to the check and its certificate.
    Onboard(onboard::Arguments),
    /// Find your line: about ten cases, each chosen to tell where you take it to be.
    Line(line::Arguments),
    /// Play a month with an allowance: what you give is gone, and each case is decided with what is left.
    Month(month::Arguments),
    /// Host a team meeting: people vote, argue, vote again.
    Team(team::Arguments),
    /// Write down what a team meeting showed: where people differ, what to rewrite, teach and drill, and what was asked.
    Debrief(debrief::Arguments),
    /// Take part in a team meeting, from a terminal.
    Join(join::Arguments),
    /// Answer a ballot alone, at any time; the answers go back to whoever sent it.
    Ballot(ballot::Arguments),
    /// Find every mistake in packs: policies, scenarios, and what they say about each other.
    Check(check::Arguments),
    /// Say what a policy decides about a case, why, and what would turn it.
    Explain(explain::Arguments),
    /// Show every line at which a policy's answer turns, and how many of them its scenarios cross.
    Coastline(coastline::Arguments),
    /// Tell a scenario's twins: the nearest case across each line it is near. And its cousin, where all else differs.
    Twins(twins::Arguments),
    /// Say what a new version of a policy changes, for whom, and show a case of each change.
    Diff(diff::Arguments),
    /// Say what moving a limit would change, for the scenarios and for real cases.
    Whatif(whatif::Arguments),
    /// Write down everything that is kept of a person, or erase it.
    Data(data::Arguments),
    /// Print on one page what one may do alone: text, Markdown or HTML.
    Card(card::Arguments),
    /// Say what somebody's answers tell of their judgement: both errors, how sure, what is misread, the line in their head.
    Report(report::Arguments),
    /// List who has answers here, by name.
    Trainees(trainees::Arguments),
    /// Print the JSON Schema of policy, scenario or phrase files, so that an editor completes and checks them.
    Schema(schema::Arguments),
}

/// A sentence for standard error, and an exit code.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The command line or an input can't be used.
    #[error("{0}")]
    Unusable(String),
    /// What was asked about is wrong.
    #[error("{0}")]
    Wrong(String),
    /// Output could not be written.
    #[error("the output can't be written: {0}")]
    Output(#[from] io::Error),
}

/// An exit code, or why there is no answer.
type Outcome = Result<u8, Failure>;

/// Runs the program.
pub fn run() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Help and version go to standard output and are no error; a reader that went away is none either.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(UNUSABLE));
        }
    };
    match dispatch(line) {
        Ok(code) => ExitCode::from(code),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(DONE),
        Err(failure) => {
            let _ = writeln!(io::stderr(), "eoa: {failure}");
            ExitCode::from(if matches!(failure, Failure::Wrong(_)) { WRONG } else { UNUSABLE })
        }
    }
}

fn dispatch(line: Line) -> Outcome {
    let environment = Environment::read(line.common.data.as_deref())?;
    match &line.command {
        Some(Command::Play(arguments)) => return play::run(Some(arguments), &line.table, &environment),
        Some(Command::Refresh(arguments)) => return refresh::run(arguments, &environment),
        Some(Command::Onboard(arguments)) => return onboard::run(arguments, &environment),
        Some(Command::Line(arguments)) => return line::run(arguments, &environment),
        Some(Command::Month(arguments)) => return month::run(arguments, &environment),
        Some(Command::Team(arguments)) => return team::run(arguments, &environment),
        Some(Command::Ballot(arguments)) => return ballot::run(arguments, &line.table, &environment),
        Some(Command::Join(arguments)) => return join::run(arguments, &line.table, &environment),
        None if line.table.plain || io::stdout().is_terminal() => return play::run(None, &line.table, &environment),
        _ => {}
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let code = match line.command {
        Some(Command::Check(arguments)) => check::run(&arguments, &environment, &mut out),
        Some(Command::Explain(arguments)) => explain::run(&arguments, &environment, &mut out),
        Some(Command::Coastline(arguments)) => coastline::run(&arguments, &environment, &mut out),
        Some(Command::Twins(arguments)) => twins::run(&arguments, &environment, &mut out),
        Some(Command::Diff(arguments)) => diff::run(&arguments, &environment, &mut out),
        Some(Command::Debrief(arguments)) => debrief::run(&arguments, &environment, &mut out),
        Some(Command::Whatif(arguments)) => whatif::run(&arguments, &environment, &mut out),
        Some(Command::Card(arguments)) => card::run(&arguments, &environment, &mut out),
        Some(Command::Report(arguments)) => report::run(&arguments, &environment, &mut out),
        Some(Command::Trainees(arguments)) => trainees::run(&arguments, &environment, &mut out),
        Some(Command::Data(arguments)) => data::run(&arguments, &environment, &mut out),
        Some(Command::Schema(arguments)) => schema::run(&arguments, &mut out),
        Some(
            Command::Play(_)
            | Command::Refresh(_)
            | Command::Onboard(_)
            | Command::Line(_)
            | Command::Month(_)
            | Command::Team(_)
            | Command::Ballot(_)
            | Command::Join(_),
        )
        | None => {
            Line::command().write_long_help(&mut out)?;
            Ok(DONE)
        }
    }?;
    out.flush()?;
    Ok(code)
}
