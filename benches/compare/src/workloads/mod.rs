//! The workloads: each a generic function, its derivative written by hand, and the points where both are evaluated.

pub mod brusselator;
pub mod camera;
pub mod determinant;
pub mod helmholtz;
pub mod optimisation;
pub mod scalar;

use std::array::from_fn;

/// How many points a row is evaluated at, in turn.
const POINTS: usize = 16;

/// Uniform deviates by the multiplicative congruential generator of Park and Miller (1988); the same in every run.
fn uniform() -> impl FnMut(f64, f64) -> f64 {
    let mut state: u64 = 20_250_101;
    move |low, high| {
        state = state * 16_807 % 2_147_483_647;
        low + (high - low) * state as f64 / 2_147_483_647.0
    }
}

/// Points with every coordinate in one range.
fn points<const N: usize>(low: f64, high: f64) -> Vec<[f64; N]> {
    points_in([(low, high); N])
}

/// Points with a range for each coordinate.
fn points_in<const N: usize>(ranges: [(f64, f64); N]) -> Vec<[f64; N]> {
    let mut random = uniform();
    (0..POINTS).map(|_| from_fn(|i| random(ranges[i].0, ranges[i].1))).collect()
}
