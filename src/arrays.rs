//! Arrays of parts, element by element.
//!
//! The compiler keeps [`core::array::from_fn`] in its caller, as vectors in registers, while the array is short. From some 24 elements on it
//! calls it; a loop over a copy stays in the caller, as vectors in memory. For a long array the call costs less than the copy: of the
//! widths that `benches/compare` races, 15 and 25 are faster by the loop, up to 12 and 100 by `from_fn`. Elements that have parts themselves
//! make the closure too large for `from_fn` to take it in, and are faster by the loop. So is one element: the call for it may be compiled apart
//! from the loops of `nalgebra`, which then take up to four times as long. The `map` of an array is not marked for inlining, and may be
//! compiled apart from its caller.

use core::array::from_fn;
use core::ops::RangeInclusive;

/// The lengths for which a loop over a copy is fastest, beside 1.
const LOOPED: RangeInclusive<usize> = 13..=64;

/// `f(i)` for every index `i` of an array such as `like`.
#[inline(always)]
pub(crate) fn each<T: Clone, const N: usize>(like: &[T; N], f: impl Fn(usize) -> T) -> [T; N] {
    if N == 1 || LOOPED.contains(&N) || size_of::<T>() > size_of::<f64>() { each_by_loop(like, f) } else { from_fn(f) }
}

/// The same by a loop whatever the length, for a branch that is rarely taken: there the compiler calls `from_fn`, and the arrays that a call
/// reads are kept in memory on the usual way too, so that nothing it knows of them is of use.
#[inline(always)]
pub(crate) fn each_by_loop<T: Clone, const N: usize>(like: &[T; N], f: impl Fn(usize) -> T) -> [T; N] {
    let mut out = like.clone();
    for (i, element) in out.iter_mut().enumerate() {
        *element = f(i);
    }
    out
}

/// `f(i, j)` for every entry of a block such as `like`.
#[inline(always)]
pub(crate) fn each_entry<T: Clone, const M: usize, const N: usize>(like: &[[T; N]; M], f: impl Fn(usize, usize) -> T) -> [[T; N]; M] {
    let mut out = like.clone();
    for (i, row) in out.iter_mut().enumerate() {
        for (j, entry) in row.iter_mut().enumerate() {
            *entry = f(i, j);
        }
    }
    out
}

/// `f` of every element.
#[inline(always)]
pub(crate) fn map<T: Clone, const N: usize>(a: &[T; N], f: impl Fn(T) -> T) -> [T; N] {
    each(a, |i| f(a[i].clone()))
}

/// `f` of every pair of elements.
#[inline(always)]
pub(crate) fn zip<T: Clone, const N: usize>(a: &[T; N], b: &[T; N], f: impl Fn(T, T) -> T) -> [T; N] {
    each(a, |i| f(a[i].clone(), b[i].clone()))
}
