//! Second derivatives for sizes known at run time, a block of the Hessian at a time.

use std::vec::Vec;

use crate::drivers::chunked::move_seeds;
use crate::shape::{ShapeError, check};
use crate::{DualNum, HyperDual};

/// Second derivatives of functions of slices: sweeps `M x N` blocks of the Hessian over buffers that it owns.
///
/// `ChunkedHessian<3, 3>` for a whole Hessian, `ChunkedHessian<1, 8>` for Hessian-vector products. The answers do not depend on `M` and
/// `N`, to the last bit; nothing is allocated after construction.
///
/// ```
/// use dual_numbers::ChunkedHessian;
/// let (mut gradient, mut hessian) = ([0.0; 2], [0.0; 4]);
/// let f = ChunkedHessian::<3, 3>::new(2).hessian(|x| x[0].powi(3) * x[1], &[2.0, 5.0], &mut gradient, &mut hessian)?;
/// assert_eq!((f, gradient, hessian), (40.0, [60.0, 8.0], [60.0, 12.0, 12.0, 0.0]));
/// # Ok::<(), dual_numbers::ShapeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ChunkedHessian<const M: usize = 3, const N: usize = 3, T = f64> {
    variables: Vec<HyperDual<T, M, N>>,
    /// The first row and the first column of the block that the variables were last seeded for; none if they carry directions of another kind.
    seeded: Option<(usize, usize)>,
}

impl<const M: usize, const N: usize, T: DualNum> ChunkedHessian<M, N, T> {
    /// Buffers for scalar functions of `n` variables.
    ///
    /// ```
    /// use dual_numbers::ChunkedHessian;
    /// let (mut gradient, mut hessian) = ([0.0; 1], [0.0; 1]);
    /// ChunkedHessian::<1, 1>::new(1).hessian(|x| x[0].powi(3), &[2.0], &mut gradient, &mut hessian)?;
    /// assert_eq!((gradient, hessian), ([12.0], [12.0]));
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[must_use]
    pub fn new(n: usize) -> Self {
        const { assert!(M > 0 && N > 0, "a block needs at least one row and one column") };
        Self { variables: vec![HyperDual::constant(T::zero()); n], seeded: None }
    }

    /// The value of `f`; its gradient and its Hessian, row by row and exactly symmetric, go to `gradient` and `hessian`.
    ///
    /// # Errors
    ///
    /// If `x` or `gradient` does not have `n`, or `hessian` not `n^2` entries.
    ///
    /// ```
    /// use dual_numbers::ChunkedHessian;
    /// let (mut gradient, mut hessian) = ([0.0; 2], [0.0; 4]);
    /// let f = ChunkedHessian::<1, 2>::new(2).hessian(|x| x[0] * x[1].exp(), &[3.0, 0.0], &mut gradient, &mut hessian)?;
    /// assert_eq!((f, gradient, hessian), (3.0, [1.0, 3.0], [0.0, 1.0, 1.0, 3.0]));
    ///
    /// let error = ChunkedHessian::<1, 2>::new(2).hessian(|x| x[0], &[3.0, 0.0], &mut gradient, &mut [0.0; 2]).unwrap_err();
    /// assert_eq!(error.to_string(), "`hessian` has 2 entries, expected 4");
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[inline]
    pub fn hessian<F>(&mut self, mut f: F, x: &[T], gradient: &mut [T], hessian: &mut [T]) -> Result<T, ShapeError>
    where
        F: FnMut(&[HyperDual<T, M, N>]) -> HyperDual<T, M, N>,
    {
        let n = self.variables.len();
        check("x", n, x.len())?;
        check("gradient", n, gradient.len())?;
        check("hessian", n * n, hessian.len())?;
        if n == 0 {
            return Ok(f(&[]).re);
        }
        let mut value = T::zero();
        for (block, (gradient, rows)) in gradient.chunks_mut(M).zip(hessian.chunks_mut(M * n)).enumerate() {
            value = self.sweep_rows(&mut f, x, block * M, gradient, rows);
        }
        mirror(hessian, n);
        Ok(value)
    }

    /// The upper triangle of the rows from `row` on, their part of the gradient, and the value.
    #[inline]
    pub(crate) fn sweep_rows<F>(&mut self, mut f: F, x: &[T], row: usize, gradient: &mut [T], rows: &mut [T]) -> T
    where
        F: FnMut(&[HyperDual<T, M, N>]) -> HyperDual<T, M, N>,
    {
        let n = self.variables.len();
        let mut value = T::zero();
        self.set_values(x);
        for column in (row..n).step_by(N) {
            let width = N.min(n - column);
            let y = self.block(&mut f, row, column);
            value = y.re;
            gradient.copy_from_slice(&y.eps1[..gradient.len()]);
            for (entries, block_row) in rows.chunks_mut(n).zip(&y.eps12) {
                entries[column..column + width].copy_from_slice(&block_row[..width]);
            }
        }
        value
    }

    pub(crate) fn set_values(&mut self, x: &[T]) {
        for (variable, &x) in self.variables.iter_mut().zip(x) {
            variable.re = x;
        }
    }

    /// Calls `f` with the directions of the block whose first entry is (`row`, `column`).
    #[inline]
    pub(crate) fn block<F>(&mut self, f: F, row: usize, column: usize) -> HyperDual<T, M, N>
    where
        F: FnOnce(&[HyperDual<T, M, N>]) -> HyperDual<T, M, N>,
    {
        let (rows, columns) = self.seeded.replace((row, column)).unzip();
        move_seeds(&mut self.variables, rows, row, |variable| &mut variable.eps1);
        move_seeds(&mut self.variables, columns, column, |variable| &mut variable.eps2);
        f(&self.variables).with_positive_zeros()
    }
}

/// Copies the upper triangle of an `n x n` matrix to the lower one.
pub(crate) fn mirror<T: Copy>(matrix: &mut [T], n: usize) {
    for i in 0..n {
        for j in 0..i {
            matrix[i * n + j] = matrix[j * n + i];
        }
    }
}

impl<const N: usize, T: DualNum> ChunkedHessian<1, N, T> {
    /// The value of `f`; its gradient and its Hessian times `v` go to `gradient` and `out`, without the Hessian being formed.
    ///
    /// # Errors
    ///
    /// If `x`, `v`, `gradient` or `out` does not have `n` entries.
    ///
    /// ```
    /// use dual_numbers::ChunkedHessian;
    /// let (mut gradient, mut out) = ([0.0; 2], [0.0; 2]);
    /// let f = |x: &[_]| x[0] * x[0] * x[0] * x[1];
    /// ChunkedHessian::<1, 8>::new(2).hessian_vector_product(f, &[2.0, 5.0], &[1.0, 1.0], &mut gradient, &mut out)?;
    /// assert_eq!((gradient, out), ([60.0, 8.0], [72.0, 12.0]));
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[inline]
    pub fn hessian_vector_product<F>(&mut self, mut f: F, x: &[T], v: &[T], gradient: &mut [T], out: &mut [T]) -> Result<T, ShapeError>
    where
        F: FnMut(&[HyperDual<T, 1, N>]) -> HyperDual<T, 1, N>,
    {
        let n = self.variables.len();
        check("x", n, x.len())?;
        check("v", n, v.len())?;
        check("gradient", n, gradient.len())?;
        check("out", n, out.len())?;
        self.seeded = None;
        for (variable, (&x, &v)) in self.variables.iter_mut().zip(x.iter().zip(v)) {
            (variable.re, variable.eps1) = (x, [v]);
        }
        let (mut value, mut carried) = (T::zero(), None);
        // Without variables there is still a value.
        for column in (0..n.max(1)).step_by(N) {
            move_seeds(&mut self.variables, carried.replace(column), column, |variable| &mut variable.eps2);
            let y = f(&self.variables).with_positive_zeros();
            value = y.re;
            let [row] = y.eps12;
            for (j, (&g, &hv)) in (column..n).zip(y.eps2.iter().zip(&row)) {
                (gradient[j], out[j]) = (g, hv);
            }
        }
        Ok(value)
    }
}
