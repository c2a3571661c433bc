//! Compressed evaluation: one direction per colour, `C` colours per sweep.

use core::array::from_fn;
use std::vec;
use std::vec::Vec;

use super::{Colouring, SparseError, SparsityPattern};
use crate::dual_num::to_f64;
use crate::shape::check;
use crate::{Chunked, Dual, DualNum};

/// Where one derivative stands after the sweep of its colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub(super) output: u32,
    pub(super) colour: u32,
}

impl Source {
    /// The derivative, from the outputs of its sweep.
    #[inline(always)]
    fn read<T: DualNum, const C: usize>(self, outputs: &[Dual<T, C>]) -> T {
        outputs[self.output as usize].eps[self.colour as usize % C]
    }
}

/// Where each entry of a matrix stands whose columns are coloured, those of a row differently.
pub(super) fn sources(pattern: &SparsityPattern, colouring: &Colouring) -> Vec<Source> {
    pattern.entries().map(|(i, j)| Source { output: i as u32, colour: colouring.colours()[j] }).collect()
}

/// Where to read each entry: `(i, j)` from row `i` if no other column of that row has the colour of `j`, else from row `j`; a mirror image
/// where its twin is.
pub(super) fn symmetric_sources(pattern: &SparsityPattern, colouring: &Colouring) -> Result<Vec<Source>, SparseError> {
    let colours = colouring.colours();
    let (mut columns_of, mut alone) = (vec![0; colouring.count()], vec![false; pattern.nonzeros()]);
    for i in 0..pattern.rows() {
        let row = pattern.row(i);
        row.iter().for_each(|&j| columns_of[colours[j] as usize] += 1);
        for (alone, &j) in alone[pattern.row_range(i)].iter_mut().zip(row) {
            *alone = columns_of[colours[j] as usize] == 1;
        }
        row.iter().for_each(|&j| columns_of[colours[j] as usize] = 0);
    }
    let mut sources: Vec<Source> = Vec::with_capacity(pattern.nonzeros());
    for (k, ((i, j), mirror)) in pattern.entries().zip(pattern.mirrors()).enumerate() {
        let source = if mirror < k {
            sources[mirror]
        } else if alone[k] {
            Source { output: i as u32, colour: colours[j] }
        } else if alone[mirror] {
            Source { output: j as u32, colour: colours[i] }
        } else {
            let twin = pattern.row(i).iter().copied().find(|&k| k != j && colours[k] == colours[j]).unwrap_or(j);
            return Err(SparseError::SameColour { row: i, columns: (j, twin), colour: colours[j] as usize });
        };
        sources.push(source);
    }
    Ok(sources)
}

/// The sweeps of a function with coloured variables, and the buffers that they need.
#[derive(Clone, Debug)]
pub(super) struct Sweeps<T, const C: usize> {
    colouring: Colouring,
    /// Of several sweeps: the numbers of the entries of each.
    reads: Vec<Vec<usize>>,
    /// One buffer, or one per sweep where sweeps run in parallel.
    buffers: Vec<Chunked<C, T>>,
}

impl<T: DualNum, const C: usize> Sweeps<T, C> {
    pub(super) fn new(colouring: Colouring, outputs: usize, sources: &[Source]) -> Self {
        const { assert!(C > 0, "a sweep needs at least one direction") };
        let buffer = Chunked::with_outputs(colouring.colours().len(), outputs);
        let mut reads = Vec::new();
        if colouring.count() > C {
            reads.resize(colouring.count().div_ceil(C), Vec::new());
            sources.iter().enumerate().for_each(|(k, source)| reads[source.colour as usize / C].push(k));
        }
        Self { colouring, reads, buffers: vec![buffer] }
    }

    pub(super) fn colouring(&self) -> &Colouring {
        &self.colouring
    }

    /// The values of the last sweep's outputs.
    pub(super) fn values(&self) -> impl Iterator<Item = T> + '_ {
        self.buffers[0].outputs.iter().map(|y| y.re)
    }

    /// The derivatives at `sources` go to `values`.
    pub(super) fn evaluate<F>(&mut self, mut f: F, x: &[T], sources: &[Source], values: &mut [T]) -> Result<(), SparseError>
    where
        F: FnMut(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        check("x", self.colouring.colours().len(), x.len())?;
        check("values", sources.len(), values.len())?;
        let buffer = &mut self.buffers[0];
        // Without variables there is still a value.
        if self.reads.is_empty() {
            buffer.sweep_colours(&mut f, x, self.colouring.colours(), 0);
            values.iter_mut().zip(sources).for_each(|(value, &source)| *value = source.read(&buffer.outputs));
        }
        for (sweep, reads) in self.reads.iter().enumerate() {
            buffer.sweep_colours(&mut f, x, self.colouring.colours(), sweep * C);
            reads.iter().for_each(|&k| values[k] = sources[k].read(&buffer.outputs));
        }
        Ok(())
    }

    /// The same with all sweeps at once, over threads.
    #[cfg(feature = "rayon")]
    pub(super) fn evaluate_parallel<F>(&mut self, f: F, x: &[T], sources: &[Source], values: &mut [T]) -> Result<(), SparseError>
    where
        F: Fn(&[Dual<T, C>], &mut [Dual<T, C>]) + Sync,
    {
        use rayon::prelude::*;

        check("x", self.colouring.colours().len(), x.len())?;
        check("values", sources.len(), values.len())?;
        let sweeps = self.colouring.count().div_ceil(C).max(1);
        self.buffers.resize(sweeps, self.buffers[0].clone());
        let (buffers, colours) = (&mut self.buffers, self.colouring.colours());
        buffers.par_iter_mut().enumerate().for_each(|(i, buffer)| buffer.sweep_colours(&f, x, colours, i * C));
        values.par_iter_mut().zip(sources).with_min_len(4096).for_each(|(value, source)| {
            *value = source.read(&buffers[source.colour as usize / C].outputs);
        });
        Ok(())
    }

    /// The derivative of every output of `f` along `v`.
    pub(super) fn along<F>(&mut self, f: F, x: &[T], v: &[T]) -> impl Iterator<Item = T> + '_
    where
        F: FnOnce(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        let buffer = &mut self.buffers[0];
        buffer.seed_along(x, v);
        buffer.call(f);
        buffer.outputs.iter().map(|y| y.eps[0])
    }
}

/// An error that names the first entry that is infinite or NaN.
pub(super) fn check_finite<T: DualNum>(pattern: &SparsityPattern, values: &[T]) -> Result<(), SparseError> {
    match first_not_finite(values).and_then(|(k, value)| Some((pattern.entries().nth(k)?, value))) {
        Some(((row, column), value)) => Err(SparseError::NotFinite { row, column, value }),
        None => Ok(()),
    }
}

/// An error that names the first derivative that is infinite or NaN.
pub(super) fn check_gradient<T: DualNum>(gradient: &[T]) -> Result<(), SparseError> {
    match first_not_finite(gradient) {
        Some((variable, value)) => Err(SparseError::GradientNotFinite { variable, value }),
        None => Ok(()),
    }
}

/// The first value that is infinite or NaN, and its place.
fn first_not_finite<T: DualNum>(values: &[T]) -> Option<(usize, f64)> {
    if all_finite(values) {
        return None;
    }
    values.iter().position(|value| !value.is_finite()).map(|k| (k, to_f64(values[k])))
}

/// All at once, since a search would stop at each value to ask: `0 v` is 0 or NaN, and eight sums run side by side.
fn all_finite<T: DualNum>(values: &[T]) -> bool {
    let (eights, rest) = values.as_chunks::<8>();
    let sums = eights.iter().fold([T::zero(); 8], |sums, values| from_fn(|k| sums[k] + values[k] * T::zero()));
    sums.iter().chain(rest).all(|value| value.is_finite())
}
