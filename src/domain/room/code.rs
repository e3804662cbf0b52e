//! The code on the screen: six letters and digits that nobody mistakes for each other.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::chance::Chance;

/// No 0 and O, 1, I and L, 2 and Z, 5 and S, 6 and G, 8 and B, U and V; and no A and E, so that hardly a word comes of it.
pub const LETTERS: &str = "3479CDFHJKMNPRTWXY";
/// How many.
pub const LENGTH: usize = 6;

/// A room's code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

impl Code {
    /// The code of a seed: 34 million codes, each as likely as any other.
    pub fn from_seed(seed: u64) -> Self {
        let letters: Vec<char> = LETTERS.chars().collect();
        let mut chance = Chance::new(seed);
        Self((0..LENGTH).map(|_| letters[chance.below(letters.len())]).collect())
    }

    /// Reads what somebody typed: spaces and dashes don't count, nor does the case. None if that can't be a code.
    pub fn typed(text: &str) -> Option<Self> {
        if text.len() > 4 * LENGTH {
            return None;
        }
        let code: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).map(|c| c.to_ascii_uppercase()).collect();
        (code.len() == LENGTH && code.chars().all(|c| LETTERS.contains(c))).then_some(Self(code))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In two halves, easier to read aloud: `K7M 3XP`.
    pub fn halves(&self) -> String {
        let (left, right) = self.0.split_at(LENGTH / 2);
        format!("{left} {right}")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::typed(&text).ok_or_else(|| format!("`{text}` is not a room's code"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, LETTERS};

    #[test]
    fn no_two_letters_look_alike() {
        for alike in ["0OQ", "1IL", "2Z", "5S", "6G", "8B", "UV"] {
            assert!(LETTERS.chars().filter(|c| alike.contains(*c)).count() <= 1, "{alike}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::from_seed(7);
        assert_eq!(Code::typed(&format!(" {} ", code.halves().to_lowercase())), Some(code.clone()));
        assert_eq!(Code::typed(&format!("{code}3")), None);
        assert_eq!(Code::typed("0OI1LS"), None);
        assert_eq!(Code::from_seed(7), code);
        assert_ne!(Code::from_seed(8), code);
    }
}
