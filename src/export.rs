//! What leaves the program to be read elsewhere: pages as text, Markdown and HTML, tables and JSON, each whole in itself.

pub mod card;
pub mod certificate;
mod columns;
pub mod debrief;
pub mod drafts;
mod escaped;
pub mod own;
pub mod report;
