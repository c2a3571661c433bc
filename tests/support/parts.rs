//! Every part of a number, one after the other.

use dual_numbers::{Dual, HyperDual, Taylor};
use num_rational::Ratio;

/// What `==` does not see: every part.
pub trait Parts: Clone {
    type Part: PartialEq + std::fmt::Debug;
    fn parts(&self) -> Vec<Self::Part>;
}

macro_rules! primitive_parts {
    ($($T:ty)*) => { $(
        impl Parts for $T {
            type Part = $T;
            fn parts(&self) -> Vec<$T> {
                vec![*self]
            }
        }
    )* };
}
primitive_parts!(i64 f64 Ratio<i64>);

impl<T: Parts, const N: usize> Parts for Dual<T, N> {
    type Part = T::Part;
    fn parts(&self) -> Vec<T::Part> {
        [&self.re].into_iter().chain(&self.eps).flat_map(T::parts).collect()
    }
}

impl<T: Parts, const K: usize> Parts for Taylor<T, K> {
    type Part = T::Part;
    fn parts(&self) -> Vec<T::Part> {
        [&self.re].into_iter().chain(&self.coefficients).flat_map(T::parts).collect()
    }
}

impl<T: Parts, const M: usize, const N: usize> Parts for HyperDual<T, M, N> {
    type Part = T::Part;
    fn parts(&self) -> Vec<T::Part> {
        [&self.re].into_iter().chain(&self.eps1).chain(&self.eps2).chain(self.eps12.as_flattened()).flat_map(T::parts).collect()
    }
}
