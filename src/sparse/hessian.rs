//! [`SparseHessian`]: the Hessian of a scalar function, a block of hyper-dual directions at a time.

use std::vec::Vec;

use super::sweeps::{check_finite, check_gradient};
use super::{SparseError, SparsityPattern};
use crate::shape::check;
use crate::{ChunkedHessian, DualNum, HyperDual};

/// The Hessian of a scalar function of a slice, over the blocks of `B x B` variables in which its pattern has an entry.
///
/// The function is called once per block of the upper triangle that has an entry, or lies on the diagonal; one of many variables is better
/// written as terms, for [`SeparableHessian`](super::SeparableHessian), or by its gradient, for
/// [`SparseJacobian::symmetric`](super::SparseJacobian::symmetric). Nothing is allocated after construction.
///
/// ```
/// use dual_numbers::DualNum;
/// use dual_numbers::sparse::{SparseHessian, hessian_pattern};
///
/// fn f<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
///     x[0] * x[3] + x[1].powi(3)
/// }
/// let x = [1.0, 2.0, 3.0, 4.0];
/// let mut hessian = SparseHessian::<2>::new(hessian_pattern(f, &x)?)?;
/// assert_eq!(hessian.blocks(), 3); // variables (0, 1) and (2, 3), each with themselves and with each other
/// let (mut gradient, mut values) = ([0.0; 4], [0.0; 3]);
/// let value = hessian.evaluate(f, &x, &mut gradient, &mut values)?;
/// assert_eq!((value, gradient, values), (12.0, [4.0, 12.0, 0.0, 1.0], [1.0, 12.0, 1.0]));
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SparseHessian<const B: usize, T = f64> {
    pattern: SparsityPattern,
    /// The first row and column of each block, and where its entries end in `entries`.
    blocks: Vec<(usize, usize, usize)>,
    entries: Vec<BlockEntry>,
    buffer: ChunkedHessian<B, B, T>,
}

/// Where an entry of a block stands there, and in the pattern, twice.
#[derive(Clone, Copy, Debug)]
struct BlockEntry {
    row: usize,
    column: usize,
    positions: [usize; 2],
}

impl<const B: usize, T: DualNum> SparseHessian<B, T> {
    /// A Hessian with this pattern.
    ///
    /// # Errors
    ///
    /// If the pattern is not symmetric.
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseHessian, SparsityPattern};
    /// let diagonal = SparsityPattern::from_triplets(4, 4, (0..4).map(|i| (i, i)))?;
    /// assert_eq!(SparseHessian::<2>::new(diagonal)?.blocks(), 2);
    ///
    /// let error = SparseHessian::<2>::new(SparsityPattern::from_triplets(2, 2, [(0, 1)])?).unwrap_err();
    /// assert_eq!(error.to_string(), "entry (0, 1) has no mirror image (1, 0)");
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn new(pattern: SparsityPattern) -> Result<Self, SparseError> {
        const { assert!(B > 0, "a block needs at least one row and one column") };
        pattern.check_symmetric()?;
        let mut upper = Vec::with_capacity(pattern.nonzeros().div_ceil(2));
        for (k, ((i, j), mirror)) in pattern.entries().zip(pattern.mirrors()).enumerate().filter(|&(_, ((i, j), _))| i <= j) {
            upper.push((i / B * B, j / B * B, BlockEntry { row: i % B, column: j % B, positions: [k, mirror] }));
        }
        upper.sort_by_key(|&(row, column, _)| (row, column));
        // Every variable stands in a block of the diagonal, so that the gradient is complete.
        let mut blocks: Vec<_> = (0..pattern.rows().max(1)).step_by(B).map(|first| (first, first)).collect();
        blocks.extend(upper.iter().map(|&(row, column, _)| (row, column)));
        blocks.sort_unstable();
        blocks.dedup();
        let end = |block| upper.partition_point(|&(row, column, _)| (row, column) <= block);
        let blocks = blocks.into_iter().map(|block| (block.0, block.1, end(block))).collect();
        let buffer = ChunkedHessian::new(pattern.rows());
        Ok(Self { pattern, blocks, entries: upper.into_iter().map(|(_, _, entry)| entry).collect(), buffer })
    }

    /// Where the Hessian may differ from zero, both triangles; the values come in its order.
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseHessian, SparsityPattern};
    /// let hessian = SparseHessian::<1>::new(SparsityPattern::from_triplets(2, 2, [(0, 1), (1, 0)])?)?; // of x y
    /// assert_eq!(hessian.pattern().nonzeros(), 2);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn pattern(&self) -> &SparsityPattern {
        &self.pattern
    }

    /// How many blocks there are: how often the function is called.
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseHessian, SparsityPattern};
    /// let hessian = SparseHessian::<1>::new(SparsityPattern::from_triplets(2, 2, [(0, 1), (1, 0)])?)?; // of x y
    /// assert_eq!(hessian.blocks(), 3); // two on the diagonal, for the gradient, and one beside it
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// The value of `f` at `x`; its gradient and its Hessian go to `gradient` and `values`, the Hessian in the order of the pattern.
    ///
    /// # Errors
    ///
    /// If `x` or `gradient` does not have one entry per variable, or `values` one per entry of the pattern; or if a derivative is infinite
    /// or NaN: then `gradient` and `values` have all of them, and the error names the first.
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseHessian, SparsityPattern};
    /// let pattern = SparsityPattern::from_triplets(2, 2, [(0, 0), (0, 1), (1, 0)])?;
    /// let mut hessian = SparseHessian::<2>::new(pattern)?;
    /// let (mut gradient, mut values) = ([0.0; 2], [0.0; 3]);
    /// let value = hessian.evaluate(|x| x[0].powi(2) * x[1], &[3.0, 5.0], &mut gradient, &mut values)?;
    /// assert_eq!((value, gradient, values), (45.0, [30.0, 9.0], [10.0, 6.0, 6.0]));
    ///
    /// let error = hessian.evaluate(|x| x[0].powf(1.5) * x[1], &[0.0, 5.0], &mut gradient, &mut values).unwrap_err();
    /// assert_eq!(error.to_string(), "the derivative at (0, 0) is inf");
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn evaluate<F>(&mut self, mut f: F, x: &[T], gradient: &mut [T], values: &mut [T]) -> Result<T, SparseError>
    where
        F: FnMut(&[HyperDual<T, B, B>]) -> HyperDual<T, B, B>,
    {
        check("x", self.pattern.rows(), x.len())?;
        check("gradient", self.pattern.rows(), gradient.len())?;
        check("values", self.pattern.nonzeros(), values.len())?;
        let (mut value, mut start) = (T::zero(), 0);
        self.buffer.set_values(x);
        for &(row, column, end) in &self.blocks {
            let y = self.buffer.block(&mut f, row, column);
            value = y.re;
            for (g, &slope) in gradient[row..].iter_mut().zip(&y.eps1) {
                *g = slope;
            }
            for entry in &self.entries[start..end] {
                let [position, mirror] = entry.positions;
                (values[position], values[mirror]) = (y.eps12[entry.row][entry.column], y.eps12[entry.row][entry.column]);
            }
            start = end;
        }
        check_gradient(gradient)?;
        check_finite(&self.pattern, values)?;
        Ok(value)
    }
}
