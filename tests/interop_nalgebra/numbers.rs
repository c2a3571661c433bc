//! Comparing matrices of numbers part by part, to a tolerance relative to the terms that were added up.

use std::ops::Mul;

use dual_numbers::{Dual, HyperDual, Taylor};
use nalgebra::{DMatrix, RealField};

use crate::parts::Parts;

/// A number whose parts can be compared.
pub trait Number: RealField + Copy + Parts<Part = f64> {
    /// The absolute value of every part: a product of such numbers bounds the terms of the product.
    fn magnitude(self) -> Self;
}

impl Number for f64 {
    fn magnitude(self) -> f64 {
        self.abs()
    }
}

impl<T: Number, const N: usize> Number for Dual<T, N>
where
    Self: RealField,
{
    fn magnitude(self) -> Self {
        Dual::new(self.re.magnitude(), self.eps.map(T::magnitude))
    }
}

impl<T: Number, const M: usize, const N: usize> Number for HyperDual<T, M, N>
where
    Self: RealField,
{
    fn magnitude(self) -> Self {
        let (eps1, eps2) = (self.eps1.map(T::magnitude), self.eps2.map(T::magnitude));
        HyperDual::new(self.re.magnitude(), eps1, eps2, self.eps12.map(|row| row.map(T::magnitude)))
    }
}

impl<T: Number, const K: usize> Number for Taylor<T, K>
where
    Self: RealField,
{
    fn magnitude(self) -> Self {
        Taylor::new(self.re.magnitude(), self.coefficients.map(T::magnitude))
    }
}

/// Pseudo-random bits, the upper ones the better.
pub fn random_bits(seed: u32) -> impl FnMut() -> u32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1664525).wrapping_add(1013904223);
        state
    }
}

/// Pseudo-random numbers from -1 to 1.
pub fn random(seed: u32) -> impl FnMut() -> f64 {
    let mut next = random_bits(seed);
    move || f64::from(next() >> 8) / f64::from(1 << 23) - 1.0
}

/// `$law` of a number of each kind that goes beyond first order, at the point 0.
macro_rules! beyond_first_order {
    ($law:ident) => {
        $law(HyperDual::<f64>::variable(0.0));
        $law(Dual::<Dual<f64>>::variable(Dual::variable(0.0)));
        $law(Dual::variable(HyperDual::<f64>::variable(0.0)));
        $law(Taylor::<f64, 4>::variable(0.0));
    };
}
pub(crate) use beyond_first_order;

/// A product of matrices, and the same product of their magnitudes.
pub struct Product<D> {
    pub value: DMatrix<D>,
    pub terms: DMatrix<D>,
}

pub fn product<D: Number>(factors: &[&DMatrix<D>]) -> Product<D> {
    let multiply = |matrices: &mut dyn Iterator<Item = DMatrix<D>>| matrices.reduce(Mul::mul).expect("at least one factor");
    Product {
        value: multiply(&mut factors.iter().map(|m| (*m).clone())),
        terms: multiply(&mut factors.iter().map(|m| m.map(D::magnitude))),
    }
}

/// How far the parts of each order may be off, relative to the largest term.
pub type Tolerance = [f64; 4];

/// Algorithms of finitely many operations.
pub const DIRECT: Tolerance = [1e-14, 1e-14, 1e-14, 1e-14];

/// Refined eigenvectors: each order divides by the gaps between the eigenvalues once more.
pub const REFINED: Tolerance = [1e-14, 1e-14, 1e-14, 1e-13];

/// Algorithms that iterate: the derivatives of the iterates are larger than those of the limit, more so at each order.
pub const ITERATED: Tolerance = [1e-14, 1e-12, 1e-9, 1e-5];

impl<D: Number> Product<D> {
    /// Equal to `expected` in every part.
    #[track_caller]
    pub fn assert_is(&self, what: &str, expected: &DMatrix<D>, tolerance: Tolerance) {
        let scale = self.terms.iter().chain(expected).flat_map(|x| x.parts()).fold(0.0, |largest: f64, (_, part)| largest.max(part.abs()));
        for (k, (x, y)) in self.value.iter().zip(expected).enumerate() {
            let (i, j, n) = (k % expected.nrows(), k / expected.nrows(), expected.nrows());
            for ((order, x_part), (_, y_part)) in x.parts().into_iter().zip(y.parts()) {
                let error = (x_part - y_part).abs() / scale;
                assert!(error <= tolerance[order], "{what}, {n} rows, entry ({i}, {j}), order {order}:\n{x}\nis not\n{y}, by {error:e}");
            }
        }
    }

    #[track_caller]
    pub fn assert_is_identity(&self, what: &str, tolerance: Tolerance) {
        self.assert_is(what, &DMatrix::identity(self.value.nrows(), self.value.ncols()), tolerance);
    }
}
