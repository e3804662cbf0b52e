//! Escalate or Act?

pub mod cli;
pub mod content;
pub mod domain;
pub mod store;
pub mod tui;
