//! The real binary, run with nothing of the machine's own: no environment, a fixed clock, an empty data folder, no colour.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

/// Runs `eoa` in a folder.
pub(super) fn run_in(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_eoa"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("EOA_NOW", "2026-11-21T09:30:00Z")
        .env("EOA_DATA", folder.join("no-data-here"))
        .env("HOME", folder)
        .env("TMPDIR", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_owned();
    // The program may stop reading early; that is its right.
    let writer = std::thread::spawn(move || drop(pipe.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs `eoa` in the project's own folder.
pub(super) fn run(arguments: &[&str]) -> Ran {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments, "")
}

/// The same with something on standard input.
pub(super) fn run_with(arguments: &[&str], input: &str) -> Ran {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments, input)
}

/// Holds what was written against the picture kept under a name.
pub(super) fn keep(name: &str, written: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, written);
    });
}
