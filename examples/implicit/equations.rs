//! The equations, their roots on plain floats, and the roots as dual numbers of whatever type the parameters have.

use dual_numbers::{Dual, DualNum, RootError, implicit_derivative, root};

/// A parameter as a constant of the solver's level: the solver works on values only.
fn constant<D: DualNum<Primitive = f64>, const N: usize>(p: D) -> Dual<f64, N> {
    Dual::constant(p.value())
}

// ------------------------------------------------------------------------------------------ a cubic equation of state

const R: f64 = 8.31446261815324; // J/(mol K)
/// Carbon dioxide: critical temperature (K) and pressure (Pa), acentric factor
const CRITICAL: [f64; 3] = [304.1282, 7.3773e6, 0.22394];

/// a alpha(T) and b of D.-Y. Peng and D. B. Robinson, "A New Two-Constant Equation of State", Ind. Eng. Chem. Fundam. 15 (1976)
fn attraction_and_covolume<D: DualNum<Primitive = f64>>(t: D) -> (D, f64) {
    let [tc, pc, omega] = CRITICAL;
    let kappa = 0.37464 + 1.54226 * omega - 0.26992 * omega * omega;
    let alpha = (D::one() + (D::one() - (t / tc).sqrt()) * kappa).powi(2);
    (alpha * (0.45724 * (R * tc).powi(2) / pc), 0.07780 * R * tc / pc)
}

/// R T rho / (1 - b rho) - a rho^2 / (1 + 2 b rho - b^2 rho^2) - p, divided by p
fn peng_robinson<D: DualNum<Primitive = f64>>(rho: D, [t, p]: [D; 2]) -> D {
    let (a, b) = attraction_and_covolume(t);
    let y = rho * b;
    (rho * t * R / (D::one() - y) - a * rho * rho / (D::one() + y * 2.0 - y * y)) / p - 1.0
}

/// The density (mol/m3) above the critical temperature, where there is one.
pub fn density<D: DualNum<Primitive = f64>>(state: [D; 2]) -> D {
    let (_, b) = attraction_and_covolume(state[0].value());
    // From the dense side, where the pressure is a convex function of the density.
    let found = root(|rho| peng_robinson(rho, state.map(constant)), 0.95 / b).expect("one density above the critical temperature");
    implicit_derivative(peng_robinson, found.x, state).expect("the pressure rises with the density")
}

/// The same, from Cardano's formula for Z^3 - (1 - B) Z^2 + (A - 3 B^2 - 2 B) Z - (A B - B^2 - B^3) = 0, where Z = p / (rho R T)
pub fn cardano<D: DualNum<Primitive = f64>>([t, p]: [D; 2]) -> D {
    let (a, b) = attraction_and_covolume(t);
    let (a, b) = (a * p / (t * R).powi(2), p * b / (t * R));
    let c2 = b - 1.0;
    let c1 = a - b * b * 3.0 - b * 2.0;
    let c0 = b * b + b.powi(3) - a * b;
    let third = (c1 - c2 * c2 / 3.0) / 3.0;
    let half = (c2.powi(3) * 2.0 / 27.0 - c1 * c2 / 3.0 + c0) / 2.0;
    let root = (half * half + third.powi(3)).sqrt();
    let z = (root - half).cbrt() - (root + half).cbrt() - c2 / 3.0;
    p / (z * t * R)
}

// ------------------------------------------------------------------------------------------------------------- Kepler

/// E - e sin E - M
pub fn kepler<D: DualNum<Primitive = f64>>(ea: D, [m, e]: [D; 2]) -> D {
    ea - e * ea.sin() - m
}

/// The eccentric anomaly E of the mean anomaly M from 0 to pi, on an orbit of eccentricity e.
pub fn anomaly<D: DualNum<Primitive = f64>>(m: D, e: D) -> D {
    let found = root(|ea| kepler(ea, [m, e].map(constant)), std::f64::consts::PI).expect("E - e sin E is convex up to pi");
    implicit_derivative(kepler, found.x, [m, e]).expect("1 - e cos E > 0")
}

// ------------------------------------------------------------------------------------------------ chemical equilibrium

pub const SPECIES: [&str; 5] = ["CH4", "H2O", "CO", "CO2", "H2"];
/// Methane with three times as much steam.
const FEED: [f64; 5] = [1.0, 3.0, 0.0, 0.0, 0.0];
/// Atoms of C, H, O in each species.
const ATOMS: [[f64; 5]; 3] = [[1.0, 0.0, 1.0, 1.0, 0.0], [4.0, 2.0, 0.0, 0.0, 2.0], [0.0, 1.0, 1.0, 2.0, 0.0]];

/// Balances of C, H and O, and the equilibria CH4 + H2O = CO + 3 H2 and CO + H2O = CO2 + H2, in the logarithms of the amounts.
///
/// Their constants, in bar: J. Xu and G. F. Froment, "Methane Steam Reforming, Methanation and Water-Gas Shift: I. Intrinsic Kinetics",
/// AIChE J. 35 (1989).
fn equilibrium<D: DualNum<Primitive = f64>>(y: [D; 5], [t, p]: [D; 2]) -> [D; 5] {
    let n = y.map(|y| y.exp());
    let total: D = n.iter().sum();
    let balance = |atoms: &[f64; 5]| -> D { (0..5).map(|i| (n[i] - FEED[i]) * atoms[i]).sum() };
    let [ch4, h2o, co, co2, h2] = y;
    [
        balance(&ATOMS[0]),
        balance(&ATOMS[1]),
        balance(&ATOMS[2]),
        co + h2 * 3.0 - ch4 - h2o + (p / total).ln() * 2.0 - (t.recip() * -26830.0 + 30.114),
        co2 + h2 - co - h2o - (t.recip() * 4400.0 - 4.036),
    ]
}

/// The logarithms of the amounts at equilibrium.
pub fn amounts([t, p]: [f64; 2]) -> Result<[f64; 5], RootError<[f64; 5]>> {
    let found = root(|y| equilibrium(y, [t, p].map(Dual::constant)), [-0.5, 0.8, -1.0, -1.0, 0.7])?;
    Ok(found.x)
}

/// The mole fractions at equilibrium at `[T in K, p in bar]`: derivatives of the amounts, and on through the quotient.
pub fn mole_fractions<D: DualNum<Primitive = f64>>(state: [D; 2]) -> Result<[D; 5], Box<dyn std::error::Error>> {
    let n = implicit_derivative(equilibrium, amounts(state.map(|p| p.value()))?, state)?.map(|y| y.exp());
    let total: D = n.iter().sum();
    Ok(n.map(|n| n / total))
}
