//! First derivatives for sizes known at run time, a chunk of directions at a time.

use core::array::from_fn;
use core::ops::Range;
use std::vec::Vec;

use crate::dual::unit;
use crate::shape::{ShapeError, check};
use crate::{Dual, DualNum};

/// First derivatives of functions of slices: sweeps `C` directions at a time over buffers that it owns.
///
/// `C = 8` is a good width for most functions. Write the width in the call, `Chunked::<8>::new(n)`: Rust does not use the default in
/// expressions. A width of 0 does not compile. `n` variables take `ceil(n / C)` passes; a pass costs about `C` calls of the plain function
/// where there is nothing but arithmetic, and far fewer where elementary functions weigh most: the [guide](crate::guide) has figures. The
/// answers do not depend on `C`, to the last bit. Nothing is allocated after construction, and where one pass does (`C >= n`), the next
/// call finds its seeds set.
///
/// ```
/// use dual_numbers::Chunked;
/// let x: Vec<f64> = (0..20).map(f64::from).collect();
/// let mut gradient = vec![0.0; 20];
/// let f = Chunked::<8>::new(20).gradient(|x| x.iter().map(|x| x.powi(2)).sum(), &x, &mut gradient)?;
/// assert_eq!((f, gradient[7]), (2470.0, 14.0));
/// # Ok::<(), dual_numbers::ShapeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Chunked<const C: usize = 8, T = f64> {
    variables: Vec<Dual<T, C>>,
    pub(crate) outputs: Vec<Dual<T, C>>,
    /// The first variable of the chunk, or the first of the colours, whose directions the variables carry, from one call to the next; none if they
    /// carry others.
    seeded: Option<usize>,
}

impl<const C: usize, T: DualNum> Chunked<C, T> {
    /// Buffers for scalar functions of `n` variables. They have no outputs: a Jacobian takes [`with_outputs`](Self::with_outputs).
    ///
    /// ```
    /// use dual_numbers::Chunked;
    /// let mut gradient = [0.0; 2];
    /// Chunked::<8>::new(2).gradient(|x| x[0] * x[1], &[3.0, 2.0], &mut gradient)?;
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
    /// use dual_numbers::Chunked;
    /// let (mut values, mut jacobian) = ([0.0; 2], [0.0; 2]);
    /// Chunked::<8>::with_outputs(1, 2).jacobian(|x, y| { y[0] = x[0] * x[0]; y[1] = x[0].exp(); }, &[0.0], &mut values, &mut jacobian)?;
    /// assert_eq!((values, jacobian), ([0.0, 1.0], [0.0, 1.0]));
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[must_use]
    pub fn with_outputs(n: usize, m: usize) -> Self {
        const { assert!(C > 0, "a chunk needs at least one direction") };
        Self { variables: vec![Dual::constant(T::zero()); n], outputs: vec![Dual::constant(T::zero()); m], seeded: None }
    }

    /// The value of `f`; its gradient goes to `out`, `out[k] = df/dx_k`.
    ///
    /// # Errors
    ///
    /// If `x` or `out` does not have the `n` entries that the buffers were made for.
    ///
    /// ```
    /// use dual_numbers::Chunked;
    /// let mut out = [0.0; 3];
    /// let f = Chunked::<2>::new(3).gradient(|x| x[0] * x[1] * x[2], &[2.0, 3.0, 5.0], &mut out);
    /// assert_eq!((f, out), (Ok(30.0), [15.0, 10.0, 6.0]));
    ///
    /// let error = Chunked::<2>::new(3).gradient(|x| x[0], &[2.0, 3.0], &mut out).unwrap_err();
    /// assert_eq!(error.to_string(), "`x` has 2 entries, expected 3");
    /// ```
    #[inline]
    pub fn gradient<F>(&mut self, f: F, x: &[T], out: &mut [T]) -> Result<T, ShapeError>
    where
        F: FnMut(&[Dual<T, C>]) -> Dual<T, C>,
    {
        check("x", self.variables.len(), x.len())?;
        check("out", self.variables.len(), out.len())?;
        Ok(self.sweep_gradient(f, x, 0, out))
    }

    /// The part of the gradient that starts at variable `first`, and the value.
    #[inline]
    pub(crate) fn sweep_gradient<F>(&mut self, mut f: F, x: &[T], first: usize, out: &mut [T]) -> T
    where
        F: FnMut(&[Dual<T, C>]) -> Dual<T, C>,
    {
        self.set_values(x);
        if out.is_empty() {
            return f(&self.variables).re;
        }
        let mut value = T::zero();
        for (pass, partials) in out.chunks_mut(C).enumerate() {
            let start = first + pass * C;
            self.seed(start);
            let y = f(&self.variables);
            value = y.re;
            partials.copy_from_slice(&y.eps[..partials.len()]);
        }
        value
    }

    /// The outputs of `f` go to `values`, its Jacobian to `out`, row by row: `out[i * n + k] = df_i/dx_k`.
    ///
    /// `f` finds its outputs at 0 in every pass: it may add to them, and those that it leaves alone stay 0.
    ///
    /// # Errors
    ///
    /// If `x` does not have `n`, `values` not `m`, or `out` not `m n` entries; `m` is 0 after [`new`](Self::new).
    ///
    /// ```
    /// use dual_numbers::Chunked;
    /// let (mut values, mut out) = ([0.0; 2], [0.0; 4]);
    /// let f = |x: &[_], y: &mut [_]| {
    ///     y[0] = x[0] * x[1];
    ///     y[1] = x[1] * x[1];
    /// };
    /// Chunked::<8>::with_outputs(2, 2).jacobian(f, &[2.0, 3.0], &mut values, &mut out)?;
    /// assert_eq!((values, out), ([6.0, 9.0], [3.0, 2.0, 0.0, 6.0]));
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[inline]
    pub fn jacobian<F>(&mut self, f: F, x: &[T], values: &mut [T], out: &mut [T]) -> Result<(), ShapeError>
    where
        F: FnMut(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        let (n, m) = (self.variables.len(), self.outputs.len());
        check("x", n, x.len())?;
        check("values", m, values.len())?;
        check("out", n * m, out.len())?;
        self.sweep_jacobian(f, x, 0..n, out);
        self.extract_values(values);
        Ok(())
    }

    /// The columns `columns` of the Jacobian, row by row.
    #[inline]
    pub(crate) fn sweep_jacobian<F>(&mut self, mut f: F, x: &[T], columns: Range<usize>, out: &mut [T])
    where
        F: FnMut(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        self.set_values(x);
        if columns.is_empty() {
            return self.call(f);
        }
        for start in columns.clone().step_by(C) {
            self.seed(start);
            self.call(&mut f);
            let width = C.min(columns.end - start);
            let first = start - columns.start;
            for (row, y) in out.chunks_exact_mut(columns.len()).zip(&self.outputs) {
                row[first..first + width].copy_from_slice(&y.eps[..width]);
            }
        }
    }

    /// The values of the outputs.
    pub(crate) fn extract_values(&self, values: &mut [T]) {
        for (value, y) in values.iter_mut().zip(&self.outputs) {
            *value = y.re;
        }
    }

    /// The value of `f` and its derivative along `v`, in one pass: `(f, grad f . v)`.
    ///
    /// # Errors
    ///
    /// If `x` or `v` does not have `n` entries.
    ///
    /// ```
    /// use dual_numbers::Chunked;
    /// let slope = Chunked::<1>::new(2).directional_derivative(|x| x[0] * x[1], &[2.0, 3.0], &[1.0, 1.0]);
    /// assert_eq!(slope, Ok((6.0, 5.0)));
    /// ```
    #[inline]
    pub fn directional_derivative<F>(&mut self, f: F, x: &[T], v: &[T]) -> Result<(T, T), ShapeError>
    where
        F: FnOnce(&[Dual<T, C>]) -> Dual<T, C>,
    {
        self.check_direction(x, v)?;
        self.seed_along(x, v);
        let y = f(&self.variables);
        Ok((y.re, y.eps[0]))
    }

    /// The outputs of `f`, which it finds at 0, go to `values`, its Jacobian times `v` to `out`, in one pass.
    ///
    /// # Errors
    ///
    /// If `x` or `v` does not have `n`, or `values` or `out` not `m` entries.
    ///
    /// ```
    /// use dual_numbers::Chunked;
    /// let (mut values, mut out) = ([0.0; 1], [0.0; 1]);
    /// let f = |x: &[_], y: &mut [_]| y[0] = x[0] * x[1];
    /// Chunked::<1>::with_outputs(2, 1).jacobian_vector_product(f, &[2.0, 3.0], &[1.0, 1.0], &mut values, &mut out)?;
    /// assert_eq!((values, out), ([6.0], [5.0]));
    /// # Ok::<(), dual_numbers::ShapeError>(())
    /// ```
    #[inline]
    pub fn jacobian_vector_product<F>(&mut self, f: F, x: &[T], v: &[T], values: &mut [T], out: &mut [T]) -> Result<(), ShapeError>
    where
        F: FnOnce(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        self.check_direction(x, v)?;
        check("values", self.outputs.len(), values.len())?;
        check("out", self.outputs.len(), out.len())?;
        self.seed_along(x, v);
        self.call(f);
        for ((value, out), y) in values.iter_mut().zip(out).zip(&self.outputs) {
            (*value, *out) = (y.re, y.eps[0]);
        }
        Ok(())
    }

    /// Calls `f` on outputs that are 0.
    pub(crate) fn call(&mut self, f: impl FnOnce(&[Dual<T, C>], &mut [Dual<T, C>])) {
        self.outputs.fill(Dual::constant(T::zero()));
        f(&self.variables, &mut self.outputs);
    }

    fn set_values(&mut self, x: &[T]) {
        for (variable, &x) in self.variables.iter_mut().zip(x) {
            variable.re = x;
        }
    }

    /// Direction `i` on variable `start + i`, and no others.
    fn seed(&mut self, start: usize) {
        move_seeds(&mut self.variables, self.seeded.replace(start), start, |variable| &mut variable.eps);
    }

    /// Calls `f` at `x` with the directions of the colours from `first` on: variable `k` in that of `colours[k]`.
    pub(crate) fn sweep_colours<F>(&mut self, f: F, x: &[T], colours: &[u32], first: usize)
    where
        F: FnOnce(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        if self.seeded.replace(first) == Some(first) {
            self.set_values(x);
        } else {
            for (variable, (&x, &colour)) in self.variables.iter_mut().zip(x.iter().zip(colours)) {
                *variable = Dual::seeded(x, colour as usize, first);
            }
        }
        self.call(f);
    }

    fn check_direction(&self, x: &[T], v: &[T]) -> Result<(), ShapeError> {
        check("x", self.variables.len(), x.len())?;
        check("v", self.variables.len(), v.len())
    }

    /// Direction 0 along `v`.
    pub(crate) fn seed_along(&mut self, x: &[T], v: &[T]) {
        self.seeded = None;
        for (variable, (&x, &v)) in self.variables.iter_mut().zip(x.iter().zip(v)) {
            *variable = Dual::new(x, from_fn(|k| if k == 0 { v } else { T::zero() }));
        }
    }
}

/// Puts direction `i` on variable `start + i`, and takes it from those of the chunk that starts at `carried`; from all, if that is not known.
///
/// `directions` are the derivatives of a variable in the directions of the chunk.
pub(crate) fn move_seeds<V, T: DualNum, const C: usize>(
    variables: &mut [V],
    carried: Option<usize>,
    start: usize,
    directions: impl Fn(&mut V) -> &mut [T; C],
) {
    if carried == Some(start) {
        return;
    }
    let (first, count) = carried.map_or((0, variables.len()), |first| (first, C));
    for variable in variables.iter_mut().skip(first).take(count) {
        *directions(variable) = unit(C); // none
    }
    for (i, variable) in variables.iter_mut().skip(start).take(C).enumerate() {
        *directions(variable) = unit(i);
    }
}
