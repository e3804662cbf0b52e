//! How divided the votes on one case are.

/// Shannon's entropy of the votes by class, as a share of the most there could be: 0 is one mind, 1 evenly divided. None without
/// a vote, or where there is only one class to choose.
pub fn of(votes: &[u32]) -> Option<f64> {
    let all: f64 = votes.iter().map(|v| f64::from(*v)).sum();
    if all == 0.0 || votes.len() < 2 {
        return None;
    }
    let shares = votes.iter().filter(|v| **v > 0).map(|v| f64::from(*v) / all);
    let bits: f64 = shares.map(|p| p * (1.0 / p).log2()).sum();
    Some(bits / (votes.len() as f64).log2())
}
