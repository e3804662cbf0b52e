//! What a meeting looks like, whoever looks at it: the host, the projector, a participant in a terminal.

pub mod entrance;
pub mod keys;
pub mod letters;
pub mod reveal;
pub mod table;
pub mod votes;
