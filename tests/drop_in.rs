//! Our numbers stand where `f64` stands: literals, references, closures without annotations, at every depth of nesting.

use std::cmp::Ordering;
use std::fmt::Debug;
use std::sync::Mutex;

use dual_numbers::sparse::SparsityPattern;
use dual_numbers::{Dual, DualNum, HyperDual, Taylor, derivative, gradient, partial_derivative};
use num_traits::float::{FloatCore, TotalOrder};
use num_traits::*;

#[test]
fn closures_infer_without_annotations() {
    assert_eq!(derivative(|x| x.sin() * 2.0, 0.0), (0.0, 2.0));
    assert_eq!(derivative(|x| 2.0 * x.sin() + (1.0 + 3.0 * x).ln() - x / 2.0 + x.powf(2.0), 0.0).1, 4.5);
    assert_eq!(derivative(|x| derivative(|y| y.powi(3), x).1, 2.0), (12.0, 12.0));
    assert_eq!(derivative(|x| derivative(|y| 2.0 * (y * 2.0 + 1.0).max(0.0).powi(3) + Dual::constant(x), x).1, 2.0).0, 300.0);
    assert_eq!(derivative(|x: Dual<f32>| 2.0 * x.sin() + x * 3.0, 0.0).1, 5.0);
    assert_eq!(gradient(|[x, y]| 3.0 * x * y.powi(2), [1.0, 2.0]).1, [12.0, 12.0]);
}

#[test]
fn a_type_without_arguments_is_over_f64() {
    let functions: [Box<dyn Fn(Dual) -> Dual>; 2] = [Box::new(|x| x.sin()), Box::new(|x| 2.0 * x)];
    assert_eq!(derivative(|x| functions.iter().map(|f| f(x)).sum(), 0.0), (0.0, 3.0));
    let bent: HyperDual = HyperDual::variable(2.0).powi(2);
    assert_eq!(bent.second_derivative(), 2.0);
}

#[test]
fn sums_start_like_those_of_f64() {
    let none: [f64; 0] = [];
    let ours: Dual<f64> = none.iter().map(|&x| Dual::constant(x)).sum();
    assert_eq!(ours.re.to_bits(), none.iter().sum::<f64>().to_bits());
}

/// Each form of an operator is the one by value, in every part.
macro_rules! forms {
    ($x:ident, $y:ident: $($op:tt $assign:tt)*) => { $(
        let by_value = format!("{:?}", $x $op $y);
        assert_eq!([format!("{:?}", &$x $op $y), format!("{:?}", $x $op &$y), format!("{:?}", &$x $op &$y)], [(); 3].map(|_| by_value.clone()));
        let (mut a, mut b) = ($x, $x);
        a $assign $y;
        b $assign &$y;
        assert_eq!([a, b].map(|z| format!("{z:?}")), [(); 2].map(|_| by_value.clone()));
    )* };
}

/// A primitive on either side is a constant.
macro_rules! primitives {
    ($x:ident, $c:ident: $($op:tt $assign:tt)*) => { $(
        let right = format!("{:?}", $x $op $c);
        let mut z = $x;
        z $assign 0.75;
        assert_eq!([format!("{:?}", $x $op 0.75), format!("{:?}", &$x $op 0.75), format!("{z:?}")], [(); 3].map(|_| right.clone()));
        assert_eq!([format!("{:?}", 0.75 $op $x), format!("{:?}", 0.75 $op &$x)], [(); 2].map(|_| format!("{:?}", $c $op $x)));
    )* };
}

macro_rules! every_form {
    ($D:ty: $x:expr, $y:expr) => {{
        let (x, y, c): ($D, $D, $D) = ($x, $y, <$D>::constant(0.75));
        forms!(x, y: + += - -= * *= / /= % %=);
        primitives!(x, c: + += - -= * *= / /= % %=);
        let shown = |z: $D| format!("{z:?}");
        assert_eq!([-&x, Inv::inv(x), Inv::inv(&x), Pow::pow(&x, y)].map(shown), [-x, x.recip(), x.recip(), x.powf(y)].map(shown));
        assert_eq!([x.pow(3i8), x.pow(3u8), x.pow(3i16), x.pow(3u16), x.pow(3i32), Pow::pow(&x, 3)].map(shown), [x.powi(3); 6].map(shown));
        assert_eq!([x.pow(&y), Pow::pow(&x, &y), x.pow(&3), Pow::pow(&x, &3)].map(shown), [x.powf(y), x.powf(y), x.powi(3), x.powi(3)].map(shown));
        assert_eq!([x.pow(&0.75), Pow::pow(&x, &0.75)].map(shown), [x.powf(0.75); 2].map(shown));
        // A primitive is a factor of every part wherever it stands: as the product of two numbers it would be inf * 0 in the derivatives.
        let mut far = x;
        far.re = f64::INFINITY;
        assert_eq!([0.75 * far, 0.75 * &far, 0.75 + far].map(shown), [far * 0.75, far * 0.75, far + 0.75].map(shown));
        assert_eq!([far.mul_add(0.75, 1.0), [far].iter().product()].map(shown), [far * 0.75 + 1.0, far].map(shown));
        let mut z = x;
        z.mul_add_assign(y, c);
        assert_eq!([MulAdd::mul_add(x, y, c), z].map(shown), [x * y + c; 2].map(shown));
        assert_eq!(format!("{:?}", [x, y].iter().sum::<$D>()), format!("{:?}", [x, y].into_iter().sum::<$D>()));
        assert_eq!(format!("{:?}", [x, y].iter().product::<$D>()), format!("{:?}", x * y));
    }};
}

#[test]
fn every_form_of_an_operator_is_the_same() {
    every_form!(Dual<f64, 2>: Dual::new(2.5, [0.5, -1.0]), Dual::new(-1.5, [2.0, 0.25]));
    every_form!(HyperDual<f64>: HyperDual::new(2.5, [0.5], [-1.0], [[3.0]]), HyperDual::new(-1.5, [2.0], [0.25], [[-0.5]]));
    every_form!(Taylor<f64, 2>: Taylor::new(2.5, [0.5, -1.0]), Taylor::new(-1.5, [2.0, 0.25]));
}

/// Every part, as text.
fn shown(x: impl Debug) -> String {
    format!("{x:?}")
}

#[test]
fn traits_forward() {
    fn hold<D: Float + FloatCore + Signed + Euclid + Debug + TotalOrder>(x: D) {
        macro_rules! alike {
            ($($name:ident($($argument:expr),*))*) => { $( assert_eq!(shown(FloatCore::$name(x $(, $argument)*)), shown(Float::$name(x $(, $argument)*)), stringify!($name)); )* };
        }
        let one = D::one();
        alike!(is_nan() is_infinite() is_finite() is_normal() is_sign_positive() is_sign_negative() classify() floor() ceil() round() trunc()
            fract() signum() abs() recip() powi(3) max(one) min(one) clamp(one, one + one) to_degrees() to_radians() integer_decode());
        assert_eq!(
            [Signed::abs(&x), Signed::signum(&x), Signed::abs_sub(&x, &one), Signed::abs_sub(&one, &x)].map(shown),
            [Float::abs(x), Float::signum(x), Float::abs_sub(x, one), Float::abs_sub(one, x)].map(shown)
        );
        assert_eq!((Signed::is_positive(&x), Signed::is_negative(&x)), (x > D::zero(), x < D::zero()));
        assert_eq!(
            [TotalOrder::total_cmp(&x, &x), TotalOrder::total_cmp(&x, &(x + one)), TotalOrder::total_cmp(&x, &(x - one))],
            [Ordering::Equal, Ordering::Less, Ordering::Greater]
        );
    }
    for re in [2.6, -2.6] {
        hold(Dual::new(re, [0.5, -1.0]));
        hold(HyperDual::new(re, [0.5], [-1.0], [[3.0]]));
        hold(Taylor::new(re, [0.5, -1.0]));
    }
}

#[test]
fn constants_are_those_of_the_primitive() {
    type D = Dual<f64, 2>;
    macro_rules! alike {
        ($Trait:ident: $($name:ident)*) => { $( assert_eq!(shown(<D as $Trait>::$name()), shown(D::constant(<f64 as $Trait>::$name())), stringify!($name)); )* };
    }
    alike!(Float: nan infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon);
    alike!(FloatCore: nan infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon);
    alike!(Bounded: min_value max_value);
    alike!(FloatConst: E FRAC_1_PI FRAC_1_SQRT_2 FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8 LN_10 LN_2 LOG10_E LOG2_E
        PI SQRT_2 TAU LOG10_2 LOG2_10);
    assert_eq!([D::default(), D::ZERO].map(shown), [D::constant(0.0); 2].map(shown));
    assert_eq!(shown(D::ONE), shown(D::constant(1.0)));
    assert_eq!(shown(D::from_str_radix("1f", 16)), shown(f64::from_str_radix("1f", 16).map(D::constant)));
    assert_eq!(Float::integer_decode(D::constant(0.3)), Float::integer_decode(0.3));
}

#[test]
fn primitives_become_constants_and_values_primitives() {
    type D = Dual<f64, 2>;
    let (x, three) = (D::new(3.0, [0.5, -1.0]), shown(D::constant(3.0)));
    macro_rules! casts {
        ($($P:ident $from:ident $to:ident)*) => { $(
            let p: $P = AsPrimitive::<$P>::as_(x);
            assert_eq!((p, x.$to()), (3 as $P, Some(3 as $P)));
            assert_eq!([D::$from(p), <D as NumCast>::from(p), Some(AsPrimitive::<D>::as_(p))].map(|y| y.map(shown)), [(); 3].map(|_| Some(three.clone())));
        )* };
    }
    casts!(i8 from_i8 to_i8 i16 from_i16 to_i16 i32 from_i32 to_i32 i64 from_i64 to_i64 i128 from_i128 to_i128 isize from_isize to_isize
        u8 from_u8 to_u8 u16 from_u16 to_u16 u32 from_u32 to_u32 u64 from_u64 to_u64 u128 from_u128 to_u128 usize from_usize to_usize
        f32 from_f32 to_f32 f64 from_f64 to_f64);
    assert_eq!([shown(<D as From<u8>>::from(3)), shown(AsPrimitive::<D>::as_(x))], [three.clone(), shown(x)]);
    // `NumCast` sees the value alone.
    assert_eq!(<D as NumCast>::from(x).map(shown), Some(three));
}

#[test]
fn every_comparison_looks_at_the_values() {
    let (x, y) = (Dual::new(1.0, [2.0]), Dual::new(2.0, [1.0]));
    assert!(x < y && x < 2.0 && 1.0 < y);
    assert_eq!([x == Dual::constant(1.0), x == 1.0, 1.0 == x, x == y, x == 2.0, 2.0 == x], [true, true, true, false, false, false]);
    assert_eq!(x.total_cmp(&y), Ordering::Less);
    let (m, n) = (Dual::new(1, [2]), Dual::new(2, [1]));
    assert_eq!([m.cmp(&n), n.cmp(&m), m.cmp(&Dual::constant(1))], [Ordering::Less, Ordering::Greater, Ordering::Equal]);
}

#[test]
fn methods_beyond_the_traits_give_what_std_gives() {
    macro_rules! hold {
        ($P:ty) => {
            let quarters = (-20..20).map(|i| i as $P / 4.0);
            let ends = [-0.0, <$P>::MIN_POSITIVE / 4.0, 1.0 / <$P>::EPSILON - 0.5, <$P>::MAX, <$P>::MIN, <$P>::INFINITY, <$P>::NAN];
            let grid: Vec<$P> = quarters.chain(ends).collect();
            for &x in &grid {
                let d = Dual::<$P>::variable(x);
                assert_eq!(shown(d.round_ties_even()), shown(Dual::<$P>::constant(x.round_ties_even())), "{x}");
                assert_eq!(shown(Dual::<_>::variable(d).round_ties_even()), shown(Dual::<_>::constant(d.round_ties_even())), "{x}");
                assert_eq!(d.is_subnormal(), x.is_subnormal(), "{x}");
                for &y in &grid {
                    let means = [d.midpoint(y), d.midpoint(Dual::constant(y)), Dual::constant(y).midpoint(d)];
                    let of = |re| shown(Dual::<$P>::new(re, [0.5]));
                    assert_eq!(means.map(shown), [x.midpoint(y), x.midpoint(y), y.midpoint(x)].map(of), "{x} and {y}");
                }
            }
        };
    }
    hold!(f64);
    hold!(f32);
}

#[test]
fn methods_divide_as_euclid_does() {
    let [x, y] = Dual::variables([-7.0, 3.0]);
    assert_eq!([x.rem_euclid(y), x.div_euclid(y)].map(shown), [Euclid::rem_euclid(&x, &y), Euclid::div_euclid(&x, &y)].map(shown));
}

/// The message of a panic names the line that called, as one of std's does.
#[test]
fn panics_happen_where_the_caller_stands() {
    static HEARD: Mutex<String> = Mutex::new(String::new());
    let check = |code: fn(), message: &str| {
        let (here, hook) = (std::thread::current().id(), std::panic::take_hook());
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().id() == here {
                *HEARD.lock().unwrap() = panic.to_string();
            }
        }));
        let outcome = std::panic::catch_unwind(code);
        std::panic::set_hook(hook);
        outcome.unwrap_err();
        let heard = HEARD.lock().unwrap().clone();
        assert!(heard.contains(file!()) && heard.contains(message), "{heard}");
    };
    check(|| _ = Dual::variable(0.0).clamp(2.0, 1.0), "min > max, or either was NaN. min = 2.0, max = 1.0");
    check(|| _ = Dual::variable(0.0).clamp(f64::NAN, 1.0), "min > max, or either was NaN");
    check(|| _ = Float::clamp(Dual::variable(0.0), 2.0.into(), 1.0.into()), "min > max");
    check(|| _ = partial_derivative(|[x, y]| x + y, [1.0, 2.0], 2), "index out of bounds: the function has 2 variables but the index is 2");
    check(|| _ = partial_derivative(|[x]| x, [1.0], 1), "the function has 1 variable but the index is 1");
    check(
        || _ = SparsityPattern::from_triplets(2, 3, []).unwrap().row(2),
        "index out of bounds: the pattern has 2 rows but the index is 2",
    );
}

/// Methods that others give to every number, by names that stand inside of this crate too.
trait Named: Sized {
    fn scale(self, _: f64) -> f64;
    fn strong(self) -> Self;
    fn all_finite(&self) -> bool;
    fn closed(self) -> Self;
}
impl<D: DualNum> Named for D {
    fn scale(self, k: f64) -> f64 {
        k
    }
    fn strong(self) -> Self {
        self
    }
    fn all_finite(&self) -> bool {
        false
    }
    fn closed(self) -> Self {
        self
    }
}

#[test]
fn generic_code_has_method_names_of_its_own() {
    fn named<D: DualNum>(x: D) -> (f64, bool) {
        (x.strong().closed().scale(3.0), x.all_finite())
    }
    assert_eq!(named(Dual::variable(2.0)), (3.0, false));
}
