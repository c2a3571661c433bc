//! The elementary functions as inherent methods, so that a closure needs no trait import: documentation and forwarding. Of its own it has
//! what looks at the value alone, `abs`, `fract`, `max`, `min`, `clamp`, `abs_sub`, `copysign`; the value of `mul_add`; and the base of a
//! zeroth power.

use num_traits::{Euclid, Inv, One};

#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{BinaryRule, Dual, DualNum, HyperDual, Operand, Rule, Taylor, rules, taylor};

/// A function of one number: the chain rule over a rule, or the recurrence of a Taylor series.
macro_rules! unary {
    (rules $name:ident $x:ident $($constant:ident)?) => {
        $x.compose(rules::$name($x.argument() $(, $constant)?))
    };
    (taylor $name:ident $x:ident $($constant:ident)?) => {
        taylor::$name($x $(, $constant)?)
    };
}

/// A function of two numbers, likewise.
macro_rules! binary {
    (rules $name:ident $x:ident $y:ident) => {{
        let (x, y) = $x.arguments(&$y);
        $x.compose2($y, rules::$name(x, y))
    }};
    (taylor $name:ident $x:ident $y:ident) => {
        taylor::$name($x, $y)
    };
}

pub(crate) use {binary, unary};

/// Sine and cosine, likewise.
macro_rules! sin_cos {
    (rules $x:ident) => {
        ($x.sin(), $x.cos())
    };
    (taylor $x:ident) => {
        taylor::sin_cos($x)
    };
}

/// A method of one argument: a function that has a rule, a locally constant function of the value, or a linear function of every part.
macro_rules! body {
    ($by:ident rule $name:ident $x:ident) => {
        unary!($by $name $x)
    };
    ($by:ident constant $name:ident $x:ident) => {
        Self::constant($x.re.$name())
    };
    ($by:ident linear $name:ident $x:ident) => {
        $x.map(|part| part.$name())
    };
}

macro_rules! methods {
    ($by:ident; $($(#[$doc:meta])* $name:ident: $kind:ident;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            #[inline(always)]
            pub fn $name(self) -> Self {
                body!($by $kind $name self)
            }
        )*
    };
}

/// `x >= y` by value, with 0 above -0.
#[inline(always)]
fn is_at_least<D: DualNum>(x: D, y: D) -> bool {
    (x >= y) & (x.is_sign_positive() | y.is_sign_negative())
}

macro_rules! elementary {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        /// Elementary functions of one argument.
        impl<T: DualNum, $(const $C: usize),*> $Number<T, $($C),*> {
            methods! { $by;
                /// Square root, with `f' = 1 / (2 sqrt x)`; `f'(0) = inf`, NaN below 0.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(4.0).sqrt();
                /// assert_eq!((y.re, y.derivative()), (2.0, 0.25));
                /// ```
                sqrt: rule;
                /// Cube root, with `f' = cbrt(x) / (3 x)`; `f'(0) = inf`, `f''(0)` is NaN: its limits are inf from the left and -inf from the right.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(8.0).cbrt();
                /// assert_eq!((y.re, y.derivative()), (2.0, 1.0 / 12.0));
                /// ```
                cbrt: rule;
                /// Exponential `e^x`, with `f' = e^x`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).exp();
                /// assert_eq!((y.re, y.derivative()), (1.0, 1.0));
                /// ```
                exp: rule;
                /// Power of two `2^x`, with `f' = 2^x ln 2`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).exp2();
                /// assert_eq!((y.re, y.derivative()), (1.0, std::f64::consts::LN_2));
                /// ```
                exp2: rule;
                /// `e^x - 1`, accurate near 0, with `f' = e^x`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).exp_m1();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                exp_m1: rule;
                /// Natural logarithm, with `f' = 1/x`; `f'(0) = inf`, NaN below 0.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(1.0).ln();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                ln: rule;
                /// Logarithm to base 2, with `f' = log2(e) / x`; `f'(0) = inf`, NaN below 0.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(2.0).log2();
                /// assert_eq!((y.re, y.derivative()), (1.0, 0.5 * std::f64::consts::LOG2_E));
                /// ```
                log2: rule;
                /// Logarithm to base 10, with `f' = log10(e) / x`; `f'(0) = inf`, NaN below 0.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(1.0).log10();
                /// assert_eq!((y.re, y.derivative()), (0.0, std::f64::consts::LOG10_E));
                /// ```
                log10: rule;
                /// `ln(1 + x)`, accurate near 0, with `f' = 1 / (1 + x)`; `f'(-1) = inf`, NaN below -1.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).ln_1p();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                ln_1p: rule;
                /// Sine, with `f' = cos x`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).sin();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                sin: rule;
                /// Cosine, with `f' = -sin x`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).cos();
                /// assert_eq!((y.re, y.derivative()), (1.0, 0.0));
                /// ```
                cos: rule;
                /// Tangent, with `f' = 1 + tan^2 x`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).tan();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                tan: rule;
                /// Inverse sine, with `f' = 1 / sqrt(1 - x^2)`; `f'(-1) = f'(1) = inf`, NaN outside [-1, 1].
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).asin();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                asin: rule;
                /// Inverse cosine, with `f' = -1 / sqrt(1 - x^2)`; `f'(-1) = f'(1) = -inf`, NaN outside [-1, 1].
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).acos();
                /// assert_eq!((y.re, y.derivative()), (std::f64::consts::FRAC_PI_2, -1.0));
                /// ```
                acos: rule;
                /// Inverse tangent, with `f' = 1 / (1 + x^2)`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(1.0).atan();
                /// assert_eq!((y.re, y.derivative()), (std::f64::consts::FRAC_PI_4, 0.5));
                /// ```
                atan: rule;
                /// Hyperbolic sine, with `f' = cosh x`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).sinh();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                sinh: rule;
                /// Hyperbolic cosine, with `f' = sinh x`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).cosh();
                /// assert_eq!((y.re, y.derivative()), (1.0, 0.0));
                /// ```
                cosh: rule;
                /// Hyperbolic tangent, with `f' = 1 / cosh^2 x`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).tanh();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                tanh: rule;
                /// Inverse hyperbolic sine, with `f' = 1 / sqrt(1 + x^2)`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).asinh();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                asinh: rule;
                /// Inverse hyperbolic cosine, with `f' = 1 / sqrt(x^2 - 1)`; `f'(1) = inf`, NaN below 1.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(1.0).acosh();
                /// assert_eq!((y.re, y.derivative()), (0.0, f64::INFINITY));
                /// ```
                acosh: rule;
                /// Inverse hyperbolic tangent, with `f' = 1 / (1 - x^2)`; `f'(-1) = f'(1) = inf`, NaN outside [-1, 1].
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).atanh();
                /// assert_eq!((y.re, y.derivative()), (0.0, 1.0));
                /// ```
                atanh: rule;
                /// Largest whole number not above `x`; `f' = 0`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(2.5).floor();
                /// assert_eq!((y.re, y.derivative()), (2.0, 0.0));
                /// ```
                floor: constant;
                /// Smallest whole number not below `x`; `f' = 0`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(2.5).ceil();
                /// assert_eq!((y.re, y.derivative()), (3.0, 0.0));
                /// ```
                ceil: constant;
                /// Nearest whole number, halves away from 0; `f' = 0`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(2.5).round();
                /// assert_eq!((y.re, y.derivative()), (3.0, 0.0));
                /// ```
                round: constant;
                /// Nearest whole number, halves to the even one; `f' = 0`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(2.5).round_ties_even();
                /// assert_eq!((y.re, y.derivative()), (2.0, 0.0));
                /// ```
                round_ties_even: constant;
                /// Whole part; `f' = 0`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(-2.5).trunc();
                /// assert_eq!((y.re, y.derivative()), (-2.0, 0.0));
                /// ```
                trunc: constant;
                /// Sign of `x`, `1` or `-1` by the sign bit; `f' = 0`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(-2.5).signum();
                /// assert_eq!((y.re, y.derivative()), (-1.0, 0.0));
                /// ```
                signum: constant;
                /// Radians to degrees: every part times `180/pi`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).to_degrees();
                /// assert_eq!((y.re, y.derivative()), (0.0, 180.0 / std::f64::consts::PI));
                /// ```
                to_degrees: linear;
                /// Degrees to radians: every part times `pi/180`.
                ///
                /// ```
                /// use dual_numbers::Dual;
                /// let y = Dual::variable(0.0).to_radians();
                /// assert_eq!((y.re, y.derivative()), (0.0, std::f64::consts::PI / 180.0));
                /// ```
                to_radians: linear;
            }

            /// Reciprocal `1/x`, with `f' = -1/x^2`; `f(0) = inf`, `f'(0) = -inf`.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let y = Dual::variable(2.0).recip();
            /// assert_eq!((y.re, y.derivative()), (0.5, -0.25));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn recip(self) -> Self {
                self.inv()
            }

            /// Absolute value, with `f'` the sign bit's: +1 at +0.0, -1 at -0.0.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let y = Dual::variable(-3.0).abs();
            /// assert_eq!((y.re, y.derivative()), (3.0, -1.0));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn abs(self) -> Self {
                if self.is_sign_negative() { -self } else { self }
            }

            /// Sine and cosine at once.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let (s, c) = Dual::variable(0.0).sin_cos();
            /// assert_eq!((s.derivative(), c.derivative()), (1.0, 0.0));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn sin_cos(self) -> (Self, Self) {
                sin_cos!($by self)
            }

            /// Part after the point, `x - trunc x`; `f' = 1`.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let y = Dual::variable(-2.5).fract();
            /// assert_eq!((y.re, y.derivative()), (-0.5, 1.0));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn fract(self) -> Self {
                self.with_value(self.re.fract())
            }

            /// Whole power `x^n`, with `f' = n x^(n-1)`; `x^0` is the constant 1. For `n < 0` both are infinite at 0.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let y = Dual::variable(2.0).powi(3);
            /// assert_eq!((y.re, y.derivative()), (8.0, 12.0));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn powi(self, n: i32) -> Self {
                match n {
                    -1 => self.recip(),
                    0 => Self::one(), // whatever the parts of the base are, infinite or NaN
                    _ => unary!($by powi self n),
                }
            }

            /// The user's own function `rule` of `self`; see [`Rule`].
            ///
            /// ```
            /// use dual_numbers::{Dual, DualNum, Rule};
            /// struct Square;
            /// impl Rule for Square {
            ///     fn eval<D: DualNum>(&self, x: D) -> (D, D) {
            ///         (x * x, x.times(2.0))
            ///     }
            /// }
            /// assert_eq!(Dual::variable(3.0).apply(Square).derivative(), 6.0);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn apply<R: Rule>(self, rule: R) -> Self {
                let y = self.compose(rule.eval(self.argument()));
                Self { re: T::differentiated(self.re, y.re, &rule), ..y }
            }
        }

        /// Elementary functions of two and three arguments. Each other argument is a number of the same type or a primitive; that of
        /// `apply2` is a number.
        impl<T: DualNum, $(const $C: usize),*> $Number<T, $($C),*> {
            /// Power `x^y`, with `df/dx = y x^(y-1)` and `df/dy = x^y ln x`.
            ///
            /// | at `x = 0` | `0^y` | `df/dx` | `df/dy` |
            /// |---|---|---|---|
            /// | `y > 1` | 0 | 0 | 0 |
            /// | `y = 1` | 0 | 1 | 0 |
            /// | `0 < y < 1` | 0 | inf | 0 |
            /// | `y = 0` | 1 | 0 | -inf |
            /// | `y < 0` | inf | -inf | -inf |
            ///
            /// At -0.0 a whole `y` gives the signs that the powers have there. A negative base with a whole exponent has `df/dx`, but `df/dy` is NaN.
            /// A constant exponent 0 gives the constant 1.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let [x, y] = Dual::variables([2.0, 3.0]);
            /// assert_eq!(x.powf(y).eps, [12.0, 8.0 * 2f64.ln()]);
            /// assert_eq!(x.powf(3.0).eps, [12.0, 0.0]);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn powf(self, exponent: impl Operand<Self>) -> Self {
                exponent.raise(self)
            }

            /// Logarithm to any base, `ln x / ln b`, with `df/dx = 1 / (x ln b)` and `df/db = -ln x / (b ln^2 b)`.
            ///
            /// Both are infinite at `x = 0` and at `b = 1`, and NaN for `x < 0`, `b < 0`, `log(1, 1)` and `log(0, 0)`. At `b = 0` `df/dx`
            /// is 0 and `df/db` infinite, 0 for `x = 1`.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let y = Dual::variable(8.0).log(2.0);
            /// assert_eq!((y.re, y.derivative()), (3.0, 0.125 / 2f64.ln()));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn log(self, base: impl Operand<Self>) -> Self {
                base.logarithm(self)
            }

            /// Length `sqrt(x^2 + y^2)`, with gradient `(x, y) / hypot`; 0 at the origin.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let [x, y] = Dual::variables([3.0, 4.0]);
            /// assert_eq!(x.hypot(y).eps, [0.6, 0.8]);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn hypot(self, other: impl Operand<Self>) -> Self {
                let other = other.number();
                binary!($by hypot self other)
            }

            /// Angle of the point `(x, y)` with `y = self`; gradient `(x, -y) / (x^2 + y^2)` in `(y, x)`, 0 at the origin.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let [y, x] = Dual::variables([0.0, 2.0]);
            /// assert_eq!(y.atan2(x).eps, [0.5, 0.0]);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn atan2(self, x: impl Operand<Self>) -> Self {
                let x = x.number();
                binary!($by atan2 self x)
            }

            /// The user's own function `rule` of `self` and `other`; see [`BinaryRule`].
            ///
            /// ```
            /// use dual_numbers::{BinaryRule, Dual, DualNum};
            /// struct Times;
            /// impl BinaryRule for Times {
            ///     fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D) {
            ///         (x * y, y, x)
            ///     }
            /// }
            /// let [x, y] = Dual::variables([3.0, 2.0]);
            /// assert_eq!(x.apply2(y, Times).eps, [2.0, 3.0]);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn apply2<R: BinaryRule>(self, other: Self, rule: R) -> Self {
                let (x, y) = self.arguments(&other);
                let z = self.compose2(other, rule.eval(x, y));
                Self { re: T::differentiated2(self.re, other.re, z.re, &rule), ..z }
            }

            /// `self * a + b`, the value rounded once.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let y = Dual::variable(2.0).mul_add(3.0, 1.0);
            /// assert_eq!((y.re, y.derivative()), (7.0, 3.0));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn mul_add(self, a: impl Operand<Self>, b: impl Operand<Self>) -> Self {
                let re = self.re.mul_add(a.number().re, b.number().re);
                Self { re, ..b.add_to(a.multiply(self)) }
            }

            /// The larger one by value, 0 above -0; `self` at a tie, the other one where one is NaN.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// assert_eq!(Dual::variable(1.0).max(1.0).derivative(), 1.0);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn max(self, other: impl Operand<Self>) -> Self {
                let other = other.number();
                if is_at_least(self, other) | other.is_nan() { self } else { other }
            }

            /// The smaller one by value, -0 below 0; `self` at a tie, the other one where one is NaN.
            ///
            /// Beside `x.max(y)` or `(x - y).abs()` write `y.min(x)`, so that at a tie each argument counts once.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// assert_eq!(Dual::variable(1.0).min(0.5).derivative(), 0.0);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn min(self, other: impl Operand<Self>) -> Self {
                let other = other.number();
                if is_at_least(other, self) | other.is_nan() { self } else { other }
            }

            /// The mean `(x + y) / 2`, which does not overflow; `df/dx = df/dy = 1/2`.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let [x, y] = Dual::variables([1.0, 4.0]);
            /// assert_eq!((x.midpoint(y).re, x.midpoint(y).eps), (2.5, [0.5, 0.5]));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn midpoint(self, other: impl Operand<Self>) -> Self {
                DualNum::midpoint(self, other.number())
            }

            /// `self` between bounds; at a bound `self`.
            ///
            /// # Panics
            ///
            /// If `min > max` or one of them is NaN, as [`f64::clamp`].
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// assert_eq!(Dual::variable(1.0).clamp(0.0, 1.0).derivative(), 1.0);
            /// assert_eq!(Dual::variable(2.0).clamp(0.0, 1.0).derivative(), 0.0);
            /// ```
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub fn clamp(self, min: impl Operand<Self>, max: impl Operand<Self>) -> Self {
                let (min, max) = (min.number(), max.number());
                assert!(min.re <= max.re, "min > max, or either was NaN. min = {:?}, max = {:?}", min.re, max.re);
                self.between(min, max)
            }

            /// `self` between bounds that may be in the wrong order.
            #[inline(always)]
            pub(crate) fn between(self, min: Self, max: Self) -> Self {
                if self < min {
                    min
                } else if self > max {
                    max
                } else {
                    self
                }
            }

            /// Positive difference: `self - other` where that is positive, else the constant 0, also at a tie.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// assert_eq!(Dual::variable(3.0).abs_sub(1.0).derivative(), 1.0);
            /// assert_eq!(Dual::variable(1.0).abs_sub(3.0).derivative(), 0.0);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn abs_sub(self, other: impl Operand<Self>) -> Self {
                let other = other.number();
                if self <= other { Self::constant(T::zero()) } else { self - other }
            }

            /// The magnitude of `self` with the sign of `sign`; `f'` is 1 or -1.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// assert_eq!(Dual::variable(3.0).copysign(-0.0).derivative(), -1.0);
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn copysign(self, sign: impl Operand<Self>) -> Self {
                if self.is_sign_negative() == sign.number().is_sign_negative() { self } else { -self }
            }

            /// Least non-negative remainder, with `df/dx = 1` and `df/dy = -n`, `n` the Euclidean quotient; NaN for `y = 0`.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let [x, y] = Dual::variables([-7.0, 3.0]);
            /// assert_eq!((x.rem_euclid(y).re, x.rem_euclid(y).eps), (2.0, [1.0, 3.0]));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn rem_euclid(self, other: impl Operand<Self>) -> Self {
                Euclid::rem_euclid(&self, &other.number())
            }

            /// Euclidean quotient, the whole `n` of `x = n y + rem_euclid(x, y)`; `f' = 0`.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// assert_eq!(Dual::variable(-7.0).div_euclid(3.0), Dual::constant(-3.0));
            /// ```
            #[must_use]
            #[inline(always)]
            pub fn div_euclid(self, other: impl Operand<Self>) -> Self {
                Euclid::div_euclid(&self, &other.number())
            }
        }
    };
}

for_every_number! { elementary }
