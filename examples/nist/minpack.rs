//! What MINPACK's `lmder` reaches, as `minpack.py` beside this file measured it (scipy 1.17.1, numpy 2.4.6,
//! sympy 1.14.0): exact Jacobian, step bound factor 100, at most 100 000 calls of the residuals.

/// The digits of the worst parameter (log relative error) from either start, in one dataset.
#[derive(Debug)]
pub struct Reached {
    pub name: &'static str,
    /// With `ftol = xtol = 1.49e-8`, the default of scipy's `leastsq`.
    pub default: [f64; 2],
    /// With `ftol = xtol = 1e-15`: the reference for what can be solved.
    pub tight: [f64; 2],
}

/// The 27 datasets, in the order of NIST: lower, average, higher level of difficulty.
pub const LMDER: [Reached; 27] = [
    reached("Misra1a", [9.78, 10.13], [11.00, 11.00]),
    reached("Chwirut2", [6.18, 5.90], [8.86, 10.77]),
    reached("Chwirut1", [5.85, 5.85], [9.69, 9.97]),
    reached("Lanczos3", [6.76, 6.41], [8.22, 6.41]),
    reached("Gauss1", [6.92, 6.82], [10.64, 10.56]),
    reached("Gauss2", [8.40, 8.10], [10.00, 9.91]),
    reached("DanWood", [7.97, 8.70], [11.00, 8.70]),
    reached("Misra1b", [9.50, 9.33], [10.96, 9.33]),
    reached("Kirby2", [6.37, 5.82], [7.44, 10.53]),
    reached("Hahn1", [5.90, 5.08], [7.53, 8.25]),
    reached("Nelson", [6.31, 6.69], [7.95, 8.33]),
    reached("MGH17", [0.00, 6.60], [9.61, 9.69]),
    reached("Lanczos1", [10.57, 10.55], [10.55, 10.55]),
    reached("Lanczos2", [10.42, 10.40], [10.40, 10.40]),
    reached("Gauss3", [9.20, 7.77], [9.20, 9.51]),
    reached("Misra1c", [8.28, 10.10], [8.33, 10.10]),
    reached("Misra1d", [11.00, 8.94], [11.00, 11.00]),
    reached("Roszman1", [5.48, 5.49], [7.46, 8.62]),
    reached("ENSO", [3.19, 3.06], [6.64, 6.50]),
    reached("MGH09", [3.95, 3.99], [7.05, 8.03]),
    reached("Thurber", [4.48, 4.53], [8.40, 7.99]),
    reached("BoxBOD", [0.00, 5.13], [0.00, 9.16]),
    reached("Rat42", [6.78, 7.14], [10.39, 9.54]),
    reached("MGH10", [8.75, 8.97], [8.80, 8.97]),
    reached("Eckerle4", [7.19, 7.16], [10.51, 9.61]),
    reached("Rat43", [5.07, 4.86], [7.48, 8.38]),
    reached("Bennett5", [9.70, 4.09], [11.00, 11.00]),
];

const fn reached(name: &'static str, default: [f64; 2], tight: [f64; 2]) -> Reached {
    Reached { name, default, tight }
}
