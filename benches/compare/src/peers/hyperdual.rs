//! `hyperdual`: the value and the partials in one `nalgebra` vector of `M = N + 1` entries.

use hyperdual::{Float, Hyperdual};

use crate::number::{Elementary, FirstOrder, elementary};

impl<const M: usize> Elementary for Hyperdual<f64, M> {
    elementary!(Float, Self::from_real);
}

impl<const M: usize> FirstOrder for Hyperdual<f64, M> {
    const DIRECTIONS: usize = M - 1;
    #[inline(always)]
    fn new(value: f64, mut partial: impl FnMut(usize) -> f64) -> Self {
        Hyperdual::from_fn(|k| if k == 0 { value } else { partial(k - 1) })
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.real()
    }
    #[inline(always)]
    fn partial(&self, direction: usize) -> f64 {
        self[direction + 1]
    }
}
