//! What users would notice, topic by topic.

mod check;
mod engine;
mod store;
