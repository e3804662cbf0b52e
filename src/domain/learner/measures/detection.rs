//! How well somebody tells the two kinds of case apart, and which way they lean when they can't: signal detection.

use super::normal::{density, quantile};
use super::outcomes::Outcomes;

/// Below so many of each kind the figures are too rough for decimals: words only.
pub const DECIMALS: u32 = 20;

/// Sensitivity and criterion, from the two rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// The share escalated of what must be.
    pub hit_rate: f64,
    /// The share escalated of what need not be.
    pub alarm_rate: f64,
    /// The hit rate in units of the normal distribution.
    pub z_hit: f64,
    /// The alarm rate in units of the normal distribution.
    pub z_alarm: f64,
    /// d': 0 is no better than chance; 2 is good; above 3 hardly ever wrong.
    pub sensitivity: f64,
    /// c: below 0 leans to escalating, above 0 to acting.
    pub criterion: f64,
    /// ln β: how much likelier an escalation is to be needed than not, where they turn from one to the other.
    pub log_bias: f64,
    /// The standard error of d', about.
    pub error: f64,
}

impl Detection {
    /// With half a case added to each of the four outcomes, always (M. J. Hautus, 1995: the log-linear correction), so that ten
    /// of ten is not beyond all measure. None where there is no case of one kind.
    pub fn of(outcomes: Outcomes) -> Option<Self> {
        if outcomes.signals() == 0 || outcomes.noises() == 0 {
            return None;
        }
        let rate = |count: u32, of: u32| (f64::from(count) + 0.5) / (f64::from(of) + 1.0);
        Self::from_rates(
            rate(outcomes.hits, outcomes.signals()),
            rate(outcomes.false_alarms, outcomes.noises()),
            [outcomes.signals(), outcomes.noises()],
        )
    }

    /// From the rates as they are; none where one of them is 0 or 1, or there is no case of one kind.
    pub fn uncorrected(outcomes: Outcomes) -> Option<Self> {
        let (hits, alarms) = (outcomes.hits, outcomes.false_alarms);
        let of = [outcomes.signals(), outcomes.noises()];
        Self::from_rates(f64::from(hits) / f64::from(of[0]), f64::from(alarms) / f64::from(of[1]), of)
    }

    fn from_rates(hit_rate: f64, alarm_rate: f64, of: [u32; 2]) -> Option<Self> {
        let (z_hit, z_alarm) = (quantile(hit_rate)?, quantile(alarm_rate)?);
        let (sensitivity, criterion) = (z_hit - z_alarm, -(z_hit + z_alarm) / 2.0);
        // V. Gourevitch and E. Galanter, 1967.
        let variance = |rate: f64, z: f64, of: u32| rate * (1.0 - rate) / (f64::from(of) * density(z).powi(2));
        let error = (variance(hit_rate, z_hit, of[0]) + variance(alarm_rate, z_alarm, of[1])).sqrt();
        Some(Self { hit_rate, alarm_rate, z_hit, z_alarm, sensitivity, criterion, log_bias: sensitivity * criterion, error })
    }

    /// β: the likelihood ratio at which they turn.
    pub fn bias(self) -> f64 {
        self.log_bias.exp()
    }

    /// The standard error of c: half that of d', as both come from the same two rates.
    pub fn criterion_error(self) -> f64 {
        self.error / 2.0
    }
}
