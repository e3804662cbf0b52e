//! How much of a conversation fits on the smallest screen: the budget the game lays out by and `check` warns by.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Scenario;
use crate::domain::policy::Policy;

/// Columns of the conversation at 80x24.
pub const CONVERSATION_COLUMNS: usize = 44;
/// Lines of the conversation at 80x24.
pub const CONVERSATION_LINES: usize = 11;

/// The lines a conversation takes: the story, an empty line, and each speech after the name of its speaker.
pub fn conversation_lines(policy: &Policy, scenario: &Scenario) -> usize {
    let story = lines(&scenario.story.fill(policy, &scenario.case), CONVERSATION_COLUMNS);
    let speech = scenario.speech.iter().map(|said| {
        let text = said.text.fill(policy, &scenario.case);
        lines(&format!("{}  {text}", said.who.name()), CONVERSATION_COLUMNS)
    });
    let speech: usize = speech.sum();
    story + speech + usize::from(speech > 0)
}

/// Breaks text into lines of at most so many columns, between words where it can; a word wider than a line is cut between graphemes.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| wrap_paragraph(paragraph, columns.max(2))).collect()
}

/// How many lines [`wrap`] makes of a text.
fn lines(text: &str, columns: usize) -> usize {
    let of = |paragraph: &str| {
        // A plain letter is a column wide wherever it stands, so that there is no need to lay the line out.
        if paragraph.bytes().all(|b| matches!(b, b' '..=b'~')) {
            plain_lines(paragraph, columns.max(2))
        } else {
            wrap_paragraph(paragraph, columns.max(2)).len()
        }
    };
    text.split('\n').map(of).sum()
}

fn plain_lines(paragraph: &str, columns: usize) -> usize {
    let (mut lines, mut width) = (1, 0);
    for word in paragraph.split(' ').filter(|w| !w.is_empty()) {
        let gap = usize::from(width > 0);
        if width + gap + word.len() <= columns {
            width += gap + word.len();
        } else {
            let cuts = (word.len() - 1) / columns;
            lines += usize::from(width > 0) + cuts;
            width = word.len() - cuts * columns;
        }
    }
    lines
}

fn wrap_paragraph(paragraph: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in paragraph.split(' ').filter(|w| !w.is_empty()) {
        let gap = usize::from(!line.is_empty());
        if line.width() + gap + word.width() <= columns {
            if gap == 1 {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for grapheme in word.graphemes(true) {
            if line.width() + grapheme.width() > columns {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(grapheme);
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::{lines, wrap};

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn as_many_lines_are_counted_as_are_made(text in "([a-c]{0,9}|é|客|\n| ){0,40}", columns in 0usize..12) {
            prop_assert_eq!(lines(&text, columns), wrap(&text, columns).len());
        }
    }

    #[test]
    fn lines_keep_to_their_columns_whatever_the_script() {
        let text = "Odile's kettle arrived cracked.\n\n顧客が怒っている、とても怒っている。 👩\u{200d}🚒 Donaudampfschifffahrtsgesellschaftskapitän";
        for line in wrap(text, 12) {
            assert!(line.width() <= 12, "{line}");
        }
        assert_eq!(wrap("a b", 44), ["a b"]);
        assert_eq!(wrap("a\n\nb", 44), ["a", "", "b"]);
    }
}
