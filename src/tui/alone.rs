//! Answering a ballot alone: the same model on the whole screen and as lines of text.

pub mod keymap;
pub mod model;
pub mod plain;
pub mod port;
pub mod run;
pub mod update;
pub mod view;
