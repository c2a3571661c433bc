//! `any::<Dual<f64, 3>>()`: numbers with arbitrary parts.

use proptest::arbitrary::{Arbitrary, StrategyFor, any_with};
use proptest::strategy::{Map, Strategy};

use crate::{Dual, HyperDual, Taylor};

/// The parts of a number, and how they make it.
macro_rules! arbitrary {
    ($Number:ident<T, $($C:ident),*>, $Parts:ty, |$parts:pat_param| $number:expr, $parameters:expr) => {
        impl<T: Arbitrary, $(const $C: usize),*> Arbitrary for $Number<T, $($C),*>
        where
            T::Parameters: Clone,
        {
            type Parameters = T::Parameters;
            type Strategy = Map<StrategyFor<$Parts>, fn($Parts) -> Self>;

            /// Every part arbitrary.
            fn arbitrary_with(parameters: T::Parameters) -> Self::Strategy {
                let p = parameters;
                any_with::<$Parts>($parameters(p)).prop_map(|$parts| $number)
            }
        }
    };
}

arbitrary!(Dual<T, N>, (T, [T; N]), |(re, eps)| Dual::new(re, eps), |p: T::Parameters| (p.clone(), p));
arbitrary!(Taylor<T, K>, (T, [T; K]), |(re, coefficients)| Taylor::new(re, coefficients), |p: T::Parameters| (p.clone(), p));
arbitrary!(HyperDual<T, M, N>, (T, [T; M], [T; N], [[T; N]; M]), |(re, eps1, eps2, eps12)| HyperDual::new(re, eps1, eps2, eps12),
    |p: T::Parameters| (p.clone(), p.clone(), p.clone(), p));
