//! What users would notice, topic by topic.

mod engine;
mod store;
