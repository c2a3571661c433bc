//! This crate, through its own drivers.

use dual_numbers::{Dual, HyperDual, derivative, gradient, hessian, jacobian};
use num_traits::Float;

use crate::measure::Row;
use crate::number::{Elementary, FirstOrder, SecondOrder, elementary};
use crate::sweep::{Function, Hessian, Jacobian, unit};

pub const NAME: &str = "dual-numbers";

impl<const N: usize> Elementary for Dual<f64, N> {
    elementary!(Float, Dual::constant);
}

impl<const M: usize, const N: usize> Elementary for HyperDual<f64, M, N> {
    elementary!(Float, HyperDual::constant);
}

impl<const N: usize> FirstOrder for Dual<f64, N> {
    const DIRECTIONS: usize = N;
    #[inline(always)]
    fn new(value: f64, partial: impl FnMut(usize) -> f64) -> Self {
        Dual::new(value, std::array::from_fn(partial))
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

impl<const N: usize> SecondOrder for HyperDual<f64, N, N> {
    const WIDTH: usize = N;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self {
        HyperDual::new(value, std::array::from_fn(unit(row)), std::array::from_fn(unit(column)), [[0.0; N]; N])
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.re
    }
    #[inline(always)]
    fn row_partial(&self, row: usize) -> f64 {
        self.eps1[row]
    }
    #[inline(always)]
    fn second_partial(&self, row: usize, column: usize) -> f64 {
        self.eps12[row][column]
    }
}

/// `derivative`
pub fn enter_derivative<F: Function<1, 1>>(row: &mut Row<[f64; 1], Jacobian<1, 1>>, f: F) {
    row.contestant(NAME, "derivative".into(), move |&[x], out| {
        let (value, slope) = derivative(|x| f.call(&[x])[0], x);
        *out = Jacobian { value: [value], rows: [[slope]] };
    });
}

/// `gradient`
pub fn enter_gradient<F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Jacobian<N, 1>>, f: F) {
    row.contestant(NAME, "gradient".into(), move |x, out| {
        let (value, gradient) = gradient(|x| f.call(&x)[0], *x);
        *out = Jacobian { value: [value], rows: [gradient] };
    });
}

/// `jacobian`
pub fn enter_jacobian<F: Function<N, M>, const N: usize, const M: usize>(row: &mut Row<[f64; N], Jacobian<N, M>>, f: F) {
    row.contestant(NAME, "jacobian".into(), move |x, out| {
        let (value, rows) = jacobian(|x| f.call(&x), *x);
        *out = Jacobian { value, rows };
    });
}

/// `hessian`
pub fn enter_hessian<F: Function<N, 1>, const N: usize>(row: &mut Row<[f64; N], Hessian<N>>, f: F) {
    row.contestant(NAME, "hessian".into(), move |x, out| {
        let (value, gradient, rows) = hessian(|x| f.call(&x)[0], *x);
        *out = Hessian { value, gradient, rows };
    });
}
