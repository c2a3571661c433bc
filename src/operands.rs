//! What a function of two operands asks of the second one, a number or a primitive.

use num_traits::{One, Zero};

use crate::dual_num::sealed;
use crate::elementary::{binary, unary};
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, DualNum, HyperDual, Operand, PrimitiveFloat, Taylor, rules, taylor};

macro_rules! operands {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        impl<T: DualNum, $(const $C: usize),*> Operand<Self> for $Number<T, $($C),*> {}
        impl<T: DualNum, $(const $C: usize),*> sealed::Operand<Self> for $Number<T, $($C),*> {
            #[inline(always)]
            fn raise(self, base: Self) -> Self {
                if self.value() == T::Primitive::zero() {
                    // Its directions alone matter: where they are zero nothing of the base does, infinite or NaN.
                    sealed::Part::strong(self, base.ln()).exp()
                } else {
                    binary!($by powf base self)
                }
            }
            #[inline(always)]
            fn logarithm(self, x: Self) -> Self {
                binary!($by log x self)
            }
            #[inline(always)]
            fn multiply(self, x: Self) -> Self {
                x * self
            }
            #[inline(always)]
            fn add_to(self, x: Self) -> Self {
                x + self
            }
            #[inline(always)]
            fn number(self) -> Self {
                self
            }
        }

        #[diagnostic::do_not_recommend]
        impl<P: PrimitiveFloat, T: DualNum<Primitive = P>, $(const $C: usize),*> Operand<$Number<T, $($C),*>> for P {}
        #[diagnostic::do_not_recommend]
        impl<P: PrimitiveFloat, T: DualNum<Primitive = P>, $(const $C: usize),*> sealed::Operand<$Number<T, $($C),*>> for P {
            #[inline(always)]
            fn raise(self, base: $Number<T, $($C),*>) -> $Number<T, $($C),*> {
                if self == P::zero() { One::one() } else { unary!($by powf_constant base self) }
            }
            #[inline(always)]
            fn logarithm(self, x: $Number<T, $($C),*>) -> $Number<T, $($C),*> {
                unary!($by log_constant x self)
            }
            #[inline(always)]
            fn multiply(self, x: $Number<T, $($C),*>) -> $Number<T, $($C),*> {
                x * self
            }
            #[inline(always)]
            fn add_to(self, x: $Number<T, $($C),*>) -> $Number<T, $($C),*> {
                x + self
            }
            #[inline(always)]
            fn number(self) -> $Number<T, $($C),*> {
                $Number::from_value(self)
            }
        }
    };
}

for_every_number! { operands }
