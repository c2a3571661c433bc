//! The chunked sweeps over threads.

use std::sync::Mutex;
use std::vec::Vec;

use rayon::prelude::*;

use crate::drivers::chunked_hessian::mirror;
use crate::shape::{ShapeError, check};
use crate::{Chunked, ChunkedHessian, Dual, DualNum, HyperDual};

/// [`Chunked`] over the threads of the current `rayon` pool, one buffer per thread; the same results to the last bit.
///
/// ```
/// use dual_numbers::ParallelChunked;
/// let x: Vec<f64> = (0..100).map(f64::from).collect();
/// let mut gradient = vec![0.0; 100];
/// ParallelChunked::<8>::new(100).gradient(|x| x.iter().map(|x| x.powi(2)).sum(), &x, &mut gradient)?;
/// assert_eq!(gradient[99], 198.0);
/// # Ok::<(), dual_numbers::ShapeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ParallelChunked<const C: usize = 8, T = f64> {
    variables: usize,
    outputs: usize,
    /// Each thread's buffers and its columns of the Jacobian.
    workers: Vec<(Chunked<C, T>, Vec<T>)>,
}

impl<const C: usize, T: DualNum> ParallelChunked<C, T> {
    /// Buffers for scalar functions of `n` variables.
    ///
    /// ```
    /// use dual_numbers::ParallelChunked;
    /// let mut gradient = [0.0; 2];
    /// ParallelChunked::<1>::new(2).gradient(|x| x[0] * x[1], &[3.0, 2.0], &mut gradient)?;
    /// assert_eq!(gradient, [2.0, 3.0]);
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[must_use]
    pub fn new(n: usize) -> Self {
        Self::with_outputs(n, 0)
    }

    /// Buffers for functions of `n` variables with `m` outputs.
    ///
    /// ```
    /// use dual_numbers::ParallelChunked;
    /// let (mut values, mut jacobian) = ([0.0; 1], [0.0; 2]);
    /// ParallelChunked::<1>::with_outputs(2, 1).jacobian(|x, y| y[0] = x[0] * x[1], &[3.0, 2.0], &mut values, &mut jacobian)?;
    /// assert_eq!((values, jacobian), ([6.0], [2.0, 3.0]));
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[must_use]
    pub fn with_outputs(n: usize, m: usize) -> Self {
        let threads = rayon::current_num_threads().clamp(1, n.div_ceil(C).max(1));
        let worker = (Chunked::with_outputs(n, m), Vec::new());
        let mut this = Self { variables: n, outputs: m, workers: vec![worker; threads] };
        let columns = m * this.share();
        this.workers.iter_mut().for_each(|(_, block)| block.resize(columns, T::zero()));
        this
    }

    /// How many variables each thread sweeps: whole chunks.
    fn share(&self) -> usize {
        self.variables.div_ceil(C).div_ceil(self.workers.len()).max(1) * C
    }

    /// As [`Chunked::gradient`].
    ///
    /// # Errors
    ///
    /// If `x` or `out` does not have the `n` entries that the buffers were made for.
    ///
    /// ```
    /// use dual_numbers::ParallelChunked;
    /// let mut out = [0.0; 3];
    /// let f = ParallelChunked::<2>::new(3).gradient(|x| x[0] * x[1] * x[2], &[2.0, 3.0, 5.0], &mut out);
    /// assert_eq!((f, out), (Ok(30.0), [15.0, 10.0, 6.0]));
    /// ```
    pub fn gradient<F>(&mut self, f: F, x: &[T], out: &mut [T]) -> Result<T, ShapeError>
    where
        F: Fn(&[Dual<T, C>]) -> Dual<T, C> + Sync,
    {
        check("x", self.variables, x.len())?;
        check("out", self.variables, out.len())?;
        let share = self.share();
        let value = (out.par_chunks_mut(share).zip(&mut self.workers).enumerate())
            .map(|(w, (part, (worker, _)))| worker.sweep_gradient(&f, x, w * share, part))
            .reduce_with(|first, _| first);
        // Without variables there is still a value.
        Ok(value.unwrap_or_else(|| f(&[]).re))
    }

    /// As [`Chunked::jacobian`].
    ///
    /// # Errors
    ///
    /// If `x` does not have `n`, `values` not `m`, or `out` not `m n` entries.
    ///
    /// ```
    /// use dual_numbers::ParallelChunked;
    /// let (mut values, mut out) = ([0.0; 2], [0.0; 4]);
    /// let f = |x: &[_], y: &mut [_]| {
    ///     y[0] = x[0] * x[1];
    ///     y[1] = x[1] * x[1];
    /// };
    /// ParallelChunked::<8>::with_outputs(2, 2).jacobian(f, &[2.0, 3.0], &mut values, &mut out)?;
    /// assert_eq!((values, out), ([6.0, 9.0], [3.0, 2.0, 0.0, 6.0]));
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    pub fn jacobian<F>(&mut self, f: F, x: &[T], values: &mut [T], out: &mut [T]) -> Result<(), ShapeError>
    where
        F: Fn(&[Dual<T, C>], &mut [Dual<T, C>]) + Sync,
    {
        let (n, m, share) = (self.variables, self.outputs, self.share());
        check("x", n, x.len())?;
        check("values", m, values.len())?;
        check("out", n * m, out.len())?;
        let columns = |w: usize| (w * share).min(n)..((w + 1) * share).min(n);
        self.workers.par_iter_mut().enumerate().for_each(|(w, (worker, block))| {
            worker.sweep_jacobian(&f, x, columns(w), &mut block[..m * columns(w).len()]);
        });
        for (w, (_, block)) in self.workers.iter().enumerate() {
            let columns = columns(w);
            for (row, part) in out.chunks_mut(n.max(1)).zip(block.chunks(columns.len().max(1))) {
                row[columns.clone()].copy_from_slice(&part[..columns.len()]);
            }
        }
        self.workers[0].0.extract_values(values);
        Ok(())
    }
}

/// [`ChunkedHessian`] over the threads of the current `rayon` pool, one buffer per thread; the same results to the last bit.
///
/// ```
/// use dual_numbers::ParallelChunkedHessian;
/// let (mut gradient, mut hessian) = ([0.0; 2], [0.0; 4]);
/// ParallelChunkedHessian::<3, 3>::new(2).hessian(|x| x[0].powi(3) * x[1], &[2.0, 5.0], &mut gradient, &mut hessian)?;
/// assert_eq!(hessian, [60.0, 12.0, 12.0, 0.0]);
/// # Ok::<(), dual_numbers::ShapeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ParallelChunkedHessian<const M: usize = 3, const N: usize = 3, T = f64> {
    variables: usize,
    workers: Vec<ChunkedHessian<M, N, T>>,
}

impl<const M: usize, const N: usize, T: DualNum> ParallelChunkedHessian<M, N, T> {
    /// Buffers for scalar functions of `n` variables.
    ///
    /// ```
    /// use dual_numbers::ParallelChunkedHessian;
    /// let (mut gradient, mut hessian) = ([0.0; 2], [0.0; 4]);
    /// ParallelChunkedHessian::<1, 1>::new(2).hessian(|x| x[0] * x[1], &[3.0, 2.0], &mut gradient, &mut hessian)?;
    /// assert_eq!(hessian, [0.0, 1.0, 1.0, 0.0]);
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[must_use]
    pub fn new(n: usize) -> Self {
        Self { variables: n, workers: vec![ChunkedHessian::new(n); rayon::current_num_threads().max(1)] }
    }

    /// As [`ChunkedHessian::hessian`].
    ///
    /// # Errors
    ///
    /// If `x` or `gradient` does not have `n`, or `hessian` not `n^2` entries.
    ///
    /// ```
    /// use dual_numbers::ParallelChunkedHessian;
    /// let (mut gradient, mut hessian) = ([0.0; 2], [0.0; 4]);
    /// let f = ParallelChunkedHessian::<1, 2>::new(2).hessian(|x| x[0] * x[1].exp(), &[3.0, 0.0], &mut gradient, &mut hessian)?;
    /// assert_eq!((f, gradient, hessian), (3.0, [1.0, 3.0], [0.0, 1.0, 1.0, 3.0]));
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    pub fn hessian<F>(&mut self, f: F, x: &[T], gradient: &mut [T], hessian: &mut [T]) -> Result<T, ShapeError>
    where
        F: Fn(&[HyperDual<T, M, N>]) -> HyperDual<T, M, N> + Sync,
    {
        let n = self.variables;
        check("x", n, x.len())?;
        check("gradient", n, gradient.len())?;
        check("hessian", n * n, hessian.len())?;
        if n == 0 {
            return Ok(f(&[]).re);
        }
        // Rows of the triangle differ in length: each thread takes the next ones.
        let queue = Mutex::new(gradient.chunks_mut(M).zip(hessian.chunks_mut(M * n)).enumerate());
        let next = || queue.lock().ok().and_then(|mut queue| queue.next());
        let value = (self.workers.par_iter_mut())
            .filter_map(|worker| {
                let mut value = None;
                while let Some((block, (gradient, rows))) = next() {
                    value = Some(worker.sweep_rows(&f, x, block * M, gradient, rows));
                }
                value
            })
            .reduce_with(|first, _| first);
        mirror(hessian, n);
        Ok(value.expect("n > 0 gives at least one block of rows"))
    }
}
