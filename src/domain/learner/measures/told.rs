//! A figure, or that too few cases were seen to tell.

/// What a measure has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told<T> {
    /// Too few cases to tell.
    TooFew {
        /// How many more it takes, at the least.
        more: u32,
    },
    /// Enough were seen.
    Figure(T),
}

impl<T> Told<T> {
    /// The figure, if it can be told.
    pub fn figure(self) -> Option<T> {
        match self {
            Self::TooFew { .. } => None,
            Self::Figure(figure) => Some(figure),
        }
    }
}
