//! A bare ratatui program, the measure for the game's own speed: it draws a bordered page of text, blocks until a key comes, scrolls
//! and draws again. Nothing else: no model, no game, no log. `bare COLUMNS` fills that many columns, and a third as many rows, so that
//! its redraws can be made as large as the game's. `bare COLUMNS at-once` sends each frame in one write, within the marks of a
//! synchronized update, as the game does. `j` and `k` scroll, `q` quits. `benches/figures` runs it beside the game.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]

#[path = "support/lines.rs"]
mod lines;

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};
use ratatui::{Frame, Terminal};

fn main() -> io::Result<()> {
    let columns = std::env::args().nth(1).and_then(|columns| columns.parse().ok());
    let (Some(columns), true) = (columns, io::stdout().is_terminal()) else {
        println!("bare: a program to measure the game by; `benches/figures` runs it, and `bare 80` in a terminal shows it.");
        return Ok(());
    };
    let mut terminal = ratatui::init();
    let played = if std::env::args().nth(2).is_some_and(|how| how == "at-once") {
        let frames = AtOnce::default();
        let mut terminal = Terminal::new(CrosstermBackend::new(frames.clone()))?;
        scroll(columns, |draw| frames.send(|| terminal.draw(draw).map(drop)))
    } else {
        scroll(columns, |draw| terminal.draw(draw).map(drop))
    };
    ratatui::restore();
    played
}

fn scroll(columns: usize, mut show: impl FnMut(&dyn Fn(&mut Frame<'_>)) -> io::Result<()>) -> io::Result<()> {
    let mut top = 0;
    loop {
        show(&|frame| draw(frame, top, columns))?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Char('j') => top = (top + 1).min(lines::COUNT),
                KeyCode::Char('k') => top = top.saturating_sub(1),
                KeyCode::Char('q') => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Keeps what is written until the frame is whole.
#[derive(Clone, Default)]
struct AtOnce(Rc<RefCell<Vec<u8>>>);

impl AtOnce {
    fn send(&self, draw: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        execute!(self.clone(), BeginSynchronizedUpdate)?;
        draw()?;
        execute!(self.clone(), EndSynchronizedUpdate)?;
        let mut frame = self.0.borrow_mut();
        let sent = io::stdout().write_all(&frame).and_then(|()| io::stdout().flush());
        frame.clear();
        sent
    }
}

impl Write for AtOnce {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A page like the game's: a title, a border, words in two styles.
fn draw(frame: &mut Frame<'_>, top: usize, columns: usize) {
    let block = Block::bordered().title(" Escalate or Act? ".bold()).title_bottom(" j down  k up  q quit ");
    let rows = usize::from(block.inner(frame.area()).height).min(columns.div_ceil(3));
    let text: Vec<Line<'_>> = (top..top + rows).map(|number| styled(lines::line(number, columns))).collect();
    frame.render_widget(Paragraph::new(text).block(block), frame.area());
}

fn styled(text: String) -> Line<'static> {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let (near, far) = text.split_at(middle);
    Line::from(vec![Span::styled(near.to_owned(), Style::new().fg(Color::Cyan)), Span::raw(far.to_owned())])
}
