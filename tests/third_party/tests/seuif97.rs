//! Partial derivatives of `seuif97`, the equations of state of water and steam (IAPWS-IF97), held against differences of its own values: a
//! function of `f64` alone enters as a black box, and says what derivatives it carries.

use dual_numbers::Dual;
use dual_numbers::oracle::{Mismatch, Oracle, Report, boxed};
use seuif97::{ODVDP, ODVDT, OV, pt};

/// The volume in m3/kg with its two slopes, at pressures in MPa and temperatures in °C.
fn check_volume(pressures: (f64, f64), temperatures: (f64, f64)) -> Result<Report, Mismatch> {
    Oracle::new(boxed([pressures, temperatures])).check_self(|[p, t]: [Dual<f64, 2>; 2]| {
        let property = |id| pt(p.re, t.re, id);
        (p - p.re) * property(ODVDP) + (t - t.re) * property(ODVDT) + property(OV)
    })
}

#[test]
fn liquid() {
    println!("{}", check_volume((20.0, 100.0), (5.0, 200.0)).unwrap());
}

/// The ideal part of the Gibbs energy of steam is `ln p`, and its second derivative `-1/p^2`; theirs is `1/p^2`. At constant temperature
/// the volume falls as the pressure rises: of `v = RT/p + ...` the slope is near `-v/p`.
#[test]
fn steam_grows_under_pressure() {
    for (pressures, temperatures) in [((0.01, 5.0), (300.0, 700.0)), ((0.1, 40.0), (850.0, 1900.0))] {
        let mismatch = check_volume(pressures, temperatures).unwrap_err();
        let entry = mismatch.entry().unwrap();
        assert!(entry.column == 0 && entry.expected < 0.0 && entry.found > 0.0, "{mismatch}");
    }
}
