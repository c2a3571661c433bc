//! One variable: `exp(x) / sqrt(sin^3 x + cos^3 x)`, its first, second and third derivatives.

use crate::measure::Row;
use crate::number::Number;
use crate::peers;
use crate::sweep::{Function, Hessian, Jacobian, Third};
use crate::workloads::points;

#[derive(Clone, Copy)]
struct ExpOverRoot;

impl Function<1, 1> for ExpOverRoot {
    #[inline(always)]
    fn call<D: Number>(self, &[x]: &[D; 1]) -> [D; 1] {
        [x.exp() / (x.sin().powi(3) + x.cos().powi(3)).sqrt()]
    }
}

/// With `u = s^3 + c^3`: `f = e^x u^(-1/2)` and `f' = f (1 - u' / 2u)`, `u' = 3 s c (s - c)`.
#[inline(always)]
fn first(x: f64, out: &mut Jacobian<1, 1>) {
    let (s, c) = x.sin_cos();
    let u = s * s * s + c * c * c;
    let f = x.exp() / u.sqrt();
    out.value = [f];
    out.rows = [[f * (1.0 - 1.5 * s * c * (s - c) / u)]];
}

/// The same without algebra: the chain rule step by step, as numbers of the kind raced here take it.
#[inline(always)]
fn first_by_steps(x: f64, out: &mut Jacobian<1, 1>) {
    let (e, (s, c)) = (x.exp(), x.sin_cos());
    let (u, du) = (s * s * s + c * c * c, 3.0 * s * s * c - 3.0 * c * c * s);
    let root = u.sqrt();
    let slope = 0.5 / root * du;
    out.value = [e / root];
    out.rows = [[(e - out.value[0] * slope) / root]];
}

/// What the higher derivatives share: with `u = s^3 + c^3` the quotients `q_n = u^(n) / u`, and `L = (ln f)' = 1 - q_1 / 2`.
struct Terms {
    f: f64,
    s: f64,
    c: f64,
    /// `1 / u`
    inverse: f64,
    q1: f64,
    q2: f64,
    /// `L`
    l0: f64,
    /// `L'`
    l1: f64,
}

impl Terms {
    #[inline(always)]
    fn at(x: f64) -> Self {
        let (s, c) = x.sin_cos();
        let u = s * s * s + c * c * c;
        let f = x.exp() / u.sqrt();
        let (sc, inverse) = (s * c, 1.0 / u);
        let q1 = 3.0 * sc * (s - c) * inverse;
        let q2 = (6.0 * sc * (s + c)) * inverse - 3.0;
        Self { f, s, c, inverse, q1, q2, l0: 1.0 - 0.5 * q1, l1: -0.5 * (q2 - q1 * q1) }
    }
}

/// `f' = f L`, `f'' = f (L' + L^2)`
#[inline(always)]
fn second(x: f64, out: &mut Hessian<1>) {
    let Terms { f, l0, l1, .. } = Terms::at(x);
    *out = Hessian { value: f, gradient: [f * l0], rows: [[f * (l1 + l0 * l0)]] };
}

/// And `f''' = f (L'' + 3 L L' + L^3)`.
#[inline(always)]
fn third(x: f64, out: &mut Third) {
    let Terms { f, s, c, inverse, q1, q2, l0, l1 } = Terms::at(x);
    let q3 = (6.0 * (c - s) * (1.0 + 3.0 * (s * c))) * inverse - 3.0 * q1;
    let l2 = -0.5 * (q3 - 3.0 * q1 * q2 + 2.0 * q1 * q1 * q1);
    *out = Third([f, f * l0, f * (l1 + l0 * l0), f * (l2 + l0 * (3.0 * l1 + l0 * l0))]);
}

pub fn first_derivative() -> Row<[f64; 1], Jacobian<1, 1>> {
    let mut row = Row::new(points(0.2, 1.3), Jacobian::default);
    row.hand_written(|&[x], out| first(x, out));
    row.contestant("hand-written", "chain rule, step by step".into(), |&[x], out| first_by_steps(x, out));
    peers::plain(&mut row, ExpOverRoot);
    peers::one_direction(&mut row, ExpOverRoot);
    row
}

pub fn second_derivative() -> Row<[f64; 1], Hessian<1>> {
    let mut row = Row::new(points(0.2, 1.3), Hessian::default);
    row.hand_written(|&[x], out| second(x, out));
    row.values_only(peers::PLAIN, |x, out| [out.value] = ExpOverRoot.call(x));
    peers::second_derivative(&mut row, ExpOverRoot);
    row
}

pub fn third_derivative() -> Row<[f64; 1], Third> {
    let mut row = Row::new(points(0.2, 1.3), Third::default);
    row.hand_written(|&[x], out| third(x, out));
    row.values_only(peers::PLAIN, |x, out| [out.0[0]] = ExpOverRoot.call(x));
    peers::third_order(&mut row, ExpOverRoot);
    row
}
