//! The host's screen, made for a projector: message -> [`update`](update::update) -> effects, and a [view] of the model, as the game.
//!
//! What only the host may see (the split, the share that is right, the advice, the answer) is drawn while [`Model::own`](model::Model)
//! is set, and one key sets it: whoever shares the screen leaves it off, and whoever opens the second view (`eoa team --present`)
//! leaves it on.

pub mod form;
pub mod keymap;
pub mod model;
pub mod port;
pub mod present;
pub mod run;
pub mod update;
pub mod view;
