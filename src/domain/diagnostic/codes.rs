//! Every code there is. Each has a heading in the author's guide and a fixture, held by a test.

/// Mistakes: the file can't be used as it is.
pub const ERRORS: [&str; 0] = [];

/// Worth a look; an `[[accept]]` in the policy keeps one quiet.
pub const WARNINGS: [&str; 6] = [
    "policy::limit-out-of-bounds",
    "policy::long-text",
    "policy::stale-accept",
    "policy::unexercised",
    "pack::no-scenarios",
    "scenario::too-tall",
];

/// Warnings of analyses to come, which a policy may accept already.
pub const FORESEEN: [&str; 3] = ["policy::grey-area", "policy::dead-rule", "policy::untested-threshold"];
