//! `Taylor` by laws: its coefficients are the derivatives of nested dual numbers over the factorials, at every order, for every function.

#[path = "support/known_values.rs"]
mod known_values;
#[path = "support/rules.rs"]
mod rules;

use dual_numbers::{
    Dual, DualNum, HyperDual, PrimitiveFloat, Rule, Taylor, derivative, nth_derivative, second_derivative, taylor, third_derivative,
};
use known_values::{Sine as SineRule, Times as TimesRule};
use num_traits::One;
use rules::{Softplus as SoftplusRule, XLogY as XLogYRule};

/// Four levels: the derivatives up to the fourth.
type Nested = Dual<Dual<Dual<Dual<f64>>>>;
type Series = Taylor<f64, 4>;

/// A function of two numbers; one of a single number leaves the second alone.
trait Function {
    fn eval<D: DualNum<Primitive = f64>>(x: D, y: D) -> D;
}

/// `$law!(Name, [points])` for each function, with points in its domain.
macro_rules! functions {
    ($law:ident: $($Name:ident |$x:ident, $y:ident| $body:expr, [$($point:expr),*];)*) => {
        $(
            struct $Name;
            impl Function for $Name {
                fn eval<D: DualNum<Primitive = f64>>($x: D, $y: D) -> D {
                    let _ = $y;
                    $body
                }
            }
        )*
        /// Every law, for every function, at every point.
        fn for_every_function() {
            $( for (x, y) in [$($point),*] { $law::<$Name>(stringify!($Name), x, y); } )*
        }
    };
}

functions! { laws:
    Mul |x, y| x * y, [(1.5, -0.5)];
    Div |x, y| x / y, [(1.5, -0.5), (1e200, 1e-100)];
    Rem |x, y| x % y, [(7.5, 2.0), (-7.5, 2.0)];
    Recip |x, y| x.recip(), [(0.3, 0.0), (-4.0, 0.0)];
    Sqrt |x, y| x.sqrt(), [(0.3, 0.0), (4.0, 0.0)];
    Cbrt |x, y| x.cbrt(), [(0.3, 0.0), (-8.0, 0.0)];
    PowiNegative |x, y| x.powi(-3), [(0.7, 0.0), (-2.0, 0.0)];
    PowiZero |x, y| x.powi(0), [(0.0, 0.0), (2.0, 0.0)];
    PowiSmall |x, y| x.powi(2), [(0.0, 0.0), (-2.0, 0.0)];
    PowiLarge |x, y| x.powi(7), [(0.0, 0.0), (-2.0, 0.0)];
    PowfConstant |x, y| x.pow(2.7), [(0.7, 0.0), (2.0, 0.0)];
    PowfWhole |x, y| x.pow(3.0), [(-0.7, 0.0), (2.0, 0.0)];
    Powf |x, y| x.powf(y), [(0.7, 2.2), (2.0, -1.5), (1e-3, 0.5)];
    Exp |x, y| x.exp(), [(0.3, 0.0), (-4.0, 0.0)];
    Exp2 |x, y| x.exp2(), [(0.3, 0.0), (-4.0, 0.0)];
    ExpM1 |x, y| x.exp_m1(), [(0.3, 0.0), (-4.0, 0.0)];
    Ln |x, y| x.ln(), [(0.3, 0.0), (4.0, 0.0)];
    Log2 |x, y| x.log2(), [(0.3, 0.0), (4.0, 0.0)];
    Log10 |x, y| x.log10(), [(0.3, 0.0), (4.0, 0.0)];
    Ln1p |x, y| x.ln_1p(), [(0.3, 0.0), (-0.6, 0.0)];
    Log |x, y| x.log(y), [(3.0, 2.5), (0.4, 0.7)];
    Sin |x, y| x.sin(), [(0.3, 0.0), (4.0, 0.0)];
    Cos |x, y| x.cos(), [(0.3, 0.0), (4.0, 0.0)];
    SinCos |x, y| x.sin_cos().0 * x.sin_cos().1, [(0.3, 0.0), (4.0, 0.0)];
    Tan |x, y| x.tan(), [(0.3, 0.0), (4.0, 0.0)];
    Asin |x, y| x.asin(), [(0.3, 0.0), (-0.9, 0.0)];
    Acos |x, y| x.acos(), [(0.3, 0.0), (-0.9, 0.0)];
    Atan |x, y| x.atan(), [(0.3, 0.0), (-4.0, 0.0)];
    Atan2 |x, y| x.atan2(y), [(0.3, 0.4), (-3.0, -4.0), (0.0, 2.0)];
    Sinh |x, y| x.sinh(), [(0.3, 0.0), (-4.0, 0.0)];
    Cosh |x, y| x.cosh(), [(0.3, 0.0), (-4.0, 0.0)];
    Tanh |x, y| x.tanh(), [(0.3, 0.0), (-4.0, 0.0), (21.0, 0.0)];
    Asinh |x, y| x.asinh(), [(0.3, 0.0), (-4.0, 0.0)];
    Acosh |x, y| x.acosh(), [(1.3, 0.0), (4.0, 0.0)];
    Atanh |x, y| x.atanh(), [(0.3, 0.0), (-0.9, 0.0)];
    Hypot |x, y| x.hypot(y), [(3.0, 4.0), (1e200, -1e200)];
    MulAdd |x, y| x.mul_add(y, x), [(1.5, -0.5)];
    Abs |x, y| x.abs(), [(0.3, 0.0), (-4.0, 0.0)];
    AbsSub |x, y| x.abs_sub(y), [(0.3, 0.2), (0.3, 0.4)];
    Max |x, y| x.max(y), [(0.3, 0.2), (0.3, 0.4)];
    Floor |x, y| x.floor() + x.fract(), [(2.3, 0.0)];
    Degrees |x, y| x.to_degrees() + x.to_radians(), [(2.3, 0.0)];
    Softplus |x, y| x.apply(SoftplusRule), [(0.3, 0.0), (-4.0, 0.0)];
    XLogY |x, y| x.apply2(y, XLogYRule), [(3.0, 2.5), (-0.4, 0.7)];
    Sine |x, y| x.apply(SineRule), [(0.3, 0.0), (4.0, 0.0)];
    Times |x, y| x.apply2(y, TimesRule), [(3.0, 2.5), (-0.4, 0.7)];
}

#[test]
fn laws_of_every_function() {
    for_every_function();
}

fn laws<F: Function>(name: &str, x: f64, y: f64) {
    // A curve through (x, y), bent in both coordinates, on the scale of the point.
    let curve = |at: f64, c: [f64; 4]| Series::new(at, c.map(|c| if at == 0.0 { c } else { c * at.abs() }));
    let (x, y) = (curve(x, [0.5, -0.25, 0.375, 0.125]), curve(y, [-0.25, 0.5, 0.125, -0.25]));

    let series = F::eval(x, y);
    let nested = coefficients(F::eval(polynomial(x), polynomial(y)));
    assert_eq!(series.re.to_bits(), F::eval(x.re, y.re).to_bits(), "{name}: value at {x}, {y}");
    close(name, series, nested);

    // The variable itself, with the other one held constant.
    let (x, y) = (Series::variable(x.re), Series::constant(y.re));
    close(name, F::eval(x, y), coefficients(F::eval(polynomial(x), polynomial(y))));

    // A constant has no derivatives, and one more level of derivative stands inside or outside alike.
    assert_eq!(F::eval(Series::constant(x.re), y).coefficients, [0.0; 4], "{name}: constants");
    let along = |s: Series| Dual::new(s, [Series::constant(s.re).cos()]);
    let (outside, inside) = (F::eval(along(x), along(y)), F::eval(turned(along(x)), turned(along(y))));
    close(name, outside.re, inside.map_value(|d| d.re));
    close(name, outside.eps[0], inside.map_value(|d| d.eps[0]));
}

/// `x` as a polynomial in t, which is a nested variable.
fn polynomial(x: Series) -> Nested {
    let t: Nested = Dual::variable(Dual::variable(Dual::variable(Dual::variable(0.0))));
    let [a, b, c, d] = x.coefficients;
    (((t * d + c) * t + b) * t + a) * t + x.re
}

/// The derivatives over the factorials.
fn coefficients(y: Nested) -> Series {
    let ([y1], [y2], [y3], [y4]) = (y.eps, y.eps[0].eps, y.eps[0].eps[0].eps, y.eps[0].eps[0].eps[0].eps);
    Series::new(y.re.re.re.re, [y1.re.re.re, y2.re.re / 2.0, y3.re / 6.0, y4 / 24.0])
}

/// The same parts in the other order.
fn turned(x: Dual<Series>) -> Taylor<Dual<f64>, 4> {
    let [e] = x.eps;
    Taylor::new(Dual::new(x.re.re, [e.re]), std::array::from_fn(|k| Dual::new(x.re.coefficients[k], [e.coefficients[k]])))
}

trait MapValue {
    fn map_value(&self, part: impl Fn(Dual<f64>) -> f64) -> Series;
}
impl MapValue for Taylor<Dual<f64>, 4> {
    fn map_value(&self, part: impl Fn(Dual<f64>) -> f64) -> Series {
        Series::new(part(self.re), self.coefficients.map(part))
    }
}

/// Every coefficient within rounding of the other's, in proportion to the largest of its order or before.
fn close(name: &str, a: Series, b: Series) {
    let mut size = 0f64;
    for (k, (&p, &q)) in a.coefficients.iter().zip(&b.coefficients).enumerate() {
        size = size.max(q.abs());
        assert!((p - q).abs() <= 2e-14 * size, "{name}: coefficient {}: {p:e}, nested {q:e}\n{a}\n{b}", k + 1);
    }
}

/// Equal within so many times the machine epsilon.
fn agree(found: f64, expected: f64, epsilons: f64) -> bool {
    (found / expected - 1.0).abs() <= epsilons * f64::EPSILON
}

/// Length and angle of a point whose curve is as large or as small as itself: no power of the length may be missing.
#[test]
fn polar_coordinates_scale() {
    for scale in [1e200, 1e-200] {
        let [x, y] = [(0.7, [0.5, -0.25, 0.375, 0.125]), (-0.9, [-0.25, 0.5, 0.125, -0.25])].map(|(x, c)| Series::new(x, c));
        let [u, v] = [x * scale, y * scale];
        close("hypot", u.hypot(v) / scale, x.hypot(y));
        close("hypot, nested", coefficients(polynomial(u).hypot(polynomial(v))) / scale, x.hypot(y));
        close("atan2", u.atan2(v), x.atan2(y));
        close("atan2, nested", coefficients(polynomial(u).atan2(polynomial(v))), x.atan2(y));
    }
}

/// The terms of the differential equation are larger than the coefficients, and overflow before them.
#[test]
fn powers_of_a_small_base_keep_their_digits() {
    for (x, c) in [(0.0271, 1.04), (0.3, 2.0), (1e-12, 0.94), (1e-30, -2.3), (1e-70, 0.5), (1e-70, 2.4)] {
        let variable = polynomial(Series::variable(x));
        let nested = coefficients(variable.powf(variable + c));
        let (_, series) = taylor::<4, _>(|x| x.powf(x + c), x);
        for (found, expected) in series.iter().zip(nested.coefficients) {
            assert!((found - expected).abs() <= 32.0 * f64::EPSILON * expected.abs(), "{x}^({x} + {c}): {series:?}, nested {nested}");
        }
    }
}

/// `(9 - x^2)^(1 + d)`: beyond the second its coefficients are as small as `d`, and each is a sum of terms of one sign. That of number 4 is a
/// quarter of the derivative of number 3.
#[test]
fn powers_near_a_whole_exponent_keep_the_digits_of_the_difference() {
    fn f<D: DualNum<Primitive = f64>>(x: D, exponent: f64) -> D {
        (-(x * x) + 9.0).pow(exponent)
    }
    for d in [0.12, -0.1, 1e-3, -1e-6, 1e-9, -1e-14] {
        for x in [0.3, 1.7, 2.9] {
            let [_, _, third, fourth] = coefficients(f(polynomial(Series::variable(x)), 1.0 + d)).coefficients;
            let (_, series) = taylor::<4, _>(|x| f(x, 1.0 + d), x);
            let over_numbers = f(Taylor::<_, 3>::variable(Dual::variable(x)), 1.0 + d).coefficients[2];
            let found = [series[2], over_numbers.re, series[3], over_numbers.derivative() / 4.0];
            for (found, expected) in found.into_iter().zip([third, third, fourth, fourth]) {
                assert!(agree(found, expected, 16.0), "(9 - {x}^2)^(1 + {d:e}): {found:e}, nested {expected:e}");
            }
        }
    }
}

/// The same of an exponent that varies: `x^(n + d (x - a))` at `a`.
#[test]
fn powers_to_a_variable_exponent_near_a_whole_one_keep_the_digits_of_the_difference() {
    for d in [1e-3, -1e-6, 1e-9] {
        for (a, n) in [(1.0, 1.0), (2.5, 1.0), (2.5, 2.0), (40.0, 3.0)] {
            let nested = polynomial(Series::variable(a));
            let expected = coefficients(nested.powf((nested - a) * d + n));
            let (_, found) = taylor::<4, _>(|x| x.powf((x - a) * d + n), a);
            for (found, expected) in found.into_iter().zip(expected.coefficients) {
                assert!(agree(found, expected, 64.0), "x^({n} + {d:e} (x - {a})): {found:e}, nested {expected:e}");
            }
        }
    }
}

/// `c (c - 1) (c - 2) (c - 3) x^(c-4)`, as the second coefficient of a series over numbers of second order.
#[test]
fn powers_over_numbers_keep_their_digits_to_the_fourth_order() {
    for c in [0.9, 1.1, 1.8, 2.001, 2.13, 2.2, 2.7, 3.3] {
        for x in [0.3f64, 3.7, 20.0] {
            let second = Taylor::<_, 2>::variable(HyperDual::variable(x)).powf(c).coefficients[1] * 2.0;
            let (found, expected) = (second.second_derivative(), c * (c - 1.0) * (c - 2.0) * (c - 3.0) * x.powf(c - 4.0));
            assert!(agree(found, expected, 32.0), "{x}^{c}: {found:e} is not {expected:e}");
        }
    }
}

/// `(x + x^2)^c` at a small base: `c x^(c-1) (x + x^2)'` and so on, where powers below order -c would leave the range.
#[test]
fn powers_near_a_whole_exponent_of_a_small_base_do_not_overflow() {
    let x = 1e-80;
    for c in [1.88, 1.12] {
        let found = Taylor::<f64, 4>::new(x, [1.0, 1.0, 0.0, 0.0]).powf(c).coefficients;
        let expected = Taylor::<f64, 4>::variable(x).powf(c).coefficients; // beside (1/x)^k the curvature is nothing
        for (found, expected) in found.into_iter().zip(expected) {
            assert!(agree(found, expected, 16.0), "{c}: {found:e}, of the line {expected:e}");
        }
    }
}

/// `x^n` by itself, or a coefficient over `x`, may leave the range of normal numbers where `x^c` does not.
#[test]
fn powers_near_a_whole_exponent_hold_at_the_ends_of_the_range() {
    let close = |found: f64, expected: f64| assert!(agree(found, expected, 16.0), "{found:e} is not {expected:e}");
    let (x, c) = (1e-160f64, 1.9);
    let [first, second, third] = Taylor::<f64, 3>::new(x, [1.0, 1.0, 0.0]).powf(c).coefficients;
    close(first, c * x.powf(c - 1.0));
    close(second, c * (c - 1.0) / 2.0 * x.powf(c - 2.0)); // beside 1/x the curvature is nothing
    close(third, c * (c - 1.0) * (c - 2.0) / 6.0 * x.powf(c - 3.0));
    let (x, c) = (1e-300f64, 1.01);
    close(Taylor::<f64, 2>::new(x, [1e10, 0.0]).powf(c).coefficients[0], c * x.powf(c - 1.0) * 1e10);
    let x = 1e170f64;
    close(Taylor::<f64, 3>::variable(x).powf(Taylor::new(1.8, [1e-3, 0.0, 0.0])).coefficients[0], x.powf(1.8) * (x.ln() * 1e-3 + 1.8 / x));
}

/// Of `x^n`, whose ratios `x_k / x_0` are powers of `1/x`: `ln x^n = n ln x` and `(x^n)^c = x^(nc)`. No power of a ratio leaves the range before a
/// coefficient does; powers of `1/x_0`, and of `x_0^c` over `x_0`, would.
#[test]
fn curves_far_out_have_the_coefficients_of_their_closed_forms() {
    fn holds<D: PrimitiveFloat + DualNum<Primitive = D>>(decades: i32) {
        let mut compared = 0;
        for (n, e) in [2, 3].into_iter().flat_map(|n| (-decades..decades).map(move |e| (n, e))) {
            let x = D::literal(1.25 * 10f64.powi(e));
            let curve = Taylor::<D, 6>::variable(x).powi(n);
            if !(curve.re.is_normal() && curve.coefficients.iter().take(n as usize).all(|part| part.is_normal())) {
                continue;
            }
            // A power x^p, or for `None` the logarithm.
            for (name, found, p) in [
                ("ln", curve.ln(), None),
                ("log2", curve.log2() * D::LN_2(), None),
                ("log10", curve.log10() * D::LN_10(), None),
                ("cbrt", curve.cbrt(), Some(f64::from(n) / 3.0)),
                ("powf", curve.powf(D::literal(0.375)), Some(f64::from(n) * 0.375)),
            ] {
                let (mut factor, at) = (if p.is_some() { 1.0 } else { f64::from(n) }, 1.25 * 10f64.powi(e));
                for (i, &found) in found.coefficients.iter().enumerate() {
                    let k = (i + 1) as f64;
                    factor *= p.map_or(if i == 0 { 1.0 } else { -(k - 1.0) / k }, |p| (p - k + 1.0) / k);
                    let expected = D::literal(factor * at.powf(p.unwrap_or(0.0) - k));
                    // The terms are up to a thousand times as large.
                    if expected.is_normal() && (expected * D::literal(1e3)).is_finite() && factor.abs() > 1e-6 {
                        let error = ((found - expected) / expected).abs();
                        assert!(
                            error < D::epsilon() * D::literal(1e4),
                            "{name} of x^{n} at {at:e}, order {k}: {found:e}, not {expected:e}"
                        );
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 500, "{compared}");
    }
    holds::<f64>(150);
    holds::<f32>(19);
}

/// A coefficient that overflows leaves those zero that are, and of a plain variable the signs: `c_k = -(-1/x)^k / k`.
#[test]
fn logarithms_keep_zero_coefficients_and_overflow_with_their_sign() {
    let logarithms: [fn(Taylor<f64, 8>) -> Taylor<f64, 8>; 5] =
        [|x| x.ln(), |x| x.log2(), |x| x.log10(), |x| x.log(7.0), |x| (x - 1.0).ln_1p()];
    for (k, f) in logarithms.into_iter().enumerate() {
        for e in if k < 4 { 40..=300 } else { 0..=0 } {
            let found = f(Taylor::variable(10f64.powi(-e))).coefficients;
            assert!(found.iter().enumerate().all(|(i, &c)| (c > 0.0) == (i % 2 == 0)), "{k} at 1e-{e}: {found:?}");
        }
        let even = f(Taylor::new(1.0, [0.0, 1e200, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])).coefficients;
        assert!([0, 2, 4, 6].iter().all(|&i| even[i] == 0.0) && even[3] == f64::NEG_INFINITY, "{k}: {even:?}");
    }
    assert_eq!(Taylor::<f64, 3>::constant(2.0).log(1.0).coefficients, [0.0; 3]);
    assert_eq!(Taylor::<f64, 3>::variable(2.0).log(1.0).coefficients, [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY]);
}

/// A direction whose ratio to the base underflows: `c_1 = p x^(p-1) x_1`.
#[test]
fn a_tiny_direction_of_a_large_base_counts() {
    for (x, slope) in [(1e200, 1e-120), (6e259, 2e-87), (1e300, 1e-50)] {
        let x = Taylor::<f64, 2>::new(x, [slope, 0.0]);
        assert!(agree(x.cbrt().coefficients[0], x.re.cbrt() / 3.0 / x.re * slope, 16.0));
        assert!(agree(x.powf(0.375).coefficients[0], 0.375 * x.re.powf(-0.625) * slope, 16.0));
    }
    // y_0 / x_0 underflows, and a ratio as well: 1e-250 (1 + t/10)^-2.5
    let y = Taylor::<f64, 3>::new(1e100, [1e99, 0.0, 1e-230]).powf(-2.5).coefficients;
    assert!(y.iter().zip([-2.5e-251, 4.375e-252, -6.5625e-253]).all(|(&c, expected)| agree(c, expected, 64.0)), "{y:?}");
}

/// `y_1 = c y_0 x_1/x_0` where `c x_1/x_0` overflows, and beside an `x_2/x_0` that does.
#[test]
fn powers_hold_beside_ratios_that_overflow() {
    let close = |x: Taylor<f64, 2>, c: f64, expected: f64| {
        let found = x.powf(Taylor::constant(c)).coefficients[0];
        assert!(((found - expected) / expected).abs() < 1e-14, "{found:e}, not {expected:e}");
    };
    close(Taylor::new(1e-100, [1.7e208, 0.0]), 2.5, 2.5 * 1.7e58);
    close(Taylor::new(1e-200, [1e-210, 1e150]), -1.5, -1.5e290);
}

/// Whole powers of -0.0 have a sign, and so have their derivatives, to a constant and to a variable exponent: those of nested numbers.
#[test]
fn whole_powers_of_minus_zero_have_the_derivatives_of_nested_numbers() {
    for c in -4..=4 {
        let c = f64::from(c);
        let (x, y) = (Taylor::<f64, 3>::variable(-0.0), Taylor::variable(c));
        let lift = |x: f64| Dual::variable(HyperDual::variable(x));
        let constant = Dual::<HyperDual>::constant(HyperDual::constant(c));
        for (series, nested) in [(x.powf(Taylor::constant(c)), lift(-0.0).powf(constant)), (x.powf(y), lift(-0.0).powf(lift(c)))] {
            let slope = nested.derivative();
            let expected = [slope.re, slope.derivative(), slope.second_derivative()];
            let is_right = series.derivatives().iter().zip(expected).all(|(&found, e)| found == e || found.is_nan() && e.is_nan());
            assert!(is_right, "(-0.0)^{c}: {:?}, not {expected:?}", series.derivatives());
        }
    }
}

/// `(s x)^(1.5 + x / 1024)` for a small `s`, as a series of any length and as nested numbers.
#[test]
fn powers_of_a_small_base_to_a_variable_exponent_are_the_same_at_every_length() {
    for e in 1..=150 {
        let s = 10f64.powi(-e);
        let f = |x: Series| (x * s).powf(x / 1024.0 + 1.5);
        let long = (Taylor::<f64, 8>::variable(1.0) * s).powf(Taylor::variable(1.0) / 1024.0 + 1.5);
        let t = polynomial(Taylor::variable(1.0));
        let nested = coefficients((t * s).powf(t / 1024.0 + 1.5));
        close("4 orders", f(Taylor::variable(1.0)), nested);
        close("8 orders", Taylor::new(long.re, [0, 1, 2, 3].map(|k| long.coefficients[k])), nested);
    }
}

/// `c_1 = y x^y / x` and `c_2 = (y - 1) c_1 / 2x`, up to the order at which the exponent varies: what `y - 1` rounds away of it counts, by
/// a factor of `ln x`.
#[test]
fn the_digits_that_an_exponent_loses_by_subtraction_count() {
    for x in [1e-20, 1e-70, 1e-90] {
        for y in [0.1, 0.3, 0.7, -0.9, -1.1, -0.1, 0.013] {
            let [first, second, _] = Taylor::<f64, 3>::variable(x).powf(Taylor::new(y, [0.0, 0.0, 1.0])).coefficients;
            let expected = y * (x.powf(y) / x);
            for (found, expected) in [(first, expected), (second, (y - 1.0) / 2.0 * (expected / x))] {
                assert!(agree(found, expected, 8.0), "{x:e}^{y}: {found:e} is not {expected:e}");
            }
        }
    }
    // A subnormal base has another way.
    for y in [0.1, 0.3, 0.05] {
        let (x, found) = (3e-310f64, Taylor::<f64, 1>::variable(3e-310).powf(y).coefficients[0]);
        assert!(agree(found, y * (x.powf(y) / x), 8.0), "{x:e}^{y}: {found:e}");
    }
}

#[test]
fn drivers_say_which_convention() {
    assert_eq!(third_derivative(|x: Taylor<f32, 3>| 2.0 * x.powi(3), 1.0), (2.0, 6.0, 12.0, 12.0));
    assert_eq!(nth_derivative::<5, _>(|x| 1.0 + x.powi(5), 1.0), (2.0, [5.0, 20.0, 60.0, 120.0, 120.0]));
    assert_eq!(taylor::<5, _>(|x| 1.0 + x.powi(5), 1.0), (2.0, [5.0, 10.0, 10.0, 5.0, 1.0]));
    assert_eq!(nth_derivative(|x| 2.0 / x, 1.0), (2.0, [-2.0, 4.0, -12.0])); // K from the array
    assert_eq!(nth_derivative::<0, _>(|x| x.exp(), 0.0), (1.0, []));
    // d/dx of the third derivative is the fourth.
    assert_eq!(derivative(|x| third_derivative(|y| y.powi(5), x).3, 2.0), (240.0, 240.0));
    assert_eq!(derivative(|x| nth_derivative::<2, _>(|y| y.powi(5) * Taylor::constant(x), x).1[1], 1.0).0, 20.0);
}

#[test]
fn high_orders() {
    // The k-th derivative of e^(2x) is 2^k e^(2x), of 1/(1-x) at 0 it is k!.
    let (_, d) = nth_derivative::<20, _>(|x| (x * 2.0).exp(), 0.0);
    assert!((1..).zip(d).all(|(k, d)| (d / 2f64.powi(k) - 1.0).abs() < 1e-14), "{d:?}");
    assert_eq!(taylor::<40, _>(|x| (1.0 - x).recip(), 0.0).1, [1.0; 40]);
    // tan: the coefficients 1, 1/3, 2/15, 17/315, of odd orders only.
    let (_, c) = taylor::<8, _>(|x| x.tan(), 0f64);
    for (c, exact) in c.into_iter().zip([1.0, 0.0, 1.0 / 3.0, 0.0, 2.0 / 15.0, 0.0, 17.0 / 315.0, 0.0]) {
        assert!((c - exact).abs() <= 1e-16, "{c} {exact}");
    }
}

#[test]
fn rings_are_exact() {
    let x = Taylor::<i64, 4>::variable(1);
    assert_eq!(((x + 1) * (x + 1) * (x + 1)).coefficients, [12, 6, 1, 0]); // (2 + t)^3
    assert_eq!((Taylor::<i64, 4>::one() / x).coefficients, [-1, 1, -1, 1]); // 1 / (1 + t)
    assert_eq!((x * x * x / x - x * x).coefficients, [0; 4]);
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// Derivatives of one-variable functions where they are singular or where they nearly overflow.
#[test]
fn singular_points() {
    fn check(name: &str, f: fn(Taylor<f64, 3>) -> Taylor<f64, 3>, x: f64, expected: [f64; 3]) {
        let (_, d) = nth_derivative(f, x);
        let same = |(a, b): (&f64, &f64)| a == b || a.is_nan() && b.is_nan() || (a - b).abs() <= 1e-15 * b.abs() + 5e-323;
        assert!(d.iter().zip(&expected).all(same), "{name} at {x:e}: {d:?}, expected {expected:?}");
        assert_eq!(f(Taylor::constant(x)).coefficients, [0.0; 3], "{name}: the constant {x}");
    }
    check("sqrt", |x| x.sqrt(), 0.0, [INF, -INF, INF]);
    check("cbrt", |x| x.cbrt(), 0.0, [INF, NAN, INF]);
    check("cbrt", |x| x.cbrt(), INF, [0.0; 3]);
    check("recip", |x| x.recip(), 0.0, [-INF, INF, -INF]);
    check("recip", |x| x.recip(), 1e-200, [-INF, INF, -INF]);
    check("ln", |x| x.ln(), 0.0, [INF, -INF, INF]);
    check("ln", |x| x.ln(), -1.0, [NAN; 3]);
    check("acosh", |x| x.acosh(), 1.0, [INF, -INF, INF]);
    check("acosh", |x| x.acosh(), 1e100, [1e-100, -1e-200, 2e-300]);
    check("asin", |x| x.asin(), -1.0, [INF, -INF, INF]);
    check("asinh", |x| x.asinh(), 1e200, [1e-200, 0.0, 0.0]);
    check("atan", |x| x.atan(), 1e100, [1e-200, -2e-300, 0.0]);
    check("tanh", |x| x.tanh(), 800.0, [0.0; 3]);
    check("sin", |x| x.sin(), INF, [NAN; 3]);
    check("exp", |x| x.exp(), 1000.0, [INF; 3]);
    let near_the_end = |k| 2f64.ln().powi(k) * 2f64.powi(1023) * 2.0; // 2^1024 itself overflows
    check("exp2", |x| x.exp2(), 1024.0, [near_the_end(1), near_the_end(2), near_the_end(3)]);
    check("exp2", |x| x.exp2(), 1025.0, [INF, near_the_end(2) * 2.0, near_the_end(3) * 2.0]);
    check("abs", |x| x.abs(), -0.0, [-1.0, 0.0, 0.0]);
    check("powi 0", |x| x.powi(0), 0.0, [0.0, 0.0, 0.0]);
    check("powi 1", |x| x.powi(1), 0.0, [1.0, 0.0, 0.0]);
    check("powi 2", |x| x.powi(2), 0.0, [0.0, 2.0, 0.0]);
    check("powi 3", |x| x.powi(3), 0.0, [0.0, 0.0, 6.0]);
    check("powi -1", |x| x.powi(-1), 1e-200, [-INF, INF, -INF]);
    check("powi -1", |x| (x * 1e200).powi(-1), 1.0, [-1e-200, 2e-200, -6e-200]);
    // x^(-2-k) underflows, its product with the k-th power of the direction does not
    check("powi -2", |x| (x * 2f64.powi(345)).powi(-2), 1.0, [-2.0, 6.0, -24.0].map(|factor| factor * 2f64.powi(-690)));
    let n = f64::from(i32::MIN);
    check("powi min", |x| x.powi(i32::MIN), 1.0, [n, n * (n - 1.0), n * (n - 1.0) * (n - 2.0)]);
    check("powi min", |x| x.powi(i32::MIN), 2.0, [0.0; 3]);
    check("powi max", |x| x.powi(i32::MAX), 2.0, [INF; 3]);
    check("powf 0", |x| x.powf(0.0), 0.0, [0.0, 0.0, 0.0]);
    check("powf 0.5", |x| x.powf(0.5), 0.0, [INF, -INF, INF]);
    check("powf 1.5", |x| x.powf(1.5), 0.0, [0.0, INF, -INF]);
    check("powf 2", |x| x.powf(2.0), 0.0, [0.0, 2.0, 0.0]);
    check("powf 2", |x| x.powf(2.0), 1e-200, [2e-200, 2.0, 0.0]);
    check("powf 2", |x| x.powf(2.0), 1e200, [2e200, 2.0, 0.0]);
    check("powf 3", |x| x.powf(3.0), -2.0, [12.0, -12.0, 6.0]);
    check("powf 0.5", |x| x.powf(0.5), -2.0, [NAN; 3]);
    let power = 1e-200f64.powf(-0.6); // and power / 1e-200 overflows
    check("powf -0.6", |x| (x * 1e-200).powf(-0.6), 1.0, [-0.6, 0.96, -2.496].map(|factor| factor * power));
    check("powf 1", |x| (x * 1e300 + 1e-300).powf(1.0), 0.0, [1e300, 0.0, 0.0]); // the ratio of the parts overflows
    let root = 1e-250f64.cbrt();
    check("cbrt", |x| (x * 1e-250).cbrt(), 1.0, [1.0 / 3.0, -2.0 / 9.0, 10.0 / 27.0].map(|factor| factor * root));
    check("powf 2", |x| (x * 1e-140).powf(2.0), 1.0, [2e-280, 2e-280, 0.0]);
    check("powf 0.5", |x| (x * 1e-250).powf(0.5), 1.0, [5e-126, -2.5e-126, 3.75e-126]);
    check("powf -1", |x| (x * 1e200).powf(-1.0), 1.0, [-1e-200, 2e-200, -6e-200]);
    // The power overflows, its derivatives do not.
    let root = 2f64.powi(400);
    check("powf 1.5", |x| x.powf(1.5), root * root, [1.5 * root, 0.75 / root, 0.0]);
    check("powf -0.5", |x| x.powf(-0.5), -1e300, [NAN; 3]);
    check("exponent", |y| Taylor::constant(0.0).powf(y), 2.0, [0.0; 3]);
    check("exponent", |y| Taylor::constant(2.0).powf(y), 0.0, [2f64.ln(), 2f64.ln().powi(2), 2f64.ln().powi(3)]);
    check("exponent", |y| Taylor::constant(-2.0).powf(y), 3.0, [NAN; 3]);
    check("x^x", |x| x.powf(x), 0.0, [-INF, INF, -INF]);
    check("hypot", |x| x.hypot(x * 2.0), 0.0, [0.0; 3]);
    check("hypot", |x| x.hypot(1e200), 1e200, [0.5f64.sqrt(), 0.125f64.sqrt() * 1e-200, 0.0]);
    check("hypot", |x| x.hypot(1.7e308), 1.7e308, [0.5f64.sqrt(), 0.125f64.sqrt() / 1.7e308, 0.0]);
    check("atan2", |x| x.atan2(x * 2.0), 0.0, [0.0; 3]);
    check("atan2", |y| y.atan2(1.7e308), 1.7e308, [0.5 / 1.7e308, 0.0, 0.0]);
    check("rem", |x| x % 3.0, -7.0, [1.0, 0.0, 0.0]);
    check("clamp", |x| x.clamp(0.0, 1.0), 2.0, [0.0; 3]);
}

/// `c_(k+1) / c_k = (n-k) / ((k+1) x)` for `x^n`, also where `n - k` is below every `i32`.
#[test]
fn coefficients_of_the_least_power() {
    let (x, n) = (1.0 + 2f64.powi(-25), f64::from(i32::MIN));
    let [a, b, c] = Taylor::<f64, 3>::variable(x).powi(i32::MIN).coefficients;
    for (found, exact) in [(b / a, (n - 1.0) / 2.0 / x), (c / b, (n - 2.0) / 3.0 / x)] {
        assert!((found / exact - 1.0).abs() < 1e-15, "{found} {exact}");
    }
}

/// A whole exponent is a product, at every order: near 0 nothing cancels beyond it.
#[test]
fn whole_exponents_of_powf_are_those_of_powi() {
    for (x, n) in [1e-12, 1e-8, 1e-5, 1e-2, 0.7, 3.0].into_iter().flat_map(|x| (0..9).map(move |n| (x, n))) {
        let base = |t: Taylor<f64, 7>| t + t * t * 0.5 - t.powi(3);
        let (value, found) = nth_derivative(|t| base(t).powf(f64::from(n)), x);
        let (_, expected) = nth_derivative(|t| base(t).powi(n), x);
        let size = expected.iter().fold(value.abs(), |size, d| size.max(d.abs()));
        for (k, (a, b)) in found.into_iter().zip(expected).enumerate() {
            assert!(
                (a - b).abs() <= 1e-14 * (b.abs() + if x < 0.1 { 0.0 } else { size }),
                "x = {x}, n = {n}, order {}: {a}, not {b}",
                k + 1
            );
        }
        // An exponent that passes near n: the other numbers differentiate twice.
        let (_, _, found, _) = third_derivative(|t| t.powf(t + f64::from(n)), x);
        let (_, _, expected) = second_derivative(|t| t.powf(t + f64::from(n)), x);
        assert!((found - expected).abs() <= 1e-14 * expected.abs(), "x = {x}, n = {n}: {found}, not {expected}");
    }
}

/// A part carries orders of its own: beyond the square's there is nothing.
#[test]
fn a_whole_exponent_is_one_inside_of_a_coefficient_too() {
    for x in [0.1, 1f64.next_down(), -0.1] {
        let square = Taylor::<Dual<f64>, 2>::variable(Dual::variable(x)).powf(2.0);
        assert_eq!((square.coefficients[1].re, square.coefficients[1].eps), (1.0, [0.0]), "at {x}");
    }
}

/// k! overflows where a derivative does not.
#[test]
fn derivatives_are_finite_beyond_the_range_of_factorials() {
    fn hold<P: PrimitiveFloat, const K: usize>() {
        let (_, square) = nth_derivative::<K, P>(|x| x * x, P::one());
        assert!(square[2..].iter().all(P::is_zero), "{square:?}");
        let (_, exponential) = nth_derivative::<K, P>(|x| x.exp(), P::zero());
        assert!(exponential.iter().all(|&d| (d - P::one()).abs() < P::literal(1e-2)), "{exponential:?}");
    }
    hold::<f32, 36>();
    hold::<f64, 172>();
}

/// A zero direction stays zero at every order, also in the middle of a series.
#[test]
fn strong_zero() {
    let x = Taylor::new(0.0, [0.0, 1.0, 0.0, 0.0]); // t^2
    assert_eq!(x.sqrt().coefficients, [0.0, INF, 0.0, -INF]);
    assert_eq!(x.ln().coefficients, [0.0, INF, 0.0, -INF]);
    assert_eq!(x.apply(RootRule).coefficients, [0.0, INF, 0.0, -INF]);
    assert_eq!(x.chain(0.0, [INF, -INF, INF, -INF]).coefficients, [0.0, INF, 0.0, -INF]);
    // Beside an infinite coefficient too: nothing of it is NaN.
    for (exponent, expected) in [(0.5, [0.0, INF, 0.0]), (2.0, [0.0; 3]), (3.0, [0.0; 3])] {
        assert_eq!(Taylor::new(0.0, [0.0, INF, 0.0]).powf(exponent).coefficients, expected, "to the power {exponent}");
    }
    // As the outer part of a dual number, and as the inner one.
    let y = Dual::new(Taylor::<f64, 2>::constant(0.0), [Taylor::constant(0.0)]).sqrt();
    assert_eq!((y.eps[0].re, y.eps[0].coefficients), (0.0, [0.0; 2]));
    let y = Taylor::<Dual<f64>, 2>::constant(Dual::constant(0.0)).sqrt();
    assert_eq!(y.coefficients.map(|c| (c.re, c.eps[0])), [(0.0, 0.0); 2]);
    let y = Taylor::<Dual<f64>, 2>::constant(Dual::variable(0.0)).sqrt();
    assert_eq!((y.re.eps, y.coefficients.map(|c| (c.re, c.eps[0]))), ([INF], [(0.0, 0.0); 2]));
}

/// The square root as a user would write it.
struct RootRule;
impl Rule for RootRule {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        (x.sqrt(), x.sqrt().recip().times(0.5))
    }
}

/// Softplus is `e^x` far to the left and `x` far to the right, and `f'(x) + f'(-x) = 1`, to an ulp or two at every order.
#[test]
fn a_rule_that_overflows_nowhere() {
    let f = |x: f64| {
        let (y, d1, d2) = second_derivative(|x| x.apply(SoftplusRule), x);
        let (t, [t1, t2]) = nth_derivative(|x| x.apply(SoftplusRule), x);
        assert!(y == t && d1 == t1 && (d2 - t2).abs() <= 4.0 * f64::EPSILON * d2 + f64::MIN_POSITIVE * f64::EPSILON, "{x}: {d2} and {t2}");
        (y, d1, d2)
    };
    let close = |found: f64, expected: f64| assert!((found - expected).abs() <= 4.0 * f64::EPSILON * expected, "{found} is not {expected}");
    assert_eq!(f(0.0), (2f64.ln(), 0.5, 0.25));
    assert_eq!(f(-0.0), f(0.0));
    for x in [40.0, 100.0, 700.0, 710.0, 1e300, f64::INFINITY] {
        let (y, d1, d2) = f(-x);
        [y, d1, d2].into_iter().for_each(|found| close(found, (-x).exp()));
        assert_eq!((f(x).0, f(x).1), (x, 1.0));
        close(f(x).2, (-x).exp());
    }
    for x in [1e-300, 0.1, 1.0, 5.0, 30.0] {
        close(f(x).1 + f(-x).1, 1.0);
        close(f(x).2, f(-x).2);
    }
}

/// Coefficient k of `x^n` is `binomial(n, k) x^(n-k)`: normal where the power alone, or all but one of its factors, is not.
#[test]
fn powers_keep_their_digits_where_a_factor_underflows() {
    for (x, n) in [(400.0, -100), (2e-5, 100), (-1e3, -90)] {
        let x = Taylor::<f64, 30>::variable(x);
        // A whole exponent beyond the order has a differential equation of its own.
        let (found, expected) = (x.powi(n), x.powf(f64::from(n)));
        for (k, (a, b)) in found.coefficients.iter().zip(&expected.coefficients).enumerate().filter(|(_, (_, b))| b.is_normal()) {
            assert!((a - b).abs() <= 1e-14 * b.abs(), "x^{n} at {}, coefficient {}: {a:e} is not {b:e}", x.re, k + 1);
        }
    }
    let [.., least] = Taylor::<f32, 6>::variable(1e3).powi(-8).coefficients;
    assert!((least - 1.716e-39).abs() <= 1e-45, "{least:e}");
}

/// The compiler knows powers to some constants, and rounds otherwise there: so for the value part.
#[test]
fn the_value_of_a_power_to_a_constant_is_that_of_f64() {
    for k in 1..1000 {
        let x = std::hint::black_box(f64::from(k) * 0.737);
        let (series, number) = (Taylor::<f64, 2>::variable(x), Dual::<f64>::variable(x));
        for (value, re) in [(x.powf(-1.0), series.powf(-1.0).re), (x.powf(0.5), series.powf(0.5).re), (x.powf(0.5), number.powf(0.5).re)] {
            assert_eq!(value.to_bits(), re.to_bits(), "at {x}");
        }
    }
}

/// A coefficient whose own derivative is NaN takes part in a quotient: `1 / (1 + n t) = 1 - n t + n^2 t^2 - ...`
#[test]
fn nan_inside_of_a_coefficient_stays() {
    let [zero, one] = [0.0, 1.0].map(Dual::<f64>::constant);
    let quotient = Taylor::constant(one) / Taylor::new(one, [Dual::new(0.0, [f64::NAN]), zero]);
    assert!(quotient.coefficients.iter().all(|c| c.eps[0].is_nan()), "{quotient:?}");
}

/// `e^t (cos t, sin t)` has the length `e^t` and the angle `t`.
#[test]
fn length_and_angle_keep_their_digits_to_order_10() {
    for step in 0..40 {
        let t = Taylor::<f64, 10>::variable(0.02 + 0.04 * f64::from(step));
        let (x, y, length) = (t.exp() * t.cos(), t.exp() * t.sin(), t.exp());
        let parts = y.hypot(x).coefficients.into_iter().zip((y.atan2(x) - t).coefficients).zip(length.coefficients);
        for (k, ((h, angle), expected)) in parts.enumerate() {
            assert!((h - expected).abs() <= 4e-12 * expected, "coefficient {} of the length: {h}, not {expected}", k + 1);
            assert!(angle.abs() <= 1e-11 * expected, "coefficient {} of the angle is {angle:e} off", k + 1);
        }
    }
}

/// On a diagonal `d2 atan2(y, x) / dx dy` is 0, and the curvature of `y` does not count: the third derivative of `atan2(1 + c t^2, 1 + t)` at 0
/// is -1/2.
#[test]
fn angles_near_a_diagonal_err_by_rounding_of_their_terms() {
    fn angle<D: DualNum>(t: D, c: f64) -> D {
        ((t * t).times(c) + D::one()).atan2(t + D::one())
    }
    fn check<P: PrimitiveFloat>(third: P, c: f64) {
        assert!((third + P::literal(0.5)).abs() <= P::epsilon() * P::literal(4.0), "c = {c}: {third}");
    }
    for c in [-1e8, -1e4, 0.0, 1.0, 1e2, 1e6, 1e10] {
        check(third_derivative(|t| angle(t, c), 0f32).3, c);
        check(third_derivative(|t| angle(t, c), 0f64).3, c);
        check(nth_derivative::<5, _>(|t| angle(t, c), 0f64).1[2], c);
        check(derivative(|s| second_derivative(|t| angle(t, c), s).2, 0f64).1, c);
        check(second_derivative(|s| derivative(|t| angle(t, c), s).1, 0f64).2, c);
        check(derivative(|s| nth_derivative::<2, _>(|t| angle(t, c), s).1[1], 0f64).1, c);
    }
}
