//! The one integration binary: what a user of the program would notice. One module a topic, in `tests/suite/`.
//!
//! The list of modules stands here: a file `tests/suite.rs` would be taken for a test binary of its own.

mod suite {
    mod check;
    mod engine;
    mod store;
}
