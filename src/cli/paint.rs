//! Colours of the page: roles, not numbers, and none of them carries meaning alone.

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Role {
    /// A headline.
    Title,
    /// A section's name.
    Heading,
    /// An answer within one's power.
    Act,
    /// A no of one's own.
    No,
    /// An answer that is somebody else's.
    Escalate,
    /// No rule speaks, or too little is known.
    Grey,
    /// What stands in the background.
    Quiet,
}

/// Paints, or leaves as it is.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Paint {
    /// Whether colour is wanted.
    pub(in crate::cli) colour: bool,
}

impl Paint {
    /// A text in its role.
    pub(in crate::cli) fn role(self, role: Role, text: &str) -> String {
        // The sixteen colours every terminal has, so that its own theme decides how they look.
        let code = match role {
            Role::Title => "1",
            Role::Heading => "1;36",
            Role::Act => "1;32",
            Role::No => "1;33",
            Role::Escalate => "1;35",
            Role::Grey => "1;34",
            Role::Quiet => "2",
        };
        if self.colour && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
