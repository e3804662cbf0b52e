//! Interleaved batches: what slows the machine for a while slows every engine alike.

use crate::contender::{Contender, Tally};
use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// A batch lasts at least so long, so that the clock's own cost vanishes.
const BATCH: Duration = Duration::from_millis(20);

/// Nanoseconds a decision, over all rounds.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

/// Times every contender in every round, each round beginning with another one.
///
/// # Errors
/// A contender's answers changed while it was timed.
pub fn measure(contenders: &mut [Box<dyn Contender + '_>], cases: usize, expected: Tally, rounds: usize) -> Result<Vec<Spread>> {
    let mut passes = Vec::new();
    for contender in contenders.iter_mut() {
        // The first pass warms up, the second says how many make a batch.
        contender.pass(cases);
        let one = time(contender.as_mut(), cases, 1, expected)?;
        passes.push((BATCH.as_secs_f64() / one.as_secs_f64()).ceil() as usize);
    }
    let mut samples = vec![Vec::with_capacity(rounds); contenders.len()];
    for round in 0..rounds {
        for turn in 0..contenders.len() {
            let place = (round + turn) % contenders.len();
            let batch = time(contenders[place].as_mut(), cases, passes[place], expected)?;
            samples[place].push(batch.as_nanos() as f64 / (cases * passes[place]) as f64);
        }
    }
    Ok(samples.into_iter().map(spread).collect())
}

fn time(contender: &mut (dyn Contender + '_), cases: usize, passes: usize, expected: Tally) -> Result<Duration> {
    let start = Instant::now();
    for _ in 0..passes {
        let tally = contender.pass(cases);
        if tally != expected {
            bail!("{} changed its answers while it was timed: {tally:?} instead of {expected:?}", contender.name());
        }
    }
    Ok(start.elapsed())
}

/// Quartiles and median.
fn spread(mut samples: Vec<f64>) -> Spread {
    samples.sort_by(f64::total_cmp);
    let at = |quarter: usize| samples[(samples.len() - 1) * quarter / 4];
    Spread { low: at(1), median: at(2), high: at(3) }
}

#[cfg(test)]
mod tests {
    use super::{Spread, spread};

    #[test]
    fn the_median_stands_in_the_middle() {
        let Spread { low, median, high } = spread(vec![9.0, 1.0, 5.0, 3.0, 7.0]);
        assert_eq!((low, median, high), (3.0, 5.0, 7.0));
    }
}
