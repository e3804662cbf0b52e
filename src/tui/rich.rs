//! Text with roles: what a line says and what each piece means, before any colour is chosen.

use std::borrow::Cow;
use std::iter;

use super::columns::columns;
use super::wrap::truncated;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::route::Urgency;

/// What a piece of text is, so that one theme decides how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// Secondary text.
    Dim,
    /// What the eye should find first.
    Strong,
    /// Headings and what is selected: the one accent.
    Accent,
    /// A key to press.
    Key,
    /// A right answer.
    Right,
    /// A wrong answer, and notices.
    Wrong,
    /// Something to be careful about.
    Caution,
    /// The side of a boundary where this is the answer.
    Side(Verdict),
    /// A region of a drawn boundary where this is the answer.
    Region(Verdict),
    /// How soon somebody must know.
    Urgency(Urgency),
    /// The cursor on a map, the selected row of a list.
    Cursor,
    /// A code for cameras: black on white, whatever the terminal's own colours are.
    Camera,
}

/// A piece of text in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: Cow<'static, str>,
    /// What they are.
    pub role: Role,
}

/// One line, or a paragraph still to be wrapped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich(pub Vec<Piece>);

impl Rich {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Running text.
    pub fn body(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new().push(Role::Body, text)
    }

    /// Secondary text.
    pub fn dim(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new().push(Role::Dim, text)
    }

    /// Text in a role.
    pub fn of(role: Role, text: impl Into<Cow<'static, str>>) -> Self {
        Self::new().push(role, text)
    }

    /// The same with one more piece.
    #[must_use]
    pub fn push(mut self, role: Role, text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Piece { text, role });
        }
        self
    }

    /// The same with all pieces of another.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Adds a sign so many times, to the last piece if that has the same role.
    pub fn extend(&mut self, role: Role, sign: char, times: usize) {
        let signs = iter::repeat_n(sign, times);
        match self.0.last_mut() {
            Some(last) if last.role == role => last.text.to_mut().extend(signs),
            _ if times > 0 => self.0.push(Piece { text: signs.collect::<String>().into(), role }),
            _ => {}
        }
    }

    /// Columns it takes on one line.
    pub fn width(&self) -> usize {
        self.0.iter().map(|p| columns(&p.text)).sum()
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.0.iter().map(|p| p.text.as_ref()).collect()
    }

    /// Padded with blanks to a width; longer lines stay as they are.
    #[must_use]
    pub fn padded(self, width: usize) -> Self {
        let blank = width.saturating_sub(self.width());
        self.push(Role::Body, blanks(blank))
    }

    /// Cut to a width, and padded with blanks to another that is no less.
    #[must_use]
    pub fn fitted(self, most: usize, width: usize) -> Self {
        let taken = self.width();
        if taken > most {
            return truncated(self, most).padded(width);
        }
        self.push(Role::Body, blanks(width.saturating_sub(taken)))
    }

    /// With another line set against the right edge, when both fit.
    #[must_use]
    pub fn with_right(self, right: Self, width: usize) -> Self {
        let room = width.saturating_sub(right.width());
        self.fitted(room.saturating_sub(1), room).join(right)
    }
}

/// So many blanks.
pub fn blanks(count: usize) -> Cow<'static, str> {
    const ROW: &str = "                                                                                ";
    ROW.get(..count).map_or_else(|| " ".repeat(count).into(), Cow::Borrowed)
}
