//! What the loop waits for, on Unix: one poll(2) over the terminal, the signals and the waker. Nothing wakes it up otherwise.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pipe::{PipeFlags, pipe_with};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

use super::Event;
use super::parse::Parser;
use crate::tui::port::Waker;

/// How long the bytes after an Escape may take before it counts as the key of that name.
const ESCAPE_WAIT: Timespec = Timespec { tv_sec: 0, tv_nsec: 25_000_000 };

/// Everything that can wake the loop.
pub struct Events {
    terminal: Input,
    parser: Parser,
    signals: OwnedFd,
    raised: [(i32, Arc<AtomicBool>); 6],
    woken: OwnedFd,
    waker: Waker,
}

enum Input {
    Stdin(io::Stdin),
    Tty(OwnedFd),
}

impl AsFd for Input {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin(stdin) => stdin.as_fd(),
            Self::Tty(tty) => tty.as_fd(),
        }
    }
}

impl Events {
    /// Listens from now on.
    pub fn listen() -> io::Result<Self> {
        let terminal = if rustix::termios::isatty(io::stdin()) {
            Input::Stdin(io::stdin())
        } else {
            Input::Tty(rustix::fs::open("/dev/tty", OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?)
        };
        let (signals, raise) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        let raised = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH].map(|s| (s, Arc::new(AtomicBool::new(false))));
        for (signal, flag) in &raised {
            // The flag first: when the byte on the pipe is seen, it is up.
            signal_hook::flag::register(*signal, Arc::clone(flag))?;
            signal_hook::low_level::pipe::register(*signal, raise.try_clone()?)?;
        }
        let (woken, wake) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        let waker = Waker::new(move || {
            // A full pipe is a wake-up already under way.
            let _ = rustix::io::write(&wake, b"w");
        });
        Ok(Self { terminal, parser: Parser::default(), signals, raised, woken, waker })
    }

    /// Lets another thread wake the loop.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Blocks until something happens; then everything that has.
    pub fn wait(&mut self) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        while events.is_empty() {
            let timeout = self.parser.is_waiting().then_some(&ESCAPE_WAIT);
            let [terminal, signals, woken] = self.ready(timeout)?;
            if !(terminal | signals | woken).is_empty() {
                self.collect(terminal, signals, woken, &mut events)?;
            } else if let Some(input) = self.parser.settle() {
                events.push(Event::Input(input));
            }
        }
        Ok(events)
    }

    fn ready(&self, timeout: Option<&Timespec>) -> io::Result<[PollFlags; 3]> {
        let mut fds = [
            PollFd::new(&self.terminal, PollFlags::IN),
            PollFd::new(&self.signals, PollFlags::IN),
            PollFd::new(&self.woken, PollFlags::IN),
        ];
        loop {
            match poll(&mut fds, timeout) {
                Ok(_) => return Ok([fds[0].revents(), fds[1].revents(), fds[2].revents()]),
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn collect(&mut self, terminal: PollFlags, signals: PollFlags, woken: PollFlags, events: &mut Vec<Event>) -> io::Result<()> {
        if !signals.is_empty() {
            drain(&self.signals);
            events.extend(self.signals_raised());
        }
        if !woken.is_empty() {
            drain(&self.woken);
            events.push(Event::Woken);
        }
        if terminal.contains(PollFlags::IN) {
            self.read(events)?;
        } else if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            events.push(Event::Gone);
        }
        Ok(())
    }

    fn read(&mut self, events: &mut Vec<Event>) -> io::Result<()> {
        let mut bytes = [0u8; 4096];
        match rustix::io::read(&self.terminal, &mut bytes) {
            // End of input, or an error where a terminal was: it has vanished.
            Ok(0) | Err(rustix::io::Errno::IO) => events.push(Event::Gone),
            Ok(n) => events.extend(self.parser.feed(&bytes[..n]).into_iter().map(Event::Input)),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn signals_raised(&self) -> Vec<Event> {
        let raised = self.raised.iter().filter(|(_, flag)| flag.swap(false, Ordering::SeqCst));
        raised
            .map(|(signal, _)| match *signal {
                SIGWINCH => Event::Resized,
                SIGTSTP => Event::Stop,
                SIGCONT => Event::Continued,
                SIGHUP => Event::Gone,
                _ => Event::Quit,
            })
            .collect()
    }
}

fn drain(pipe: &OwnedFd) {
    let mut bytes = [0u8; 64];
    while rustix::io::read(pipe, &mut bytes).is_ok_and(|n| n > 0) {}
}

/// Stops this process as the terminal's stop key would; returns when it goes on.
pub fn stop() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
}

/// Asks the whole job to stop, as the terminal's stop key does.
pub fn ask_to_stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// Columns and rows of the terminal; 80 by 24 where it doesn't say.
pub fn size() -> (u16, u16) {
    let asked = rustix::termios::tcgetwinsize(io::stdout()).or_else(|_| rustix::termios::tcgetwinsize(io::stdin()));
    match asked {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
        _ => (80, 24),
    }
}
