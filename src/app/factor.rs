//! The second factor as it is stored: sealed, and used up code by code (requirement S6).

use super::{
    Core, Failure, Security,
    authenticator::{Authenticator, recovery_place},
};
use crate::{
    domain::{operator::Operator, session::SecondFactor},
    storage::{Tx, credentials},
};

/// What a code turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// The code of the moment.
    Code,
    /// One of the recovery codes.
    RecoveryCode,
    /// No code of this operator, or one that was used.
    None,
}

/// For what a seed is sealed, so that it opens for nobody else.
pub(super) fn purpose(operator: &Operator) -> String {
    format!("second factor of {}", operator.id)
}

/// Uses a code up, if it is right.
pub(super) async fn prove(
    core: &Core,
    security: &Security,
    tx: &mut Tx,
    operator: &Operator,
    factor: &SecondFactor,
    typed: &str,
) -> Result<Proof, Failure> {
    if let Some(place) = recovery_place(typed, &factor.recovery_codes) {
        let hash = &factor.recovery_codes[place];
        let used = credentials::use_recovery_code(tx, operator.id, hash).await?;
        return Ok(if used { Proof::RecoveryCode } else { Proof::None });
    }
    let seed = security.seal.open(&purpose(operator), &factor.sealed_seed)?;
    let authenticator = authenticator(&seed, "", operator)?;
    let Some(step) = authenticator.step(typed, factor.last_step, core.clock.now()) else {
        return Ok(Proof::None);
    };
    let used = credentials::use_step(tx, operator.id, step).await?;
    Ok(if used { Proof::Code } else { Proof::None })
}

/// The authenticator of a seed.
pub(super) fn authenticator(
    seed: &[u8],
    issuer: &str,
    operator: &Operator,
) -> Result<Authenticator, Failure> {
    Authenticator::new(seed, issuer, &operator.login)
        .map_err(|error| Failure::Factor(error.to_string()))
}
