//! Typing a text: one line, made safe as it is written.

use unicode_segmentation::UnicodeSegmentation;

use super::key::{Code, Key};
use crate::domain::text::Text;

/// A key typed into a text of at most so many bytes; true if the key was used up.
pub fn typed(text: &mut String, key: Key, limit: usize) -> bool {
    match key {
        Key { code: Code::Char(c), ctrl: false } => add(text, c.encode_utf8(&mut [0; 4]), limit),
        Key { code: Code::Backspace, .. } => {
            let kept = text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
            text.truncate(kept);
        }
        Key { code: Code::Char('u'), ctrl: true } => text.clear(),
        _ => return false,
    }
    true
}

/// More at the end of a text; what is beyond the limit is dropped.
pub fn add(text: &mut String, more: &str, limit: usize) {
    let mut joined = format!("{text}{more}");
    if joined.len() > limit {
        let end = (0..=limit).rev().find(|i| joined.is_char_boundary(*i)).unwrap_or(0);
        joined.truncate(end);
    }
    *text = Text::clean(&joined).to_string();
}
