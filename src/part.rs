//! What our numbers ask of their parts, beside `Float`, when they are parts themselves: strong zero, the derivatives of a user's rule, and
//! the functions that are closed under differentiation.

use crate::dual_num::sealed;
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{BinaryRule, Dual, DualNum, HyperDual, Rule, Taylor, taylor};

/// Functions that are closed under differentiation: the chain rule over their slopes, or the recurrence of a Taylor series.
macro_rules! closed {
    (rules $C:ident $x:ident $y:ident) => {{
        let (x, y) = $x.arguments(&$y);
        let f = sealed::Part::closed::<F, $C>(x, y);
        let slopes = $C::slopes(x, y, f);
        core::array::from_fn(|i| $x.compose2($y, (f[i], slopes[i].0, slopes[i].1)))
    }};
    (taylor $C:ident $x:ident $y:ident) => {
        taylor::closed::<F, $C, _, _>($x, $y)
    };
}

macro_rules! parts {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        impl<T: DualNum, $(const $C: usize),*> sealed::Part for $Number<T, $($C),*> {
            #[inline(always)]
            fn all_finite(x: &Self) -> bool {
                x.all(x, |part, _| T::all_finite(part))
            }
            #[cfg(feature = "nalgebra")]
            #[inline(always)]
            fn all_sizes(x: &Self, p: &mut impl FnMut(f64) -> bool) -> bool {
                x.all(x, |part, _| T::all_sizes(part, p))
            }
            #[inline(always)]
            fn scale(direction: Self, factor: Self) -> Self {
                // `direction' factor + direction factor'`: a direction or a change of the factor that is zero adds nothing.
                direction.leibniz(factor, T::scale, T::strong)
            }
            #[inline(always)]
            fn strong(x: Self, y: Self) -> Self {
                x.product(y, T::strong)
            }
            #[inline(always)]
            fn log_constant(x: Self, b: <Self as DualNum>::Primitive) -> Self {
                x.log(b)
            }
            #[inline(always)]
            fn differentiated<R: Rule>(x: Self, _: Self, rule: &R) -> Self {
                x.apply(rule)
            }
            #[inline(always)]
            fn differentiated2<R: BinaryRule>(x: Self, y: Self, _: Self, rule: &R) -> Self {
                x.apply2(y, rule)
            }
            #[inline(always)]
            fn closed<const F: usize, C: sealed::Closed<F>>(x: Self, y: Self) -> [Self; F] {
                closed!($by C x y)
            }
        }
    };
}

for_every_number! { parts }
