//! What the fits of a dataset are worth: the digits they share with the certified answer.

use crate::dataset::{Dataset, Parameter};
use crate::fit::Fit;
use crate::minpack::Reached;

/// NIST prints its answers to this many digits; no agreement beyond them can be seen.
const CERTIFIED_DIGITS: f64 = 11.0;

/// A start has failed if it misses this many digits on any parameter.
pub const SOLVED: f64 = 4.0;

/// What this example holds itself to, in every fit.
pub const REQUIRED: f64 = 8.0;

/// The log relative error `-log10(|found - certified| / |certified|)`, between 0 and 11.
pub fn digits(found: f64, certified: f64) -> f64 {
    let error = ((found - certified) / certified).abs();
    if error.is_finite() { (-error.log10()).clamp(0.0, CERTIFIED_DIGITS) } else { 0.0 }
}

/// The digits that a fit shares with the certified answer, each the worst of its kind.
#[derive(Debug, Clone, Copy)]
pub struct Digits {
    /// Of the parameters where Levenberg-Marquardt stopped.
    pub solver: f64,
    /// Of the parameters after the Gauss-Newton steps.
    pub parameters: f64,
    pub residual_sum: f64,
    pub deviations: f64,
}

impl Digits {
    fn of(fit: &Fit, dataset: &Dataset) -> Self {
        let worst = |found: &[f64], certified: fn(&Parameter) -> f64| {
            let pairs = found.iter().zip(&dataset.parameters);
            let each = pairs.map(|(&found, parameter)| digits(found, certified(parameter)));
            each.fold(CERTIFIED_DIGITS, f64::min)
        };
        Self {
            solver: worst(&fit.before_polish, |parameter| parameter.certified),
            parameters: worst(&fit.parameters, |parameter| parameter.certified),
            residual_sum: digits(fit.residual_sum, dataset.residual_sum),
            deviations: worst(&fit.deviations, |parameter| parameter.deviation),
        }
    }
}

/// The fits of one dataset from its two starts, beside what `lmder` reaches.
#[derive(Debug)]
pub struct Outcome {
    pub dataset: Dataset,
    pub lmder: &'static Reached,
    pub fits: [Fit; 2],
    /// The same with the step bound of MINPACK.
    pub fits_as_minpack: [Fit; 2],
}

impl Outcome {
    pub fn digits(&self) -> [Digits; 2] {
        self.fits.each_ref().map(|fit| Digits::of(fit, &self.dataset))
    }

    pub fn digits_as_minpack(&self) -> [Digits; 2] {
        self.fits_as_minpack.each_ref().map(|fit| Digits::of(fit, &self.dataset))
    }

    /// One line for each thing that has fewer digits than it must have.
    pub fn shortfalls(&self) -> Vec<String> {
        let mut shortfalls = Vec::new();
        let attainable = self.attainable().min(REQUIRED);
        for (start, digits) in (1..).zip(self.digits()) {
            for (what, found, required) in [
                ("parameters", digits.parameters, REQUIRED),
                ("standard deviations", digits.deviations, attainable),
                ("sum of squares", digits.residual_sum, attainable),
            ] {
                if found < required {
                    let name = &self.dataset.name;
                    shortfalls.push(format!("{name}, start {start}: {what}: {found:.1} digits, not {required:.1}"));
                }
            }
        }
        shortfalls
    }

    /// The digits of the sum of squares S that `f64` can carry, `-log10(eps |y| / sqrt(S))`: a residual is the
    /// difference of two numbers as large as y, each rounded. It counts for Lanczos1 alone, where S is 1.4e-25.
    fn attainable(&self) -> f64 {
        let squares = self.dataset.observations.iter().map(|o| o.response * o.response);
        -(f64::EPSILON * (squares.sum::<f64>() / self.dataset.residual_sum).sqrt()).log10()
    }
}
