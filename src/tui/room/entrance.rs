//! How one comes in: the code in large letters, the address, and what a phone's camera reads.

use qrcode::{Color, EcLevel, QrCode};

use super::letters;
use crate::domain::room::code::Code;
use crate::tui::page::say;
use crate::tui::rich::{Rich, Role};
use crate::tui::theme::{Depth, Theme};

/// Light modules around a code: cameras want four.
const QUIET: usize = 4;

/// The way in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entrance {
    /// What people type into a browser.
    pub address: String,
    /// What a terminal is to trust, where it is served with a certificate.
    pub fingerprint: Option<String>,
    /// The code for cameras in rows of half blocks; none where the terminal has not the colours that a camera needs.
    camera: Vec<String>,
}

impl Entrance {
    /// The way to an address; `link` is what the camera reads.
    pub fn new(address: String, link: &str, theme: Theme) -> Self {
        let drawable = matches!(theme.depth(), Depth::Indexed | Depth::True);
        Self { address, fingerprint: None, camera: if drawable { half_blocks(link) } else { Vec::new() } }
    }

    /// What a camera reads.
    pub fn camera(&self) -> Vec<Rich> {
        self.camera.iter().map(|row| Rich::of(Role::Camera, row.clone())).collect()
    }

    /// The address without what every browser adds by itself.
    pub fn short(&self) -> &str {
        self.address.strip_prefix("http://").unwrap_or(&self.address)
    }

    /// A column for the side of every screen, at most so many rows: the code, the address, and the camera's code where it fits.
    pub fn aside(&self, code: &Code, locked: bool, rows: usize) -> Vec<Rich> {
        let mut lines = letters::large(code.as_str(), Role::Strong);
        lines.extend([Rich::new(), Rich::of(Role::Accent, self.address.clone())]);
        if locked {
            lines.push(Rich::of(Role::Caution, "locked: nobody new comes in"));
        }
        if lines.len() + 1 + self.camera.len() <= rows {
            lines.push(Rich::new());
            lines.extend(self.camera());
        }
        lines
    }

    /// A screen of its own: how one comes in, as large as there is room.
    pub fn whole(&self, code: &Code, width: usize, rows: usize) -> Vec<Rich> {
        let mut lines = self.camera();
        if lines.len() > rows {
            // Two light modules above and below still do for most cameras; no code does for none.
            lines.pop();
            lines = lines.split_off(1.min(lines.len()));
        }
        if lines.len() > rows {
            lines.clear();
        }
        let mut words = letters::large(code.as_str(), Role::Strong);
        words.push(Rich::new());
        words.push(Rich::of(Role::Accent, self.address.clone()));
        say(&mut words, &Rich::body(format!("Or in a terminal: eoa join {} {code}", self.short())), width.min(38));
        if let Some(fingerprint) = &self.fingerprint {
            say(&mut words, &Rich::body(format!("It asks for the certificate, which is {fingerprint}")), width.min(38));
        }
        let wide = lines.iter().map(Rich::width).max().unwrap_or(0);
        if wide == 0 {
            return words;
        }
        if wide + 3 + 38 <= width {
            return crate::tui::page::beside(lines, words, wide, "   ");
        }
        lines.push(Rich::of(Role::Strong, code.halves()).push(Role::Accent, format!("  {}", self.address)));
        lines
    }
}

fn half_blocks(link: &str) -> Vec<String> {
    // The lowest level of repair: nothing covers a projector, and fewer modules are larger ones.
    let Ok(code) = QrCode::with_error_correction_level(link.as_bytes(), EcLevel::L) else { return Vec::new() };
    let (side, modules) = (code.width(), code.to_colors());
    let dark = |x: usize, y: usize| {
        let inside = |n: usize| n.checked_sub(QUIET).filter(|n| *n < side);
        let at = inside(x).zip(inside(y)).map(|(x, y)| y * side + x);
        at.and_then(|at| modules.get(at)).is_some_and(|module| *module == Color::Dark)
    };
    let whole = side + 2 * QUIET;
    let cell = |x: usize, y: usize| match (dark(x, y), dark(x, y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    (0..whole).step_by(2).map(|y| (0..whole).map(|x| cell(x, y)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Entrance, QUIET};
    use crate::domain::room::code::Code;
    use crate::tui::theme::{Depth, Ground, Theme};

    const LINK: &str = "http://192.168.100.200:7450/#0123456789abcdef0123456789abcdef";

    fn entrance(depth: Depth) -> Entrance {
        Entrance::new("http://192.168.100.200:7450".to_owned(), LINK, Theme::new(depth, Ground::Dark))
    }

    #[test]
    fn a_camera_finds_four_light_modules_on_every_side() {
        let rows = entrance(Depth::True).camera;
        let edge = |row: &str| row.chars().take(QUIET).chain(row.chars().rev().take(QUIET)).all(|c| c == ' ');
        assert!(rows.len() >= 15 && rows.iter().all(|row| edge(row)), "{rows:#?}");
        assert!(rows.iter().take(QUIET / 2).chain(rows.iter().rev().take(QUIET / 2)).all(|row| row.trim().is_empty()));
        assert!(rows.len() <= 21, "it fits beside a case at 120 by 40: {}", rows.len());
    }

    #[test]
    fn at_24_rows_there_is_a_code_for_cameras_too() {
        let lines = entrance(Depth::True).whole(&Code::from_seed(7), 78, 20);
        let drawn = lines.iter().filter(|line| line.text().contains('█')).count();
        assert!(lines.len() <= 20 && drawn >= 15, "{}: {drawn}", lines.len());
    }

    #[test]
    fn without_the_colours_there_is_the_code_alone() {
        let entrance = entrance(Depth::None);
        assert!(entrance.camera().is_empty());
        let code = Code::from_seed(7);
        let lines: Vec<String> = entrance.whole(&code, 78, 20).iter().map(|line| line.text()).collect();
        assert!(lines.iter().any(|line| line.contains("http://192.168.100.200:7450")), "{lines:#?}");
        assert!(lines.join(" ").contains(code.as_str()), "{lines:#?}");
    }
}
