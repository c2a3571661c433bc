//! Complex numbers of `num-complex` over ours: their functions, the derivative of a holomorphic one, and a number on the left.
//!
//! `Complex<Dual<f64>>` has every function of `Complex<f64>`. A complex constant is made of two numbers, its real and its imaginary part; a
//! real factor is a number too:
//!
//! ```
//! use dual_numbers::{Dual, DualNum, derivative, interop};
//! use num_complex::Complex;
//!
//! /// `c e^(i w t)`, with a frequency `w`
//! fn wave<D: DualNum<Primitive = f64>>(c: Complex<f64>, w: D, t: f64) -> Complex<D> {
//!     let c = Complex::new(D::literal(c.re), D::literal(c.im));
//!     c * (Complex::i() * (w * t)).exp()
//! }
//! let power = |w| wave(Complex::new(3.0, 4.0), w, 2.0).norm_sqr();
//! assert_eq!(derivative(power, 0.0), (25.0, 0.0)); // a real function of a real variable
//!
//! let double = |z: Complex<Dual<f64>>| z.scale(2.0.into()); // in place of z * 2.0
//! assert_eq!(interop::num_complex::derivative(double, Complex::new(1.0, 1.0)).1, Complex::new(2.0, 0.0));
//! ```
//!
//! A function that is not holomorphic is one of two variables:
//!
//! ```
//! use dual_numbers::jacobian;
//! use num_complex::Complex;
//!
//! let conjugate = |[x, y]: [_; 2]| {
//!     let w = Complex::new(x, y).conj();
//!     [w.re, w.im]
//! };
//! assert_eq!(jacobian(conjugate, [1.0, 2.0]).1, [[1.0, 0.0], [0.0, -1.0]]);
//! ```
//!
//! # Singular points
//!
//! The functions are `num-complex`'s own. Roots, logarithms, `powf` and `powc` stand on `hypot` and `atan2`, whose derivatives at the origin
//! are 0; `sqrt` and `cbrt` choose their branch by `is_zero`, which looks at every part:
//!
//! - at 0, `powf`, `powc` and logarithms have derivative 0, without a warning, as have `atan` at i and -i and `atanh` at 1 and -1; `powi`,
//!   `powu` and products have the true one;
//! - on the axes, where the part that is zero has a derivative, `sqrt`, `cbrt` and what stands on them take the general formula, and their
//!   values may differ from those of `f64` in the last digits: a real part of 1e-16 in place of 0, for `sqrt` of -4. [`derivative`] seeds
//!   the real part alone: each function has on the real axis, its cuts included, the values of `f64`.
//!
//! ```
//! use dual_numbers::{Dual, interop::num_complex::derivative};
//! use num_complex::Complex;
//!
//! let zero = Complex::new(0.0, 0.0);
//! assert_eq!(derivative(|z| z.powf(1.0.into()), zero).1, zero); // wrong
//! assert_eq!(derivative(|z| z.powi(1), zero).1, Complex::new(1.0, 0.0));
//!
//! let z = Complex::new(-4f64, 0.0);
//! assert_eq!(derivative(|z| z.sqrt(), z), (z.sqrt(), Complex::new(0.0, -0.25))); // 1 / (2 sqrt z)
//! let along_i = Complex::new(Dual::from(-4.0), Dual::variable(0.0)).sqrt();
//! assert!(along_i.re.re != 0.0 && along_i.re.re < 1e-15);
//! ```

use core::ops::{Add, Div, Mul, Rem, Sub};

use num_complex::Complex;
use num_traits::{Num, Pow, Zero};

use crate::operators::{by_left_reference, by_reference};
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, DualNum, HyperDual, Taylor};

/// The value and the derivative of a holomorphic function: `(f, df/dz)`.
///
/// The derivative along the real axis, `d(re f)/dx + i d(im f)/dx` at `z = x + i y`, in one pass. By the equations of Cauchy and Riemann it
/// is the one in every direction; of a function that is not holomorphic it is `df/dx` alone. Derivatives nest as those of
/// [`derivative`](crate::derivative) do.
///
/// ```
/// use dual_numbers::interop::num_complex::derivative;
/// use num_complex::Complex;
///
/// let z = Complex::new(1.0, 2.0);
/// assert_eq!(derivative(|z| z * z * z, z), (Complex::new(-11.0, -2.0), Complex::new(-9.0, 12.0))); // 3 z^2
/// assert_eq!(derivative(|z| derivative(|z| z * z * z, z).1, z).1, Complex::new(6.0, 12.0)); // 6 z
/// ```
#[inline]
pub fn derivative<T: DualNum, F>(f: F, z: Complex<T>) -> (Complex<T>, Complex<T>)
where
    F: FnOnce(Complex<Dual<T>>) -> Complex<Dual<T>>,
{
    let w = f(Complex::new(Dual::variable(z.re), Dual::constant(z.im)));
    (Complex::new(w.re.re, w.im.re), Complex::new(w.re.derivative(), w.im.derivative()))
}

/// `number op complex`, by the formulas of `num-complex`, so that the values have its bits, and `complex.pow(number)`.
macro_rules! left_scalar {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        left_scalar!($Number<$($C),*> Add add |x, z| Complex::new(x + z.re, z.im));
        left_scalar!($Number<$($C),*> Sub sub |x, z| Complex::new(x - z.re, Self::zero() - z.im));
        left_scalar!($Number<$($C),*> Mul mul |x, z| Complex::new(x.clone() * z.re, x * z.im));
        left_scalar!($Number<$($C),*> Div div |x, z| { let n = z.norm_sqr(); Complex::new(x.clone() * z.re / n.clone(), Self::zero() - x * z.im / n) });
        left_scalar!($Number<$($C),*> Rem rem |x, z| Complex::from(x) % z);

        impl<T: DualNum, $(const $C: usize),*> Pow<$Number<T, $($C),*>> for Complex<$Number<T, $($C),*>> {
            type Output = Self;

            fn pow(self, exponent: $Number<T, $($C),*>) -> Self {
                self.powf(exponent)
            }
        }
        by_reference!([T: DualNum, $(const $C: usize),*] Complex<$Number<T, $($C),*>>, Pow pow, $Number<T, $($C),*>, Complex<$Number<T, $($C),*>>);
    };
    ($Number:ident<$($C:ident),*> $Op:ident $op:ident |$x:ident, $z:ident| $complex:expr) => {
        impl<T: Clone + Num, $(const $C: usize),*> $Op<Complex<$Number<T, $($C),*>>> for $Number<T, $($C),*> {
            type Output = Complex<Self>;

            fn $op(self, complex: Complex<Self>) -> Complex<Self> {
                let ($x, $z) = (self, complex);
                $complex
            }
        }
        by_reference!([T: Clone + Num, $(const $C: usize),*] $Number<T, $($C),*>, $Op $op, Complex<$Number<T, $($C),*>>, Complex<$Number<T, $($C),*>>);
    };
}

for_every_number! { left_scalar }
