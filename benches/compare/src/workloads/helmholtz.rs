//! The Hessian of a Helmholtz energy (six components): ideal mixing, excluded volume, and a van der Waals attraction.

use std::f64::consts::SQRT_2;

use crate::measure::Row;
use crate::number::Number;
use crate::peers;
use crate::sweep::{Function, Hessian};
use crate::workloads::points;

const COMPONENTS: usize = 6;
const VOLUME: [f64; COMPONENTS] = [0.11, 0.07, 0.05, 0.13, 0.09, 0.06];
const TEMPERATURE: f64 = 1.7;
const UPPER: f64 = 1.0 + SQRT_2;
const LOWER: f64 = 1.0 - SQRT_2;

/// The attraction between components, symmetric.
const ATTRACTION: [[f64; COMPONENTS]; COMPONENTS] = {
    let mut a = [[0.0; COMPONENTS]; COMPONENTS];
    let mut at = 0;
    while at < COMPONENTS * COMPONENTS {
        let (i, j) = (at / COMPONENTS, at % COMPONENTS);
        a[i][j] = 1.0 / (1 + i + j) as f64 + 0.1 * (i * j) as f64;
        at += 1;
    }
    a
};

/// `T sum x_i ln(x_i / (1 - b.x)) - x.Ax / (sqrt(8) b.x) ln((1 + (1 + sqrt 2) b.x) / (1 + (1 - sqrt 2) b.x))`
#[derive(Clone, Copy)]
struct Helmholtz;

impl Function<COMPONENTS, 1> for Helmholtz {
    #[inline(always)]
    fn call<D: Number>(self, x: &[D; COMPONENTS]) -> [D; 1] {
        let mut q = D::constant(0.0);
        let mut attraction = D::constant(0.0);
        for i in 0..COMPONENTS {
            q = q + x[i] * VOLUME[i];
            let mut field = D::constant(0.0);
            for j in 0..COMPONENTS {
                field = field + x[j] * ATTRACTION[i][j];
            }
            attraction = attraction + x[i] * field;
        }
        let free = -q + 1.0;
        let mut mixing = D::constant(0.0);
        for &x in x {
            mixing = mixing + x * (x / free).ln();
        }
        let range = ((q * UPPER + 1.0) / (q * LOWER + 1.0)).ln() / (q * 8f64.sqrt());
        [mixing * TEMPERATURE - attraction * range]
    }
}

/// With `q = b.x`, `s = sum x_i`, `h = x.Ax` and `g(q)` the attraction's range: `f = T (sum x_i ln x_i - s ln(1 - q)) - h g`.
///
/// `g = w / (sqrt(8) q)`, `w = ln(u / v)`, `u = 1 + (1 + sqrt 2) q`, `v = 1 + (1 - sqrt 2) q`: `w' = sqrt(8) / uv`, `uv = 1 + 2 q - q^2`.
#[inline(always)]
fn helmholtz(x: &[f64; COMPONENTS], out: &mut Hessian<COMPONENTS>) {
    let mut field = [0.0; COMPONENTS];
    let (mut q, mut s, mut h) = (0.0, 0.0, 0.0);
    for i in 0..COMPONENTS {
        for (f, a) in field.iter_mut().zip(&ATTRACTION[i]) {
            *f += a * x[i];
        }
        q += VOLUME[i] * x[i];
        s += x[i];
    }
    for i in 0..COMPONENTS {
        h += x[i] * field[i];
    }

    let inverse = 1.0 / q;
    let uv = 1.0 / (1.0 + 2.0 * q - q * q);
    let g0 = ((1.0 + UPPER * q) / (1.0 + LOWER * q)).ln() * inverse * (1.0 / 8f64.sqrt());
    // (q g)' = 1 / uv and (q g)'' = -(2 - 2 q) / uv^2
    let g1 = (uv - g0) * inverse;
    let g2 = (2.0 * (q - 1.0) * uv * uv - 2.0 * g1) * inverse;

    let free = 1.0 / (1.0 - q);
    let ln_free = (1.0 - q).ln();
    let mut entropy = 0.0;
    let bend = TEMPERATURE * s * free * free - h * g2;
    let tilt = TEMPERATURE * s * free - h * g1;
    // Row i of the Hessian is b_i * common_j + m_i * b_j - 2 g A_ij, with m_i the part of component i alone.
    let mut own = [0.0; COMPONENTS];
    for i in 0..COMPONENTS {
        own[i] = TEMPERATURE * free - 2.0 * g1 * field[i];
    }
    for i in 0..COMPONENTS {
        let ln = x[i].ln() - ln_free;
        entropy += x[i] * ln;
        out.gradient[i] = TEMPERATURE * (ln + 1.0) + tilt * VOLUME[i] - 2.0 * g0 * field[i];
        let common = own[i] + bend * VOLUME[i];
        for j in 0..COMPONENTS {
            out.rows[i][j] = common * VOLUME[j] + VOLUME[i] * own[j] - 2.0 * g0 * ATTRACTION[i][j];
        }
        out.rows[i][i] += TEMPERATURE / x[i];
    }
    out.value = TEMPERATURE * entropy - h * g0;
}

pub fn hessian() -> Row<[f64; COMPONENTS], Hessian<COMPONENTS>> {
    let mut row = Row::new(points(0.2, 1.2), Hessian::default);
    row.hand_written(helmholtz);
    row.values_only(peers::PLAIN, |x, out| [out.value] = Helmholtz.call(x));
    peers::second_order::<COMPONENTS, { COMPONENTS + 1 }, _>(&mut row, Helmholtz);
    row
}
