//! `echidna`, forward mode: `Dual`, `DualVec` (partials in an array; nested in itself for second order), `Taylor`.

use std::array::from_fn;

use echidna::{Dual, DualVec, Taylor};
use num_traits::Float;

use crate::number::{Elementary, FirstOrder, Lift, Lifted, SecondOrder, ThirdOrder, elementary};
use crate::sweep::unit;

impl Elementary for Dual<f64> {
    elementary!(Float, Dual::constant);
}

impl<T: Elementary + echidna::Float, const N: usize> Elementary for DualVec<T, N> {
    elementary!(Float, |value| DualVec::constant(T::constant(value)));
}

impl<const K: usize> Elementary for Taylor<f64, K> {
    elementary!(Float, Taylor::constant);
}

impl<const M: usize, const N: usize> Lift for DualVec<DualVec<f64, N>, M> {
    type Literal = Self;
    #[inline(always)]
    fn literal(value: f64) -> Self {
        Elementary::constant(value)
    }
}

impl FirstOrder for Dual<f64> {
    const DIRECTIONS: usize = 1;
    #[inline(always)]
    fn new(value: f64, mut partial: impl FnMut(usize) -> f64) -> Self {
        Dual::new(value, partial(0))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn partial(&self, _: usize) -> f64 {
        self.eps
    }
}

impl<const N: usize> FirstOrder for DualVec<f64, N> {
    const DIRECTIONS: usize = N;
    #[inline(always)]
    fn new(value: f64, partial: impl FnMut(usize) -> f64) -> Self {
        DualVec::new(value, from_fn(partial))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn partial(&self, direction: usize) -> f64 {
        self.eps[direction]
    }
}

impl<const N: usize> SecondOrder for Lifted<DualVec<DualVec<f64, N>, N>> {
    const WIDTH: usize = N;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self {
        Self(DualVec::new(DualVec::new(value, from_fn(unit(column))), from_fn(|k| DualVec::constant(unit(row)(k)))))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.0.re.re
    }
    #[inline(always)]
    fn row_partial(&self, row: usize) -> f64 {
        self.0.eps[row].re
    }
    #[inline(always)]
    fn second_partial(&self, row: usize, column: usize) -> f64 {
        self.0.eps[row].eps[column]
    }
}

impl ThirdOrder for Taylor<f64, 4> {
    #[inline(always)]
    fn variable(value: f64) -> Self {
        Taylor::variable(value)
    }
    #[inline(always)]
    fn derivatives(&self) -> [f64; 4] {
        let [c0, c1, c2, c3] = self.coeffs;
        [c0, c1, 2.0 * c2, 6.0 * c3]
    }
}
