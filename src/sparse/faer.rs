//! Patterns with values as matrices of [`faer`](https://docs.rs/faer), which factors and solves them.

use faer::sparse::{SparseRowMatRef, SymbolicSparseRowMatRef};

use super::{SparseError, SparsityPattern};
use crate::shape::check;

impl SparsityPattern {
    /// A matrix of `faer` with this pattern and these values; nothing is copied.
    ///
    /// # Errors
    ///
    /// If `values` does not have one entry per entry of the pattern.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 2, [(0, 0), (1, 0), (1, 1)])?;
    /// let matrix = pattern.to_faer(&[2.0, 3.0, 5.0])?;
    /// assert_eq!((matrix.get(1, 0), matrix.get(0, 1)), (Some(&3.0), None));
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    ///
    /// The derivative of a root `u` of many equations `f(u, p) = 0` takes one solution more with the sparse Jacobian,
    /// `df/du du/dp = -df/dp`, where `df/dp` is `f` on constants `u` and a variable `p`. A Jacobian that is singular to rounding is no error of
    /// `sp_lu`, as it is of [`implicit_derivative`](crate::implicit_derivative): the slopes are infinite, NaN or huge.
    ///
    /// ```
    /// use dual_numbers::{Dual, DualNum, sparse::{SparseJacobian, jacobian_pattern}};
    /// use faer::{Mat, linalg::solvers::Solve};
    ///
    /// /// u_i^2 = p, with the neighbour's difference beside it
    /// fn f<D: DualNum<Primitive = f64>>(u: &[D], p: D, y: &mut [D]) {
    ///     for i in 0..u.len() {
    ///         y[i] = u[i] * u[i] - p + u[i] - u[i.saturating_sub(1)];
    ///     }
    /// }
    /// let (u, p, n) = ([2.0; 100], 4.0, 100);
    /// let at = |u: &[_], y: &mut [_]| f(u, Dual::constant(p), y);
    /// let mut jacobian = SparseJacobian::<2>::new(jacobian_pattern(|u, y| f(u, p.into(), y), &u, n)?)?;
    /// let mut values = vec![0.0; jacobian.pattern().nonzeros()];
    /// jacobian.evaluate(at, &u, &mut values)?;
    ///
    /// let mut residuals = vec![Dual::constant(0.0); n];
    /// f(&u.map(Dual::constant), Dual::variable(p), &mut residuals);
    /// let lu = jacobian.pattern().to_faer(&values)?.sp_lu().unwrap();
    /// let slopes = lu.solve(Mat::from_fn(n, 1, |i, _| -residuals[i].derivative()));
    /// assert!((0..n).all(|i| (slopes[(i, 0)] - 0.25).abs() < 1e-15)); // u = sqrt(p)
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn to_faer<'a, T>(&'a self, values: &'a [T]) -> Result<SparseRowMatRef<'a, usize, T>, SparseError> {
        check("values", self.nonzeros(), values.len())?;
        let (offsets, columns) = (self.row_offsets(), self.column_indices());
        Ok(SparseRowMatRef::new(SymbolicSparseRowMatRef::new_checked(self.rows(), self.columns(), offsets, None, columns), values))
    }
}
