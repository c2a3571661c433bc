//! Questions about the value of a number.

use core::num::FpCategory;

#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, DualNum, HyperDual, Taylor};

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident: $Answer:ty;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            #[inline(always)]
            pub fn $name(self) -> $Answer {
                self.re.$name()
            }
        )*
    };
}

macro_rules! about_the_value {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        /// Questions about the value; the derivatives do not matter.
        impl<T: DualNum, $(const $C: usize),*> $Number<T, $($C),*> {
            questions! {
                /// True if the value is NaN.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// assert!(Dual::variable(-1.0).sqrt().is_nan());
                /// assert!(!Dual::new(1.0, [f64::NAN]).is_nan());
                /// ```
                is_nan: bool;
                /// True if the value is infinite.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// assert!(Dual::variable(0.0).recip().is_infinite());
                /// ```
                is_infinite: bool;
                /// True if the value is neither infinite nor NaN.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// assert!(Dual::variable(0.0).sqrt().is_finite()); // the derivative is infinite
                /// ```
                is_finite: bool;
                /// True if the value is neither zero, infinite, subnormal, nor NaN.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// assert!(Dual::variable(1.0).is_normal() && !Dual::variable(0.0).is_normal());
                /// ```
                is_normal: bool;
                /// True if the value is subnormal.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// assert!(Dual::variable(1e-310).is_subnormal());
                /// ```
                is_subnormal: bool;
                /// True if the value has a positive sign bit, `+0.0` included.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// assert!(Dual::variable(0.0).is_sign_positive());
                /// ```
                is_sign_positive: bool;
                /// True if the value has a negative sign bit, `-0.0` included.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// assert!(Dual::variable(-0.0).is_sign_negative());
                /// ```
                is_sign_negative: bool;
                /// The category of the value.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// assert_eq!(Dual::variable(-0.0).classify(), core::num::FpCategory::Zero);
                /// ```
                classify: FpCategory;
            }
        }
    };
}

for_every_number! { about_the_value }
