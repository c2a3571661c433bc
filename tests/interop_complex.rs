//! `num-complex` both ways round: complex numbers over ours, with their functions, and ours over complex numbers, as a ring.
#![cfg(feature = "num-complex")]

use dual_numbers::interop::num_complex::derivative;
use dual_numbers::{Dual, HyperDual};
use num_complex::{Complex, ComplexFloat};
use num_traits::Pow;

type Unary<T> = fn(Complex<T>) -> Complex<T>;

/// Each function on complex dual numbers against itself on `f64` in the value, and against f' in both directions of the plane; of the driver
/// every bit of the value, and so the same side of a cut.
macro_rules! functions {
    ($($name:ident $(($argument:expr))?: |$z:ident| $slope:expr;)*) => { $(
        #[test]
        #[allow(clippy::useless_conversion)] // of an exponent, to `f64`
        fn $name() {
            for (x, y) in [(0.6, -1.1), (-0.3, 0.4), (2.0, 0.5), (-1.5, -0.25)] {
                let $z = Complex::new(x, y);
                let slope: Complex<f64> = $slope;
                let [re, im] = Dual::variables([x, y]);
                let f: Unary<Dual<f64, 2>> = |z| z.$name($($argument)?);
                let w = f(Complex::new(re, im));
                let plain = $z.$name($($argument)?);
                let close = |a: f64, b: f64| assert!((a - b).abs() <= 1e-13 * (1.0 + b.abs()), "{} at {}: {a} is not {b}", stringify!($name), $z);
                close(w.re.re, plain.re);
                close(w.im.re, plain.im);
                // Cauchy and Riemann: df/dx = f', df/dy = i f'.
                close(w.re.eps[0], slope.re);
                close(w.im.eps[0], slope.im);
                close(w.re.eps[1], -slope.im);
                close(w.im.eps[1], slope.re);
            }
            for (x, y) in [(0.6, -1.1), (-1.5, -0.25), (3.0, 0.0), (0.5, 0.0), (-4.0, 0.0)] {
                let $z = Complex::new(x, y);
                let expected: Complex<f64> = $slope;
                let (value, slope) = derivative(|z| z.$name($($argument)?), $z);
                let plain = $z.$name($($argument)?);
                assert_eq!([value.re, value.im].map(f64::to_bits), [plain.re, plain.im].map(f64::to_bits), "{} at {}", stringify!($name), $z);
                assert!((slope - expected).norm() <= 1e-14 * (1.0 + expected.norm()), "{} at {}: {slope} is not {expected}", stringify!($name), $z);
            }
        }
    )* };
}

fn one() -> Complex<f64> {
    Complex::new(1.0, 0.0)
}

functions! {
    exp: |z| z.exp();
    ln: |z| z.inv();
    sqrt: |z| (z.sqrt() * 2.0).inv();
    cbrt: |z| (z.cbrt() * z.cbrt() * 3.0).inv();
    sin: |z| z.cos();
    cos: |z| -z.sin();
    tan: |z| one() + z.tan() * z.tan();
    asin: |z| (one() - z * z).sqrt().inv();
    acos: |z| -(one() - z * z).sqrt().inv();
    atan: |z| (one() + z * z).inv();
    sinh: |z| z.cosh();
    cosh: |z| z.sinh();
    tanh: |z| one() - z.tanh() * z.tanh();
    asinh: |z| (one() + z * z).sqrt().inv();
    acosh: |z| ((z - one()).sqrt() * (z + one()).sqrt()).inv();
    atanh: |z| (one() - z * z).inv();
    inv: |z| -(z * z).inv();
    powi(5): |z| z.powi(4) * 5.0;
    powf(2.5_f64.into()): |z| z.powf(1.5) * 2.5;
}

/// `x op z`: the bits of `f64` in the values, and in every part what `x + 0 i` has.
#[test]
fn a_number_stands_on_the_left() {
    macro_rules! check {
        ($($op:tt)*) => { $(
            for (x, c, d) in [(0.6, -1.1, 0.25), (-3.0, 0.4, -2.0), (1.5, 0.5, 0.0)] {
                let [x, c, d] = Dual::variables([x, c, d]);
                let z = Complex::new(c, d);
                let (w, expected) = (x $op z, Complex::from(x) $op z);
                let plain = x.re $op Complex::new(c.re, d.re);
                assert_eq!([w.re.re, w.im.re].map(f64::to_bits), [plain.re, plain.im].map(f64::to_bits), "{}", stringify!($op));
                for by_reference in [x $op &z, &x $op z, &x $op &z] {
                    assert_eq!((w, w.re.eps, w.im.eps), (by_reference, by_reference.re.eps, by_reference.im.eps));
                }
                for (found, expected) in [(w.re, expected.re), (w.im, expected.im)] {
                    for (a, b) in found.eps.iter().zip(&expected.eps) {
                        assert!((a - b).abs() <= 4.0 * f64::EPSILON * (1.0 + b.abs()), "{} at {x} and {z}: {a} is not {b}", stringify!($op));
                    }
                }
            }
        )* };
    }
    check!(+ - * / %);
}

#[test]
fn a_number_is_an_exponent() {
    let [x, y, p] = Dual::variables([0.6, -1.1, 2.5]);
    let (z, w) = (Complex::new(x, y), Complex::new(x, y).powf(p));
    for power in [z.pow(p), (&z).pow(p), z.pow(&p), (&z).pow(&p)] {
        assert_eq!((power, power.re.eps, power.im.eps), (w, w.re.eps, w.im.eps));
    }
}

#[test]
fn modulus_and_argument() {
    let [x, y] = Dual::variables([3.0, 4.0]);
    let z = Complex::new(x, y);
    assert_eq!((z.norm().re, z.norm().eps), (5.0, [0.6, 0.8]));
    assert_eq!(z.norm_sqr().eps, [6.0, 8.0]);
    let argument = z.arg().eps;
    assert!((argument[0] + 0.16).abs() < 1e-16 && (argument[1] - 0.12).abs() < 1e-16);
    assert_eq!(ComplexFloat::abs(z).eps, [0.6, 0.8]);
    assert_eq!(Complex::new(Dual::variable(0.0), Dual::from(0.0)).norm().derivative(), 0.0);
}

#[test]
fn complex_numbers_over_second_order() {
    let z = Complex::new(HyperDual::<f64>::variable(0.5), HyperDual::from(1.0));
    let w = z.exp();
    let plain = Complex::new(0.5f64, 1.0).exp();
    assert_eq!((w.re.eps12, w.im.eps12), ([[plain.re]], [[plain.im]]));
}

#[test]
fn a_dual_number_over_complex_numbers_is_a_ring() {
    let i = Complex::<f64>::i();
    let z = Dual::<Complex<f64>>::variable(Complex::new(1.0, 2.0));
    let cube = z * z * z;
    assert_eq!(cube.re, Complex::new(-11.0, -2.0));
    assert_eq!(cube.derivative(), Complex::new(1.0, 2.0).powi(2) * 3.0);
    let q = (z + Dual::constant(i)) / z;
    let expected = -i / (Complex::new(1.0, 2.0) * Complex::new(1.0, 2.0)); // (1 + i/z)' = -i/z^2
    assert!((q.derivative() - expected).norm() < 1e-16);
    assert_eq!((z - z).derivative(), Complex::new(0.0, 0.0));
}
