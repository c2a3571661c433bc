//! Water: the Helmholtz energy of the IAPWS formulation 1995, as published in its release R6-95(2018), Tables 1 and 2.

use dual_numbers::DualNum;

pub const CRITICAL_TEMPERATURE: f64 = 647.096; // K
pub const CRITICAL_DENSITY: f64 = 322.0; // kg/m^3
pub const GAS_CONSTANT: f64 = 0.46151805; // kJ/(kg K)

/// The specific Helmholtz energy in kJ/kg, `a = R T (ideal + residual)`, at a density in kg/m^3 and a temperature in K.
pub fn helmholtz<D: DualNum<Primitive = f64>>([rho, t]: [D; 2]) -> D {
    let (delta, tau) = (rho / CRITICAL_DENSITY, t.recip() * CRITICAL_TEMPERATURE);
    (ideal(delta, tau) + residual(delta, tau)) * t * GAS_CONSTANT
}

/// `log delta - 8.32.. + 6.68.. tau + 3.00632 log tau + sum n log(1 - e^(-gamma tau))`
pub fn ideal<D: DualNum<Primitive = f64>>(delta: D, tau: D) -> D {
    let vibrations: D = VIBRATIONS.iter().map(|&(n, gamma)| (-(tau * -gamma).exp()).ln_1p() * n).sum();
    delta.ln() - 8.3204464837497 + tau * 6.6832105275932 + tau.ln() * 3.00632 + vibrations
}

/// The sum of the 56 residual terms.
pub fn residual<D: DualNum<Primitive = f64>>(delta: D, tau: D) -> D {
    let powers: D = POWERS.iter().map(|&(n, d, t)| delta.powi(d) * tau.pow(t) * n).sum();
    let damped: D = DAMPED.iter().map(|&(n, d, t, c)| delta.powi(d) * tau.powi(t) * (-delta.powi(c)).exp() * n).sum();
    let bells: D = BELLS
        .iter()
        .map(|&(n, t, beta, gamma)| {
            let exponent = (delta - 1.0).powi(2) * -20.0 - (tau - gamma).powi(2) * beta;
            delta.powi(3) * tau.powi(t) * exponent.exp() * n
        })
        .sum();
    let critical: D = CRITICAL
        .iter()
        .map(|&(n, b, c, d)| {
            let square = (delta - 1.0).powi(2);
            let theta = -(tau - 1.0) + square.pow(0.5 / 0.3) * 0.32;
            let distance = theta.powi(2) + square.pow(3.5) * 0.2;
            let psi = (square * -c - (tau - 1.0).powi(2) * d).exp();
            distance.pow(b) * delta * psi * n
        })
        .sum();
    powers + damped + bells + critical
}

/// Terms `n log(1 - e^(-gamma tau))` of the ideal gas: `(n, gamma)`.
const VIBRATIONS: [(f64, f64); 5] =
    [(0.012436, 1.28728967), (0.97315, 3.53734222), (1.2795, 7.74073708), (0.96956, 9.24437796), (0.24873, 27.5075105)];

/// Terms `n delta^3 tau^t e^(-20 (delta - 1)^2 - beta (tau - gamma)^2)`: `(n, t, beta, gamma)`.
const BELLS: [(f64, i32, f64, f64); 3] =
    [(-31.306260323435, 0, 150.0, 1.21), (31.546140237781, 1, 150.0, 1.21), (-2521.3154341695, 4, 250.0, 1.25)];

/// Terms `n D^b delta e^(-c (delta - 1)^2 - d (tau - 1)^2)` of the critical region, `D` the distance from it: `(n, b, c, d)`.
const CRITICAL: [(f64, f64, f64, f64); 2] = [(-0.14874640856724, 0.85, 28.0, 700.0), (0.31806110878444, 0.95, 32.0, 800.0)];

/// Terms `n delta^d tau^t`: `(n, d, t)`.
const POWERS: [(f64, i32, f64); 7] = [
    (0.0125335479355233, 1, -0.5),
    (7.8957634722828, 1, 0.875),
    (-8.7803203303561, 1, 1.0),
    (0.31802509345418, 2, 0.5),
    (-0.26145533859358, 2, 0.75),
    (-0.0078199751687981, 3, 0.375),
    (0.0088089493102134, 4, 1.0),
];

/// Terms `n delta^d tau^t e^(-delta^c)`: `(n, d, t, c)`.
const DAMPED: [(f64, i32, i32, i32); 44] = [
    (-0.66856572307965, 1, 4, 1),
    (0.20433810950965, 1, 6, 1),
    (-6.6212605039687e-05, 1, 12, 1),
    (-0.19232721156002, 2, 1, 1),
    (-0.25709043003438, 2, 5, 1),
    (0.16074868486251, 3, 4, 1),
    (-0.040092828925807, 4, 2, 1),
    (3.9343422603254e-07, 4, 13, 1),
    (-7.5941377088144e-06, 5, 9, 1),
    (0.00056250979351888, 7, 3, 1),
    (-1.5608652257135e-05, 9, 4, 1),
    (1.1537996422951e-09, 10, 11, 1),
    (3.6582165144204e-07, 11, 4, 1),
    (-1.3251180074668e-12, 13, 13, 1),
    (-6.2639586912454e-10, 15, 1, 1),
    (-0.10793600908932, 1, 7, 2),
    (0.017611491008752, 2, 1, 2),
    (0.22132295167546, 2, 9, 2),
    (-0.40247669763528, 2, 10, 2),
    (0.58083399985759, 3, 10, 2),
    (0.0049969146990806, 4, 3, 2),
    (-0.031358700712549, 4, 7, 2),
    (-0.74315929710341, 4, 10, 2),
    (0.4780732991548, 5, 10, 2),
    (0.020527940895948, 6, 6, 2),
    (-0.13636435110343, 6, 10, 2),
    (0.014180634400617, 7, 10, 2),
    (0.0083326504880713, 9, 1, 2),
    (-0.029052336009585, 9, 2, 2),
    (0.038615085574206, 9, 3, 2),
    (-0.020393486513704, 9, 4, 2),
    (-0.0016554050063734, 9, 8, 2),
    (0.0019955571979541, 10, 6, 2),
    (0.00015870308324157, 10, 9, 2),
    (-1.638856834253e-05, 12, 8, 2),
    (0.043613615723811, 3, 16, 3),
    (0.034994005463765, 4, 22, 3),
    (-0.076788197844621, 4, 23, 3),
    (0.022446277332006, 5, 23, 3),
    (-6.2689710414685e-05, 14, 10, 4),
    (-5.5711118565645e-10, 3, 50, 6),
    (-0.19905718354408, 6, 44, 6),
    (0.31777497330738, 6, 46, 6),
    (-0.11841182425981, 6, 50, 6),
];
