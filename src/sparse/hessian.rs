//! Sparse Hessians: of a gradient, compressed by star colouring; of a scalar function, a block of hyper-dual directions at a time.

use std::vec;
use std::vec::Vec;

use super::sweeps::{Source, Sweeps, check_finite, index};
use super::{Colouring, SparseError, SparsityPattern};
use crate::drivers::hessian::seed_block;
use crate::shape::check;
use crate::{Dual, DualNum, HyperDual};

/// The Hessian of a function whose gradient is a generic function of slices: one direction a colour of a star colouring, `C` of them a sweep.
///
/// The gradient is called `colours / C` times, rounded up. Each entry is read from a Hessian-vector product, its own or its mirror image's, so
/// that the values are exactly symmetric. Nothing is allocated after construction.
///
/// ```
/// use dual_numbers::DualNum;
/// use dual_numbers::sparse::{SparseHessian, jacobian_pattern};
///
/// /// The gradient of x_0 (x_1^2 + x_2^2).
/// fn gradient<D: DualNum<Primitive = f64>>(x: &[D], g: &mut [D]) {
///     g[0] = x[1] * x[1] + x[2] * x[2];
///     g[1] = x[0] * x[1] * 2.0;
///     g[2] = x[0] * x[2] * 2.0;
/// }
/// let x = [5.0, 3.0, 4.0];
/// let mut hessian = SparseHessian::<2>::new(jacobian_pattern(gradient, &x, 3)?)?;
/// assert_eq!(hessian.colouring().count(), 2);
/// let mut values = [0.0; 6];
/// hessian.evaluate(gradient, &x, &mut values)?;
/// assert_eq!(values, [6.0, 8.0, 6.0, 10.0, 8.0, 10.0]); // (0, 1), (0, 2); (1, 0), (1, 1); (2, 0), (2, 2)
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SparseHessian<const C: usize, T = f64> {
    pattern: SparsityPattern,
    sources: Vec<Source>,
    sweeps: Sweeps<T, C>,
}

impl<const C: usize, T: DualNum> SparseHessian<C, T> {
    /// A Hessian with this pattern, coloured in the order that takes fewest colours.
    ///
    /// # Errors
    ///
    /// If the pattern is not symmetric, or has more than `u32::MAX` rows.
    pub fn new(pattern: SparsityPattern) -> Result<Self, SparseError> {
        let best = Colouring::fewest(|order| Colouring::star(&pattern, order))?;
        Self::with_colouring(pattern, best)
    }

    /// A Hessian with this pattern and star colouring.
    ///
    /// # Errors
    ///
    /// If the pattern is not symmetric, if there is not one colour a variable, or if an entry can be read neither from its own Hessian-vector product nor from its mirror image's.
    pub fn with_colouring(pattern: SparsityPattern, colouring: Colouring) -> Result<Self, SparseError> {
        pattern.check_symmetric()?;
        check("colours", pattern.columns(), colouring.colours().len())?;
        let sources = symmetric_sources(&pattern, &colouring)?;
        let sweeps = Sweeps::new(colouring, pattern.rows());
        Ok(Self { pattern, sources, sweeps })
    }

    /// Where the Hessian may differ from zero, both triangles; the values come in its order.
    pub fn pattern(&self) -> &SparsityPattern {
        &self.pattern
    }

    /// Which variables share a direction.
    pub fn colouring(&self) -> &Colouring {
        self.sweeps.colouring()
    }

    /// The Hessian at `x` of the function with the gradient `f` goes to `values`, in the order of the pattern.
    ///
    /// # Errors
    ///
    /// If `x` does not have one entry a variable, or `values` one an entry of the pattern; or if a derivative is infinite or NaN: then `values` has all of
    /// them, and the error names the first.
    pub fn evaluate<F>(&mut self, f: F, x: &[T], values: &mut [T]) -> Result<(), SparseError>
    where
        F: FnMut(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        self.sweeps.evaluate(f, x, &self.sources, values)?;
        check_finite(&self.pattern, values)
    }

    /// The same with the sweeps over threads. The first call allocates one pair of buffers a sweep.
    ///
    /// # Errors
    ///
    /// As [`evaluate`](Self::evaluate).
    #[cfg(feature = "rayon")]
    pub fn evaluate_parallel<F>(&mut self, f: F, x: &[T], values: &mut [T]) -> Result<(), SparseError>
    where
        F: Fn(&[Dual<T, C>], &mut [Dual<T, C>]) + Sync,
    {
        self.sweeps.evaluate_parallel(f, x, &self.sources, values)?;
        check_finite(&self.pattern, values)
    }
}

/// Where to read each entry: `(i, j)` from row `i` if no other column of that row has the colour of `j`, else from row `j`; a mirror image
/// where its twin is.
fn symmetric_sources(pattern: &SparsityPattern, colouring: &Colouring) -> Result<Vec<Source>, SparseError> {
    let colours = colouring.colours();
    let (mut columns_of, mut alone) = (vec![0; colouring.count()], vec![false; pattern.nonzeros()]);
    for i in 0..pattern.rows() {
        let row = pattern.row(i);
        row.iter().for_each(|&j| columns_of[colours[j] as usize] += 1);
        for (alone, &j) in alone[pattern.row_offsets()[i]..].iter_mut().zip(row) {
            *alone = columns_of[colours[j] as usize] == 1;
        }
        row.iter().for_each(|&j| columns_of[colours[j] as usize] = 0);
    }
    let mut sources: Vec<Source> = Vec::with_capacity(pattern.nonzeros());
    for (k, (i, j)) in pattern.entries().enumerate() {
        let mirror = pattern.position(j, i).ok_or(SparseError::NotSymmetric { row: i, column: j })?;
        let source = if mirror < k {
            sources[mirror]
        } else if alone[k] {
            Source { output: index(i)?, colour: colours[j] }
        } else if alone[mirror] {
            Source { output: index(j)?, colour: colours[i] }
        } else {
            let twin = pattern.row(i).iter().copied().find(|&k| k != j && colours[k] == colours[j]).unwrap_or(j);
            return Err(SparseError::SameColour { row: i, columns: (j, twin), colour: colours[j] as usize });
        };
        sources.push(source);
    }
    Ok(sources)
}

/// The Hessian of a scalar function of a slice, over the blocks of `B x B` variables in which its pattern has an entry.
///
/// The function is called once a block of the upper triangle; a function of many variables is better written as terms, for
/// [`SeparableHessian`](super::SeparableHessian), or by its gradient, for [`SparseHessian`]. Nothing is allocated after construction.
///
/// ```
/// use dual_numbers::DualNum;
/// use dual_numbers::sparse::{BlockHessian, hessian_pattern};
///
/// fn f<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
///     x[0] * x[3] + x[1].powi(3)
/// }
/// let x = [1.0, 2.0, 3.0, 4.0];
/// let mut hessian = BlockHessian::<2>::new(hessian_pattern(f, &x)?)?;
/// assert_eq!(hessian.blocks(), 3); // variables (0, 1) and (2, 3), each with themselves and with each other
/// let (mut gradient, mut values) = ([0.0; 4], [0.0; 3]);
/// let value = hessian.evaluate(f, &x, &mut gradient, &mut values)?;
/// assert_eq!((value, gradient, values), (12.0, [4.0, 12.0, 0.0, 1.0], [1.0, 12.0, 1.0]));
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct BlockHessian<const B: usize, T = f64> {
    pattern: SparsityPattern,
    /// The first row and column of each block, and where its entries end in `entries`.
    blocks: Vec<(usize, usize, usize)>,
    entries: Vec<BlockEntry>,
    variables: Vec<HyperDual<T, B, B>>,
}

/// Where an entry of a block stands there, and in the pattern, twice.
#[derive(Clone, Copy, Debug)]
struct BlockEntry {
    row: usize,
    column: usize,
    positions: [usize; 2],
}

impl<const B: usize, T: DualNum> BlockHessian<B, T> {
    /// A Hessian with this pattern.
    ///
    /// # Errors
    ///
    /// If the pattern is not symmetric.
    pub fn new(pattern: SparsityPattern) -> Result<Self, SparseError> {
        const { assert!(B > 0, "a block needs at least one row and one column") };
        pattern.check_symmetric()?;
        let mut upper = Vec::with_capacity(pattern.nonzeros().div_ceil(2));
        for (k, (i, j)) in pattern.entries().enumerate().filter(|&(_, (i, j))| i <= j) {
            let mirror = pattern.position(j, i).ok_or(SparseError::NotSymmetric { row: i, column: j })?;
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
        let variables = vec![HyperDual::constant(T::zero()); pattern.rows()];
        Ok(Self { pattern, blocks, entries: upper.into_iter().map(|(_, _, entry)| entry).collect(), variables })
    }

    /// Where the Hessian may differ from zero, both triangles; the values come in its order.
    pub fn pattern(&self) -> &SparsityPattern {
        &self.pattern
    }

    /// How many blocks there are: how often the function is called.
    pub fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// The value of `f` at `x`; its gradient and its Hessian go to `gradient` and `values`, the Hessian in the order of the pattern.
    ///
    /// # Errors
    ///
    /// If `x` or `gradient` does not have one entry a variable, or `values` one an entry of the pattern; or if a second derivative is infinite or NaN: then
    /// `values` has all of them, and the error names the first.
    pub fn evaluate<F>(&mut self, mut f: F, x: &[T], gradient: &mut [T], values: &mut [T]) -> Result<T, SparseError>
    where
        F: FnMut(&[HyperDual<T, B, B>]) -> HyperDual<T, B, B>,
    {
        check("x", self.variables.len(), x.len())?;
        check("gradient", self.variables.len(), gradient.len())?;
        check("values", self.pattern.nonzeros(), values.len())?;
        let (mut value, mut start) = (T::zero(), 0);
        for &(row, column, end) in &self.blocks {
            for (k, (variable, &x)) in self.variables.iter_mut().zip(x).enumerate() {
                *variable = seed_block(x, k, row, column);
            }
            let y = f(&self.variables);
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
        check_finite(&self.pattern, values)?;
        Ok(value)
    }
}
