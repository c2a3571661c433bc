//! [`Parts`]: a container of numbers, taken apart.

use core::array::from_fn;

use crate::{Dual, HyperDual, Taylor};

/// A number type, over other contents: a matrix of `Dual<f64, N>` taken apart is a `Dual<Matrix<f64>, N>`.
pub trait Parts: Sized {
    /// What one part is.
    type Part;
    /// The same number type with one `U` for each part.
    type Of<U>;

    /// One `U` for each part, from the function that reads that part of a number.
    ///
    /// ```
    /// use dual_numbers::{Dual, interop::Parts};
    /// let numbers = [Dual::new(1.0, [2.0]), Dual::new(3.0, [4.0])];
    /// let parts = Dual::each_part(|part| numbers.each_ref().map(part));
    /// assert_eq!((parts.re, parts.eps), ([1.0, 3.0], [[2.0, 4.0]]));
    /// ```
    fn each_part<U>(collect: impl FnMut(&dyn Fn(&Self) -> Self::Part) -> U) -> Self::Of<U>;
}

macro_rules! parts {
    ($Number:ident<$($C:ident),*> |$collect:ident| $($field:ident: $each:expr),*) => {
        impl<T: Clone, $(const $C: usize),*> Parts for $Number<T, $($C),*> {
            type Part = T;
            type Of<U> = $Number<U, $($C),*>;

            fn each_part<U>(mut $collect: impl FnMut(&dyn Fn(&Self) -> T) -> U) -> $Number<U, $($C),*> {
                $Number { $($field: $each),* }
            }
        }
    };
}

parts!(Dual<N> |collect|
    re: collect(&|x| x.re.clone()),
    eps: from_fn(|i| collect(&|x| x.eps[i].clone())));
parts!(HyperDual<M, N> |collect|
    re: collect(&|x| x.re.clone()),
    eps1: from_fn(|i| collect(&|x| x.eps1[i].clone())),
    eps2: from_fn(|j| collect(&|x| x.eps2[j].clone())),
    eps12: from_fn(|i| from_fn(|j| collect(&|x| x.eps12[i][j].clone()))));
parts!(Taylor<K> |collect|
    re: collect(&|x| x.re.clone()),
    coefficients: from_fn(|i| collect(&|x| x.coefficients[i].clone())));
