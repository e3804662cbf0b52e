//! How each role looks: one place, four depths of colour, light and dark terminals.
//!
//! Running text keeps the terminal's own colours. The palette is Okabe and Ito's, moved to a middle lightness where the terminal's
//! background is not known, so that it reads on black and on white; beside it a crimson for being wrong, which is no side of the
//! line: as far from the other reds for colour-blind eyes as any that reads. A sign, a letter or a word always says the same as the
//! colour.

use ratatui::style::{Color, Modifier, Style};

use super::rich::Role;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::route::Urgency;

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None: `NO_COLOR`, or a dumb terminal.
    None,
    /// The sixteen of the terminal's own palette.
    Sixteen,
    /// The xterm palette.
    Indexed,
    /// Red, green and blue.
    True,
}

/// What the colours stand on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Not known: colours that read on both.
    #[default]
    Unknown,
    /// A dark background.
    Dark,
    /// A light background.
    Light,
}

/// The look of every role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    depth: Depth,
    ground: Ground,
}

/// A colour at each depth: for dark, unknown and light grounds; the xterm palette; the sixteen.
struct Hue {
    dark: u32,
    middle: u32,
    light: u32,
    indexed: (u8, u8, u8),
    sixteen: Color,
}

const GREEN: Hue = Hue { dark: 0x1F_B88D, middle: 0x00_9470, light: 0x00_7A5A, indexed: (36, 30, 29), sixteen: Color::Green };
const VERMILLION: Hue =
    Hue { dark: 0xF0_7B32, middle: 0xD5_5E00, light: 0xB3_4A00, indexed: (208, 166, 130), sixteen: Color::Red };
const CRIMSON: Hue =
    Hue { dark: 0xFF_4769, middle: 0xE6_1949, light: 0xD3_174D, indexed: (204, 197, 161), sixteen: Color::LightRed };
const PURPLE: Hue =
    Hue { dark: 0xD7_8FB8, middle: 0xB0_6492, light: 0x91_4574, indexed: (175, 132, 96), sixteen: Color::Magenta };
const BLUE: Hue = Hue { dark: 0x56_B4E9, middle: 0x2B_86C5, light: 0x00_639C, indexed: (74, 32, 25), sixteen: Color::Blue };
const AMBER: Hue = Hue { dark: 0xE6_9F00, middle: 0xB0_7A00, light: 0x85_5C00, indexed: (214, 136, 94), sixteen: Color::Yellow };
const GREY: Hue =
    Hue { dark: 0x94_9494, middle: 0x7C_7C7C, light: 0x66_6666, indexed: (246, 243, 241), sixteen: Color::DarkGray };

impl Theme {
    /// A theme for a depth and a ground.
    pub fn new(depth: Depth, ground: Ground) -> Self {
        Self { depth, ground }
    }

    /// Reads what the environment says about the terminal. Nothing is asked of the terminal itself.
    pub fn detect(env: &dyn Fn(&str) -> Option<String>) -> Self {
        let ground = match env("COLORFGBG").and_then(|v| v.rsplit(';').next().and_then(|n| n.parse::<u8>().ok())) {
            Some(7 | 15) => Ground::Light,
            Some(_) => Ground::Dark,
            None => Ground::Unknown,
        };
        Self { depth: depth(env), ground }
    }

    /// How many colours there are.
    pub fn depth(self) -> Depth {
        self.depth
    }

    /// The look of a role.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        match role {
            Role::Body => plain,
            Role::Dim => self.ink(&GREY, if self.depth == Depth::None { Modifier::DIM } else { Modifier::empty() }),
            Role::Strong | Role::Key => plain.add_modifier(Modifier::BOLD),
            Role::Accent => self.ink(&BLUE, Modifier::BOLD),
            Role::Right => self.ink(&GREEN, Modifier::BOLD),
            // Sixteen colours have two reds at the most, and bold makes them one on many terminals.
            Role::Wrong if self.depth == Depth::Sixteen => self.ink(&CRIMSON, Modifier::BOLD | Modifier::UNDERLINED),
            Role::Wrong => self.ink(&CRIMSON, Modifier::BOLD),
            Role::Caution => self.ink(&AMBER, Modifier::BOLD),
            Role::Side(verdict) => self.ink(side(verdict), Modifier::BOLD),
            Role::Region(verdict) => self.ink(side(verdict), Modifier::empty()),
            Role::Urgency(urgency) => self.urgency(urgency),
            Role::Cursor => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
            // Fixed places of the palette: a terminal's own black and white are often neither.
            Role::Camera if self.depth == Depth::None => plain,
            Role::Camera => plain.fg(Color::Indexed(16)).bg(Color::Indexed(231)),
        }
    }

    fn urgency(self, urgency: Urgency) -> Style {
        match urgency {
            Urgency::Info => self.ink(&GREY, Modifier::empty()),
            Urgency::Today => self.ink(&GREEN, Modifier::BOLD),
            Urgency::Hour => self.ink(&AMBER, Modifier::BOLD),
            Urgency::Now => self.ink(&VERMILLION, Modifier::BOLD),
            Urgency::Life => Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD),
        }
    }

    fn ink(self, hue: &Hue, modifier: Modifier) -> Style {
        let (dark, middle, light) = hue.indexed;
        let colour = match (self.depth, self.ground) {
            (Depth::None, _) => return Style::new().add_modifier(modifier),
            (Depth::Sixteen, _) => hue.sixteen,
            (Depth::Indexed, Ground::Dark) => Color::Indexed(dark),
            (Depth::Indexed, Ground::Unknown) => Color::Indexed(middle),
            (Depth::Indexed, Ground::Light) => Color::Indexed(light),
            (Depth::True, Ground::Dark) => Color::from_u32(hue.dark),
            (Depth::True, Ground::Unknown) => Color::from_u32(hue.middle),
            (Depth::True, Ground::Light) => Color::from_u32(hue.light),
        };
        Style::new().fg(colour).add_modifier(modifier)
    }
}

fn side(verdict: Verdict) -> &'static Hue {
    match verdict {
        Verdict::Yes => &GREEN,
        Verdict::No => &PURPLE,
        Verdict::Escalate => &VERMILLION,
        Verdict::Either => &GREY,
    }
}

fn depth(env: &dyn Fn(&str) -> Option<String>) -> Depth {
    let set = |name: &str| env(name).filter(|v| !v.is_empty());
    let term = set("TERM").unwrap_or_default();
    if set("NO_COLOR").is_some() || term == "dumb" || (term.is_empty() && cfg!(unix)) {
        return Depth::None;
    }
    match set("COLORTERM").as_deref() {
        Some("truecolor" | "24bit") => Depth::True,
        _ if term.contains("direct") || cfg!(windows) => Depth::True,
        _ if term.contains("256color") => Depth::Indexed,
        _ => Depth::Sixteen,
    }
}

#[cfg(test)]
mod tests {
    use super::{Depth, Ground, Theme};
    use crate::domain::policy::explanation::Verdict;
    use crate::domain::policy::route::Urgency;
    use crate::tui::rich::Role;
    use ratatui::style::Color;

    fn detect(vars: &[(&str, &str)]) -> Theme {
        Theme::detect(&|name| vars.iter().find(|(k, _)| *k == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn the_environment_chooses_the_depth() {
        assert_eq!(detect(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]).depth(), Depth::True);
        assert_eq!(detect(&[("TERM", "xterm-256color")]).depth(), Depth::Indexed);
        assert_eq!(detect(&[("TERM", "xterm")]).depth(), Depth::Sixteen);
        assert_eq!(detect(&[("TERM", "dumb"), ("COLORTERM", "truecolor")]).depth(), Depth::None);
        assert_eq!(detect(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]).depth(), Depth::None);
        assert_eq!(detect(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]).depth(), Depth::Indexed);
    }

    #[test]
    fn without_colour_no_role_has_any() {
        let theme = Theme::new(Depth::None, Ground::Unknown);
        for role in [Role::Accent, Role::Wrong, Role::Side(Verdict::Escalate), Role::Urgency(Urgency::Now), Role::Dim] {
            assert_eq!((theme.style(role).fg, theme.style(role).bg), (None, None));
        }
    }

    #[test]
    fn on_an_unknown_ground_every_colour_reads_on_black_and_on_white() {
        let theme = Theme::new(Depth::True, Ground::Unknown);
        let sides = [Verdict::Yes, Verdict::No, Verdict::Escalate, Verdict::Either].map(Role::Side);
        for role in sides.into_iter().chain([Role::Wrong, Role::Accent, Role::Caution, Role::Dim]) {
            let Some(Color::Rgb(r, g, b)) = theme.style(role).fg else { panic!("{role:?} has no colour") };
            let l = luminance([r, g, b]);
            assert!((1.05 / (l + 0.05)) >= 3.5 && ((l + 0.05) / 0.05) >= 4.5, "{role:?}");
        }
    }

    #[test]
    fn where_there_is_colour_being_wrong_looks_like_no_side_of_the_line() {
        for depth in [Depth::Sixteen, Depth::Indexed, Depth::True] {
            for ground in [Ground::Unknown, Ground::Dark, Ground::Light] {
                let theme = Theme::new(depth, ground);
                for verdict in [Verdict::Yes, Verdict::No, Verdict::Escalate, Verdict::Either] {
                    assert_ne!(theme.style(Role::Wrong).fg, theme.style(Role::Side(verdict)).fg, "{depth:?}, {ground:?}");
                }
            }
        }
    }

    fn luminance(rgb: [u8; 3]) -> f64 {
        let [r, g, b] = rgb.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}
