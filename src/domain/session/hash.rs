//! Names that follow from content: of a case, of a policy's text, and of everything that is logged.

use uuid::{Builder, Uuid};

use super::Millis;
use super::facts;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;

/// The hash a policy's text is kept under.
pub fn text_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// The hash of a case as it is dealt: its facts by name, and which of them have to be asked for. Words don't enter, so editing
/// a story costs nobody their progress; neither does the order in which a policy declares its facts.
pub fn case_hash(policy: &Policy, dealt: &Case, full: &Case) -> String {
    let mut lines: Vec<String> = facts::to_json(policy, full)
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| {
            let asked = policy.fact_id(&name).is_some_and(|id| dealt.get(id).is_none());
            format!("{name}{}={value}\n", if asked { "?" } else { "" })
        })
        .collect();
    lines.sort_unstable();
    blake3::hash(lines.concat().as_bytes()).to_hex().to_string()
}

/// An id that sorts by time (UUID version 7), made from a moment and whatever makes it unlike every other.
pub fn id(now: Millis, unlike: &[&[u8]]) -> Uuid {
    let mut hasher = blake3::Hasher::new();
    for part in unlike {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut random = [0; 10];
    hasher.finalize_xof().fill(&mut random);
    Builder::from_unix_timestamp_millis(u64::try_from(now).unwrap_or(0), &random).into_uuid()
}
