//! Small dense linear systems, over any of our numbers.

use core::array::from_fn;

use num_traits::{Float, One};

use crate::dual::unit;
use crate::rules::power_of_two;
use crate::{DualNum, ImplicitErrorKind, PrimitiveFloat};

/// The `x` with `a x = b`, for the slopes `a` and the values `b` of an equation; an error unless both are finite and `a` is regular to rounding.
/// If the numbers carry derivatives, the values of `b` must be 0.
pub(crate) fn solve<D: DualNum, const M: usize>(mut a: [[D; M]; M], mut b: [D; M]) -> Result<[D; M], ImplicitErrorKind> {
    if !a.as_flattened().iter().chain(&b).all(|entry| entry.is_finite()) {
        return Err(ImplicitErrorKind::NotFinite);
    }
    for (row, right) in a.iter_mut().zip(&mut b) {
        let factor = balance(*row);
        *row = row.map(|entry| entry * factor);
        *right *= factor;
    }
    let values = a.map(|row| row.map(|entry| entry.value()));
    let factors = Factors::new(values);
    let inverse: [_; M] = from_fn(|j| factors.solve(unit::<D::Primitive, M>(j))); // by columns
    if !is_regular(M, |i, j| (values[i][j], inverse[j][i])) {
        return Err(ImplicitErrorKind::Singular);
    }
    Ok(refine::<D, _>(factors.solve(b), |x| {
        let rest = factors.solve(from_fn(|i| b[i] - a[i].iter().zip(&x).map(|(&entry, &x)| entry * x).sum::<D>()));
        from_fn(|i| x[i] + rest[i])
    }))
}

/// The `x` with `a x = b` for a `b` that is 0 in its values, from `A^-1 b` with the values `A` of `a`: of `x <- x + A^-1 (b - a x)`, each step
/// makes one more order of derivatives right, and takes rounding from the orders below.
pub(crate) fn refine<D: DualNum, X>(x: X, mut step: impl FnMut(X) -> X) -> X {
    (1..D::ORDER).fold(x, |x, _| step(x))
}

/// True unless an `m x m` matrix is singular to rounding, by its values; `entries(i, j)` are an entry of it and of its inverse.
///
/// A relative change of every entry by `u` changes `det a` by at most `u trace(|a^-1| |a|)` of itself, since
/// `d log det a = trace(a^-1 da)`: where rounding can make that a change by all of it, `a` is singular. The measure does not depend on the
/// scales of rows and columns.
pub(crate) fn is_regular<D: DualNum>(m: usize, entries: impl Fn(usize, usize) -> (D, D)) -> bool {
    let pairs = (0..m).flat_map(|i| (0..m).map(move |j| (i, j)));
    let trace: D::Primitive = pairs.map(|(i, j)| (entries(i, j).1.value() * entries(j, i).0.value()).abs()).sum();
    trace * D::Primitive::epsilon() * D::Primitive::literal(4.0 * m as f64) < D::Primitive::one() // false for NaN too
}

/// What a row and its right-hand side are to be multiplied by: a power of two that takes its largest entry to 1, so that the units of the
/// equations choose no pivot and neither the inverse nor the elimination overflows; the least normal number half-way to 1, not all the way,
/// since derivatives may be larger than the values.
pub(crate) fn balance<D: DualNum>(row: impl IntoIterator<Item = D>) -> D::Primitive {
    let small = D::Primitive::min_positive_value().sqrt();
    power_of_two(largest(row.into_iter().map(|entry| entry.value())).max(small))
}

/// A matrix as the product of triangular ones, its rows in the order of the pivots: the multiples that Gaussian elimination subtracts stand below
/// the diagonal. Pivots are compared relative to the largest entry of their row.
struct Factors<T, const M: usize> {
    rows: [[T; M]; M],
    order: [usize; M],
}

impl<T: PrimitiveFloat, const M: usize> Factors<T, M> {
    fn new(mut rows: [[T; M]; M]) -> Self {
        let (mut scale, mut order) = (rows.map(largest), from_fn(|i| i));
        for k in 0..M {
            let relative = |i: usize| rows[i][k].abs() / scale[i];
            let pivot = (k + 1..M).fold(k, |best, i| if relative(i) > relative(best) { i } else { best });
            rows.swap(k, pivot);
            order.swap(k, pivot);
            scale.swap(k, pivot);
            for i in k + 1..M {
                let factor = rows[i][k] / rows[k][k];
                rows[i] = from_fn(|j| if j > k { rows[i][j] - factor * rows[k][j] } else { rows[i][j] });
                rows[i][k] = factor;
            }
        }
        Self { rows, order }
    }

    /// The `x` with `a x = b`. Not finite if a pivot is 0.
    fn solve<D: DualNum<Primitive = T>>(&self, b: [D; M]) -> [D; M] {
        let mut x = self.order.map(|i| b[i]);
        substitute(|i, j| self.rows[i][j], &mut x);
        x
    }
}

/// The `x` with `L U x = b`, in the place of `b`, for triangular matrices whose entries are `factors(i, j)`: of `L` below the diagonal, where
/// it has ones, of `U` from there on. By columns, as nalgebra stores them.
pub(crate) fn substitute<D: DualNum>(factors: impl Fn(usize, usize) -> D::Primitive, b: &mut [D]) {
    for j in 0..b.len() {
        let x = b[j];
        (j + 1..b.len()).for_each(|i| b[i] -= x * factors(i, j));
    }
    for j in (0..b.len()).rev() {
        b[j] /= factors(j, j);
        let x = b[j];
        (0..j).for_each(|i| b[i] -= x * factors(i, j));
    }
}

/// The largest magnitude.
pub(crate) fn largest<T: Float>(x: impl IntoIterator<Item = T>) -> T {
    x.into_iter().map(T::abs).fold(T::zero(), T::max)
}
