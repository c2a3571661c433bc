//! Partially separable functions, `f(x) = sum of terms` of a few variables each: derivatives of the sum from those of the terms.
//!
//! A. Griewank, Ph. L. Toint, "On the Unconstrained Optimization of Partially Separable Functions", in M. J. D. Powell (ed.), Nonlinear
//! Optimization 1981, Academic Press (1982), 301-312.

use std::vec::Vec;

use super::pattern::{RowUnions, check_count};
use super::sweeps::{check_finite, check_gradient};
use super::{SparseError, SparsityPattern};
use crate::shape::{ShapeError, check};
use crate::{Dual, DualNum, HyperDual, hessian_in_blocks};

/// The gradient of a sum of terms of `N` variables each: one call of each term, however many variables there are.
///
/// Dense forward mode would call the whole function `ceil(n / C)` times. Nothing is allocated after construction.
///
/// ```
/// use dual_numbers::DualNum;
/// use dual_numbers::sparse::SeparableGradient;
///
/// /// Chained Rosenbrock: term i is 100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2.
/// fn term<D: DualNum<Primitive = f64>>(_: usize, [x, next]: [D; 2]) -> D {
///     (next - x * x).powi(2) * 100.0 + (D::one() - x).powi(2)
/// }
/// let gradient = SeparableGradient::new(3, (0..2).map(|i| [i, i + 1]))?;
/// let mut out = [0.0; 3];
/// assert_eq!(gradient.evaluate(term, &[1.0, 2.0, 4.0], &mut out)?, 101.0);
/// assert_eq!(out, [-400.0, 202.0, 0.0]);
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SeparableGradient<const N: usize> {
    variables: usize,
    terms: Vec<[u32; N]>,
}

impl<const N: usize> SeparableGradient<N> {
    /// The sum, over `variables` variables, of one term for each item of `terms`, which names that term's variables.
    ///
    /// A term of fewer variables names some neighbours too, and does not look at them.
    ///
    /// # Errors
    ///
    /// If a term names a variable twice, or one that is not there; or if there are `u32::MAX` variables or more.
    ///
    /// ```
    /// use dual_numbers::sparse::SeparableGradient;
    /// let error = SeparableGradient::new(3, [[0, 1], [1, 3]]).unwrap_err();
    /// assert_eq!(error.to_string(), "term 1 names variable 3, there are 3, numbered from 0");
    /// ```
    pub fn new(variables: usize, terms: impl IntoIterator<Item = [usize; N]>) -> Result<Self, SparseError> {
        check_count(variables)?;
        let terms: Vec<_> = terms.into_iter().collect();
        for (term, names) in terms.iter().enumerate() {
            if let Some(&variable) = names.iter().find(|&&i| i >= variables) {
                return Err(SparseError::NoVariable { term, variable, variables });
            }
            if let Some(k) = (1..N).find(|&k| names[..k].contains(&names[k])) {
                return Err(SparseError::Repeated { term, variable: names[k] });
            }
        }
        Ok(Self { variables, terms: terms.into_iter().map(|term| term.map(|i| i as u32)).collect() })
    }

    /// The sum of `term(k, variables of term k)` at `x`; its gradient goes to `gradient`.
    ///
    /// # Errors
    ///
    /// If `x` or `gradient` does not have one entry per variable; or if a derivative is infinite or NaN: then `gradient` has all of them,
    /// and the error names the first.
    ///
    /// ```
    /// use dual_numbers::sparse::SeparableGradient;
    /// let sum = SeparableGradient::new(3, [[0, 1], [1, 2]])?; // x_0 x_1 + 10 x_1 x_2
    /// let mut gradient = [0.0; 3];
    /// let value = sum.evaluate(|k, [x, y]| x * y * [1.0, 10.0][k], &[2.0, 3.0, 5.0], &mut gradient)?;
    /// assert_eq!((value, gradient), (156.0, [3.0, 52.0, 30.0]));
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn evaluate<T: DualNum, F>(&self, mut term: F, x: &[T], gradient: &mut [T]) -> Result<T, SparseError>
    where
        F: FnMut(usize, [Dual<T, N>; N]) -> Dual<T, N>,
    {
        self.check_lengths(x, gradient)?;
        self.sum(x, gradient, |k, local| {
            let y = term(k, Dual::variables(local));
            (y.re, y.eps)
        })
    }

    fn check_lengths<T>(&self, x: &[T], gradient: &[T]) -> Result<(), ShapeError> {
        check("x", self.variables, x.len())?;
        check("gradient", self.variables, gradient.len())
    }

    /// Sums values and gradients, term by term.
    #[inline(always)]
    fn sum<T: DualNum>(&self, x: &[T], gradient: &mut [T], mut term: impl FnMut(usize, [T; N]) -> (T, [T; N])) -> Result<T, SparseError> {
        gradient.fill(T::zero());
        let mut value = -T::zero(); // as the sum of an iterator starts: a loss of -0.0 stays one
        for (k, variables) in self.terms.iter().enumerate() {
            let (y, slopes) = term(k, variables.map(|i| x[i as usize]));
            value += y;
            for (&i, &slope) in variables.iter().zip(&slopes) {
                gradient[i as usize] += slope;
            }
        }
        check_gradient(gradient)?;
        Ok(value)
    }
}

/// The Hessian of a sum of terms of `N` variables each: one call of each term, however many variables there are.
///
/// The variables of a term are taken to interact. Nothing is allocated after construction.
///
/// ```
/// use dual_numbers::DualNum;
/// use dual_numbers::sparse::SeparableHessian;
///
/// /// Term i is x_i^2 x_(i+1).
/// fn term<D: DualNum<Primitive = f64>>(_: usize, [x, next]: [D; 2]) -> D {
///     x * x * next
/// }
/// let hessian = SeparableHessian::new(3, (0..2).map(|i| [i, i + 1]))?;
/// let (mut gradient, mut values) = ([0.0; 3], [0.0; 7]);
/// assert_eq!(hessian.evaluate(term, &[1.0, 2.0, 3.0], &mut gradient, &mut values)?, 14.0);
/// assert_eq!(gradient, [4.0, 13.0, 4.0]);
/// assert_eq!(hessian.pattern().to_string(), "3 x 3, 7 entries\n**.\n***\n.**");
/// assert_eq!(values, [4.0, 2.0, /**/ 2.0, 6.0, 4.0, /**/ 4.0, 0.0]);
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SeparableHessian<const N: usize> {
    terms: SeparableGradient<N>,
    pattern: SparsityPattern,
    /// Where the second derivatives of each term stand in the pattern.
    positions: Vec<[[u32; N]; N]>,
}

impl<const N: usize> SeparableHessian<N> {
    /// The sum, over `variables` variables, of one term for each item of `terms`, which names that term's variables.
    ///
    /// # Errors
    ///
    /// If a term names a variable twice, or one that is not there; or if there are `u32::MAX` variables, terms or entries or more.
    ///
    /// ```
    /// use dual_numbers::sparse::SeparableHessian;
    /// let hessian = SeparableHessian::new(4, [[0, 1], [1, 3]])?;
    /// assert_eq!(hessian.pattern().to_string(), "4 x 4, 7 entries\n**..\n**.*\n....\n.*.*");
    ///
    /// let error = SeparableHessian::new(4, [[0, 1], [1, 1]]).unwrap_err();
    /// assert_eq!(error.to_string(), "term 1 names variable 1 twice");
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn new(variables: usize, terms: impl IntoIterator<Item = [usize; N]>) -> Result<Self, SparseError> {
        let terms = SeparableGradient::new(variables, terms)?;
        let pattern = interactions(&terms)?;
        check_count(pattern.nonzeros())?;
        let position = |i: u32, j: u32| pattern.position(i as usize, j as usize).map_or(u32::MAX, |position| position as u32);
        let positions = terms.terms.iter().map(|term| term.map(|i| term.map(|j| position(i, j)))).collect();
        Ok(Self { terms, pattern, positions })
    }

    /// Where the Hessian may differ from zero, both triangles; the values come in its order.
    ///
    /// ```
    /// use dual_numbers::sparse::SeparableHessian;
    /// let hessian = SeparableHessian::new(3, [[0, 1], [1, 2]])?; // a term of x0 and x1, one of x1 and x2
    /// assert_eq!(hessian.pattern().nonzeros(), 7);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn pattern(&self) -> &SparsityPattern {
        &self.pattern
    }

    /// The sum of `term(k, variables of term k)` at `x`; its gradient and its Hessian go to `gradient` and `values`, the Hessian in the
    /// order of the pattern.
    ///
    /// # Errors
    ///
    /// If `x` or `gradient` does not have one entry per variable, or `values` one per entry of the pattern; or if a derivative is infinite
    /// or NaN: then `gradient` and `values` have all of them, and the error names the first.
    ///
    /// ```
    /// use dual_numbers::sparse::SeparableHessian;
    /// let hessian = SeparableHessian::new(3, [[0, 1], [1, 2]])?; // x_0 x_1 + x_1 x_2
    /// let (mut gradient, mut values) = ([0.0; 3], [0.0; 7]);
    /// let value = hessian.evaluate(|_, [x, y]| x * y, &[2.0, 3.0, 5.0], &mut gradient, &mut values)?;
    /// assert_eq!((value, gradient), (21.0, [3.0, 7.0, 3.0]));
    /// assert_eq!(values, [0.0, 1.0, /**/ 1.0, 0.0, 1.0, /**/ 1.0, 0.0]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn evaluate<T: DualNum, F>(&self, mut term: F, x: &[T], gradient: &mut [T], values: &mut [T]) -> Result<T, SparseError>
    where
        F: FnMut(usize, [HyperDual<T, N, N>; N]) -> HyperDual<T, N, N>,
    {
        self.assemble(x, gradient, values, |k, local| {
            let y = term(k, HyperDual::variables(local));
            (y.re, y.eps1, y.eps12)
        })
    }

    /// The same by blocks of `B x B`, to the last bit, with the calls of each term that [`hessian_in_blocks`] makes.
    ///
    /// For terms of many variables, whose numbers are large otherwise: those of an element with 8 nodes and 24 variables have 625 parts, and 25
    /// in blocks of 4 x 4; 60 variables in one pass overflow the stack of a thread.
    ///
    /// # Errors
    ///
    /// As [`evaluate`](Self::evaluate).
    ///
    /// ```
    /// use dual_numbers::sparse::SeparableHessian;
    /// let hessian = SeparableHessian::new(3, [[0, 1, 2]])?; // x_0 x_1 x_2
    /// let (mut gradient, mut values) = ([0.0; 3], [0.0; 9]);
    /// hessian.evaluate_in_blocks::<2, _, _>(|_, [x, y, z]| x * y * z, &[2.0, 3.0, 5.0], &mut gradient, &mut values)?;
    /// assert_eq!(values, [0.0, 5.0, 3.0, /**/ 5.0, 0.0, 2.0, /**/ 3.0, 2.0, 0.0]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn evaluate_in_blocks<const B: usize, T: DualNum, F>(
        &self,
        mut term: F,
        x: &[T],
        gradient: &mut [T],
        values: &mut [T],
    ) -> Result<T, SparseError>
    where
        F: FnMut(usize, [HyperDual<T, B, B>; N]) -> HyperDual<T, B, B>,
    {
        self.assemble(x, gradient, values, |k, local| hessian_in_blocks(|x| term(k, x), local))
    }

    /// The sum of the terms whose values, gradients and Hessians `term` gives.
    #[inline(always)]
    fn assemble<T: DualNum>(
        &self,
        x: &[T],
        gradient: &mut [T],
        values: &mut [T],
        mut term: impl FnMut(usize, [T; N]) -> (T, [T; N], [[T; N]; N]),
    ) -> Result<T, SparseError> {
        self.terms.check_lengths(x, gradient)?;
        check("values", self.pattern.nonzeros(), values.len())?;
        values.fill(T::zero());
        let mut positions = self.positions.iter();
        let value = self.terms.sum(x, gradient, |k, local| {
            let (value, slopes, block) = term(k, local);
            for (i, row) in positions.next().into_iter().flatten().enumerate() {
                for (j, &position) in row.iter().enumerate() {
                    // The upper triangle twice: exactly symmetric.
                    values[position as usize] += block[i.min(j)][i.max(j)];
                }
            }
            (value, slopes)
        })?;
        check_finite(&self.pattern, values)?;
        Ok(value)
    }
}

/// The pairs of variables with a term in common.
fn interactions<const N: usize>(sum: &SeparableGradient<N>) -> Result<SparsityPattern, SparseError> {
    let entries = sum.terms.iter().enumerate().flat_map(|(k, term)| term.iter().map(move |&i| (i as usize, k)));
    let terms_of = SparsityPattern::from_triplets(sum.variables, sum.terms.len(), entries)?;
    let mut rows = RowUnions::new(sum.variables);
    for i in 0..sum.variables {
        let neighbours = terms_of.row(i).iter().flat_map(|&term| &sum.terms[term]);
        neighbours.for_each(|&j| rows.insert(j as usize));
        rows.end_row();
    }
    Ok(rows.finish())
}
