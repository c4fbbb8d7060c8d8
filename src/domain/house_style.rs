//! House style.
use serde::{Deserialize, Serialize};
/// House style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseStyle {}
