//! The terminal as we found it, as we use it, and as we leave it.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

/// Whether the terminal is ours at the moment: the panic hook and the guard give it back once.
static OURS: AtomicBool = AtomicBool::new(false);

/// The drawn screen. Dropping it gives the terminal back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<OneWrite>>,
    frame: OneWrite,
}

impl Screen {
    /// Takes the terminal over.
    pub fn enter(width: u16, height: u16) -> io::Result<Self> {
        take()?;
        let frame = OneWrite::default();
        Ok(Self { terminal: blank(&frame, width, height)?, frame })
    }

    /// Draws one frame: whatever changed, in one write.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(view)?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        self.frame.send()
    }

    /// The terminal has another size: the next frame is drawn whole.
    pub fn resize(&mut self, width: u16, height: u16) -> io::Result<()> {
        self.terminal = blank(&self.frame, width, height)?;
        Ok(())
    }

    /// Gives the terminal back, to be stopped or to end.
    pub fn leave() {
        give_back();
    }

    /// Takes it over again after a stop.
    pub fn reenter(&mut self, width: u16, height: u16) -> io::Result<()> {
        take()?;
        self.resize(width, height)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// A terminal whose next frame clears the screen and draws every cell. A fixed viewport is neither measured nor asked where its
/// cursor is, and clearing is left to us: ratatui's own `clear` waits for an answer that some terminals never give.
fn blank(frame: &OneWrite, width: u16, height: u16) -> io::Result<Terminal<CrosstermBackend<OneWrite>>> {
    let mut backend = CrosstermBackend::new(frame.clone());
    queue!(backend, BeginSynchronizedUpdate, crossterm::terminal::Clear(crossterm::terminal::ClearType::All))?;
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    Terminal::with_options(backend, TerminalOptions { viewport })
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, Hide)?;
    if cfg!(unix) {
        execute!(io::stdout(), EnableBracketedPaste)?;
    }
    Ok(())
}

fn give_back() {
    if OURS.swap(false, Ordering::SeqCst) {
        // The terminal may be gone; there is nobody left to tell.
        let _ = execute!(io::stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// A panic gives the terminal back first, then says in one sentence what happened.
pub fn install_panic_hook() {
    let main = std::thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == main {
            give_back();
        }
        if std::env::var_os("RUST_BACKTRACE").is_some() || !io::stderr().is_terminal() {
            before(info);
        } else if std::thread::current().id() == main {
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(io::stderr(), "eoa stopped on a mistake of its own ({place}). Answers given so far are saved.");
        }
    }));
}

/// Collects a frame, so that it reaches the terminal in one write.
#[derive(Clone, Debug, Default)]
struct OneWrite(Rc<RefCell<Vec<u8>>>);

impl OneWrite {
    fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut out = io::stdout().lock();
        let sent = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        sent
    }
}

impl Write for OneWrite {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing: ratatui flushes before the frame is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
