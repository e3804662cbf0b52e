//! Every code there is. Each has a heading in the author's guide and a fixture, held by a test.

/// Mistakes: the file can't be used as it is.
pub const ERRORS: [&str; 72] = [
    "file::bad-id",
    "file::duplicate-key",
    "file::empty",
    "file::format",
    "file::missing-key",
    "file::not-a-number",
    "file::not-utf8",
    "file::string-too-long",
    "file::syntax",
    "file::too-deep",
    "file::too-large",
    "file::too-many-keys",
    "file::too-many-mistakes",
    "file::unknown-key",
    "file::unknown-word",
    "file::unreadable",
    "file::wrong-type",
    "pack::link-loop",
    "pack::nested-policy",
    "pack::no-policy",
    "pack::too-deep",
    "policy::bad-accept",
    "policy::bad-allowance",
    "policy::bad-at-stake",
    "policy::bad-bounds",
    "policy::bad-comparison",
    "policy::bad-currency",
    "policy::bad-days",
    "policy::bad-formula",
    "policy::bad-limit",
    "policy::bad-silence",
    "policy::bad-still",
    "policy::bad-test",
    "policy::bad-values",
    "policy::computed-fact",
    "policy::duplicate-id",
    "policy::empty-condition",
    "policy::limit-value-missing",
    "policy::missing-currency",
    "policy::off-grid",
    "policy::one-outcome",
    "policy::out-of-bounds",
    "policy::own-backup",
    "policy::steps-do-not-fit",
    "policy::too-large",
    "policy::unknown-code",
    "policy::unknown-fact",
    "policy::unknown-limit",
    "policy::unknown-route",
    "policy::unknown-rule",
    "policy::unknown-value",
    "scenario::answer-known",
    "scenario::answers-do-not-settle",
    "scenario::ask-answers",
    "scenario::bad-braces",
    "scenario::bad-share",
    "scenario::computed-fact",
    "scenario::duplicate-id",
    "scenario::empty-place",
    "scenario::expect-contradicted",
    "scenario::id-mismatch",
    "scenario::impossible",
    "scenario::nothing-to-ask",
    "scenario::off-grid",
    "scenario::out-of-bounds",
    "scenario::too-long",
    "scenario::undetermined",
    "scenario::unknown-fact",
    "scenario::unknown-place",
    "scenario::unknown-route",
    "scenario::unknown-rule",
    "scenario::unknown-value",
];

/// Worth a look; an `[[accept]]` in the policy keeps one quiet.
pub const WARNINGS: [&str; 6] = [
    "policy::limit-out-of-bounds",
    "policy::long-text",
    "policy::stale-accept",
    "policy::unexercised",
    "pack::no-scenarios",
    "scenario::too-tall",
];

/// Cases in which no rule speaks: the one warning that can be accepted for some cases only.
pub const GREY_AREA: &str = "policy::grey-area";

/// Warnings of analyses to come, which a policy may accept already.
pub const FORESEEN: [&str; 3] = [GREY_AREA, "policy::dead-rule", "policy::untested-threshold"];

/// Every code that an `[[accept]]` may name.
pub fn acceptable() -> impl Iterator<Item = &'static str> {
    WARNINGS.into_iter().chain(FORESEEN)
}
