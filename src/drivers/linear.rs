//! Small dense linear systems, over any of our numbers.

use core::array::from_fn;

use num_traits::{Float, One};

use crate::dual::unit;
use crate::rules::power_of_two;
use crate::{DualNum, ImplicitErrorKind};

/// The `x` with `a x = b`, for the slopes `a` and the values `b` of an equation; an error unless both are finite and `a` is regular to rounding.
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
    let inverse = eliminate(values, from_fn(unit::<_, M>));
    if !is_regular(M, |i, j| (values[i][j], inverse[i][j])) {
        return Err(ImplicitErrorKind::Singular);
    }
    Ok(eliminate(a, b.map(|b| [b])).map(|[x]| x))
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

/// The `x` with `a x = b`, by Gaussian elimination; pivots are compared relative to the largest entry of their row. Not finite if a pivot is 0.
fn eliminate<D: DualNum, const M: usize, const K: usize>(mut a: [[D; M]; M], mut b: [[D; K]; M]) -> [[D; K]; M] {
    let mut scale = a.map(|row| largest(row.map(|entry| entry.value())));
    for k in 0..M {
        let relative = |i: usize| a[i][k].value().abs() / scale[i];
        let pivot = (k + 1..M).fold(k, |best, i| if relative(i) > relative(best) { i } else { best });
        a.swap(k, pivot);
        b.swap(k, pivot);
        scale.swap(k, pivot);
        for i in k + 1..M {
            let factor = a[i][k] / a[k][k];
            a[i] = from_fn(|j| a[i][j] - factor * a[k][j]);
            b[i] = from_fn(|j| b[i][j] - factor * b[k][j]);
        }
    }
    for k in (0..M).rev() {
        b[k] = from_fn(|j| (b[k][j] - (k + 1..M).map(|i| a[k][i] * b[i][j]).sum::<D>()) / a[k][k]);
    }
    b
}

/// The largest magnitude.
pub(crate) fn largest<T: Float>(x: impl IntoIterator<Item = T>) -> T {
    x.into_iter().map(T::abs).fold(T::zero(), T::max)
}
