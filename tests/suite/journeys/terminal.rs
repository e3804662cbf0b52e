//! A pseudo-terminal with the game in it, and a screen that knows what stands on it.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::store::log::{Log, Whose};
use escalate_or_act::store::sqlite::SqliteLog;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long anything may take before a test gives up: slow machines run these too.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// A screen stands still when nothing came for this long.
const STILL: Duration = Duration::from_millis(60);
const NOW: &str = "2026-09-15T10:00:00Z";

/// A terminal, with or without the game in it.
pub(crate) struct Terminal {
    pub(crate) data: PathBuf,
    folder: Option<TempDir>,
    env: Vec<(String, String)>,
    size: (u16, u16),
    game: Option<Game>,
}

struct Game {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
}

impl Terminal {
    /// A terminal of that size with a data folder of its own.
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        let folder = TempDir::new().expect("a folder");
        let data = folder.path().join("data");
        Self { data, folder: Some(folder), env: Vec::new(), size: (columns, rows), game: None }
    }

    /// Sets a variable for the game.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A terminal whose game keeps its data in a folder that outlives it.
    pub(crate) fn at(folder: &Path, columns: u16, rows: u16) -> Self {
        Self { data: folder.join("data"), folder: None, env: Vec::new(), size: (columns, rows), game: None }
    }

    /// Starts the game.
    pub(crate) fn start(self, arguments: &[&str]) -> Self {
        self.start_program(Path::new(env!("CARGO_BIN_EXE_eoa")), arguments)
    }

    /// Starts another program that plays the game.
    pub(crate) fn start_program(mut self, program: &Path, arguments: &[&str]) -> Self {
        let (columns, rows) = self.size;
        let pty = native_pty_system()
            .openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        let home = self.data.parent().expect("the folder").display().to_string();
        let data = self.data.display().to_string();
        let fixed = [("EOA_DATA", data.as_str()), ("EOA_NOW", NOW), ("EOA_SEED", "7"), ("HOME", &home), ("USER", "robin")];
        for (name, value) in
            fixed.into_iter().chain([("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "UTC"), ("PATH", "/usr/bin:/bin")])
        {
            command.env(name, value);
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).expect("the game starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let writer = pty.master.take_writer().expect("a writer");
        let screen = vt100::Parser::new(some(rows), some(columns), 0);
        self.game = Some(Game { child, master: Some(pty.master), writer: Some(writer), output, screen, raw: Vec::new() });
        self
    }

    /// Starts the game again over the same data.
    pub(crate) fn restart(&mut self, arguments: &[&str]) -> Self {
        let (data, folder, env) = (self.data.clone(), self.folder.take(), self.env.clone());
        Self { data, folder, env, size: self.size, game: None }.start(arguments)
    }

    /// Has the game believe that it is another time, from its next start on.
    pub(crate) fn later(&mut self, now: &str) -> &mut Self {
        self.env.retain(|(name, _)| name != "EOA_NOW");
        self.env.push(("EOA_NOW".to_owned(), now.to_owned()));
        self
    }

    fn game(&mut self) -> &mut Game {
        self.game.as_mut().expect("the game runs")
    }

    /// Types.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        let writer = self.game().writer.as_mut().expect("the terminal is there");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("keys can be typed");
        self
    }

    /// Answers the case on the screen and awaits its reveal.
    pub(crate) fn answer(&mut self, keys: &str) -> &mut Self {
        self.wait_until("a case", |t| t.screen().contains("What do you do?") || t.screen().contains("Before you read on"));
        if self.screen().contains("Before you read on") {
            self.keys("\r").wait_for("What do you do?");
        }
        self.keys(&keys[..1]).wait_for("How sure are you?");
        self.keys(&keys[1..]).wait_for("You said")
    }

    /// Waits until this stands on a screen that stands still.
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |t| t.screen().contains(text))
    }

    /// Waits until something holds of a screen that stands still.
    pub(crate) fn wait_until(&mut self, what: &str, holds: impl Fn(&mut Self) -> bool) -> &mut Self {
        let begun = Instant::now();
        loop {
            let still = !self.game().hear(STILL);
            if still && holds(self) {
                return self;
            }
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {what:?}; the screen shows\n{}", self.screen());
        }
    }

    /// What stands on the screen.
    pub(crate) fn screen(&mut self) -> String {
        self.game().screen.screen().contents()
    }

    /// Everything that was sent to the terminal so far.
    pub(crate) fn raw(&mut self) -> String {
        String::from_utf8_lossy(&self.game().raw).into_owned()
    }

    /// Whether the game has the terminal: other screen, no cursor, bracketed paste.
    pub(crate) fn is_taken(&mut self) -> bool {
        let screen = self.game().screen.screen();
        let marks = [screen.alternate_screen(), screen.hide_cursor(), screen.bracketed_paste()];
        assert!(marks.iter().all(|m| *m == marks[0]), "half taken: {marks:?}");
        marks[0]
    }

    /// Sends a signal.
    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let process = self.game().child.process_id().expect("a process");
        let sent = Command::new("kill").args([format!("-{name}"), process.to_string()]).status();
        assert!(sent.is_ok_and(|s| s.success()), "kill -{name}");
        self
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let game = self.game();
        game.screen.screen_mut().set_size(some(rows), some(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        game.master.as_ref().expect("the terminal is there").resize(size).expect("it can be resized");
        self
    }

    /// Waits until the game has ended, and hears its last words.
    pub(crate) fn wait_for_end(&mut self) -> &mut Self {
        let begun = Instant::now();
        while self.game().child.try_wait().expect("a child").is_none() {
            self.game().hear(Duration::from_millis(10));
            assert!(begun.elapsed() < PATIENCE, "the game does not end; the screen shows\n{}", self.screen());
        }
        while self.game().hear(STILL) {}
        self
    }

    /// Takes the terminal away, as a closed window does; how long the game then takes to end.
    pub(crate) fn hang_up(&mut self) -> Duration {
        let game = self.game();
        game.writer = None;
        game.master = None;
        // The reader's copy keeps the terminal open until it is told that it is gone: a hang-up is what a closed window sends.
        let begun = Instant::now();
        self.signal("HUP");
        while self.game().child.try_wait().expect("a child").is_none() {
            assert!(begun.elapsed() < PATIENCE, "the game does not end");
            self.game().hear(Duration::from_millis(5));
        }
        begun.elapsed()
    }

    /// How often the game's main thread gave up the processor of its own accord: once for each time it was woken.
    pub(crate) fn switches(&mut self) -> Option<u64> {
        let process = self.game().child.process_id()?;
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        status.lines().find_map(|l| l.strip_prefix("voluntary_ctxt_switches:")).and_then(|n| n.trim().parse().ok())
    }

    /// A pack whose texts hold whatever might act on a terminal.
    pub(crate) fn hostile_pack(&mut self) -> String {
        const HOSTILE: &str = r"\u001b]0;owned\u0007 \u001b[31mred \u202e \u200b \ufeff \u009b2J ";
        let pack = self.data.with_file_name("hostile");
        let bench = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screens");
        std::fs::create_dir_all(pack.join("bench")).expect("a folder");
        let read = |file: &str| std::fs::read_to_string(format!("{bench}/{file}")).expect("the fixture");
        let policy = read("policy.toml").replace("title    = \"", &format!("title    = \"{HOSTILE}"));
        std::fs::write(pack.join("policy.toml"), policy.replace("text     = \"", &format!("text     = \"{HOSTILE}")))
            .expect("written");
        let case = read("bench/sparks.toml").replace("= \"A kettle", &format!("= \"{HOSTILE}A kettle"));
        std::fs::write(pack.join("bench/sparks.toml"), case).expect("written");
        pack.display().to_string()
    }
}

impl Game {
    /// Takes in what comes within this time; false if nothing did.
    fn hear(&mut self, within: Duration) -> bool {
        match self.output.recv_timeout(within) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.raw.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(Duration::from_millis(1));
                false
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(game) = &mut self.game {
            let _ = game.child.kill();
        }
    }
}

/// The game as plain lines: what it told, and the folder of its log.
pub(crate) fn plain(arguments: &[&str], lines: &str) -> (String, TempDir) {
    let folder = TempDir::new().expect("a folder");
    (plain_at(folder.path(), NOW, arguments, lines), folder)
}

/// The same with its log in a folder, at some time.
pub(crate) fn plain_at(folder: &Path, now: &str, arguments: &[&str], lines: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_eoa"))
        .args(arguments)
        .arg("--plain")
        .env_clear()
        .envs([("EOA_NOW", now), ("EOA_SEED", "7"), ("USER", "robin"), ("LANG", "C.UTF-8"), ("TZ", "UTC")])
        .env("EOA_DATA", folder)
        .env("HOME", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the game starts");
    child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("it listens");
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("text")
}

fn some(size: u16) -> NonZero<u16> {
    NonZero::new(size).expect("a terminal has some size")
}

/// Every attempt of a log.
pub(crate) fn attempts(data: &Path) -> Vec<Attempt> {
    open(data).attempts(&Whose::Everybody).expect("they can be read")
}

/// The words of every note of a log.
pub(crate) fn notes(data: &Path) -> Vec<String> {
    let whose = open(data);
    let mut log = whose;
    let trainee = escalate_or_act::store::trainee::name(None).to_string();
    log.notes(&trainee).expect("they can be read").into_iter().map(|n| n.text).collect()
}

fn open(data: &Path) -> SqliteLog {
    SqliteLog::open(data).expect("the log can be opened")
}
