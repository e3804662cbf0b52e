//! The binary: a call of the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    escalate_or_act::cli::run()
}
