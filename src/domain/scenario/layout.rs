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
    let story = wrap(&scenario.story.fill(policy, &scenario.case), CONVERSATION_COLUMNS).len();
    let speech = scenario.speech.iter().map(|said| {
        let text = said.text.fill(policy, &scenario.case);
        wrap(&format!("{}  {text}", said.who.name()), CONVERSATION_COLUMNS).len()
    });
    let speech: usize = speech.sum();
    story + speech + usize::from(speech > 0)
}

/// Breaks text into lines of at most so many columns, between words where it can; a word wider than a line is cut between graphemes.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| wrap_paragraph(paragraph, columns.max(2))).collect()
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
    use unicode_width::UnicodeWidthStr;

    use super::wrap;

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
