//! A number on the left of a complex number of its kind, where `num-complex` has the primitives alone.

use core::ops::{Add, Div, Mul, Rem, Sub};

use num_complex::Complex;
use num_traits::{Num, Zero};

#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, HyperDual, Taylor};

/// `number op complex`, by the formulas of `num-complex`, so that the values have its bits.
macro_rules! left_scalar {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        left_scalar!($Number<$($C),*> Add add |x, z| Complex::new(x + z.re, z.im));
        left_scalar!($Number<$($C),*> Sub sub |x, z| Complex::new(x - z.re, Self::zero() - z.im));
        left_scalar!($Number<$($C),*> Mul mul |x, z| Complex::new(x.clone() * z.re, x * z.im));
        left_scalar!($Number<$($C),*> Div div |x, z| { let n = z.norm_sqr(); Complex::new(x.clone() * z.re / n.clone(), Self::zero() - x * z.im / n) });
        left_scalar!($Number<$($C),*> Rem rem |x, z| Complex::from(x) % z);
    };
    ($Number:ident<$($C:ident),*> $Op:ident $op:ident |$x:ident, $z:ident| $complex:expr) => {
        impl<T: Clone + Num, $(const $C: usize),*> $Op<Complex<$Number<T, $($C),*>>> for $Number<T, $($C),*> {
            type Output = Complex<Self>;

            fn $op(self, complex: Complex<Self>) -> Complex<Self> {
                let ($x, $z) = (self, complex);
                $complex
            }
        }
        impl<T: Clone + Num, $(const $C: usize),*> $Op<&Complex<$Number<T, $($C),*>>> for $Number<T, $($C),*> {
            type Output = Complex<Self>;

            fn $op(self, complex: &Complex<Self>) -> Complex<Self> {
                $Op::$op(self, complex.clone())
            }
        }
    };
}

for_every_number! { left_scalar }
