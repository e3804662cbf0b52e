//! How many columns text takes, and where its graphemes end: Unicode's tables, and a short cut for text that needs none of them.

use std::iter;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of a text on one line.
pub fn columns(text: &str) -> usize {
    letters(text).unwrap_or_else(|| text.width())
}

/// The graphemes of a text.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let plain = is_plain(text);
    let mut alone = letters_of(if plain { text } else { "" });
    let mut joined = text.graphemes(true);
    iter::from_fn(move || if plain { alone.next() } else { joined.next() })
}

/// The letters of a text, each by itself: its graphemes, if it is plain.
pub fn letters_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    iter::from_fn(move || {
        let (letter, after) = rest.split_at(rest.chars().next()?.len_utf8());
        rest = after;
        Some(letter)
    })
}

/// Whether each letter of a text is a grapheme of its own and takes one column.
pub fn is_plain(text: &str) -> bool {
    letters(text).is_some()
}

/// How many letters, if the text is plain.
pub fn letters(text: &str) -> Option<usize> {
    // Without a way out in the middle, whole words of bytes are looked at together.
    if text.bytes().fold(true, |plain, b| plain & (matches!(b, b' '..=b'~') | (b == b'\n'))) {
        return Some(text.len());
    }
    text.chars().try_fold(0, |count, letter| is_alone(letter).then_some(count + 1))
}

/// One bit for every letter below the last that stands alone: a screen asks of thousands.
const ALONE: [u64; 160] = {
    let mut bits = [0; 160];
    let mut at: u32 = 0;
    while at < 64 * 160 {
        if let Some(letter) = char::from_u32(at)
            && stands_alone(letter)
        {
            bits[(at / 64) as usize] |= 1 << (at % 64);
        }
        at += 1;
    }
    bits
};

fn is_alone(letter: char) -> bool {
    let at = letter as usize;
    ALONE.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}

/// Whether a letter is a grapheme of its own and takes one column, whatever else of this kind stands beside it: Latin, Greek and
/// Cyrillic, and the signs and lines that the screens are drawn with.
const fn stands_alone(letter: char) -> bool {
    matches!(letter,
        '\n'
        | ' '..='~'
        | '\u{a0}'..='\u{a8}'
        | '\u{aa}'..='\u{ac}'
        | '\u{af}'..='\u{2ff}'
        | '\u{370}'..='\u{482}'
        | '‐'..='‧'
        | '‰'..='⁞'
        | '₠'..='₿'
        | '←'..='⇿'
        | '−'
        | '─'..='◼'
        | '✓' | '✗')
}

#[cfg(test)]
mod tests {
    use super::{columns, graphemes, is_alone, stands_alone};
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;

    fn alone() -> impl Iterator<Item = char> {
        (0..=char::MAX as u32).filter_map(char::from_u32).filter(|letter| stands_alone(*letter))
    }

    #[test]
    fn the_table_knows_every_letter_that_stands_alone() {
        for letter in (0..=char::MAX as u32).filter_map(char::from_u32) {
            assert_eq!(is_alone(letter), stands_alone(letter), "{:x}", letter as u32);
        }
    }

    #[test]
    fn letters_that_stand_alone_take_one_column_beside_any_other() {
        for letter in alone() {
            for text in [
                format!("{letter}"),
                format!("{letter}{letter}"),
                format!("a{letter}─"),
                format!("●{letter}é"),
                format!("я{letter} "),
            ] {
                assert_eq!(text.width(), text.chars().count(), "{letter:?} {:x}", letter as u32);
                assert_eq!(text.graphemes(true).count(), text.chars().count(), "{letter:?} {:x}", letter as u32);
            }
        }
    }

    #[test]
    fn any_text_is_as_unicode_has_it() {
        for text in [
            "",
            "short",
            "naïve café – 12 €",
            "нет",
            "顧客が",
            "👩\u{200d}🚒 a",
            "e\u{301}a",
            "©\u{fe0f}",
            "ﬁ",
            "a\u{ad}b",
            "\u{200b}",
            "x\n",
            "▶\u{fe0f}",
        ] {
            assert_eq!(columns(text), text.width(), "{text:?}");
            assert_eq!(graphemes(text).collect::<Vec<_>>(), text.graphemes(true).collect::<Vec<_>>(), "{text:?}");
        }
    }
}
