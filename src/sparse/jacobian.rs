//! [`SparseJacobian`]: seed colours, call, extract.

use std::vec;
use std::vec::Vec;

use super::sweeps::{Source, Sweeps, check_finite, sources, symmetric_sources};
use super::{Colouring, SparseError, SparsityPattern};
use crate::dual_num::to_f64;
use crate::{Dual, DualNum};

/// The Jacobian of a function of slices whose pattern is known: one direction per colour, `C` of them per sweep.
///
/// The function is called `colours / C` times, rounded up, however many variables there are. [`evaluate`](Self::evaluate) allocates nothing.
/// Best is one call, with an even `C` from the number of colours on, up to about 8; directions without a colour are wasted work.
/// The compression is that of A. R. Curtis, M. J. D. Powell, J. K. Reid, "On the Estimation of Sparse Jacobian Matrices", J. Inst. Maths Applics 13
/// (1974), 117-119.
///
/// ```
/// use dual_numbers::DualNum;
/// use dual_numbers::sparse::{SparseJacobian, jacobian_pattern};
///
/// /// y_i = x_i^2 x_(i+1)
/// fn f<D: DualNum<Primitive = f64>>(x: &[D], y: &mut [D]) {
///     for (y, x) in y.iter_mut().zip(x.windows(2)) {
///         *y = x[0] * x[0] * x[1];
///     }
/// }
/// let x = [1.0, 2.0, 3.0, 4.0];
/// let mut jacobian = SparseJacobian::<2>::new(jacobian_pattern(f, &x, 3)?)?;
/// let mut values = [0.0; 6];
/// jacobian.evaluate(f, &x, &mut values)?; // 2 x_i x_(i+1), x_i^2
/// assert_eq!(values, [4.0, 1.0, 12.0, 4.0, 24.0, 9.0]);
/// assert_eq!(jacobian.colouring().count(), 2);
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SparseJacobian<const C: usize, T = f64> {
    pattern: SparsityPattern,
    sources: Vec<Source>,
    sweeps: Sweeps<T, C>,
}

impl<const C: usize, T: DualNum> SparseJacobian<C, T> {
    /// A Jacobian with this pattern, coloured in the order that takes fewest colours.
    ///
    /// # Errors
    ///
    /// None: every pattern can be coloured. The type is that of the other constructors, which can fail.
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseJacobian, SparsityPattern};
    /// let jacobian = SparseJacobian::<1>::new(SparsityPattern::from_triplets(2, 3, [(0, 0), (0, 1), (1, 2)])?)?;
    /// assert_eq!(jacobian.colouring().count(), 2); // evaluated by two directions for three columns
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn new(pattern: SparsityPattern) -> Result<Self, SparseError> {
        let longest_row = (0..pattern.rows()).map(|i| pattern.row(i).len()).max().unwrap_or(0);
        let best = Colouring::fewest(longest_row, |order| Colouring::of_columns(&pattern, order));
        Ok(Self::read_from(sources(&pattern, &best), pattern, best))
    }

    /// A Jacobian whose entries stand where `sources` says.
    fn read_from(sources: Vec<Source>, pattern: SparsityPattern, colouring: Colouring) -> Self {
        let sweeps = Sweeps::new(colouring, pattern.rows(), &sources);
        Self { pattern, sources, sweeps }
    }

    /// A Jacobian with this pattern and colouring.
    ///
    /// # Errors
    ///
    /// If there is not one colour per column, each below the number of columns, or two columns of a row share one.
    ///
    /// ```
    /// use dual_numbers::sparse::{Colouring, SparseJacobian, SparsityPattern};
    /// let pattern = SparsityPattern::from_triplets(1, 3, [(0, 0), (0, 2)])?;
    /// let error = SparseJacobian::<2>::with_colouring(pattern, Colouring::new(vec![0, 1, 0])).unwrap_err();
    /// assert_eq!(error.to_string(), "row 0 has columns 0 and 2, both of colour 0");
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn with_colouring(pattern: SparsityPattern, colouring: Colouring) -> Result<Self, SparseError> {
        colouring.check_columns(&pattern)?;
        Ok(Self::read_from(sources(&pattern, &colouring), pattern, colouring))
    }

    /// The Hessian of a function whose gradient is at hand: a symmetric Jacobian, star coloured in the order that takes fewest colours.
    ///
    /// Each entry is read from a Hessian-vector product, its own or its mirror image's: fewer colours than [`new`](Self::new) takes, and
    /// values that are exactly symmetric.
    ///
    /// # Errors
    ///
    /// If the pattern is not symmetric.
    ///
    /// ```
    /// use dual_numbers::DualNum;
    /// use dual_numbers::sparse::{SparseJacobian, jacobian_pattern};
    ///
    /// /// The gradient of x_0 (x_1^2 + x_2^2).
    /// fn gradient<D: DualNum<Primitive = f64>>(x: &[D], g: &mut [D]) {
    ///     g[0] = x[1] * x[1] + x[2] * x[2];
    ///     g[1] = x[0] * x[1] * 2.0;
    ///     g[2] = x[0] * x[2] * 2.0;
    /// }
    /// let x = [5.0, 3.0, 4.0];
    /// let mut hessian = SparseJacobian::<2>::symmetric(jacobian_pattern(gradient, &x, 3)?)?;
    /// assert_eq!(hessian.colouring().count(), 2);
    /// let mut values = [0.0; 6];
    /// hessian.evaluate(gradient, &x, &mut values)?;
    /// assert_eq!(values, [6.0, 8.0, 6.0, 10.0, 8.0, 10.0]); // (0, 1), (0, 2); (1, 0), (1, 1); (2, 0), (2, 2)
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn symmetric(pattern: SparsityPattern) -> Result<Self, SparseError> {
        pattern.check_symmetric()?;
        let best = Colouring::fewest(1, |order| Colouring::star_of_symmetric(&pattern, order));
        Ok(Self::read_from(symmetric_sources(&pattern, &best)?, pattern, best))
    }

    /// A symmetric Jacobian with this pattern and star colouring.
    ///
    /// # Errors
    ///
    /// If the pattern is not symmetric, if there is not one colour per variable, each below the number of variables, or if an entry can be
    /// read neither from its own product nor from its mirror image's.
    ///
    /// ```
    /// use dual_numbers::sparse::{Colouring, SparseJacobian, SparsityPattern};
    /// let pattern = SparsityPattern::from_triplets(3, 3, [(0, 0), (0, 1), (0, 2), (1, 0), (2, 0)])?;
    /// assert!(SparseJacobian::<2>::symmetric_with_colouring(pattern.clone(), Colouring::new(vec![0, 1, 1])).is_ok());
    ///
    /// let error = SparseJacobian::<2>::symmetric_with_colouring(pattern, Colouring::new(vec![0, 0, 1])).unwrap_err();
    /// assert_eq!(error.to_string(), "row 0 has columns 0 and 1, both of colour 0");
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn symmetric_with_colouring(pattern: SparsityPattern, colouring: Colouring) -> Result<Self, SparseError> {
        pattern.check_symmetric()?;
        colouring.check_range(pattern.columns())?;
        Ok(Self::read_from(symmetric_sources(&pattern, &colouring)?, pattern, colouring))
    }

    /// Where the Jacobian may differ from zero; the values come in its order.
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseJacobian, SparsityPattern};
    /// let jacobian = SparseJacobian::<1>::new(SparsityPattern::from_triplets(2, 3, [(0, 0), (0, 1), (1, 2)])?)?;
    /// assert_eq!(jacobian.pattern().nonzeros(), 3);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn pattern(&self) -> &SparsityPattern {
        &self.pattern
    }

    /// Which columns share a direction.
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseJacobian, SparsityPattern};
    /// let jacobian = SparseJacobian::<1>::new(SparsityPattern::from_triplets(2, 3, [(0, 0), (0, 1), (1, 2)])?)?;
    /// assert_eq!(jacobian.colouring().colours(), [0, 1, 0]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn colouring(&self) -> &Colouring {
        self.sweeps.colouring()
    }

    /// The derivatives of `f` at `x` go to `values`, in the order of the pattern. `f` finds its outputs at 0.
    ///
    /// # Errors
    ///
    /// If `x` does not have one entry per column, or `values` one per entry of the pattern; or if a derivative is infinite or NaN: then
    /// `values` has all of them, and the error names the first. An output may be so without a derivative that is: see
    /// [`outputs`](Self::outputs).
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseJacobian, SparsityPattern};
    /// let mut jacobian = SparseJacobian::<1>::new(SparsityPattern::from_triplets(1, 1, [(0, 0)])?)?;
    /// let error = jacobian.evaluate(|x, y| y[0] = x[0].sqrt(), &[0.0], &mut [0.0]).unwrap_err();
    /// assert_eq!(error.to_string(), "the derivative at (0, 0) is inf");
    /// let error = jacobian.evaluate(|x, y| y[0] = x[0].sqrt(), &[1.0, 2.0], &mut [0.0]).unwrap_err();
    /// assert_eq!(error.to_string(), "`x` has 2 entries, expected 1");
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn evaluate<F>(&mut self, f: F, x: &[T], values: &mut [T]) -> Result<(), SparseError>
    where
        F: FnMut(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        self.sweeps.evaluate(f, x, &self.sources, values)?;
        check_finite(&self.pattern, values)
    }

    /// The same with the sweeps over threads. The first call allocates one pair of buffers per sweep.
    ///
    /// # Errors
    ///
    /// As [`evaluate`](Self::evaluate).
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseJacobian, SparsityPattern};
    /// let mut jacobian = SparseJacobian::<1>::new(SparsityPattern::from_triplets(2, 2, [(0, 0), (0, 1), (1, 1)])?)?;
    /// let mut values = [0.0; 3];
    /// jacobian.evaluate_parallel(|x, y| { y[0] = x[0] * x[1]; y[1] = x[1].exp(); }, &[3.0, 0.0], &mut values)?;
    /// assert_eq!(values, [0.0, 3.0, 1.0]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[cfg(feature = "rayon")]
    pub fn evaluate_parallel<F>(&mut self, f: F, x: &[T], values: &mut [T]) -> Result<(), SparseError>
    where
        F: Fn(&[Dual<T, C>], &mut [Dual<T, C>]) + Sync,
    {
        self.sweeps.evaluate_parallel(f, x, &self.sources, values)?;
        check_finite(&self.pattern, values)
    }

    /// The outputs of the function at the last evaluation.
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseJacobian, SparsityPattern};
    /// let mut jacobian = SparseJacobian::<1>::new(SparsityPattern::from_triplets(1, 1, [(0, 0)])?)?;
    /// jacobian.evaluate(|x, y| y[0] = x[0] * x[0], &[3.0], &mut [0.0])?;
    /// assert!(jacobian.outputs().eq([9.0]));
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn outputs(&self) -> impl Iterator<Item = T> + '_ {
        self.sweeps.values()
    }

    /// An error that names the entry if `f` at `x` has a derivative that the pattern lacks, or one that a symmetric Jacobian reads from a
    /// mirror image unlike it.
    ///
    /// Compares the Jacobian times a vector with one directional derivative along it. Where a row differs, bisection finds the column, in about
    /// `log2` of the number of columns further calls; an entry unlike its mirror image is searched for with at most one call for each entry of
    /// the row that is read from its mirror image. What is below the square root of the machine epsilon, relative to its row, may pass, and some thousand
    /// times as much in a column that shares its colour with one of the row: the compressed value contains it already.
    ///
    /// # Errors
    ///
    /// [`SparseError::MissingEntry`]; [`SparseError::Asymmetric`]; and as [`evaluate`](Self::evaluate).
    ///
    /// ```
    /// use dual_numbers::sparse::{SparseJacobian, SparsityPattern};
    /// let mut jacobian = SparseJacobian::<1>::new(SparsityPattern::from_triplets(2, 2, [(0, 0), (1, 1)])?)?;
    /// let error = jacobian.check(|x, y| { y[0] = x[0] * x[1]; y[1] = x[1]; }, &[3.0, 4.0]).unwrap_err();
    /// assert_eq!(error.to_string(), "the pattern lacks entry (0, 1), where the derivative is 3.0");
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn check<F>(&mut self, mut f: F, x: &[T]) -> Result<(), SparseError>
    where
        F: FnMut(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        let mut values = vec![T::zero(); self.pattern.nonzeros()];
        self.sweeps.evaluate(&mut f, x, &self.sources, &mut values)?;
        let v = directions(x.len());
        let slopes: Vec<_> = self.sweeps.along(&mut f, x, &v).collect();
        for (row, slope) in slopes.into_iter().enumerate() {
            let range = self.pattern.row_range(row);
            let terms = values[range.clone()].iter().zip(&self.pattern.column_indices()[range]).map(|(&value, &j)| value * v[j]);
            let (sum, size) = terms.fold((T::zero(), T::zero()), |(sum, size), term| (sum + term, size + term.abs()));
            let agrees = size.is_finite() && (slope - sum).abs() <= size * T::epsilon().sqrt();
            if !agrees {
                self.find_missing(&mut f, x, row, &v)?;
                check_finite(&self.pattern, &values)?;
                self.find_asymmetric(&mut f, x, row, &values)?;
            }
        }
        Ok(())
    }

    /// An error that names an entry of `row` that was read from its mirror image, and differs from it.
    fn find_asymmetric<F>(&mut self, f: &mut F, x: &[T], row: usize, values: &[T]) -> Result<(), SparseError>
    where
        F: FnMut(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        let range = self.pattern.row_range(row);
        let entries = self.pattern.row(row).iter().zip(&values[range.clone()]).zip(&self.sources[range]);
        for ((&column, &mirror), _) in entries.filter(|(_, source)| source.output as usize != row) {
            let mut unit = vec![T::zero(); x.len()];
            unit[column] = T::one();
            let value = self.sweeps.along(&mut *f, x, &unit).nth(row).unwrap_or(T::zero());
            let agrees = value.is_finite() && (value - mirror).abs() <= (value.abs() + mirror.abs()) * T::epsilon().sqrt();
            if !agrees {
                return Err(SparseError::Asymmetric { row, column, value: to_f64(value), mirror: to_f64(mirror) });
            }
        }
        Ok(())
    }

    /// An error that names a column of `row`, not in the pattern, whose derivative is not zero.
    fn find_missing<F>(&mut self, f: &mut F, x: &[T], row: usize, v: &[T]) -> Result<(), SparseError>
    where
        F: FnMut(&[Dual<T, C>], &mut [Dual<T, C>]),
    {
        let mut suspects: Vec<_> = (0..x.len()).filter(|&j| self.pattern.position(row, j).is_none()).collect();
        let mut slope = |suspects: &[usize]| {
            let mut masked = vec![T::zero(); x.len()];
            suspects.iter().for_each(|&j| masked[j] = v[j]);
            self.sweeps.along(&mut *f, x, &masked).nth(row).unwrap_or(T::zero())
        };
        // Along no direction at all, only values that are infinite or NaN give a slope: then it accuses nobody.
        if !slope(&[]).is_zero() || slope(&suspects).is_zero() {
            return Ok(());
        }
        while suspects.len() > 1 {
            let other = suspects.split_off(suspects.len() / 2);
            if slope(&suspects).is_zero() {
                suspects = other;
            }
        }
        match suspects[..] {
            [column] => Err(SparseError::MissingEntry { row, column, value: to_f64(slope(&[column]) / v[column]) }),
            _ => Ok(()),
        }
    }
}

/// A direction without accidents: components from 1 to 1.5, always the same.
fn directions<T: DualNum>(n: usize) -> Vec<T> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        T::literal(1.0 + (state >> 40) as f64 / (1 << 25) as f64)
    };
    (0..n).map(|_| next()).collect()
}
