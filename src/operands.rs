//! What a function of two operands asks of the second one, a number or a primitive, and what our numbers ask of a part, beside `Float`.

use num_traits::{One, Zero};

use crate::dual_num::sealed;
use crate::elementary::{binary, unary};
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{BinaryRule, Dual, DualNum, HyperDual, Operand, PrimitiveFloat, Rule, Taylor, rules, taylor};

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

macro_rules! operands {
    ($Number:ident<$($C:ident),*> by $by:ident) => {
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

        impl<P: PrimitiveFloat, T: DualNum<Primitive = P>, $(const $C: usize),*> Operand<$Number<T, $($C),*>> for P {}
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

        impl<T: DualNum, $(const $C: usize),*> sealed::Part for $Number<T, $($C),*> {
            const ORDER: usize = Self::OWN_ORDER + T::ORDER;

            #[inline(always)]
            fn all_finite(x: &Self) -> bool {
                x.all(x, |part, _| T::all_finite(part))
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

operands!(Dual<N> by rules);
operands!(HyperDual<M, N> by rules);
operands!(Taylor<K> by taylor);
#[cfg(feature = "std")]
operands! { Tracer<> by rules }
