//! Lines of text to turn over: the bare program draws them, and vim opens them as a file.

/// How many there are: enough to turn pages both ways.
pub const COUNT: usize = 400;

/// Of two alphabets, so that a cell takes about as many bytes as one of the game's, colours and all.
const WORDS: [&str; 16] = [
    "refund",
    "πελάτης",
    "limit",
    "χωρίς",
    "account",
    "ημέρες",
    "desk",
    "ταυτότητα",
    "parcel",
    "κάρτα",
    "approve",
    "τέλος",
    "evidence",
    "όριο",
    "over",
    "παράπονο",
];

/// Line `number`, exactly `columns` wide: words in an order that no neighbour has.
pub fn line(number: usize, columns: usize) -> String {
    let mut text = format!("{number:03} ");
    let mut state = number * 2_654_435_761 + 12_345;
    while text.chars().count() < columns {
        state = (state * 1_103_515_245 + 12_345) % (1 << 31);
        text.push_str(WORDS[(state >> 16) % WORDS.len()]);
        text.push(' ');
    }
    text.chars().take(columns).collect()
}
