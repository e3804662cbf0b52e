//! What answering alone asks of the outside: that answers are kept.

use crate::domain::room::alone::answers::Answers;

/// Where answers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The file to send back.
    pub file: String,
    /// Why it is not the one beside the ballot.
    pub why: Option<String>,
}

/// The outside.
pub trait Port {
    /// Keeps the answers, safe on the disk when it returns; why not, otherwise.
    fn keep(&mut self, answers: &Answers) -> Result<Kept, String>;
}
