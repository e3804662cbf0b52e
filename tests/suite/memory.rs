//! What is remembered and when it comes back.

mod answering;
mod coming_back;
mod forgetter;
mod oracle;
