//! A program in a pseudo-terminal of 120 by 40, with somebody at it who presses keys and notes when each byte comes.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Columns and rows of every terminal here.
pub const SIZE: (u16, u16) = (120, 40);
/// The end of a frame, where a program marks it.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// What programs ask a terminal, and what one like xterm answers.
const ANSWERS: [(&[u8], &[u8]); 4] =
    [(b"\x1b[c", b"\x1b[?62;22c"), (b"\x1b[0c", b"\x1b[?62;22c"), (b"\x1b[>c", b"\x1b[>41;354;0c"), (b"\x1b[6n", b"\x1b[1;1R")];
const LONGEST_QUESTION: usize = 4;

/// What to run.
#[derive(Clone, Debug)]
pub struct Program {
    /// The file, or a name on the path.
    pub file: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// The folder that is its home and keeps its data.
    pub home: PathBuf,
}

impl Program {
    /// A program with arguments that keeps everything in `home`.
    pub fn new(file: impl AsRef<Path>, arguments: &[&str], home: &Path) -> Self {
        let arguments = arguments.iter().map(|a| (*a).to_owned()).collect();
        Self { file: file.as_ref().to_owned(), arguments, home: home.to_owned() }
    }
}

/// What came after a key press, or after the start.
#[derive(Clone, Copy, Debug, Default)]
pub struct Redraw {
    /// Until the first frame was whole, if the program marks its frames; else the same as `last`.
    pub first: Duration,
    /// Until the last byte.
    pub last: Duration,
    /// How many bytes.
    pub bytes: usize,
    /// In how many reads they came, which is at most how many times they were written.
    pub reads: usize,
}

struct Chunk {
    at: Instant,
    bytes: Vec<u8>,
}

/// A running program and its terminal.
pub struct Seat {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    chunks: Receiver<Chunk>,
    seen: Vec<u8>,
    answered: usize,
    _master: Box<dyn MasterPty + Send>,
}

impl Seat {
    /// Starts a program and waits until it has been quiet for so long; the time counts from before it was started.
    pub fn start(program: &Program, quiet: Duration) -> (Self, Redraw) {
        let (cols, rows) = SIZE;
        let pair =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("a pseudo-terminal");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let mut command = CommandBuilder::new(&program.file);
        command.args(&program.arguments);
        command.cwd(&program.home);
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8")]
        {
            command.env(name, value);
        }
        command.env("HOME", &program.home);
        command.env("EOA_DATA", program.home.join("eoa"));
        command.env("EOA_NOW", "2026-11-21T09:30:00Z");
        command.env_remove("NO_COLOR");
        let (send, chunks) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let at = Instant::now();
                if send.send(Chunk { at, bytes: buffer[..count].to_vec() }).is_err() {
                    return;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut seat = Self { child, writer, chunks, seen: Vec::new(), answered: 0, _master: pair.master };
        // Programs ask the terminal what it is while they start, and then no more.
        let redraw = seat.listen(begun, quiet, Self::answer);
        (seat, redraw)
    }

    /// Presses a key and waits until nothing has come for so long.
    pub fn press(&mut self, key: &str, quiet: Duration) -> Redraw {
        let begun = Instant::now();
        self.write(key.as_bytes());
        self.listen(begun, quiet, |_| {})
    }

    /// Presses a key that may change nothing, and waits until nothing has come for so long.
    pub fn press_in_passing(&mut self, key: &str, quiet: Duration) {
        self.write(key.as_bytes());
        while let Ok(chunk) = self.chunks.recv_timeout(quiet) {
            self.seen.extend_from_slice(&chunk.bytes);
        }
    }

    /// How many cells two keys change, pressed one after the other: the mean of both.
    pub fn cells_changed(&mut self, keys: [&str; 2], quiet: Duration) -> usize {
        let [before, between, after] = [None, Some(keys[0]), Some(keys[1])].map(|key| {
            if let Some(key) = key {
                self.press(key, quiet);
            }
            self.terminal()
        });
        usize::midpoint(differing(before.screen(), between.screen()), differing(between.screen(), after.screen()))
    }

    fn write(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).and_then(|()| self.writer.flush()).expect("the terminal takes keys");
    }

    /// Nothing is looked at while the program draws: there are two cores, and it needs one of them.
    fn listen(&mut self, begun: Instant, quiet: Duration, mut heard: impl FnMut(&mut Self)) -> Redraw {
        let from = self.seen.len();
        let mut reads: Vec<(Instant, usize)> = Vec::new();
        // Until something comes at all, more patience than between bytes.
        let mut patience = Duration::from_secs(5);
        loop {
            match self.chunks.recv_timeout(patience) {
                Ok(chunk) => {
                    self.seen.extend_from_slice(&chunk.bytes);
                    reads.push((chunk.at, self.seen.len()));
                    heard(self);
                    patience = quiet;
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended:\n{}", self.screen()),
            }
        }
        let Some((last, _)) = reads.last().copied() else { panic!("no redraw within five seconds:\n{}", self.screen()) };
        let whole = self.seen[from..].windows(FRAME_END.len()).position(|w| w == FRAME_END).map(|at| from + at + FRAME_END.len());
        let first = whole.and_then(|end| reads.iter().find(|(_, so_far)| *so_far >= end));
        let first = first.map_or(last, |(at, _)| *at);
        Redraw { first: first - begun, last: last - begun, bytes: self.seen.len() - from, reads: reads.len() }
    }

    fn answer(&mut self) {
        while let Some((end, reply)) = self.question() {
            self.answered = end;
            self.write(reply);
        }
        self.answered = self.answered.max(self.seen.len().saturating_sub(LONGEST_QUESTION - 1));
    }

    /// The next question not yet answered: where it ends, and the answer.
    fn question(&self) -> Option<(usize, &'static [u8])> {
        let unread = &self.seen[self.answered..];
        let found = ANSWERS.iter().filter_map(|(asked, reply)| {
            let at = unread.windows(asked.len()).position(|w| w == *asked)?;
            Some((self.answered + at + asked.len(), *reply))
        });
        found.min_by_key(|(end, _)| *end)
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.terminal().screen().contents()
    }

    fn terminal(&self) -> vt100::Parser {
        let [rows, columns] = [SIZE.1, SIZE.0].map(|side| NonZero::new(side).expect("a terminal has a size"));
        let mut parser = vt100::Parser::new(rows, columns, 0);
        parser.process(&self.seen);
        parser
    }

    /// A field of `/proc/PID/status`, summed over all its threads or for the process; nothing where there is no such folder.
    pub fn status(&self, field: &str, of_threads: bool) -> Option<u64> {
        let process = PathBuf::from(format!("/proc/{}", self.child.process_id()?));
        let files = if of_threads {
            std::fs::read_dir(process.join("task")).ok()?.flatten().map(|task| task.path().join("status")).collect()
        } else {
            vec![process.join("status")]
        };
        files.iter().map(|file| number(&std::fs::read_to_string(file).ok()?, field)).sum()
    }
}

/// How many cells of two screens don't look the same.
fn differing(one: &vt100::Screen, other: &vt100::Screen) -> usize {
    let places = (0..SIZE.1).flat_map(|row| (0..SIZE.0).map(move |column| (row, column)));
    places.filter(|(row, column)| look(one, *row, *column) != look(other, *row, *column)).count()
}

/// A blank looks like nothing, whether it was written or not.
fn look(screen: &vt100::Screen, row: u16, column: u16) -> Option<(String, vt100::Color, bool)> {
    let cell = screen.cell(row, column)?;
    let blank = cell.contents().trim().is_empty() && !cell.inverse();
    (!blank).then(|| (cell.contents().to_owned(), cell.fgcolor(), cell.inverse()))
}

fn number(status: &str, field: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}

impl Drop for Seat {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
