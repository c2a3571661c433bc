//! Arrays of parts, element by element.
//!
//! The compiler makes vectors of [`core::array::from_fn`] while the array is short, and leaves it a function call from some 24 elements on.
//! A loop over a copy becomes vectors at every length, and the copy is never made.

use core::array::from_fn;

/// Up to this length arrays live in registers.
const SHORT: usize = 8;

/// `f(i)` for every index `i` of an array such as `like`.
#[inline(always)]
pub(crate) fn each<T: Clone, const N: usize>(like: &[T; N], f: impl Fn(usize) -> T) -> [T; N] {
    if N <= SHORT {
        return from_fn(f);
    }
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
