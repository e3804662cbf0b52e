//! What leaves the program to be read elsewhere: pages as text, Markdown and HTML, each whole in itself.

pub mod card;
