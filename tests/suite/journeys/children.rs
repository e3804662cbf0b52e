//! Processes of their own: one that holds a terminal until it is killed, and a game that breaks.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use escalate_or_act::domain::learner::profile::Profile;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::session::Millis;
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::domain::session::note::Note;
use escalate_or_act::domain::session::snapshot::Snapshot;
use escalate_or_act::tui::message::Reply;
use escalate_or_act::tui::port::{Port, Waker};
use escalate_or_act::tui::shell;
use escalate_or_act::tui::theme::Theme;
use escalate_or_act::tui::wishes::Wishes;
use tempfile::TempDir;

use super::BENCH;
use super::terminal::{PATIENCE, Terminal};

const FOLDER: &str = "EOA_TEST_FOLDER";

/// A child that holds a terminal with a game in it, one answer given; the game has no other tie to it (no SIGHUP comes).
pub(super) struct Holder {
    child: Child,
    game: u32,
    pub(super) folder: TempDir,
}

impl Holder {
    /// Starts both, and waits until the answer is given.
    pub(super) fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        let run = ["--exact", "suite::journeys::children::holds_a_terminal", "--ignored", "--nocapture", "--test-threads=1"];
        let mut command = Command::new(std::env::current_exe().expect("this test"));
        command.args(run).env(FOLDER, folder.path()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a child");
        let said = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let game = said.into_iter().find_map(|line| line.split_once("eoa:").and_then(|(_, pid)| pid.trim().parse().ok()));
        Self { child, game: game.expect("the game's process"), folder }
    }

    /// Kills the child, and with it the terminal; how long the game then takes to end.
    pub(super) fn vanish(&mut self) -> Duration {
        let begun = Instant::now();
        self.child.kill().expect("the child ends");
        self.child.wait().expect("the child has ended");
        // One that has ended and that nobody asked after is a zombie.
        let state = |stat: String| stat.rsplit(')').next().and_then(|rest| rest.trim().chars().next());
        let runs = |game: u32| std::fs::read_to_string(format!("/proc/{game}/stat")).is_ok_and(|s| state(s) != Some('Z'));
        while runs(self.game) {
            assert!(begun.elapsed() < PATIENCE, "the game does not end");
            std::thread::yield_now();
        }
        begun.elapsed()
    }

    /// Where the game keeps its log.
    pub(super) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

#[test]
#[ignore = "a process of its own for other tests"]
#[allow(clippy::print_stdout, reason = "the parent reads it")]
fn holds_a_terminal() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let told = folder.join("process");
    // Without a controlling terminal nobody sends it a signal when this one is gone.
    let script = "exec setsid --wait sh -c 'echo $$ >\"$1\"; shift; exec \"$@\"' sh \"$@\"";
    let told_text = told.display().to_string();
    let game = ["-c", script, "sh", &told_text, env!("CARGO_BIN_EXE_eoa"), "play", BENCH];
    let mut terminal = Terminal::at(&folder, 80, 24).start_program(Path::new("sh"), &game);
    terminal.answer("e2");
    println!("eoa:{}", std::fs::read_to_string(told).expect("the game says who it is").trim());
    loop {
        std::thread::park();
    }
}

/// A world in which nothing works.
struct Broken;

impl Port for Broken {
    fn open(&mut self, _: Waker) {
        panic!("the world outside is broken");
    }
    fn replies(&mut self) -> Vec<Reply> {
        Vec::new()
    }
    fn wait(&mut self) {}
    fn append(&mut self, _: Attempt, _: Snapshot) {}
    fn keep(&mut self, _: Snapshot) {}
    fn close(&mut self, _: uuid::Uuid) {}
    fn note(&mut self, _: Note) {}
    fn recall(&mut self) {}
    fn refresh(&mut self, _: Profile, _: Option<usize>) {}
    fn chart(&mut self, _: usize) {}
    fn study(&mut self, _: usize, _: bool) {}
    fn hunt(&mut self, _: usize, _: Vec<(FactId, Value)>) {}
    fn compare(&mut self, _: u64, _: usize, _: Policy) {}

    fn remember(&mut self, _: Profile) {}
    fn now(&self) -> Millis {
        0
    }
    fn finish(&mut self) -> Vec<String> {
        Vec::new()
    }
}

/// A game in a terminal that panics once its first frame is drawn.
pub(super) fn breaking() -> Terminal {
    let run = ["--exact", "suite::journeys::children::breaks", "--ignored", "--nocapture", "--test-threads=1"];
    let test = std::env::current_exe().expect("this test");
    Terminal::new(80, 24).env(FOLDER, "here").start_program(&test, &run)
}

#[test]
#[ignore = "a process of its own for other tests"]
fn breaks() {
    if std::env::var_os(FOLDER).is_none() {
        return;
    }
    // The harness runs a test in a thread beside the main one; the game is a program's main thread.
    let _ = shell::run(Wishes::default(), Theme::detect(&|_| None), &mut Broken);
}
