//! `Taylor` by laws: its coefficients are the derivatives of nested dual numbers over the factorials, at every order, for every function.

#[path = "support/known_values.rs"]
mod known_values;
#[path = "taylor/powers.rs"]
mod powers;
#[path = "support/rules.rs"]
mod rules;

use dual_numbers::{Dual, DualNum, PrimitiveFloat, Rule, Taylor, derivative, nth_derivative, second_derivative, taylor, third_derivative};
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
    close(name, outside.re, each(&inside, |d| d.re));
    close(name, outside.eps[0], each(&inside, |d| d.eps[0]));
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

/// One part of every coefficient.
fn each(x: &Taylor<Dual<f64>, 4>, part: impl Fn(Dual<f64>) -> f64) -> Series {
    Series::new(part(x.re), x.coefficients.map(part))
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
