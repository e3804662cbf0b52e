//! Answering alone: a ballot as a file, the answers to it as another, and how they become a room.
//!
//! ```text
//! host                       somebody alone                    host
//! Setup ─ Paper::of ─▶ ballot.json ─ Answers ─▶ answers.json ─ Collected ─▶ events ─ Room::replay ─▶ the debrief
//! ```
//!
//! # What a ballot carries
//!
//! The told cases alone: the [`Sheet`](super::item::Sheet)s that a meeting shows before a vote, which hold nothing that depends on an
//! answer. No policy, no pack and no name of a scenario: whoever answers needs neither the pack nor this program's version of it, and
//! whoever opens the file finds nothing to look an answer up with. The answers stay with the host, in the meeting's journal.
//!
//! # What keeps votes whole
//!
//! - A file ends with a seal over what it says, not over how it is laid out: a mail program that changes line ends does no
//!   harm, and a letter that was changed is noticed. It is no signature: who rewrites this program can seal what they like.
//! - Answers name their ballot by its seal, and their seat by a token: the same answers twice are one seat.
//! - Every answer has a number, counted up by its seat. Of two answers to one case the one with the higher number counts, in
//!   whatever order files come, and however often.

pub mod answers;
pub mod collect;
pub mod paper;
mod seal;

pub use self::seal::Unfit;
