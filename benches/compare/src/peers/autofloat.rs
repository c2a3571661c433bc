//! `autofloat`: partials in an array; nested in itself (with the inner number as literal) for higher orders.

use std::array::from_fn;

use autofloat::AutoFloat;
use num_traits::Float;

use crate::number::{Elementary, FirstOrder, Lift, Lifted, SecondOrder, ThirdOrder, elementary};
use crate::sweep::unit;

impl<T: Elementary + Float, const N: usize> Elementary for AutoFloat<T, N> {
    elementary!(Float, |value| Self::constant(T::constant(value)));
}

impl<T, const N: usize, const K: usize> Lift for AutoFloat<AutoFloat<T, N>, K>
where
    T: Elementary + Float,
{
    type Literal = AutoFloat<T, N>;
    #[inline(always)]
    fn literal(value: f64) -> AutoFloat<T, N> {
        Elementary::constant(value)
    }
}

impl<const N: usize> FirstOrder for AutoFloat<f64, N> {
    const DIRECTIONS: usize = N;
    #[inline(always)]
    fn new(value: f64, partial: impl FnMut(usize) -> f64) -> Self {
        AutoFloat::new(value, from_fn(partial))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.x
    }
    #[inline(always)]
    fn partial(&self, direction: usize) -> f64 {
        self.dx[direction]
    }
}

impl<const N: usize> SecondOrder for Lifted<AutoFloat<AutoFloat<f64, N>, N>> {
    const WIDTH: usize = N;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self {
        Self(AutoFloat::new(AutoFloat::new(value, from_fn(unit(column))), from_fn(|k| AutoFloat::constant(unit(row)(k)))))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.0.x.x
    }
    #[inline(always)]
    fn row_partial(&self, row: usize) -> f64 {
        self.0.dx[row].x
    }
    #[inline(always)]
    fn second_partial(&self, row: usize, column: usize) -> f64 {
        self.0.dx[row].dx[column]
    }
}

/// Three levels of one direction.
pub type Thrice = AutoFloat<AutoFloat<AutoFloat<f64, 1>, 1>, 1>;

impl ThirdOrder for Lifted<Thrice> {
    #[inline(always)]
    fn variable(value: f64) -> Self {
        let one = |x| AutoFloat::new(x, [Elementary::constant(1.0)]);
        Self(AutoFloat::new(AutoFloat::new(one(value), [Elementary::constant(1.0)]), [Elementary::constant(1.0)]))
    }
    #[inline(always)]
    fn derivatives(&self) -> [f64; 4] {
        let AutoFloat { x, dx: [d] } = self.0;
        [x.x.x, x.x.dx[0], d.x.dx[0], d.dx[0].dx[0]]
    }
}
