//! The terminal game. Message -> [`update`](update::update) (no I/O) -> effects, which the [shell] performs and answers with messages;
//! the [view] is a function of the model. Keys are data ([keymap]), styles have role names ([theme]), and [plain] plays the same
//! model as lines of text.
//!
//! It uses the domain and nothing else of this crate: the world outside is a [`port::Port`].

pub mod alone;
pub mod boundary;
pub mod chart;
pub mod columns;
pub mod comparison;
pub mod craft;
pub mod effect;
pub mod facts;
pub mod guest;
pub mod home;
pub mod host;
pub mod key;
pub mod keymap;
pub mod message;
pub mod model;
pub mod page;
pub mod path;
pub mod plain;
pub mod port;
pub mod rates;
pub mod refresh;
pub mod reveal;
pub mod rich;
pub mod room;
pub mod scale;
pub mod screens;
pub mod settings;
pub mod sheet;
pub mod shelf;
pub mod shell;
pub mod study;
pub mod taps;
pub mod tests;
pub mod theme;
pub mod typing;
pub mod update;
pub mod view;
pub mod warning;
pub mod whatif;
pub mod wishes;
pub mod words;
pub mod wrap;
