//! How much of what was left to learn was learnt.

/// What was gained of what was to be had, from two shares right in per cent (R. Hake, 1998); none where nothing was left to gain.
pub fn normalised(before: f64, after: f64) -> Option<f64> {
    (before < 100.0).then(|| (after - before) / (100.0 - before))
}

/// The same, with a loss told as a share of what there was to lose (J. D. Marx and K. Cummings, 2007).
pub fn change(before: f64, after: f64) -> Option<f64> {
    if after < before { Some((after - before) / before) } else { normalised(before, after) }
}
