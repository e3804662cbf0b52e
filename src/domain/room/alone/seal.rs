//! The seal of a file: what it says, hashed.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

/// The key under which a file has its seal.
const KEY: &str = "seal";
/// The version of both files.
pub(super) const FORMAT: u32 = 1;
/// The key under which a ballot has its version.
pub(super) const BALLOT: &str = "ballot";
/// The key under which answers have theirs.
pub(super) const ANSWERS: &str = "answers";

/// Why a file can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Not one of ours.
    #[error("this is neither a ballot nor answers to one, or it was cut short on its way: ask for it again")]
    Unreadable,
    /// A ballot where answers are wanted.
    #[error("this is the ballot and not the answers to it: those are in the file that `eoa ballot` wrote beside it")]
    IsBallot,
    /// Answers where a ballot is wanted.
    #[error("these are answers and not the ballot: open the ballot, and it goes on with them")]
    IsAnswers,
    /// Of a version to come.
    #[error("it was written by a newer version of this program")]
    Newer,
    /// It does not say what was sealed.
    #[error("it was changed or damaged after it was written: ask for it again")]
    Changed,
    /// Its cases are others.
    #[error("it answers another ballot than the one that was sent out")]
    OtherBallot,
}

/// The seal of what is written.
pub(super) fn seal(content: &impl Serialize) -> String {
    let text = serde_json::to_vec(content).unwrap_or_default();
    let hash = blake3::derive_key("escalate-or-act 2026 ballot file", &text);
    hash[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is written, and its seal, as a file.
pub(super) fn sealed(content: &impl Serialize) -> String {
    let mut json = serde_json::to_value(content).unwrap_or_default();
    if let Json::Object(fields) = &mut json {
        fields.insert(KEY.to_owned(), seal(content).into());
    }
    serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
}

/// What a file says, if it is one of this kind and says what was sealed.
pub(super) fn opened<T: Serialize + DeserializeOwned>(text: &str, kind: &str) -> Result<T, Unfit> {
    let json = serde_json::from_str(text.trim_start_matches('\u{feff}').trim()).map_err(|_| Unfit::Unreadable)?;
    let Json::Object(mut fields) = json else { return Err(Unfit::Unreadable) };
    let found = fields.remove(KEY);
    let version = |kind: &str| fields.get(kind).and_then(Json::as_u64);
    match (version(kind), version(BALLOT)) {
        (Some(newer), _) if newer > u64::from(FORMAT) => return Err(Unfit::Newer),
        (Some(_), _) => {}
        (None, Some(_)) => return Err(Unfit::IsBallot),
        (None, None) if version(ANSWERS).is_some() => return Err(Unfit::IsAnswers),
        (None, None) => return Err(Unfit::Unreadable),
    }
    let fields = Json::Object(fields);
    let content: T = serde_json::from_value(fields.clone()).map_err(|_| Unfit::Changed)?;
    // What was added, and would be passed over, is a change too.
    let same = serde_json::to_value(&content).is_ok_and(|read| read == fields);
    if same && found.as_ref().and_then(Json::as_str) == Some(&seal(&content)) { Ok(content) } else { Err(Unfit::Changed) }
}
