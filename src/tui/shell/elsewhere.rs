//! What the loop waits for where there is no poll(2): a thread reads the keyboard, everything arrives on one channel.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};

use crossterm::event::{Event as Crossterm, KeyCode, KeyEventKind, KeyModifiers};

use super::Event;
use crate::tui::key::{Code, Input, Key};
use crate::tui::port::Waker;

/// Everything that can wake the loop.
pub struct Events {
    received: Receiver<Event>,
    waker: Waker,
}

impl Events {
    /// Listens from now on.
    pub fn listen() -> io::Result<Self> {
        let (sender, received) = channel();
        let to_wake = sender.clone();
        let waker = Waker::new(move || {
            let _ = to_wake.send(Event::Woken);
        });
        std::thread::Builder::new().name("keyboard".into()).spawn(move || keyboard(&sender))?;
        Ok(Self { received, waker })
    }

    /// Lets another thread wake the loop.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Blocks until something happens; then everything that has.
    pub fn wait(&mut self) -> io::Result<Vec<Event>> {
        let first = self.received.recv().unwrap_or(Event::Gone);
        Ok(std::iter::once(first).chain(self.received.try_iter()).collect())
    }
}

fn keyboard(sender: &Sender<Event>) {
    loop {
        let event = match crossterm::event::read() {
            Ok(Crossterm::Key(key)) if key.kind != KeyEventKind::Release => match code(key.code) {
                Some(code) => Event::Input(Input::Key(Key { code, ctrl: key.modifiers == KeyModifiers::CONTROL })),
                None => continue,
            },
            Ok(Crossterm::Paste(text)) => Event::Input(Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
            Ok(Crossterm::Resize(..)) => Event::Resized,
            Ok(_) => continue,
            Err(_) => Event::Gone,
        };
        let gone = matches!(event, Event::Gone);
        if sender.send(event).is_err() || gone {
            return;
        }
    }
}

fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        _ => return None,
    })
}

/// There is nothing like stopping a job here.
pub fn stop() {}

/// There is nothing like stopping a job here.
pub fn ask_to_stop() {}

/// Columns and rows of the terminal; 80 by 24 where it doesn't say.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((80, 24))
}
