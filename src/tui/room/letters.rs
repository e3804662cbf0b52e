//! The letters of a code, five rows high.

use crate::domain::room::code::{LENGTH, LETTERS};
use crate::tui::rich::{Rich, Role};

/// Rows of a letter.
pub const ROWS: usize = 5;

/// Each letter of a code from its top row down; in the order of [`LETTERS`].
const SHAPES: [[&str; ROWS]; 18] = [
    ["████ ", "    █", " ███ ", "    █", "████ "],
    ["█  █ ", "█  █ ", "█████", "   █ ", "   █ "],
    ["█████", "    █", "   █ ", "  █  ", "  █  "],
    [" ███ ", "█   █", " ████", "    █", " ███ "],
    [" ████", "█    ", "█    ", "█    ", " ████"],
    ["████ ", "█   █", "█   █", "█   █", "████ "],
    ["█████", "█    ", "████ ", "█    ", "█    "],
    ["█   █", "█   █", "█████", "█   █", "█   █"],
    ["  ███", "   █ ", "   █ ", "█  █ ", " ██  "],
    ["█   █", "█  █ ", "███  ", "█  █ ", "█   █"],
    ["█   █", "██ ██", "█ █ █", "█   █", "█   █"],
    ["█   █", "██  █", "█ █ █", "█  ██", "█   █"],
    ["████ ", "█   █", "████ ", "█    ", "█    "],
    ["████ ", "█   █", "████ ", "█  █ ", "█   █"],
    ["█████", "  █  ", "  █  ", "  █  ", "  █  "],
    ["█   █", "█   █", "█ █ █", "██ ██", "█   █"],
    ["█   █", " █ █ ", "  █  ", " █ █ ", "█   █"],
    ["█   █", " █ █ ", "  █  ", "  █  ", "  █  "],
];

/// A code in large letters, in two halves.
pub fn large(code: &str, role: Role) -> Vec<Rich> {
    let row = |row: usize| {
        let shapes = code.chars().map(|letter| LETTERS.find(letter).and_then(|at| SHAPES.get(at)).map_or("     ", |s| s[row]));
        let text: Vec<String> =
            shapes.enumerate().map(|(at, shape)| format!("{}{shape}", if at == LENGTH / 2 { "  " } else { "" })).collect();
        Rich::of(role, text.join(" "))
    };
    (0..ROWS).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::{SHAPES, large};
    use crate::domain::room::code::LETTERS;
    use crate::tui::rich::Role;

    #[test]
    fn every_letter_of_a_code_has_a_shape_of_its_own() {
        assert_eq!(LETTERS.chars().count(), SHAPES.len());
        for (at, shape) in SHAPES.iter().enumerate() {
            assert!(shape.iter().all(|row| row.chars().count() == 5));
            assert!(SHAPES.iter().skip(at + 1).all(|other| other != shape));
        }
        assert_eq!(large("K7M3XP", Role::Strong)[0].width(), 37);
    }
}
