//! The terminal as we found it, as we use it, and as we leave it.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::layout::Position;

use super::paper::Paper;
use crate::tui::sheet::Sheet;
use crate::tui::theme::Theme;

/// Whether the terminal is ours at the moment: the panic hook and the guard give it back once.
static OURS: AtomicBool = AtomicBool::new(false);

/// The drawn screen. Dropping it gives the terminal back.
pub struct Screen {
    /// A frame is collected here, so that it reaches the terminal in one write.
    frame: Vec<u8>,
    paper: Paper,
    cursor: Option<Position>,
    /// The next frame clears the terminal first. That is left to us: ratatui's own `clear` waits for an answer that some terminals
    /// never give.
    clear: bool,
}

impl Screen {
    /// Takes the terminal over.
    pub fn enter(width: u16, height: u16) -> io::Result<Self> {
        take()?;
        Ok(Self { frame: Vec::new(), paper: Paper::blank(width, height), cursor: None, clear: true })
    }

    /// Draws one frame: whatever changed, in one write; nothing at all, if nothing did.
    pub fn draw(&mut self, sheet: Sheet, theme: Theme) -> io::Result<()> {
        queue!(self.frame, BeginSynchronizedUpdate)?;
        let cleared = std::mem::take(&mut self.clear);
        if cleared {
            queue!(self.frame, Clear(ClearType::All))?;
        }
        let cursor = sheet.cursor;
        let moved = std::mem::replace(&mut self.cursor, cursor) != cursor;
        let drawn = self.paper.show(sheet, theme, &mut self.frame)?;
        match cursor {
            // Drawing has moved it.
            Some(place) => queue!(self.frame, MoveTo(place.x, place.y), Show)?,
            None if moved => queue!(self.frame, Hide)?,
            None => {}
        }
        queue!(self.frame, EndSynchronizedUpdate)?;
        self.send(cleared || moved || drawn)
    }

    fn send(&mut self, worth: bool) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let sent = if worth { out.write_all(&self.frame).and_then(|()| out.flush()) } else { Ok(()) };
        self.frame.clear();
        sent
    }

    /// The terminal has another size: the next frame is drawn whole.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.paper = Paper::blank(width, height);
        self.clear = true;
    }

    /// Gives the terminal back, to be stopped or to end.
    pub fn leave() {
        give_back();
    }

    /// Takes it over again after a stop.
    pub fn reenter(&mut self, width: u16, height: u16) -> io::Result<()> {
        take()?;
        self.cursor = None;
        self.resize(width, height);
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
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
