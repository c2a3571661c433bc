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
    pub fn to_faer<'a, T>(&'a self, values: &'a [T]) -> Result<SparseRowMatRef<'a, usize, T>, SparseError> {
        check("values", self.nonzeros(), values.len())?;
        let (offsets, columns) = (self.row_offsets(), self.column_indices());
        Ok(SparseRowMatRef::new(SymbolicSparseRowMatRef::new_checked(self.rows(), self.columns(), offsets, None, columns), values))
    }
}
