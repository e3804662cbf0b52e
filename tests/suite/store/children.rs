//! Processes of their own that write to a log: this very binary, told by its environment what to be.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use escalate_or_act::store::keeper::Farewell;

use super::sample::{attempt, store};

const ROLE: &str = "EOA_TEST_CHILD";

/// Starts a child that appends `count` attempts to the log in `folder`, beginning with number `first`, and says each that is
/// acknowledged. `limit`: no file may grow beyond so many KiB.
pub(in crate::suite) fn writer(folder: &Path, elsewhere: &Path, first: u64, count: u64, limit: Option<u64>) -> Child {
    let run = ["--exact", "suite::store::children::child", "--ignored", "--nocapture", "--test-threads=1"];
    let exe = std::env::current_exe().unwrap();
    let mut command = match limit {
        // The signal must be ignored, or the child is killed where a full disk would merely refuse.
        Some(kib) => {
            let mut shell = Command::new("bash");
            shell.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {kib}; exec \"$@\"")).arg("bash").arg(exe);
            shell
        }
        None => Command::new(exe),
    };
    command.args(run).stdout(Stdio::piped()).stderr(Stdio::null());
    let role = format!("{}\n{}\n{first}\n{count}", folder.display(), elsewhere.display());
    command.env(ROLE, role).spawn().unwrap()
}

/// What a child says, line by line.
pub(in crate::suite) fn says(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).filter_map(|line| {
        // The harness writes the test's name in front of the first line.
        line.split_once("eoa:").map(|(_, said)| said.to_owned())
    })
}

#[test]
#[ignore = "a process of its own for other tests"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let role: Vec<&str> = role.lines().collect();
    let (first, count): (u64, u64) = (role[2].parse().unwrap(), role[3].parse().unwrap());
    let store = store(Path::new(role[0]), Path::new(role[1]));
    for n in first..first + count {
        let new = attempt(n);
        let id = new.id;
        let written = store.wait(move |keeper| keeper.append(vec![new.into()], None)).unwrap();
        match written.trouble {
            None => say(&format!("saved {id}")),
            Some(trouble) => say(&format!("trouble {} {:?} {id} {trouble}", written.unsaved, trouble.kind)),
        }
    }
    match store.close().unwrap() {
        Farewell::Saved => say("all saved"),
        Farewell::Rescued(count, path) => say(&format!("rescued {count} {}", path.display())),
        Farewell::Lost(count, trouble) => say(&format!("lost {count} {trouble}")),
    }
}

fn say(words: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "eoa:{words}").unwrap();
    out.flush().unwrap();
}
