//! [`DualNum`], the bound for generic code, and [`Rule`], a function of the user's own.

use core::fmt::{Debug, Display, LowerExp, UpperExp};
use core::iter::{Product, Sum};
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Rem, RemAssign, Sub, SubAssign};

use num_traits::float::TotalOrder;
use num_traits::{Euclid, Float, FloatConst, FromPrimitive, NumAssignOps, NumOps, Pow, Zero};

use crate::{Foreign, ForeignFloat};

/// A number of the language (`f64`, `i32`, ...) or a reference to one: what may stand on the right of an operator beside one of our numbers.
///
/// Sealed: a marker that tells primitives from our own types.
///
/// ```
/// use dual_numbers::{Dual, Primitive};
/// fn constant<P: Primitive>(c: P) -> P { c }
/// assert_eq!(Dual::variable(3.0) * constant(2.0), Dual::new(6.0, [2.0]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a primitive number nor of the same type as the other operand",
    label = "not a primitive, and another type",
    note = "a number of another type enters as a constant, `Dual::constant(..)`; in a nested derivative, the outer number does: `Dual::constant(outer)`; into `root`, which works on plain floats, it enters by its value: `outer.value()`"
)]
pub trait Primitive: Copy + sealed::Primitive {}

/// `f32`, `f64`, or a [`Foreign`] float: the number at the bottom of every [`DualNum`]. Sealed.
///
/// ```
/// use dual_numbers::{PrimitiveFloat, gradient};
/// fn slopes<T: PrimitiveFloat>(x: T, y: T) -> [T; 2] { gradient(|[x, y]| x * y, [x, y]).1 }
/// assert_eq!((slopes(2.0, 3.0), slopes(2.0_f32, 3.0)), ([3.0, 2.0], [3.0_f32, 2.0]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither `f32`, `f64`, nor a `Foreign` float",
    note = "a point is a float: `1.0`, not `1`",
    note = "an outer dual number enters an inner derivative as a constant: `Dual::constant(outer)`; into `root`, which works on plain floats, by its value: `outer.value()`"
)]
pub trait PrimitiveFloat: Primitive + DualNum<Primitive = Self> {}

macro_rules! primitives {
    (@one [$($generics:tt)*] $p:ty) => {
        impl<$($generics)*> sealed::Primitive for $p {}
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Primitive for $p {}
        impl<$($generics)*> sealed::Primitive for &$p {}
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Primitive for &$p {}
    };
    ($generics:tt $($p:ty)*) => { $( primitives!(@one $generics $p); )* };
}
primitives!([] f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool);
primitives!([T: ForeignFloat] Foreign<T>);

/// A floating-point number or one of ours over it: the bound for generic functions that want literals.
///
/// It bundles [`Float`], [`FloatConst`], [`FromPrimitive`], [`Euclid`], [`TotalOrder`], the assigning operators, [`Sum`], [`Product`],
/// [`Default`], text output, [`Send`], [`Sync`], and the five operators, powers and comparisons with [`DualNum::Primitive`] on the right.
/// Sealed; implemented for `f32`, `f64`, floats of other crates inside of [`Foreign`], and every number type of this crate over them, nested
/// ones included.
///
/// - With `D: DualNum<Primitive = f64>` a literal stands on the right of an operator: `x * 2.0`. With `D: DualNum` alone the primitive may be
///   an `f32`, and the compiler "cannot multiply `D` by `{float}`": there a literal is [`x.times(2.0)`](Self::times) or
///   [`D::literal(2.0)`](Self::literal).
/// - For `2.0 * x` in generic code add `where f64: Mul<D, Output = D>`.
/// - An operand on the right may be a reference, `a * &b`; one on the left may not: destructure it, `|(&a, &b)| a * b`.
///
/// ```
/// use dual_numbers::{DualNum, derivative};
///
/// fn f<D: DualNum<Primitive = f64>>(x: D) -> D {
///     x.powi(3) / 3.0 + x * 2.0
/// }
/// assert_eq!(f(3.0), 15.0);
/// assert_eq!(derivative(f, 3.0), (15.0, 11.0)); // f'(x) = x^2 + 2
///
/// fn g<D: DualNum>(x: D) -> D
/// where
///     f64: std::ops::Mul<D, Output = D>,
/// {
///     2.0 * x
/// }
/// assert_eq!(derivative(g, 3.0), (6.0, 2.0));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number that the elementary functions of this crate take",
    note = "they take `f32`, `f64`, floating-point numbers of other crates as `Foreign(x)`, and the numbers of this crate over these",
    note = "a point is a float, `1.0`, not `1`, and stands behind the function; at an array of them call a driver for several variables: `gradient`, `jacobian`, `hessian`"
)]
pub trait DualNum:
    Float
    + FloatConst
    + FromPrimitive
    + Euclid
    + TotalOrder
    + NumAssignOps
    + for<'a> NumOps<&'a Self, Self>
    + for<'a> NumAssignOps<&'a Self>
    + Add<Self::Primitive, Output = Self>
    + Sub<Self::Primitive, Output = Self>
    + Mul<Self::Primitive, Output = Self>
    + Div<Self::Primitive, Output = Self>
    + Rem<Self::Primitive, Output = Self>
    + AddAssign<Self::Primitive>
    + SubAssign<Self::Primitive>
    + MulAssign<Self::Primitive>
    + DivAssign<Self::Primitive>
    + RemAssign<Self::Primitive>
    + Pow<Self::Primitive, Output = Self>
    + PartialEq<Self::Primitive>
    + PartialOrd<Self::Primitive>
    + Sum
    + Product
    + for<'a> Sum<&'a Self>
    + for<'a> Product<&'a Self>
    + Debug
    + Display
    + LowerExp
    + UpperExp
    + Default
    + Send
    + Sync
    + 'static
    + sealed::Part
{
    /// The number at the bottom: `f32`, `f64`, or a [`Foreign`] float.
    type Primitive: PrimitiveFloat;

    /// The highest order of derivative that the number carries, those of its parts included; 0 for a float.
    ///
    /// So many steps of Newton's method on the numbers, from a root that floats have found, bring every derivative of the root: each step
    /// brings at least one order more.
    ///
    /// ```
    /// use dual_numbers::{DualNum, third_derivative};
    ///
    /// /// The root x of x^2 = a
    /// fn root<D: DualNum<Primitive = f64>>(a: D) -> D {
    ///     let found = D::from_value(a.value().sqrt());
    ///     (0..D::ORDER).fold(found, |x, _| x - (x * x - a) / (x * 2.0))
    /// }
    /// assert_eq!(third_derivative(root, 1.0), (1.0, 0.5, -0.25, 0.375));
    /// ```
    const ORDER: usize;

    /// The constant `x`, rounded to [`DualNum::Primitive`].
    ///
    /// ```
    /// use dual_numbers::{Dual, DualNum};
    /// assert_eq!(Dual::<f32>::literal(0.5), Dual::constant(0.5));
    /// ```
    #[must_use]
    fn literal(x: f64) -> Self;

    /// The value at the bottom: what the same program on primitives has here.
    ///
    /// In place of the number it holds it constant ("stop gradient", "detach").
    ///
    /// ```
    /// use dual_numbers::{Dual, DualNum, derivative};
    /// assert_eq!(Dual::variable(Dual::variable(3.0)).value(), 3.0);
    /// assert_eq!(derivative(|x| x * x.value(), 3.0), (9.0, 3.0)); // not 2 x
    /// ```
    #[doc(alias("stop_gradient", "detach"))]
    #[must_use]
    fn value(&self) -> Self::Primitive;

    /// The constant `x`.
    ///
    /// ```
    /// use dual_numbers::{Dual, DualNum};
    /// assert_eq!(Dual::<f64>::from_value(0.1).derivative(), 0.0);
    /// ```
    #[must_use]
    fn from_value(x: Self::Primitive) -> Self;

    /// Every part times the literal `k`, rounded to [`DualNum::Primitive`]: how a [`Rule`] multiplies by a constant.
    ///
    /// The derivatives of an infinite value are multiplied like any others, where a product with the constant would add `inf * 0 = NaN` to them.
    ///
    /// ```
    /// use dual_numbers::{Dual, DualNum};
    /// let x = Dual::new(f64::INFINITY, [3.0]);
    /// assert_eq!(x.times(2.0).eps, [6.0]);
    /// assert!((x * Dual::constant(2.0)).eps[0].is_nan());
    /// ```
    #[must_use]
    #[inline(always)]
    fn times(self, k: f64) -> Self {
        self * Self::Primitive::literal(k)
    }

    /// The nearest whole number, halves to the even one, with `f' = 0`.
    ///
    /// ```
    /// use dual_numbers::{Dual, DualNum};
    /// assert_eq!(DualNum::round_ties_even(Dual::variable(2.5)).eps, [0.0]);
    /// ```
    #[must_use]
    fn round_ties_even(self) -> Self;

    /// The mean of `self` and `other`, without overflow.
    ///
    /// ```
    /// use dual_numbers::{Dual, DualNum};
    /// assert_eq!(DualNum::midpoint(Dual::variable(2.0), Dual::constant(4.0)), Dual::new(3.0, [0.5]));
    /// ```
    #[must_use]
    fn midpoint(self, other: Self) -> Self;

    /// The user's own function `rule` of `self`, with the derivatives that follow from it, at every order.
    ///
    /// See [`Rule`] for an example.
    #[must_use]
    fn apply<R: Rule>(self, rule: R) -> Self;

    /// The user's own function `rule` of `self` and `other`.
    ///
    /// See [`BinaryRule`] for an example.
    #[must_use]
    fn apply2<R: BinaryRule>(self, other: Self, rule: R) -> Self;
}

/// A function of one variable: its value and its derivative, written once for every type and order.
///
/// ```
/// use dual_numbers::{DualNum, Rule, derivative, second_derivative};
///
/// /// log(1 + e^x), f' = 1 / (1 + e^-x), by e^-|x|, which does not overflow
/// struct Softplus;
/// impl Rule for Softplus {
///     fn eval<D: DualNum>(&self, x: D) -> (D, D) {
///         let e = (-x.abs()).exp();
///         let (ramp, numerator) = if x.is_sign_negative() { (D::zero(), e) } else { (x, D::one()) };
///         (ramp + e.ln_1p(), numerator / (e + D::one()))
///     }
/// }
/// assert_eq!(derivative(|x| x.apply(Softplus), 0.0), (2f64.ln(), 0.5));
/// assert_eq!(second_derivative(|x| x.apply(Softplus), 0.0).2, 0.25);
/// ```
///
/// A function of which only values are known, from a table or another library, is a rule too. Here `jn` of the crate `libm` gives the Bessel
/// functions, whose slopes are made of the next ones:
///
/// ```
/// use dual_numbers::{DualNum, Rule, third_derivative};
/// # mod libm {
/// #     /// sum of (-1)^k (x/2)^(2k+n) / (k! (k+n)!), and J_(-n) = (-1)^n J_n
/// #     pub fn jn(n: i32, x: f64) -> f64 {
/// #         let first = (1..=n.abs()).fold(1.0, |t, k| t * (x / 2.0) / k as f64);
/// #         let next = |t: f64, k: i32| -t * (x / 2.0).powi(2) / (k * (k + n.abs())) as f64;
/// #         let sum: f64 = (1..30).scan(first, |t, k| { *t = next(*t, k); Some(*t) }).sum();
/// #         (if n < 0 && n % 2 != 0 { -1.0 } else { 1.0 }) * (first + sum)
/// #     }
/// # }
///
/// /// J_n, and the orders of derivative that it has: J_n' = (J_(n-1) - J_(n+1)) / 2
/// struct BesselJ {
///     n: i32,
///     orders: u32,
/// }
/// impl Rule for BesselJ {
///     fn eval<D: DualNum>(&self, x: D) -> (D, D) {
///         let value = D::literal(libm::jn(self.n, x.to_f64().unwrap()));
///         let next = |n| x.apply(BesselJ { n, orders: self.orders - 1 });
///         (value, if self.orders == 0 { D::nan() } else { (next(self.n - 1) - next(self.n + 1)).times(0.5) })
///     }
/// }
/// let x = 2f64;
/// let (j, d1, d2, d3) = third_derivative(|x| x.apply(BesselJ { n: 0, orders: 3 }), x);
/// assert!((x * d2 + d1 + x * j).abs() < 1e-15); // Bessel's equation
/// assert!((x * d3 + 2.0 * d2 + x * d1 + j).abs() < 1e-15); // and its derivative
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `Rule`",
    note = "a rule is a type of your own, `struct F;` with `impl Rule for F`: it is valid at every order, where a closure or a function has one type",
    note = "where the value and the derivative are at hand: `x.chain(f, df)`"
)]
pub trait Rule {
    /// `x -> (f(x), f'(x))`.
    ///
    /// Of `f` only the value counts: its derivatives follow from `f'`. `f'` may use every operation of [`DualNum`], other rules included,
    /// and must keep the derivatives of `x`: higher orders differentiate it. An `f'` that cancels loses digits there. Nested numbers call it once
    /// per level.
    ///
    /// Over any number, `f32` included, there are no literals: a constant factor is [`x.times(2.0)`](DualNum::times), a constant by itself
    /// [`D::literal(0.5)`](DualNum::literal), the value for a table `x.to_f64()`.
    fn eval<D: DualNum>(&self, x: D) -> (D, D);
}

impl<R: Rule> Rule for &R {
    #[inline]
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        R::eval(self, x)
    }
}

/// A function of two variables: its value and its two partial derivatives.
///
/// ```
/// use dual_numbers::{BinaryRule, DualNum, gradient};
///
/// /// x log y
/// struct XLogY;
/// impl BinaryRule for XLogY {
///     fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D) {
///         let l = y.ln();
///         (x * l, l, x / y)
///     }
/// }
/// assert_eq!(gradient(|[x, y]| x.apply2(y, XLogY), [3.0, 1.0]), (0.0, [0.0, 3.0]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `BinaryRule`",
    note = "a rule is a type of your own, `struct F;` with `impl BinaryRule for F`: it is valid at every order, where a closure or a function has one type"
)]
pub trait BinaryRule {
    /// `(x, y) -> (f, df/dx, df/dy)`. Of `f` only the value counts.
    fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D);
}

impl<R: BinaryRule> BinaryRule for &R {
    #[inline]
    fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D) {
        R::eval(self, x, y)
    }
}

/// What a second or third argument of the inherent methods of a number type `D` may be: a `D` or its primitive. Sealed.
///
/// ```
/// use dual_numbers::{Dual, Operand};
/// fn power(x: Dual, exponent: impl Operand<Dual>) -> Dual { x.powf(exponent) }
/// let x = Dual::variable(4.0);
/// assert_eq!(power(x, 0.5), power(x, Dual::constant(0.5)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither `{D}` nor its primitive",
    note = "a literal is one of the primitive: `x.powf(2.0)`, `x.max(0.0)`",
    note = "an outer dual number enters an inner derivative as a constant: `Dual::constant(outer)`; into `root`, which works on plain floats, by its value: `outer.value()`"
)]
pub trait Operand<D: DualNum>: sealed::Operand<D> {}

pub(crate) mod sealed {
    use super::{BinaryRule, DualNum, PrimitiveFloat, Rule};

    pub trait Primitive {}

    /// `self` as the exponent of `base`, as the base of the logarithm of `x`, as a factor and as a summand of `x`, and as a number.
    pub trait Operand<D: DualNum>: Copy {
        fn raise(self, base: D) -> D;
        fn logarithm(self, x: D) -> D;
        fn multiply(self, x: D) -> D;
        fn add_to(self, x: D) -> D;
        fn number(self) -> D;
    }

    /// What our numbers ask of a part, beside [`num_traits::Float`]. Functions, not methods: generic code of others has names of its own.
    pub trait Part: Copy {
        /// True if no part is infinite or NaN.
        fn all_finite(x: &Self) -> bool;

        /// True if `p` holds for the magnitude of every part.
        #[cfg(feature = "nalgebra")]
        fn all_sizes(x: &Self, p: &mut impl FnMut(f64) -> bool) -> bool;

        /// `direction` times `factor`, where a zero direction stays zero (strong zero, at every order).
        fn scale(direction: Self, factor: Self) -> Self;

        /// `x y`, where a part that is zero on either side contributes nothing.
        fn strong(x: Self, y: Self) -> Self;

        /// The logarithm of `x` to the base `b`.
        fn log_constant(x: Self, b: <Self as DualNum>::Primitive) -> Self
        where
            Self: DualNum;

        /// `f`, the value of `rule` at `x`, with the derivatives that follow from the rule's slope.
        fn differentiated<R: Rule>(x: Self, f: Self, rule: &R) -> Self;

        /// The same of a rule of `x` and `y`.
        fn differentiated2<R: BinaryRule>(x: Self, y: Self, f: Self, rule: &R) -> Self;

        /// The functions `C` of `x` and `y`.
        fn closed<const F: usize, C: Closed<F>>(x: Self, y: Self) -> [Self; F];
    }

    /// `F` functions of two variables whose partial derivatives are made of the same functions. Rules are built on them where a formula
    /// of [`DualNum`]'s operations would, differentiated again, cancel or overflow.
    pub trait Closed<const F: usize> {
        /// The functions of primitives.
        fn values<P: PrimitiveFloat>(x: P, y: P) -> [P; F];

        /// Their partial derivatives `(df/dx, df/dy)`, from `x`, `y`, and the functions `f` of them.
        fn slopes<T: DualNum>(x: T, y: T, f: [T; F]) -> [(T, T); F];
    }
}

/// A number at the bottom of the others: its part of the bundle, from the number nearest to an `f64` and the mean of two.
macro_rules! primitive_float {
    ([$($generics:tt)*] $p:ty, $literal:expr, $midpoint:expr) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> PrimitiveFloat for $p {}

        impl<$($generics)*> DualNum for $p {
            type Primitive = $p;
            const ORDER: usize = 0;

            #[inline(always)]
            fn literal(x: f64) -> Self {
                $literal(x)
            }
            #[inline(always)]
            fn value(&self) -> $p {
                *self
            }
            #[inline(always)]
            fn from_value(x: $p) -> Self {
                x
            }
            #[inline(always)]
            fn round_ties_even(self) -> Self {
                // `core` has no such method. Of n + 1/2 the even neighbour is 2 round(n/2 + 1/4).
                let half = Float::abs(Float::fract(self)) == 0.5;
                if half { Float::round(self * 0.5) * 2.0 } else { Float::round(self) }
            }
            #[inline(always)]
            fn midpoint(self, other: Self) -> Self {
                $midpoint(self, other)
            }
            #[inline(always)]
            fn apply<R: Rule>(self, rule: R) -> Self {
                rule.eval(self).0
            }
            #[inline(always)]
            fn apply2<R: BinaryRule>(self, other: Self, rule: R) -> Self {
                rule.eval(self, other).0
            }
        }

        impl<$($generics)*> sealed::Part for $p {
            #[inline(always)]
            fn all_finite(x: &Self) -> bool {
                x.is_finite()
            }
            #[cfg(feature = "nalgebra")]
            #[inline(always)]
            fn all_sizes(x: &Self, p: &mut impl FnMut(f64) -> bool) -> bool {
                p(Float::abs(to_f64(*x)))
            }
            #[inline(always)]
            fn scale(direction: Self, factor: Self) -> Self {
                if direction.is_zero() { Self::zero() } else { direction * factor }
            }
            #[inline(always)]
            fn strong(x: Self, y: Self) -> Self {
                if y.is_zero() { Self::zero() } else { Self::scale(x, y) }
            }
            #[inline(always)]
            fn log_constant(x: Self, b: <Self as DualNum>::Primitive) -> Self {
                x.log(b)
            }
            #[inline(always)]
            fn differentiated<R: Rule>(_: Self, f: Self, _: &R) -> Self {
                f
            }
            #[inline(always)]
            fn differentiated2<R: BinaryRule>(_: Self, _: Self, f: Self, _: &R) -> Self {
                f
            }
            #[inline(always)]
            fn closed<const F: usize, C: sealed::Closed<F>>(x: Self, y: Self) -> [Self; F] {
                C::values(x, y)
            }
        }
    };
}
primitive_float!([] f32, |x| x as f32, f32::midpoint);
primitive_float!([] f64, |x| x, f64::midpoint);
primitive_float!([T: ForeignFloat] Foreign<T>, Self::nearest, Self::mean);

/// The value as an `f64`, which holds every `f32`.
#[cfg(any(feature = "std", feature = "nalgebra"))]
pub(crate) fn to_f64<T: num_traits::ToPrimitive>(x: T) -> f64 {
    x.to_f64().unwrap_or(f64::NAN)
}
