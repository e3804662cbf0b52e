//! What people take away to read and pass on: folds over what was kept, with every figure's uncertainty.

pub mod chart;
pub mod debrief;
pub mod trainee;
