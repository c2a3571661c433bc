//! `num-dual`: a type for each order, the vectors in `nalgebra` matrices behind an `Option`.

use nalgebra::{Const, SMatrix};
use num_dual::{Derivative, Dual2_64, Dual2SVec64, Dual3_64, Dual64, DualNum, DualSVec64, HyperDual64, HyperDualSVec64};
use num_traits::Signed;

use crate::number::{Elementary, FirstOrder, SecondOrder, ThirdOrder, elementary};
use crate::sweep::unit;

macro_rules! elementary_of {
    ($([$($dim:tt)*] $number:ty),* $(,)?) => {
        $(impl<$($dim)*> Elementary for $number { elementary!(DualNum and Signed by reference, Self::from_re); })*
    };
}
elementary_of!(
    [] Dual64,
    [] HyperDual64,
    [] Dual2_64,
    [] Dual3_64,
    [const N: usize] DualSVec64<N>,
    [const N: usize] Dual2SVec64<N>,
    [const M: usize, const N: usize] HyperDualSVec64<M, N>,
);

impl FirstOrder for Dual64 {
    const DIRECTIONS: usize = 1;
    #[inline(always)]
    fn new(value: f64, mut partial: impl FnMut(usize) -> f64) -> Self {
        Dual64::new(value, partial(0))
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

impl<const N: usize> FirstOrder for DualSVec64<N> {
    const DIRECTIONS: usize = N;
    #[inline(always)]
    fn new(value: f64, mut partial: impl FnMut(usize) -> f64) -> Self {
        DualSVec64::new(value, Derivative::some(SMatrix::from_fn(|k, _| partial(k))))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn partial(&self, direction: usize) -> f64 {
        entry(&self.eps, direction)
    }
}

/// The `i`-th entry (column by column) of a derivative that may be absent.
#[inline(always)]
fn entry<const R: usize, const C: usize>(derivative: &Derivative<f64, Const<R>, Const<C>>, i: usize) -> f64 {
    derivative.0.as_ref().map_or(0.0, |matrix| matrix[i])
}

/// The seed of a variable that has a direction, and nothing for one that has none.
#[inline(always)]
fn unit_derivative<const R: usize, const C: usize>(place: Option<usize>) -> Derivative<f64, Const<R>, Const<C>> {
    Derivative::new(place.map(|_| SMatrix::from_fn(|r, c| unit(place)(r + c))))
}

impl SecondOrder for HyperDual64 {
    const WIDTH: usize = 1;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self {
        HyperDual64::new(value, unit(row)(0), unit(column)(0), 0.0)
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn row_partial(&self, _: usize) -> f64 {
        self.eps1
    }
    #[inline(always)]
    fn second_partial(&self, _: usize, _: usize) -> f64 {
        self.eps1eps2
    }
}

/// Rows and columns are one direction.
impl SecondOrder for Dual2_64 {
    const WIDTH: usize = 1;
    const NAME: Option<&'static str> = Some("Dual2");
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, _: Option<usize>) -> Self {
        Dual2_64::new(value, unit(row)(0), 0.0)
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn row_partial(&self, _: usize) -> f64 {
        self.v1
    }
    #[inline(always)]
    fn second_partial(&self, _: usize, _: usize) -> f64 {
        self.v2
    }
}

/// The whole Hessian at once: rows and columns are the same directions.
impl<const N: usize> SecondOrder for Dual2SVec64<N> {
    const WIDTH: usize = N;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, _: Option<usize>) -> Self {
        Dual2SVec64::new(value, unit_derivative(row), Derivative::none())
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn row_partial(&self, row: usize) -> f64 {
        entry(&self.v1, row)
    }
    #[inline(always)]
    fn second_partial(&self, row: usize, column: usize) -> f64 {
        entry(&self.v2, row + N * column)
    }
}

impl<const N: usize> SecondOrder for HyperDualSVec64<N, N> {
    const WIDTH: usize = N;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self {
        HyperDualSVec64::new(value, unit_derivative(row), unit_derivative(column), Derivative::none())
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn row_partial(&self, row: usize) -> f64 {
        entry(&self.eps1, row)
    }
    #[inline(always)]
    fn second_partial(&self, row: usize, column: usize) -> f64 {
        entry(&self.eps1eps2, row + N * column)
    }
}

impl ThirdOrder for Dual3_64 {
    const NAME: &'static str = "Dual3";
    #[inline(always)]
    fn variable(value: f64) -> Self {
        Dual3_64::from_re(value).derivative()
    }
    #[inline(always)]
    fn derivatives(&self) -> [f64; 4] {
        [self.re, self.v1, self.v2, self.v3]
    }
}
