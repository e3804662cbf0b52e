//! Wrapping and shortening by what a reader sees: graphemes and columns, never bytes.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::rich::{Piece, Rich, Role};

/// Breaks a paragraph into lines of at most `width` columns; line feeds break too. Lines after the first begin with `hang` blanks.
pub fn wrapped(paragraph: &Rich, width: usize, hang: usize) -> Vec<Rich> {
    let width = width.max(2);
    let mut lines = Lines { done: Vec::new(), line: Rich::new(), used: 0, gap: None, width, hang: hang.min(width / 2) };
    for atom in atoms(paragraph) {
        match atom {
            Atom::Gap(piece) => lines.gap = Some(piece),
            Atom::Break => lines.break_line(),
            Atom::Word(pieces) => lines.word(pieces),
        }
    }
    lines.break_line();
    lines.done
}

/// The line cut to `width` columns, with `…` where something is missing; never within a grapheme.
pub fn truncated(line: &Rich, width: usize) -> Rich {
    if line.width() <= width {
        return line.clone();
    }
    let mut kept = Rich::new();
    let mut used = 0;
    for piece in &line.0 {
        let mut text = String::new();
        for grapheme in piece.text.graphemes(true) {
            if used + grapheme.width() + 1 > width {
                let text = format!("{}…", text.trim_end());
                return if width == 0 { kept } else { kept.push(piece.role, text) };
            }
            used += grapheme.width();
            text.push_str(grapheme);
        }
        kept = kept.push(piece.role, text);
    }
    kept
}

/// Plain text cut to `width` columns in the same way.
pub fn cut(text: &str, width: usize) -> String {
    truncated(&Rich::body(text.to_owned()), width).text()
}

/// A blank that ties two words together.
const TIED: char = '\u{a0}';

enum Atom {
    Gap(Piece),
    Break,
    Word(Vec<Piece>),
}

/// Words are what stands between blanks, across roles; between wide letters (CJK) a line may break anywhere.
fn atoms(paragraph: &Rich) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut word: Vec<Piece> = Vec::new();
    for piece in &paragraph.0 {
        for grapheme in piece.text.graphemes(true) {
            let part = || Piece { text: grapheme.to_owned().into(), role: piece.role };
            match grapheme {
                "\n" => {
                    finish(&mut word, &mut atoms);
                    atoms.push(Atom::Break);
                }
                _ if grapheme.trim().is_empty() && !grapheme.contains(TIED) => {
                    finish(&mut word, &mut atoms);
                    match atoms.last_mut() {
                        Some(Atom::Gap(gap)) => gap.text.to_mut().push_str(grapheme),
                        _ => atoms.push(Atom::Gap(part())),
                    }
                }
                _ => {
                    if may_break_before(&word, grapheme) {
                        finish(&mut word, &mut atoms);
                    }
                    match word.last_mut() {
                        Some(last) if last.role == piece.role => last.text.to_mut().push_str(grapheme),
                        _ => word.push(part()),
                    }
                }
            }
        }
    }
    finish(&mut word, &mut atoms);
    atoms
}

fn finish(word: &mut Vec<Piece>, atoms: &mut Vec<Atom>) {
    if !word.is_empty() {
        atoms.push(Atom::Word(std::mem::take(word)));
    }
}

fn may_break_before(word: &[Piece], grapheme: &str) -> bool {
    const CLOSING: &str = "、。，．！？：；」』）】〉》”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ.,;:!?)]}";
    const OPENING: &str = "「『（【〈《“‘([{";
    let Some(before) = word.last().and_then(|p| p.text.graphemes(true).next_back()) else { return false };
    (before.width() > 1 || grapheme.width() > 1) && !CLOSING.contains(grapheme) && !OPENING.contains(before)
}

struct Lines {
    done: Vec<Rich>,
    line: Rich,
    used: usize,
    gap: Option<Piece>,
    width: usize,
    hang: usize,
}

impl Lines {
    fn word(&mut self, pieces: Vec<Piece>) {
        let columns: usize = pieces.iter().map(|p| p.text.width()).sum();
        if columns + self.hang > self.width && pieces.iter().any(|p| p.text.contains(TIED)) {
            return self.untied(&pieces);
        }
        let gap = self.gap.take();
        let gap_columns = gap.as_ref().map_or(0, |g| g.text.width());
        if self.used > self.start() && self.used + gap_columns + columns > self.width {
            self.break_line();
        } else if let Some(gap) = gap {
            self.append(&gap.text, gap.role);
        }
        if self.used + columns <= self.width {
            pieces.iter().for_each(|p| self.append(&p.text, p.role));
        } else {
            pieces.iter().for_each(|p| self.letters(&p.text, p.role));
        }
    }

    /// What was tied together to stay on one line, and is longer than a line, is broken where it was tied.
    fn untied(&mut self, pieces: &[Piece]) {
        let loose = pieces.iter().map(|p| Piece { text: p.text.replace(TIED, " ").into(), role: p.role });
        for atom in atoms(&Rich(loose.collect())) {
            match atom {
                Atom::Gap(piece) => self.gap = Some(piece),
                Atom::Break => self.break_line(),
                Atom::Word(pieces) => self.word(pieces),
            }
        }
    }

    /// A word longer than a line is cut between graphemes.
    fn letters(&mut self, word: &str, role: Role) {
        for grapheme in word.graphemes(true) {
            if self.used + grapheme.width() > self.width {
                self.break_line();
            }
            self.append(grapheme, role);
        }
    }

    fn start(&self) -> usize {
        if self.done.is_empty() { 0 } else { self.hang }
    }

    fn append(&mut self, text: &str, role: Role) {
        if self.line.0.is_empty() && self.start() > 0 {
            self.line = Rich::body(" ".repeat(self.start()));
        }
        match self.line.0.last_mut() {
            Some(last) if last.role == role => last.text.to_mut().push_str(text),
            _ => self.line.0.push(Piece { text: text.to_owned().into(), role }),
        }
        self.used += text.width();
    }

    fn break_line(&mut self) {
        self.gap = None;
        self.done.push(std::mem::take(&mut self.line));
        self.used = self.start();
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, wrapped};
    use crate::tui::rich::{Rich, Role};

    fn lines(text: &str, width: usize, hang: usize) -> Vec<String> {
        wrapped(&Rich::body(text.to_owned()), width, hang).iter().map(Rich::text).collect()
    }

    #[test]
    fn words_stay_whole_and_lines_fit() {
        assert_eq!(lines("Refund faulty goods within 30 days.", 14, 2), ["Refund faulty", "  goods within", "  30 days."]);
        assert_eq!(lines("one\n\ntwo", 10, 0), ["one", "", "two"]);
    }

    #[test]
    fn marks_stay_with_their_word_across_roles() {
        assert_eq!(lines("it is done.", 10, 0), ["it is", "done."]);
        assert_eq!(lines("she said \"Get me", 12, 0), ["she said", "\"Get me"]);
        let rich = Rich::body("see rule ").push(Role::Strong, "M-1").push(Role::Body, ".");
        let out: Vec<_> = wrapped(&rich, 12, 0).iter().map(Rich::text).collect();
        assert_eq!(out, ["see rule", "M-1."]);
    }

    #[test]
    fn wide_and_joined_graphemes_are_never_split() {
        assert_eq!(lines("顧客が怒っている", 5, 0), ["顧客", "が", "怒っ", "てい", "る"]);
        assert_eq!(lines("👩\u{200d}🚒👩\u{200d}🚒👩\u{200d}🚒", 4, 0), ["👩\u{200d}🚒👩\u{200d}🚒", "👩\u{200d}🚒"]);
        assert_eq!(cut("顧客が怒っている", 6), "顧客…");
        assert_eq!(cut("Kundenbeschwerde", 8), "Kundenb…");
        assert_eq!(cut("short", 5), "short");
    }

    #[test]
    fn tied_words_stay_together_while_they_fit() {
        assert_eq!(lines("room 12\u{a0}days left", 9, 0), ["room", "12\u{a0}days", "left"]);
        assert_eq!(lines("a ●\u{a0}told\u{a0}what\u{a0}to\u{a0}say b", 10, 2), ["a ● told", "  what to", "  say b"]);
    }

    #[test]
    fn roles_survive_wrapping() {
        let rich = Rich::body("It is ").push(Role::Strong, "ACT, yes").push(Role::Body, " here");
        let out = wrapped(&rich, 9, 0);
        assert_eq!(out[0].text(), "It is");
        assert_eq!(out[1].0[0].role, Role::Strong);
    }
}
