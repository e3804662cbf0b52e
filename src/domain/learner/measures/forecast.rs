//! How good forecasts were: proper scores, which reward saying exactly how sure one is.

/// A probability given to an event, and whether it came.
pub type Forecast = (f64, bool);

/// The Brier score against a forecast that always says the base rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brier {
    /// The mean squared distance of forecasts from what came: 0 is perfect, 0.25 is always saying "half".
    pub score: f64,
    /// The share that came.
    pub base: f64,
    /// What always saying the base rate would have scored.
    pub reference: f64,
}

impl Brier {
    /// Of some forecasts; none where there is none.
    pub fn of(forecasts: &[Forecast]) -> Option<Self> {
        let mean = |of: &dyn Fn(Forecast) -> f64| forecasts.iter().map(|f| of(*f)).sum::<f64>() / forecasts.len() as f64;
        let base = mean(&|(_, came)| came_as(came));
        let score = mean(&|(p, came)| (p - came_as(came)).powi(2));
        (!forecasts.is_empty()).then_some(Self { score, base, reference: base * (1.0 - base) })
    }

    /// 1 is perfect, 0 no better than the base rate; none where everything came, or nothing.
    pub fn skill(self) -> Option<f64> {
        (self.reference > 0.0).then(|| 1.0 - self.score / self.reference)
    }
}

/// The mean of -ln of the probability given to what came, in nats; infinite where that was 0, none without a forecast.
pub fn log_loss(forecasts: &[Forecast]) -> Option<f64> {
    let loss = |(p, came): &Forecast| -(if *came { *p } else { 1.0 - p }).ln();
    (!forecasts.is_empty()).then(|| forecasts.iter().map(loss).sum::<f64>() / forecasts.len() as f64)
}

/// Brier's own score for several classes: the sum of squared distances, 0 to 2. `truth` is the place of the class that came.
pub fn of_classes(probabilities: &[f64], truth: usize) -> f64 {
    probabilities.iter().enumerate().map(|(at, p)| (p - came_as(at == truth)).powi(2)).sum()
}

fn came_as(came: bool) -> f64 {
    if came { 1.0 } else { 0.0 }
}
