//! What a trainee's answers tell of their judgement: the figures, the line in their head, and the pages they are written on.

mod commands;
mod drawn;
mod figures;
mod hunt;
mod mind;
mod pages;
pub(in crate::suite) mod people;
